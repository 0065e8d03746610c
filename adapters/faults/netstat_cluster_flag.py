"""Faults in TcpClusterConnFlag: which bit means what, when it turns on, and whose request it shows."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from ezconform.proof.fault import Fault
from reference_impl.netstat.connection_view import ConnectionView, StateWord
from reference_impl.netstat.flags import NO_ROUTING, ClusterConnFlag
from reference_impl.netstat.history_flags import cluster_flag
from reference_impl.netstat.rules import CLUSTER_BITS
from reference_impl.partner.causes import Cause
from reference_impl.partner.gates import GATES, Gate, Inquiry
from reference_impl.partner.record import record_of
from reference_impl.partner.rules import listeners_mark
from reference_impl.rules import V1R12, Rules
from reference_impl.topology.topology import Stack

REQUESTED, INTERNAL = ClusterConnFlag.REQUESTED, ClusterConnFlag.INTERNAL
SAME_IMAGE, SAME_CLUSTER = ClusterConnFlag.SAME_IMAGE, ClusterConnFlag.SAME_CLUSTER
NOT_SAME_CLUSTER = ClusterConnFlag.NOT_SAME_CLUSTER

View = ConnectionView
Flag = ClusterConnFlag


def netstat(**changes: Any) -> Rules:
    return replace(V1R12, netstat=replace(V1R12.netstat, **changes))


def views(**changes: Any) -> Rules:
    return replace(V1R12, views=replace(V1R12.views, **changes))


def bits(**changes: int) -> Rules:
    """Other bits of the byte for these meanings, by name."""
    return netstat(cluster_bits={**CLUSTER_BITS, **{Flag[name]: bit for name, bit in changes.items()}})


def flag(told: Callable[[View, Flag], Flag]) -> Rules:
    """The flag is made of the view and of what it should be."""
    return netstat(cluster_flag=lambda view: told(view, cluster_flag(view)))


def only(condition: Callable[[View], bool]) -> Rules:
    """The flag is 00 unless the condition holds."""
    return flag(lambda view, right: right if condition(view) else NO_ROUTING)


def adding(more: Flag, condition: Callable[[View, Flag], bool]) -> Rules:
    return flag(lambda view, right: right | more if condition(view, right) else right)


def dropping(less: Flag, condition: Callable[[View, Flag], bool]) -> Rules:
    return flag(lambda view, right: right & ~less if condition(view, right) else right)


def marked(view: View, _right: Flag) -> bool:
    return view.history.set_issued or view.history.set_inherited


def with_requests(listener: Any, accepted: Any) -> frozenset[str] | None:
    """An accepted socket takes over the listener's SO_CLUSTERCONNTYPE beside its SIOCSPARTNERINFO."""
    if listener.record is not None:
        record_of(accepted).asked_by_option = listener.record.asked_by_option
    return listeners_mark(listener, accepted)


def noted_as_malformed(gate: Gate) -> Gate:
    """A request refused here leaves no trace; requests for routing only pass as before."""

    def check(inquiry: Inquiry) -> Cause | None:
        return gate.check(inquiry) if inquiry.request.credentials else None

    return Gate(check, credentials_only=False) if gate.credentials_only else gate


def noted_as_asked(gate: Gate) -> Gate:
    """A request refused here counts as one that was made."""

    def check(inquiry: Inquiry) -> Cause | None:
        cause = gate.check(inquiry)
        if cause is not None:
            record_of(inquiry.end).asked_by_ioctl = True
        return cause

    return replace(gate, check=check)


def same_sysplex(own: Stack, other: Stack) -> bool:
    return own.group is not None and own.system.sysplex == other.system.sysplex


def waiting_needed(inquiry: Inquiry) -> Cause | None:
    """What is told behind all gates to a caller that will not wait."""
    record, rules = record_of(inquiry.end), inquiry.waiting_rules
    here = inquiry.request.credentials <= record.stored_items
    if inquiry.request.timeout or here or not rules.exchange_needed(*inquiry.stacks):
        return None
    return Cause.NOT_HERE_YET if record.marked is not None else Cause.NEEDS_SUSPENSION


def gates(gates: Iterable[Gate]) -> Rules:
    return replace(V1R12, partner=replace(V1R12.partner, gates=tuple(gates)))


