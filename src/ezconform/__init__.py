"""The harness: reads the specification, drives a subject through an adapter, judges and reports.

Knows no subject: subjects are found by name, path or command, never by import.
"""

__version__ = "0.1.0"
