"""The documentation review: the source's statements, what shows each of them, and who agreed to that.

Knows the specification; needs no run and no subject.
"""
