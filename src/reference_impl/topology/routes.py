"""The routes in use, which may change under a connection, each direction by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reference_impl.errno_names import Errno
from reference_impl.refusal import Refusal

if TYPE_CHECKING:
    from reference_impl.topology.definition import LinkKind
    from reference_impl.topology.topology import Stack, Topology


class Hop(NamedTuple):
    """One leg of a path. `link` is `None` inside one stack, which needs no link."""

    source: Stack
    target: Stack
    link: LinkKind | None


class Routes:
    """Which link carries the traffic from one stack to another; at the start the first one listed."""

    __slots__ = ("_changed", "_topology")

    def __init__(self, topology: Topology) -> None:
        self._topology = topology
        self._changed: dict[tuple[str, str], LinkKind] = {}

    def reachable(self, source: Stack, target: Stack) -> bool:
        return source is target or (source.name, target.name) in self._topology.links

    def hop(self, source: Stack, target: Stack) -> Hop:
        """Return the leg from one stack to another that `reachable` allows."""
        if source is target:
            return Hop(source, target, None)
        pair = (source.name, target.name)
        changed = self._changed.get(pair)
        return Hop(source, target, changed if changed is not None else self._topology.links[pair][0])

    def change(self, source: str, target: str, via: LinkKind) -> None:
        """Send traffic from `source` to `target` over another link; the way back stays as it is.

        Raises:
            Refusal: ENETUNREACH, there is no such link.
        """
        pair = (source, target)
        if via not in self._topology.links.get(pair, ()):
            raise Refusal(Errno.ENETUNREACH)
        self._changed[pair] = via
