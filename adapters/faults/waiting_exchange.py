"""Faults against the class waiting: which stack asks which, one request at a time, and what goes wrong."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ezconform.proof.fault import Fault
from reference_impl.errno_names import Errno
from reference_impl.partner.causes import CAUSES, Cause
from reference_impl.partner.exchange import stacks_of
from reference_impl.partner.gates import GATES, Gate, Inquiry, none_outstanding, partner_release
from reference_impl.partner.record import PartnerRecord
from reference_impl.partner.request import BOTH, RequestItem
from reference_impl.rules import V1R12, Rules
from reference_impl.tcp.connection import Connection
from reference_impl.topology.definition import Release
from reference_impl.topology.topology import Stack

FIRST_SERVER_PORT = 5000


def waiting(**changes: Any) -> Rules:
    return replace(V1R12, waiting=replace(V1R12.waiting, **changes))


def partner(**changes: Any) -> Rules:
    return replace(V1R12, partner=replace(V1R12.partner, **changes))


def told_as(cause: Cause, errno: Errno) -> Rules:
    return partner(causes={**CAUSES, cause: (errno, CAUSES[cause][1])})


def gate_before(check: Callable[[Inquiry], Cause | None]) -> Rules:
    return partner(gates=(Gate(check), *GATES))


def gates_without(check: Callable[[Inquiry], Cause | None]) -> Rules:
    return partner(gates=tuple(gate for gate in GATES if gate.check is not check))


def partner_asks(end: Connection) -> tuple[Stack, Stack]:
    own, other = stacks_of(end)
    return other, own


def server_asks(end: Connection) -> tuple[Stack, Stack]:
    client = end.foreign.port >= FIRST_SERVER_PORT
    return partner_asks(end) if client else stacks_of(end)


def client_asks(end: Connection) -> tuple[Stack, Stack]:
    client = end.foreign.port >= FIRST_SERVER_PORT
    return stacks_of(end) if client else partner_asks(end)


def distributor_is_asked(end: Connection) -> tuple[Stack, Stack]:
    own, other = stacks_of(end)
    return own, end.vipa.owner if end.vipa is not None else other


def on_other_systems(own: Stack, other: Stack) -> bool:
    return own.system is not other.system


def on_other_machines(own: Stack, other: Stack) -> bool:
    return own.system.cpc != other.system.cpc


def one_per_connection(inquiry: Inquiry) -> Cause | None:
    other = inquiry.end.partner
    asking = other is not None and other.record is not None and other.record.call is not None
    return Cause.ALREADY_OUTSTANDING if asking else None


def the_same_only(inquiry: Inquiry) -> Cause | None:
    call = inquiry.end.record.call if inquiry.end.record is not None else None
    same = call is not None and call.request.items == inquiry.request.items
    return Cause.ALREADY_OUTSTANDING if same else None


def zero_first(inquiry: Inquiry) -> Cause | None:
    """A second request that is not willing to wait; the first is not there to be joined."""
    record = inquiry.end.record
    second = record is not None and record.call is not None
    return Cause.NEEDS_SUSPENSION if second and inquiry.request.timeout == 0 else None


def second_ends_first(inquiry: Inquiry) -> Cause | None:
    """A violation in two parts: the second is refused, and the first is forgotten."""
    record = inquiry.end.record
    if record is None or record.call is None:
        return None
    if record.call.timer is not None:
        record.call.timer.cancel()
    record.call = None
    return Cause.ALREADY_OUTSTANDING


def once_a_connection(inquiry: Inquiry) -> Cause | None:
    record = inquiry.end.record
    return Cause.ALREADY_OUTSTANDING if record is not None and record.asked_by_ioctl else None


def joins_anything(record: PartnerRecord, items: frozenset[RequestItem]) -> bool:
    return any(items <= exchange.items for exchange in record.exchanges)


def everything(_items: frozenset[RequestItem]) -> frozenset[RequestItem]:
    return BOTH


FAULTS: tuple[Fault, ...] = (
    Fault("partner-asks", "WAIT-30", "The question goes the way of the answer.", waiting(asks=partner_asks)),
    Fault(
        "server-asks",
        "WAIT-30",
        "The server's stack sends the question, whoever wants to know.",
        waiting(asks=server_asks),
    ),
    Fault(
        "client-asks",
        "WAIT-31",
        "The client's stack sends the question, whoever wants to know.",
        waiting(asks=client_asks),
    ),
    Fault(
        "one-end-at-a-time",
        "WAIT-32",
        "While one end is suspended the other is refused.",
        gate_before(one_per_connection),
    ),
    Fault(
        "two-outstanding",
        "WAIT-33",
        "A socket may have several requests outstanding.",
        gates_without(none_outstanding),
    ),
    Fault(
        "two-different-outstanding",
        "WAIT-33",
        "Only the same request again is refused.",
        partner(
            gates=tuple(
                replace(gate, check=the_same_only) if gate.check is none_outstanding else gate
                for gate in GATES
            )
        ),
    ),
    Fault(
        "ealready-is-einprogress",
        "WAIT-33",
        "A second request gives EINPROGRESS.",
        told_as(Cause.ALREADY_OUTSTANDING, Errno.EINPROGRESS),
    ),
    Fault(
        "eagain-before-ealready",
        "WAIT-45",
        "A second request with PI_TIMEOUT 0 gives EAGAIN.",
        gate_before(zero_first),
    ),
    Fault(
        "second-ends-first",
        "WAIT-34",
        "A second request is refused, and the first never ends.",
        gate_before(second_ends_first),
    ),
    Fault(
        "outstanding-by-connection",
        "WAIT-34",
        "A request at one end counts as outstanding at the other.",
        gate_before(one_per_connection),
    ),
    Fault("once-a-connection", "WAIT-35", "A socket can ask only once.", gate_before(once_a_connection)),
    Fault(
        "joins-what-is-lost",
        "WAIT-36",
        "A request issued again waits for the answer that was lost.",
        waiting(under_way=joins_anything),
    ),
    Fault(
        "lost-is-no-information",
        "WAIT-36",
        "When messages are lost the call ends with ENOPARTNERINFO.",
        told_as(Cause.TIME_EXPIRED, Errno.ENOPARTNERINFO),
    ),
    Fault(
        "end-goes-unnoticed",
        "WAIT-37",
        "A caller stays suspended when its connection ends.",
        waiting(ends_with_connection=False),
    ),
    Fault(
        "reset-is-enotconn",
        "WAIT-37",
        "A reset ends the call with ENOTCONN.",
        told_as(Cause.RESET, Errno.ENOTCONN),
        reading=False,
    ),
    Fault("signal-is-held", "WAIT-38", "A signal does not end the suspension.", waiting(interruptible=False)),
    Fault(
        "no-exchange-in-the-image",
        "WAIT-40",
        "Stacks of one image read each other's credentials without XCF.",
        waiting(exchange_needed=on_other_systems),
    ),
    Fault(
        "no-exchange-in-the-machine",
        "WAIT-40",
        "Systems of one CPC read each other's credentials without XCF.",
        waiting(exchange_needed=on_other_machines),
    ),
    Fault(
        "exchange-with-oneself",
        "WAIT-41",
        "A stack sends itself questions over XCF.",
        waiting(exchange_needed=lambda _own, _other: True),
    ),
    Fault(
        "routing-is-asked-for",
        "WAIT-42",
        "A request for routing only sends a question.",
        waiting(fetched=everything),
    ),
    Fault(
        "older-release-answers",
        "WAIT-43",
        "A stack earlier than V1R12 is asked like any other.",
        gates_without(partner_release),
    ),
    Fault(
        "one-release-too-early",
        "WAIT-43",
        "Credentials are expected from V1R11 on.",
        partner(first_release=Release(1, 11)),
    ),
    Fault(
        "older-release-is-eopnotsupp",
        "WAIT-43",
        "A partner on an older release gives EOPNOTSUPP.",
        told_as(Cause.RELEASE_TOO_OLD, Errno.EOPNOTSUPP),
    ),
    Fault(
        "distributor-is-asked",
        "WAIT-44",
        "The stack that distributes the address is asked.",
        waiting(asks=distributor_is_asked),
    ),
)
