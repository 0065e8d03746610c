"""Faults against the class routing: the call, the states of a connection, SO_CLUSTERCONNTYPE.

Those against the meaning of the indicators stand in a table of their own.
"""

from dataclasses import replace
from typing import Any

from ezconform.proof.fault import Fault
from reference_impl.errno_names import Errno
from reference_impl.interfaces.interface import Interface
from reference_impl.interfaces.table import TABLE
from reference_impl.partner.causes import Cause
from reference_impl.partner.gates import GATES, Gate, Inquiry, connected
from reference_impl.partner.request import PartnerRequest, RequestItem
from reference_impl.rules import V1R12, Rules
from reference_impl.tcp.socket import Family
from reference_impl.tcp.states import TcpState
from reference_impl.topology.routes import Hop, Routes
from reference_impl.topology.routing import Routing
from reference_impl.topology.rules import CONNECTED, Path, RoutingRules, indicators
from reference_impl.topology.topology import Stack, Vipa

IPV6 = 6


def routing(**changes: Any) -> Rules:
    return replace(V1R12, routing=replace(V1R12.routing, **changes))


def partner(**changes: Any) -> Rules:
    return replace(V1R12, partner=replace(V1R12.partner, **changes))


def gate_before(check: Any) -> Rules:
    return partner(gates=(Gate(check, credentials_only=False), *GATES))


def offer(interface: Interface, *, option: bool) -> Rules:
    table = {**TABLE, interface: replace(TABLE[interface], option=option)}
    return replace(V1R12, interfaces=replace(V1R12.interfaces, table=table))


def unconnected_states(*states: TcpState) -> Rules:
    return routing(connected_states=CONNECTED - set(states))


def routing_only(request: PartnerRequest) -> bool:
    return not request.credentials


def not_beside_utoken(request: PartnerRequest) -> bool:
    return RequestItem.UTOKEN not in request.items


def ipv6_not_served(inquiry: Inquiry) -> Cause | None:
    return Cause.NOT_TCP if inquiry.socket.family is Family.AF_INET6 else None


def mapped_not_served(inquiry: Inquiry) -> Cause | None:
    return Cause.NOT_CONNECTED if inquiry.end.foreign.address.mapped else None


def something_selected(inquiry: Inquiry) -> Cause | None:
    return None if inquiry.request.items else Cause.TIMEOUT_OUT_OF_RANGE


def no_ioctl_after_option(inquiry: Inquiry) -> Cause | None:
    record = inquiry.end.record
    return Cause.ALREADY_OUTSTANDING if record is not None and record.asked_by_option else None


def ipv6_is_outside(rules: RoutingRules, path: Path) -> Routing:
    return Routing.NONE if path.address.version == IPV6 else indicators(rules, path)


def mapped_is_outside(rules: RoutingRules, path: Path) -> Routing:
    return Routing.NONE if path.address.mapped else indicators(rules, path)


def to_and_fro(routes: Routes, source: Stack, target: Stack, _vipa: Vipa | None) -> tuple[Hop, ...]:
    return (routes.hop(source, target), routes.hop(target, source))


def back_only(routes: Routes, source: Stack, target: Stack, _vipa: Vipa | None) -> tuple[Hop, ...]:
    return (routes.hop(target, source),)


def image_and_internal_swapped(told: Routing) -> int:
    image, internal = Routing.SAME_IMAGE in told, Routing.INTERNAL in told
    return int(told & (Routing.NONE | Routing.SAME_CLUSTER)) | 8 * image | 4 * internal


def from_bit_zero(told: Routing) -> int:
    return int(told) >> 1


def listening_is_none(state: TcpState) -> Routing:
    return Routing.NONE if state is TcpState.LISTEN else Routing.NO_CONNECTION


CONNECTION_NEEDED = tuple(
    added
    for gate in GATES
    for added in ((Gate(connected, credentials_only=False), gate) if gate.check is connected else (gate,))
)

