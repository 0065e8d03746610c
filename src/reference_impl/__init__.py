"""A sysplex in memory: the reference implementation. Imports the standard library only."""