FAULTS: tuple[Fault, ...] = (
    Fault(
        "cluster-flag-without-requested",
        "NET-01",
        "Bit 80 is never on, whoever asks.",
        bits(REQUESTED=0),
    ),
    Fault(
        "cluster-flag-by-ioctl-only",
        "NET-01",
        "SO_CLUSTERCONNTYPE does not count as a request.",
        only(lambda view: view.history.asked_by_ioctl),
    ),
    Fault(
        "cluster-flag-by-option-only",
        "NET-01",
        "SIOCGPARTNERINFO does not count as a request.",
        only(lambda view: view.history.asked_by_option),
    ),
    Fault(
        "cluster-flag-of-the-partner",
        "NET-01",
        "A request turns bit 80 on at the other end.",
        views(record=lambda end: end.partner.record if end.partner is not None else end.record),
    ),
    Fault(
        "internal-as-bit-10",
        "NET-02",
        "Links that are not exposed are told by bit 10.",
        bits(INTERNAL=0x10),
    ),
    Fault(
        "internal-inside-the-image-only",
        "NET-02",
        "XCF links between two images do not count as not exposed.",
        dropping(INTERNAL, lambda _view, right: SAME_IMAGE not in right),
    ),
    Fault(
        "internal-for-everybody",
        "NET-02",
        "Bit 08 is on for a partner outside as well.",
        adding(INTERNAL, lambda _view, right: NOT_SAME_CLUSTER in right),
    ),
    Fault(
        "same-image-as-bit-10",
        "NET-03",
        "The same MVS image is told by bit 10.",
        bits(SAME_IMAGE=0x10),
    ),
    Fault(
        "same-image-by-cluster",
        "NET-03",
        "Every partner in the cluster counts as in the same image.",
        adding(SAME_IMAGE, lambda _view, right: SAME_CLUSTER in right),
    ),
    Fault(
        "same-image-by-stack",
        "NET-03",
        "Another stack of the same image does not count as in the same image.",
        dropping(SAME_IMAGE, lambda view, _right: view.local_address != view.foreign_address),
    ),
    Fault(
        "same-cluster-and-same-image-exchanged",
        "NET-04",
        "Bits 04 and 02 are exchanged.",
        bits(SAME_IMAGE=0x02, SAME_CLUSTER=0x04),
    ),
    Fault(
        "same-cluster-inside-only",
        "NET-04",
        "Over links that others share the partner no longer counts as in the same cluster.",
        dropping(SAME_CLUSTER, lambda _view, right: INTERNAL not in right),
    ),
    Fault(
        "not-same-cluster-missing",
        "NET-05",
        "Bit 01 is never on.",
        bits(NOT_SAME_CLUSTER=0),
    ),
    Fault(
        "not-same-cluster-unless-inside",
        "NET-05",
        "Bit 01 is on for every partner that is not reached over links inside the cluster.",
        adding(NOT_SAME_CLUSTER, lambda _view, right: REQUESTED in right and INTERNAL not in right),
    ),
    Fault(
        "one-routing-bit-at-a-time",
        "NET-06",
        "Of the routing only the strongest statement is shown, so 8E becomes 84.",
        dropping(INTERNAL | SAME_CLUSTER, lambda _view, right: SAME_IMAGE in right),
    ),
    Fault(
        "same-image-replaces-same-cluster",
        "NET-06",
        "In the same image bit 02 is off, so 8E becomes 8C.",
        dropping(SAME_CLUSTER, lambda _view, right: SAME_IMAGE in right),
    ),
    Fault(
        "reserved-bit-with-the-request",
        "NET-07",
        "Bit 40, to which nothing is assigned, is on with bit 80.",
        bits(REQUESTED=0xC0),
    ),
    Fault(
        "not-exposed-read-as-same-image",
        "NET-07",
        "Images joined by HiperSockets or XCF show bit 04.",
        adding(SAME_IMAGE, lambda _view, right: INTERNAL in right),
    ),
    Fault(
        "outside-with-same-cluster",
        "NET-07",
        "A partner outside shows bit 02 beside bit 01.",
        adding(SAME_CLUSTER, lambda _view, right: NOT_SAME_CLUSTER in right),
    ),
    Fault(
        "osa-counts-as-inside",
        "NET-08",
        "Everything in the cluster counts as not exposed, OSA adapters too.",
        adding(INTERNAL, lambda _view, right: SAME_CLUSTER in right),
    ),
    Fault(
        "other-subplex-never-in-the-image",
        "NET-09",
        "Bit 04 is not shown beside bit 01.",
        dropping(SAME_IMAGE, lambda _view, right: NOT_SAME_CLUSTER in right),
    ),
    Fault(
        "subplexes-shown-as-one-cluster",
        "NET-09",
        "Two subplexes of a sysplex are shown as one cluster.",
        replace(V1R12, routing=replace(V1R12.routing, same_cluster=same_sysplex)),
    ),
    Fault(
        "set-counts-as-requested",
        "NET-10",
        "SIOCSPARTNERINFO turns bit 80 on, issued or inherited.",
        adding(REQUESTED, marked),
    ),
    Fault(
        "inherited-set-counts-as-requested",
        "NET-10",
        "SIOCSPARTNERINFO that came down from the listener turns bit 80 on.",
        adding(REQUESTED, lambda view, _right: view.history.set_inherited),
    ),
    Fault(
        "set-shows-the-routing",
        "NET-10",
        "After SIOCSPARTNERINFO the routing is shown, without bit 80.",
        flag(lambda view, right: view.history.routing if marked(view, right) and not right else right),
    ),
    Fault(
        "always-requested",
        "NET-11",
        "Bit 80 is on before anybody asks.",
        adding(REQUESTED, lambda _view, _right: True),
    ),
    Fault(
        "routing-before-the-request",
        "NET-11",
        "A partner in the same cluster is shown before anybody asks.",
        adding(SAME_CLUSTER, lambda view, _right: view.state is StateWord.ESTABLISHED),
    ),
    Fault(
        "option-shows-no-routing",
        "NET-12",
        "Asked by SO_CLUSTERCONNTYPE alone, the flag is 80.",
        flag(lambda view, right: right if view.history.asked_by_ioctl else right & REQUESTED),
    ),
    Fault(
        "ioctl-shows-no-routing",
        "NET-12",
        "Asked by SIOCGPARTNERINFO alone, the flag is 80.",
        flag(lambda view, right: right if view.history.asked_by_option else right & REQUESTED),
    ),
    Fault(
        "second-call-turns-it-off",
        "NET-12",
        "Asked by both calls, the flag is 00 again.",
        only(lambda view: not (view.history.asked_by_ioctl and view.history.asked_by_option)),
    ),
    Fault(
        "refused-ioctl-is-no-request",
        "NET-13",
        "A SIOCGPARTNERINFO that is refused at once does not count as a request.",
        gates(noted_as_malformed(one) for one in (*GATES, Gate(waiting_needed))),
    ),
    Fault(
        "malformed-ioctl-is-a-request",
        "NET-13",
        "A SIOCGPARTNERINFO refused for its parameters counts as a request, too.",
        gates(noted_as_asked(one) for one in GATES),
    ),
    Fault(
        "listener-has-no-request",
        "NET-14",
        "A listening socket shows 00 whatever was asked.",
        only(lambda view: not view.listening),
    ),
    Fault(
        "no-partner-is-not-same-cluster",
        "NET-14",
        "Without a connection the partner counts as not in the same cluster.",
        adding(NOT_SAME_CLUSTER, lambda view, right: REQUESTED in right and view.listening),
        reading=False,
    ),
    Fault(
        "request-inherited-from-the-listener",
        "NET-15",
        "An accepted socket takes over the SO_CLUSTERCONNTYPE of its listener.",
        replace(V1R12, prefetch=replace(V1R12.prefetch, inherits=with_requests)),
    ),
    Fault(
        "cluster-flag-while-established-only",
        "NET-16",
        "The flag goes back to 00 when the connection begins to end.",
        only(lambda view: view.state in (StateWord.ESTABLISHED, StateWord.LISTEN)),
    ),
    Fault(
        "cluster-flag-follows-the-state",
        "NET-16",
        "Bit 08 goes off when one end has closed its direction.",
        dropping(INTERNAL, lambda view, _right: view.state is not StateWord.ESTABLISHED),
    ),
    Fault(
        "cluster-flag-of-the-present-route",
        "NET-17",
        "The flag changes with the route, though nobody has asked again.",
        views(routing=lambda _record, end, conn_type: conn_type.of(end)),
    ),
)
