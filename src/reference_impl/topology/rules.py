"""Every decision about routing indicators that a requirement speaks of, as one frozen value.

They are computed anew from the current routes at each request. A fault is `dataclasses.replace` on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reference_impl.tcp.states import TcpState
from reference_impl.topology.definition import LinkKind
from reference_impl.topology.routing import Routing

if TYPE_CHECKING:
    from collections.abc import Callable

    from reference_impl.topology.address import Address
    from reference_impl.topology.routes import Hop, Routes
    from reference_impl.topology.topology import Stack, Vipa

CONNECTED = frozenset(
    {
        TcpState.ESTABLISHED,
        TcpState.FIN_WAIT_1,
        TcpState.FIN_WAIT_2,
        TcpState.CLOSE_WAIT,
        TcpState.CLOSING,
        TcpState.LAST_ACK,
    }
)


@dataclass(frozen=True, slots=True)
class Path:
    """What is known of a connection: its two stacks and the legs of the way to the partner's stack.

    The indicators depend on these. `address` is the partner's as this end sees it, and says nothing.
    """

    source: Stack
    partner: Stack
    hops: tuple[Hop, ...]
    address: Address


def same_group(source: Stack, partner: Stack) -> bool:
    """Same sysplex means the same XCF group; so another subplex is not "same cluster" (our reading)."""
    return source.group is not None and source.group == partner.group


def same_system(source: Stack, partner: Stack) -> bool:
    return source.system is partner.system


def way_to_partner(routes: Routes, source: Stack, partner: Stack, vipa: Vipa | None) -> tuple[Hop, ...]:
    """Return the legs of the way; to a distributed VIPA it leads through the stack that distributes it."""
    if vipa is None or vipa.owner in (source, partner):
        return (routes.hop(source, partner),)
    return (routes.hop(source, vipa.owner), routes.hop(vipa.owner, partner))


def stays_inside(rules: RoutingRules, path: Path) -> bool:
    """No leg uses a link that is exposed outside the sysplex."""
    return all(hop.link is None or hop.link in rules.internal_links for hop in path.hops)


def indicators(rules: RoutingRules, path: Path) -> Routing:
    """Return the indicators of a connected socket. NONE excludes SAME_CLUSTER and INTERNAL."""
    found = Routing.SAME_IMAGE if rules.same_image(path.source, path.partner) else Routing(0)
    if not rules.same_cluster(path.source, path.partner):
        return found | Routing.NONE
    found |= Routing.SAME_CLUSTER
    return found | Routing.INTERNAL if rules.internal(rules, path) else found


def no_connection(_state: TcpState) -> Routing:
    return Routing.NO_CONNECTION


def the_same(told: Routing) -> Routing:
    return told


@dataclass(frozen=True, slots=True)
class RoutingRules:
    """Decisions about routing indicators.

    `internal_links`: kinds not exposed outside the sysplex; OSA is exposed even when shared (our
    choice). `connected_states`: in all others the value is the one of `unconnected`. `reevaluated`:
    worked out from the routes of the moment (our choice), otherwise once for each connection.
    `option_tells`: what SO_CLUSTERCONNTYPE makes of what SIOCGPARTNERINFO tells, and `number` its value;
    with `option_needs_ioctl` it tells nothing before the first SIOCGPARTNERINFO on the connection.
    """

    internal_links: frozenset[LinkKind] = frozenset({LinkKind.IUTSAMEH, LinkKind.HIPERSOCKETS, LinkKind.XCF})
    connected_states: frozenset[TcpState] = CONNECTED
    same_cluster: Callable[[Stack, Stack], bool] = same_group
    same_image: Callable[[Stack, Stack], bool] = same_system
    way: Callable[[Routes, Stack, Stack, Vipa | None], tuple[Hop, ...]] = way_to_partner
    internal: Callable[[RoutingRules, Path], bool] = stays_inside
    indicators: Callable[[RoutingRules, Path], Routing] = indicators
    unconnected: Callable[[TcpState], Routing] = no_connection
    reevaluated: bool = True
    option_tells: Callable[[Routing], Routing] = the_same
    option_needs_ioctl: bool = False
    number: Callable[[Routing], int] = int
