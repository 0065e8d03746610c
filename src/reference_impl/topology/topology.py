"""The sysplex as built: systems, stacks, who owns which address, which links there are.

Everything here is fixed once built, so one topology serves every reset of a lab; the routes in use,
which do change, are in `routes`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reference_impl.topology.address import Address, parse_address
from reference_impl.topology.definition import (
    BadTopology,
    LinkDefinition,
    LinkKind,
    Release,
    StackDefinition,
    SystemDefinition,
    TopologyDefinition,
)

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True, eq=False)
class System:
    """An MVS image. Compared by identity: there is one object per image."""

    name: str
    cpc: str
    sysplex: str
    release: Release
    database: str


@dataclass(frozen=True, slots=True, eq=False)
class Stack:
    """A TCP/IP stack. `group` is its XCF group, `None` outside a sysplex.

    Two stacks talk over XCF only inside one group; a subplex is a group of its own.
    """

    name: str
    system: System
    addresses: tuple[Address, ...]
    group: tuple[str, str] | None

    def address_for(self, version: int) -> Address | None:
        """Return the stack's first address of this IP version."""
        return next((address for address in self.addresses if address.version == version), None)


@dataclass(frozen=True, slots=True)
class Vipa:
    """A dynamic VIPA; `targets` empty means that its owner hosts the connections."""

    owner: Stack
    targets: tuple[Stack, ...]


class Topology:
    """The built sysplex. Looks everything up by name or address at a cost independent of size."""

    __slots__ = ("links", "owners", "stacks", "stacks_of", "systems", "vipas", "xcf_seconds")

    def __init__(self, definition: TopologyDefinition) -> None:
        self.xcf_seconds = definition.xcf_seconds
        self.systems: dict[str, System] = {}
        self.stacks: dict[str, Stack] = {}
        self.stacks_of: dict[str, tuple[Stack, ...]] = {}
        self.owners: dict[str, Stack] = {}
        self.vipas: dict[str, Vipa] = {}
        self.links: dict[tuple[str, str], tuple[LinkKind, ...]] = {}
        for system in definition.systems:
            self._add_system(system)
        for link in definition.links:
            self._add_link(link)
        for vipa in definition.vipas:
            targets = tuple(self._stack(name, f"VIPA {vipa.address}") for name in vipa.targets)
            owner = self._stack(vipa.owner, f"VIPA {vipa.address}")
            self._own(_address(vipa.address), owner)
            self.vipas[_address(vipa.address).ip] = Vipa(owner, targets)

    def _add_system(self, definition: SystemDefinition) -> None:
        if definition.name in self.systems:
            raise BadTopology(f"system {definition.name} is defined twice")
        release = Release.parse(definition.release)
        system = System(definition.name, definition.cpc, definition.sysplex, release, definition.database)
        self.systems[system.name] = system
        self.stacks_of[system.name] = tuple(self._add_stack(system, each) for each in definition.stacks)

    def _add_stack(self, system: System, definition: StackDefinition) -> Stack:
        if definition.name in self.stacks:
            raise BadTopology(f"stack {definition.name} is defined twice")
        addresses = tuple(_address(text) for text in definition.addresses)
        group = (system.sysplex, f"EZBTCP{definition.subplex or 'CS'}") if system.sysplex else None
        stack = Stack(definition.name, system, addresses, group)
        self.stacks[stack.name] = stack
        for address in addresses:
            self._own(address, stack)
        return stack

    def _own(self, address: Address, stack: Stack) -> None:
        if self.owners.setdefault(address.ip, stack) is not stack or address.ip in self.vipas:
            raise BadTopology(
                f"address {address} has two owners, {self.owners[address.ip].name} and {stack.name}"
            )

    def _add_link(self, definition: LinkDefinition) -> None:
        one, other = (self._stack(name, f"{definition.kind} link") for name in definition.stacks)
        if definition.kind is LinkKind.IUTSAMEH and one.system is not other.system:
            raise BadTopology(f"IUTSAMEH joins stacks of one system, not {one.name} and {other.name}")
        if definition.kind is LinkKind.HIPERSOCKETS and one.system.cpc != other.system.cpc:
            raise BadTopology(f"HiperSockets join systems of one CPC, not {one.name} and {other.name}")
        for pair in ((one.name, other.name), (other.name, one.name)):
            self.links[pair] = _unique((*self.links.get(pair, ()), definition.kind))

    def _stack(self, name: str, place: str) -> Stack:
        try:
            return self.stacks[name]
        except KeyError:
            raise BadTopology(f"{place}: there is no stack {name}") from None


def _address(text: str) -> Address:
    try:
        return parse_address(text)
    except ValueError:
        raise BadTopology(f"{text!r} is not an IP address") from None


def _unique(kinds: Iterable[LinkKind]) -> tuple[LinkKind, ...]:
    return tuple(dict.fromkeys(kinds))
