"""Netstat ALL/-A of one stack: what it shows of connections. Knows no socket, only views of them."""
