"""A TCP address as somebody types it: HOST:PORT, an IPv6 address in brackets. Knows text; opens nothing."""

import re

LAST_PORT = 65535
_PORT = re.compile("[0-9]{1,5}")


def tcp_address(text: str, first_port: int = 1) -> tuple[str, int] | None:
    """Host without brackets, and port from `first_port` to 65535; None if it is not that."""
    host, _, port = text.rpartition(":")
    if not _named(host) or not _PORT.fullmatch(port) or not first_port <= int(port) <= LAST_PORT:
        return None
    return host.strip("[]"), int(port)


def _named(host: str) -> bool:
    """May it be a host? Of a name that it cannot encode Python's socket complains in ways of its own."""
    try:
        host.encode("idna")
    except UnicodeError:
        return False
    return bool(host) and "\0" not in host
