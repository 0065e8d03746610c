"""Sockets and TCP connections between the stacks. Knows no credentials."""
