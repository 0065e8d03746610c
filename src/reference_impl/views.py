"""From the sockets to what Netstat is shown of them, one end at a time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reference_impl.clock import MICROSECONDS
from reference_impl.netstat.connection_view import (
    NOTHING_DONE,
    ConnectionView,
    PartnerHistory,
    Protocol,
    StateWord,
)
from reference_impl.netstat.flags import ClusterConnFlag
from reference_impl.partner.request import RequestItem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from reference_impl.partner.record import PartnerRecord
    from reference_impl.tcp.cluster_conn_type import ClusterConnType
    from reference_impl.tcp.connection import Connection
    from reference_impl.tcp.stack_ports import StackPorts
    from reference_impl.topology.routing import Routing
    from reference_impl.topology.topology import Stack

JOB_NAME_LENGTH = 8
LOW_32_BITS = 0xFFFFFFFF


def itself(asked: Stack, _every: Iterable[Stack]) -> Iterable[Stack]:
    """The report of a stack is about that stack. Source: manual."""
    return (asked,)


def own_record(end: Connection) -> PartnerRecord | None:
    """An end shows what was done at that end."""
    return end.record


def last_told(record: PartnerRecord, end: Connection, conn_type: ClusterConnType) -> Routing:
    """The routing that the last request was told (our choice), the present one if there was none."""
    return record.routing if record.routing is not None else conn_type.of(end)


@dataclass(frozen=True, slots=True)
class ViewRules:
    """Which facts Netstat is shown.

    `stacks`: of which stacks a report shows the ends, out of those there are. `record`: whose history
    an end shows. `routing`: the routing shown with that history.
    """

    stacks: Callable[[Stack, Iterable[Stack]], Iterable[Stack]] = itself
    record: Callable[[Connection], PartnerRecord | None] = own_record
    routing: Callable[[PartnerRecord, Connection, ClusterConnType], Routing] = last_told


def ends_of(ports: StackPorts, wanted: Iterable[int]) -> Iterator[Connection]:
    """Yield the ends of a stack, by client ID; with `wanted` ports only those, without looking at others."""
    settled: dict[int, Connection] = {}
    asked = tuple(wanted)
    if not asked:
        settled = ports.ends
    for port in asked:
        settled.update((end.client_id, end) for end in ports.by_port.ends(port))
    yield from settled.values()
    for (_, port), socket in ports.listeners.items():
        if socket.connection.stack is None and (not asked or port in asked):
            yield socket.connection


def view_of(end: Connection, conn_type: ClusterConnType, rules: ViewRules) -> ConnectionView:
    """Return the facts about one end now."""
    tcp = end.socket is None or end.socket.is_tcp
    return ConnectionView(
        client_name=end.owner.name[:JOB_NAME_LENGTH].upper() if end.owner is not None else "",
        client_id=end.client_id & LOW_32_BITS,
        local_address=str(end.local.address),
        local_port=end.local.port,
        foreign_address=str(end.foreign.address),
        foreign_port=end.foreign.port,
        protocol=Protocol.TCP if tcp else Protocol.UDP,
        state=StateWord(end.state.value),
        history=_history(end, conn_type, rules),
        segments_in=end.segments_in,
        segments_out=end.segments_out,
        last_touched=end.touched / MICROSECONDS,
    )


def _history(end: Connection, conn_type: ClusterConnType, rules: ViewRules) -> PartnerHistory:
    """Return what was done about the partner."""
    record = rules.record(end)
    if record is None:
        return NOTHING_DONE
    return PartnerHistory(
        asked_by_ioctl=record.asked_by_ioctl,
        asked_by_option=record.asked_by_option,
        routing=ClusterConnFlag(int(rules.routing(record, end, conn_type))),
        set_issued=record.marked is not None and not record.inherited,
        set_inherited=record.inherited,
        prefetched=bool(record.stored_items - record.retrieved),
        user_id_retrieved=RequestItem.USER_ID in record.retrieved,
        utoken_retrieved=RequestItem.UTOKEN in record.retrieved,
    )
