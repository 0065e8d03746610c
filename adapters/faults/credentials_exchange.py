"""Faults in what a SIOCGPARTNERINFO returns of the partner, to which end, and when."""

from dataclasses import replace
from typing import Any

from ezconform.proof.fault import Fault
from reference_impl.errno_names import Errno, Reason
from reference_impl.partner.causes import CAUSES, Cause
from reference_impl.partner.credentials import Credentials, program_credentials
from reference_impl.partner.gates import GATES, Gate, Inquiry, connected
from reference_impl.partner.record import record_of
from reference_impl.partner.request import BOTH, NO_ITEMS, RequestItem
from reference_impl.program import Program
from reference_impl.rules import V1R12, Rules
from reference_impl.tcp.connection import Connection
from reference_impl.tcp.states import TcpState

USER_ID, UTOKEN = frozenset({RequestItem.USER_ID}), frozenset({RequestItem.UTOKEN})
CONNECTED = V1R12.partner.connected_states


def partner(**changes: Any) -> Rules:
    return replace(V1R12, partner=replace(V1R12.partner, **changes))


def telling(told: Any) -> Rules:
    """A request for some items fetches and tells these."""
    return replace(partner(told=told), waiting=replace(V1R12.waiting, fetched=told))


def snapshot(changed: Any) -> Rules:
    """What the partner's stack tells is changed on the way."""
    return partner(snapshot=lambda program, security: changed(program_credentials(program, security)))


def without(**emptied: Any) -> Rules:
    return snapshot(lambda told: replace(told, **emptied))


def besides(check: Any) -> Rules:
    """A gate too many, behind all others."""
    return partner(gates=(*GATES, Gate(check)))


def instead_of(check: Any, other: Any) -> Rules:
    return partner(gates=tuple(Gate(other) if one.check is check else one for one in GATES))


def told_as(cause: Cause, errno: Errno) -> Rules:
    return partner(causes={**CAUSES, cause: (errno, Reason.NONE)})


def refused_if(concerned: Any, cause: Cause) -> Any:
    return lambda inquiry: cause if concerned(inquiry) else None


# What the faults do instead


def at_server(end: Connection) -> bool:
    """Servers listen on port 5000 and above here, clients are given ports from 1024 upward."""
    return end.local.port > end.foreign.port


def partners_of_client_only(end: Connection) -> Program | None:
    """A server is told of itself."""
    program = end.owner if at_server(end) else end.partner and end.partner.owner
    return program or None


def tells_client_of_itself(end: Connection) -> Program | None:
    program = end.partner and end.partner.owner if at_server(end) else end.owner
    return program or None


class FirstPartner:
    """Takes the first partner of a program for its partner on every later connection."""

    def __init__(self) -> None:
        self._first: dict[Program, Program | None] = {}

    def __call__(self, end: Connection) -> Program | None:
        partners = end.partner.owner if end.partner is not None else None
        return partners if end.owner is None else self._first.setdefault(end.owner, partners)


class FirstPartnerOfServer(FirstPartner):
    """The same for servers, so that clients are served right."""

    def __call__(self, end: Connection) -> Program | None:
        return super().__call__(end) if at_server(end) else end.partner and end.partner.owner


def task_in_place_of_address_space(told: Credentials) -> Credentials:
    if not told.task_user:
        return told
    return replace(told, address_space_user=told.task_user, address_space_utoken=told.task_utoken)


def task_repeats_address_space(told: Credentials) -> Credentials:
    if told.task_user:
        return told
    return replace(told, task_user=told.address_space_user, task_utoken=told.address_space_utoken)


def partner_permitted(inquiry: Inquiry) -> Cause | None:
    """The partner's own user has to be permitted, too."""
    _, stack = inquiry.stacks
    program = inquiry.end.partner.owner if inquiry.end.partner is not None else None
    if program is None or program.authorized:
        return None
    server = inquiry.security[stack.system.name]
    may = server.partnerinfo_permitted(program.address_space, stack.name)
    return None if may else Cause.NOT_PERMITTED


def partner_has_retrieved(inquiry: Inquiry) -> bool:
    partner = inquiry.end.partner
    return partner is not None and partner.record is not None and partner.record.retrieved != NO_ITEMS


def before_the_partner_sent_anything(inquiry: Inquiry) -> bool:
    """Only the handshake is over: two segments in at the server, one at the client."""
    return at_server(inquiry.end) and inquiry.end.segments_in <= 2  # noqa: PLR2004 - as said


def listening_otherwise(inquiry: Inquiry) -> Cause | None:
    return Cause.UNKNOWN_IOCTL if inquiry.end.state is TcpState.LISTEN else connected(inquiry)


def bound_otherwise(inquiry: Inquiry) -> Cause | None:
    unconnected = inquiry.end.partner is None
    return Cause.TIMEOUT_OUT_OF_RANGE if unconnected and inquiry.end.local.port else connected(inquiry)


def closed_partner_remembered(inquiry: Inquiry) -> Cause | None:
    """Not a condition: of a partner that has left, what it was is taken for what it has told."""
    partner, record = inquiry.end.partner, record_of(inquiry.end)
    if partner is not None and partner.left and partner.owner is not None:
        security = inquiry.security[partner.owner.system.name]
        record.stored, record.stored_items = program_credentials(partner.owner, security), BOTH
    return None


