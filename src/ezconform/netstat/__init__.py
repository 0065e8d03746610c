"""Netstat ALL/-A as people paste it: reading reports tolerantly, and the two flags in words."""
