"""What proves the suite: deliberate faults, the kill matrix, the floor of trivial subjects.

Knows scenarios, verdicts and adapters by name; knows no subject and never looks into a fault.
"""
