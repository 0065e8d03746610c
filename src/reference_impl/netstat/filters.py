"""Filters of Netstat ALL/-A: CLIent/-E, IPAddr/-I, POrt/-P and the modifier SERVER.

Knows how a filter value is written and what it matches. Values of one filter are alternatives;
filters of several kinds must all match (our choice: the manuals show one kind at a time).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)
from typing import TypeVar

from reference_impl.netstat.connection_view import ConnectionView
from reference_impl.netstat.refusals import BadFilterValue, TooManyValues

Value = TypeVar("Value")

CLIENT = "CLIent/-E"
ADDRESS = "IPAddr/-I"
PORT = "POrt/-P"

HIGHEST_PORT = 65535
MAPPED_PREFIX = IPv6Network("::ffff:0:0/96")

WILDCARDS = {"*": ".*", "?": "."}


@dataclass(frozen=True, slots=True)
class FilterLimits:
    """How many values each filter takes, and the longest client name in characters.

    Source: manual for clients; the same number of addresses and ports is inferred.
    """

    clients: int = 6
    addresses: int = 6
    ports: int = 6
    client_name: int = 8


LIMITS = FilterLimits()


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters of one request, ready to match; an empty filter matches everything."""

    clients: tuple[re.Pattern[str], ...] = ()
    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    ports: frozenset[int] = frozenset()
    server: bool = False


def read_filters(
    clients: Iterable[str] = (),
    addresses: Iterable[str] = (),
    ports: Iterable[int] = (),
    *,
    server: bool = False,
    limits: FilterLimits = LIMITS,
) -> Filters:
    """Make filters of the values as given; refuses with the option and value at fault."""
    return Filters(
        tuple(_client(value, limits.client_name) for value in _counted(CLIENT, clients, limits.clients)),
        tuple(_network(value) for value in _counted(ADDRESS, addresses, limits.addresses)),
        frozenset(_port(value) for value in _counted(PORT, ports, limits.ports)),
        server,
    )


def _counted(option: str, values: Iterable[Value], most: int) -> tuple[Value, ...]:
    given = tuple(values)
    if len(given) > most:
        raise TooManyValues(option, str(given[most]), f"at most {most} values can be given")
    return given


def _client(value: str, longest: int) -> re.Pattern[str]:
    """A client name; `*` is any string and `?` any one character, case is folded (our choice)."""
    if not 1 <= len(value) <= longest:
        raise BadFilterValue(CLIENT, value, f"a name has 1 to {longest} characters")
    pattern = "".join(WILDCARDS.get(sign, re.escape(sign)) for sign in value)
    return re.compile(pattern, re.IGNORECASE | re.DOTALL)


def _network(value: str) -> IPv4Network | IPv6Network:
    """An address, address/prefix or address/mask; host bits beyond the mask do not matter."""
    try:
        network = ip_network(value, strict=False)
    except ValueError as refusal:
        raise BadFilterValue(ADDRESS, value, "not an address, prefix or mask") from refusal
    if isinstance(network, IPv6Network) and network.subnet_of(MAPPED_PREFIX):
        prefix = network.prefixlen - MAPPED_PREFIX.prefixlen
        return IPv4Network((int(network.network_address) & 0xFFFFFFFF, prefix))
    return network


def _port(value: int) -> int:
    if not 0 <= value <= HIGHEST_PORT:
        raise BadFilterValue(PORT, str(value), f"a port is a number from 0 to {HIGHEST_PORT}")
    return value


def client_matches(filters: Filters, view: ConnectionView) -> bool:
    """Whether the client name is wanted."""
    return not filters.clients or any(pattern.fullmatch(view.client_name) for pattern in filters.clients)


def address_matches(filters: Filters, view: ConnectionView) -> bool:
    """Whether the local or the foreign address is wanted; a mapped address is its IPv4 one."""
    return not filters.networks or any(
        address in network
        for address in map(_plain, (view.local_address, view.foreign_address))
        for network in filters.networks
    )


def _plain(text: str) -> IPv4Address | IPv6Address:
    address = ip_address(text)
    return getattr(address, "ipv4_mapped", None) or address


def port_matches(filters: Filters, view: ConnectionView) -> bool:
    """Whether the local or the foreign port is wanted."""
    return not filters.ports or not filters.ports.isdisjoint((view.local_port, view.foreign_port))


def server_matches(filters: Filters, view: ConnectionView) -> bool:
    """SERVER shows TCP connections in the listen state only. Source: manual."""
    return view.listening or not filters.server
