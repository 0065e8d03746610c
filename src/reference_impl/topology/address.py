"""IP addresses as the stacks compare them: a mapped address is the IPv4 address it holds."""

from __future__ import annotations

from functools import lru_cache
from ipaddress import IPv6Address, ip_address
from typing import NamedTuple

ANY_IPV4 = "0.0.0.0"  # noqa: S104 - the value of INADDR_ANY, nothing is bound here
ANY_IPV6 = "::"


class Address(NamedTuple):
    """`ip` is the canonical text without the mapping prefix; `mapped` says how the program wrote it."""

    ip: str
    version: int
    mapped: bool = False

    @property
    def unspecified(self) -> bool:
        return self.ip in {ANY_IPV4, ANY_IPV6}

    def __str__(self) -> str:
        return f"::ffff:{self.ip}" if self.mapped else self.ip


class Endpoint(NamedTuple):
    """An address and a port from 0 to 65535; port 0 means none chosen yet."""

    address: Address
    port: int


@lru_cache(maxsize=4096)
def parse_address(text: str) -> Address:
    """Read IPv4, IPv6 or IPv4-mapped text.

    Raises:
        ValueError: not an address.
    """
    address = ip_address(text)
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return Address(str(address.ipv4_mapped), 4, mapped=True)
        return Address(str(address), 6)
    return Address(str(address), 4)