FAULTS = (
    Fault(
        "first-partner-for-all",
        "CRED-01",
        "On every connection of a program the credentials of its first partner are told.",
        partner(told_about=FirstPartner()),
    ),
    Fault(
        "own-credentials",
        "CRED-01",
        "A program is told its own credentials.",
        partner(told_about=lambda end: end.owner),
    ),
    Fault("no-utoken", "CRED-01", "No UTOKEN comes with the user ID.", without(address_space_utoken=b"")),
    Fault(
        "both-is-one",
        "CRED-02",
        "Who asks for both gets the user ID only.",
        telling(lambda items: USER_ID if items == BOTH else items),
    ),
    Fault(
        "one-is-both",
        "CRED-02",
        "Who asks for one gets both.",
        telling(lambda items: BOTH if items else NO_ITEMS),
    ),
    Fault(
        "user-id-for-utoken",
        "CRED-02",
        "Who asks for the UTOKEN gets the user ID.",
        telling(lambda items: USER_ID if items == UTOKEN else items),
    ),
    Fault(
        "routing-brings-credentials",
        "CRED-03",
        "A request for routing only returns the credentials as well.",
        telling(lambda items: items or BOTH),
    ),
    Fault(
        "server-is-told-of-itself",
        "CRED-04",
        "A server is told its own credentials.",
        partner(told_about=partners_of_client_only),
    ),
    Fault(
        "client-is-told-of-itself",
        "CRED-04",
        "A client is told its own credentials.",
        partner(told_about=tells_client_of_itself),
    ),
    Fault(
        "no-address-space-utoken",
        "CRED-04",
        "The UTOKEN of the partner's address space is not returned.",
        without(address_space_utoken=b""),
    ),
    Fault(
        "no-task-level",
        "CRED-05",
        "The credentials of the partner's task are not returned.",
        without(task_user="", task_utoken=b""),
    ),
    Fault("no-task-utoken", "CRED-05", "The task's UTOKEN is not returned.", without(task_utoken=b"")),
    Fault("no-task-user-id", "CRED-05", "The task's user ID is not returned.", without(task_user="")),
    Fault(
        "task-in-place-of-address-space",
        "CRED-05",
        "The task's credentials stand in the place of the address space's as well.",
        snapshot(task_in_place_of_address_space),
    ),
    Fault(
        "task-repeats-address-space",
        "CRED-06",
        "The address space's credentials are repeated for a task without any.",
        snapshot(task_repeats_address_space),
    ),
    Fault(
        "fetched-at-every-request",
        "CRED-07",
        "Every request fetches anew what the partner is at that moment.",
        partner(kept=False),
    ),
    Fault(
        "ipv4-only",
        "CRED-08",
        "Credentials cannot be retrieved over IPv6.",
        besides(refused_if(lambda i: i.end.local.address.version == 6, Cause.NOT_IN_SYSPLEX)),  # noqa: PLR2004 - IPv6
    ),
    Fault(
        "af-inet6-only",
        "CRED-08",
        "Credentials cannot be retrieved on AF_INET sockets.",
        besides(refused_if(lambda i: i.socket.family == "AF_INET", Cause.NOT_IN_SYSPLEX)),
    ),
    Fault(
        "not-for-mapped-addresses",
        "CRED-09",
        "Credentials cannot be retrieved over IPv4-mapped addresses.",
        besides(refused_if(lambda i: i.end.local.address.mapped, Cause.NOT_IN_SYSPLEX)),
    ),
    Fault(
        "clients-only",
        "CRED-10",
        "Only the client's end may retrieve.",
        besides(refused_if(lambda i: at_server(i.end), Cause.NOT_CONNECTED)),
    ),
    Fault(
        "one-way-only",
        "CRED-10",
        "The end that asks second is refused.",
        besides(refused_if(partner_has_retrieved, Cause.ALREADY_OUTSTANDING)),
    ),
    Fault(
        "partner-needs-authority",
        "CRED-11",
        "The partner has to be permitted to ask for itself to be asked about.",
        besides(partner_permitted),
    ),
    Fault(
        "connecting-exchanges",
        "CRED-12",
        "Credentials are exchanged as soon as a connection is made.",
        replace(V1R12, prefetch=replace(V1R12.prefetch, concerns=lambda _end: True)),
    ),
    Fault(
        "servers-must-receive-first",
        "CRED-13",
        "A server is refused until its partner has sent something.",
        besides(refused_if(before_the_partner_sent_anything, Cause.NOT_CONNECTED)),
    ),
    Fault(
        "first-client-for-all",
        "CRED-14",
        "A server is told of its first client on every accepted socket.",
        partner(told_about=FirstPartnerOfServer()),
    ),
    Fault(
        "not-connected-is-einval",
        "CRED-15",
        "Asking on a socket that is not connected gives EINVAL.",
        told_as(Cause.NOT_CONNECTED, Errno.EINVAL),
    ),
    Fault(
        "listening-is-eopnotsupp",
        "CRED-15",
        "Asking on a listening socket gives EOPNOTSUPP.",
        instead_of(connected, listening_otherwise),
    ),
    Fault(
        "bound-is-einval",
        "CRED-15",
        "Asking on a bound socket gives EINVAL.",
        instead_of(connected, bound_otherwise),
    ),
    Fault(
        "not-after-own-shutdown",
        "CRED-16",
        "An end that has finished sending is not told of its partner any more.",
        partner(connected_states=CONNECTED - {TcpState.FIN_WAIT_1, TcpState.FIN_WAIT_2}),
    ),
    Fault(
        "not-after-partners-shutdown",
        "CRED-16",
        "An end whose partner has finished sending is not told of it any more.",
        partner(connected_states=CONNECTED - {TcpState.CLOSE_WAIT}),
    ),
    Fault(
        "closed-partner-is-econnreset",
        "CRED-29",
        "Asking about a partner that has closed its socket gives ECONNRESET.",
        told_as(Cause.TORN_DOWN, Errno.ECONNRESET),
        reading=False,
    ),
    Fault(
        "closed-partner-is-told",
        "CRED-29",
        "A partner that has closed its socket is still told.",
        besides(closed_partner_remembered),
    ),
)