FAULTS: tuple[Fault, ...] = (
    Fault(
        "routing-alone-only",
        "ROUTE-01",
        "A request for credentials is not told the routing.",
        partner(tells_routing=routing_only),
    ),
    Fault(
        "no-routing-with-utoken",
        "ROUTE-01",
        "A request for a UTOKEN is not told the routing.",
        partner(tells_routing=not_beside_utoken),
    ),
    Fault(
        "refusals-without-routing",
        "ROUTE-02",
        "No refusal tells the routing.",
        partner(routing_filled_in=frozenset[Errno]()),
    ),
    Fault(
        "no-routing-after-expiry",
        "ROUTE-02",
        "The refusal of an expired call does not tell the routing.",
        partner(routing_filled_in=V1R12.partner.routing_filled_in - {Errno.ETIME}),
    ),
    Fault(
        "ioctl-not-over-ipv6",
        "ROUTE-03",
        "SIOCGPARTNERINFO is refused on AF_INET6 sockets.",
        gate_before(ipv6_not_served),
    ),
    Fault(
        "ipv6-is-outside",
        "ROUTE-03",
        "A partner with an IPv6 address counts as outside the sysplex.",
        routing(indicators=ipv6_is_outside),
    ),
    Fault(
        "ioctl-not-over-mapped",
        "ROUTE-04",
        "SIOCGPARTNERINFO is refused on connections with IPv4-mapped addresses.",
        gate_before(mapped_not_served),
    ),
    Fault(
        "mapped-is-outside",
        "ROUTE-04",
        "A partner with an IPv4-mapped address counts as outside the sysplex.",
        routing(indicators=mapped_is_outside),
    ),
    Fault(
        "none-without-connection",
        "ROUTE-05",
        "A socket that has not connected shows none.",
        routing(unconnected=lambda _: Routing.NONE),
    ),
    Fault(
        "routing-needs-connection",
        "ROUTE-06",
        "A request for routing alone gets ENOTCONN before the connection.",
        partner(gates=CONNECTION_NEEDED),
    ),
    Fault(
        "none-while-listening",
        "ROUTE-19",
        "A listening socket shows none.",
        routing(unconnected=listening_is_none),
    ),
    Fault(
        "none-while-bound",
        "ROUTE-19",
        "A bound socket shows none.",
        routing(
            unconnected=lambda state: Routing.NONE if state is TcpState.CLOSED else Routing.NO_CONNECTION
        ),
    ),
    Fault(
        "finished-has-no-routing",
        "ROUTE-20",
        "An end that has finished sending shows no connection.",
        unconnected_states(TcpState.FIN_WAIT_1, TcpState.FIN_WAIT_2),
    ),
    Fault(
        "left-has-no-routing",
        "ROUTE-20",
        "An end whose partner has finished sending shows no connection.",
        unconnected_states(TcpState.CLOSE_WAIT),
    ),
    Fault(
        "routing-in-time-wait",
        "ROUTE-21",
        "A connection in TimeWait still shows its routing.",
        routing(connected_states=CONNECTED | {TcpState.TIME_WAIT}),
    ),
    Fault(
        "routing-after-reset",
        "ROUTE-21",
        "A connection that was reset still shows its routing.",
        routing(connected_states=CONNECTED | {TcpState.CLOSED}),
    ),
    Fault(
        "routing-decided-once",
        "ROUTE-22",
        "The routing of a connection stays what it was first told to be.",
        routing(reevaluated=False),
    ),
    Fault(
        "both-ways-count",
        "ROUTE-23",
        "Internal asks for the way back to be internal, too.",
        routing(way=to_and_fro),
    ),
    Fault(
        "way-back-counts",
        "ROUTE-23",
        "Internal speaks of the way back instead of the way there.",
        routing(way=back_only),
    ),
    Fault(
        "option-knows-no-image",
        "ROUTE-24",
        "SO_CLUSTERCONNTYPE does not tell same image, SIOCGPARTNERINFO does.",
        routing(option_tells=lambda told: told & ~Routing.SAME_IMAGE),
    ),
    Fault(
        "option-knows-no-internal",
        "ROUTE-24",
        "SO_CLUSTERCONNTYPE does not tell internal, SIOCGPARTNERINFO does.",
        routing(option_tells=lambda told: told & ~Routing.INTERNAL),
    ),
    Fault(
        "option-needs-ioctl",
        "ROUTE-25",
        "SO_CLUSTERCONNTYPE tells nothing before the first SIOCGPARTNERINFO.",
        routing(option_needs_ioctl=True),
    ),
    Fault(
        "no-ioctl-after-option",
        "ROUTE-25",
        "After SO_CLUSTERCONNTYPE a SIOCGPARTNERINFO is refused.",
        gate_before(no_ioctl_after_option),
    ),
    Fault(
        "image-and-internal-swapped",
        "ROUTE-26",
        "The values of same image and internal are exchanged.",
        routing(number=image_and_internal_swapped),
    ),
    Fault(
        "values-from-bit-zero",
        "ROUTE-26",
        "Every value of the option is half of what it should be.",
        routing(number=from_bit_zero),
    ),
    Fault(
        "no-option-for-c",
        "ROUTE-27",
        "The TCP/IP C API does not offer the option.",
        offer(Interface.TCPIP_C, option=False),
    ),
    Fault(
        "no-option-for-bpx1opt",
        "ROUTE-27",
        "The callable service of z/OS UNIX does not offer the option.",
        offer(Interface.BPX1OPT, option=False),
    ),
    Fault(
        "option-for-macros",
        "ROUTE-27",
        "The macro API offers the option.",
        offer(Interface.EZASMI, option=True),
    ),
    Fault(
        "option-for-cics", "ROUTE-27", "CICS sockets offer the option.", offer(Interface.CICS_C, option=True)
    ),
    Fault("option-for-pascal", "ROUTE-27", "Pascal offers the option.", offer(Interface.PASCAL, option=True)),
    Fault("option-for-rexx", "ROUTE-27", "REXX offers the option.", offer(Interface.REXX, option=True)),
    Fault(
        "empty-request-is-invalid",
        "ROUTE-28",
        "A request type that selects nothing is refused.",
        gate_before(something_selected),
    ),
)
