"""The programming interfaces: one table over one core."""
