"""The envelope of a run: what was tested, with what, when and for how long it holds; signed and verified.

Knows results and files; signing itself is the work of ssh-keygen.
"""
