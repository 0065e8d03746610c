"""Faults against the class prefetch: what is fetched, when, for which sockets, and what the request meets."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ezconform.proof.fault import Fault
from reference_impl.errno_names import Errno
from reference_impl.partner.causes import CAUSES, Cause
from reference_impl.partner.credentials import Credentials, program_credentials
from reference_impl.partner.exchange import stacks_of
from reference_impl.partner.gates import GATES, Gate, Inquiry
from reference_impl.partner.record import PartnerRecord, record_of
from reference_impl.partner.request import NO_ITEMS, RequestItem
from reference_impl.partner.rules import listeners_mark
from reference_impl.program import Program
from reference_impl.rules import V1R12, Rules
from reference_impl.security.security_server import SecurityServer
from reference_impl.tcp.connection import Connection
from reference_impl.topology.topology import Stack

IPV6 = 6
USER_ID = frozenset({RequestItem.USER_ID})
UTOKEN = frozenset({RequestItem.UTOKEN})
Mark = frozenset[str] | None


def prefetch(**changes: Any) -> Rules:
    return replace(V1R12, prefetch=replace(V1R12.prefetch, **changes))


def partner(**changes: Any) -> Rules:
    return replace(V1R12, partner=replace(V1R12.partner, **changes))


def waiting(**changes: Any) -> Rules:
    return replace(V1R12, waiting=replace(V1R12.waiting, **changes))


def told_as(cause: Cause, errno: Errno) -> Rules:
    return partner(causes={**CAUSES, cause: (errno, CAUSES[cause][1])})


def gate_before(check: Callable[[Inquiry], Cause | None]) -> Rules:
    return partner(gates=(Gate(check), *GATES))


def fetched_if(check: Callable[[Inquiry], Cause | None]) -> Rules:
    return prefetch(gates=(*V1R12.prefetch.gates, check))


def not_over_ipv4(inquiry: Inquiry) -> Cause | None:
    address = inquiry.end.foreign.address
    return None if address.version == IPV6 or address.mapped else Cause.NOT_IN_SYSPLEX


def not_over_ipv6(inquiry: Inquiry) -> Cause | None:
    return Cause.NOT_IN_SYSPLEX if inquiry.end.foreign.address.version == IPV6 else None


def not_over_mapped(inquiry: Inquiry) -> Cause | None:
    return Cause.NOT_IN_SYSPLEX if inquiry.end.foreign.address.mapped else None


def partner_asks(end: Connection) -> tuple[Stack, Stack]:
    own, other = stacks_of(end)
    return other, own


def needed_always(_own: Stack, _other: Stack) -> bool:
    return True


def nothing_stored(_record: PartnerRecord) -> frozenset[RequestItem]:
    return NO_ITEMS


def own_stack(end: Connection) -> frozenset[str]:
    return frozenset({end.stack.name}) if end.stack is not None else frozenset()


def clients_mark_too(listener: Connection, accepted: Connection) -> Mark:
    client = accepted.partner.record if accepted.partner is not None else None
    return own_stack(accepted) if client is not None and client.marked else listeners_mark(listener, accepted)


def partner_is_marked_too(listener: Connection, accepted: Connection) -> Mark:
    mark = listeners_mark(listener, accepted)
    if mark is not None and accepted.partner is not None:
        record_of(accepted.partner).marked = own_stack(accepted.partner)
    return mark


def every_accepted(_listener: Connection, accepted: Connection) -> Mark:
    return own_stack(accepted)


def first_accepted(listener: Connection, accepted: Connection) -> Mark:
    mark = listeners_mark(listener, accepted)
    if listener.record is not None:
        listener.record.marked = None
    return mark


def not_inherited(_listener: Connection, _accepted: Connection) -> Mark:
    return None


def inherited_over_ipv4(listener: Connection, accepted: Connection) -> Mark:
    return None if accepted.foreign.address.version == IPV6 else listeners_mark(listener, accepted)


def inherited_unmapped(listener: Connection, accepted: Connection) -> Mark:
    return None if accepted.foreign.address.mapped else listeners_mark(listener, accepted)


def never_joined(_record: PartnerRecord, _items: frozenset[RequestItem]) -> bool:
    return False


def joins_anything(record: PartnerRecord, items: frozenset[RequestItem]) -> bool:
    return any(items <= exchange.items for exchange in record.exchanges)


def address_space_only(program: Program, security: SecurityServer) -> Credentials:
    return replace(program_credentials(program, security), task_user="", task_utoken=b"")


def always_under_way(inquiry: Inquiry) -> Cause | None:
    record = inquiry.end.record
    waits = record is not None and record.marked is not None and not record.stored_items
    return Cause.NOT_HERE_YET if waits else None


def refreshed(inquiry: Inquiry) -> Cause | None:
    """Not a condition: what SIOCSPARTNERINFO had stored becomes what the partner is now."""
    record, told_about = record_of(inquiry.end), inquiry.partner_rules.told_about(inquiry.end)
    if record.marked is not None and told_about is not None:
        now = program_credentials(told_about, inquiry.security[told_about.system.name])
        record.stored = record.stored.with_items(record.stored_items, now)
    return None


FAULTS: tuple[Fault, ...] = (
    Fault(
        "client-fetches-nothing",
        "PREF-02",
        "Nothing is fetched after a client's connect.",
        prefetch(by_client=False),
    ),
    Fault(
        "client-store-not-used",
        "PREF-02",
        "What is stored is not used: a caller is suspended, or refused.",
        waiting(usable=nothing_stored),
    ),
    Fault(
        "client-is-not-asked-for",
        "PREF-03",
        "The client's stack waits with its question until it is asked.",
        prefetch(by_client=False),
    ),
    Fault(
        "client-is-asked-instead",
        "PREF-03",
        "The server's stack sends the client's question.",
        waiting(asks=partner_asks),
    ),
    Fault(
        "client-asks-again",
        "PREF-04",
        "A request is followed by a second exchange.",
        waiting(usable=nothing_stored),
    ),
    Fault("fetched-over-ipv4-only", "PREF-05", "Nothing is fetched over IPv6.", fetched_if(not_over_ipv6)),
    Fault("fetched-over-ipv6-only", "PREF-05", "Nothing is fetched over IPv4.", fetched_if(not_over_ipv4)),
    Fault(
        "fetched-unmapped-only",
        "PREF-06",
        "Nothing is fetched over IPv4-mapped addresses.",
        fetched_if(not_over_mapped),
    ),
    Fault(
        "fetched-by-xcf-on-one-stack",
        "PREF-07",
        "For a partner on the same stack the prefetch takes an exchange.",
        waiting(exchange_needed=needed_always),
    ),
    Fault(
        "server-fetches-for-client",
        "PREF-08",
        "The server's stack fetches because the client has prefetched.",
        prefetch(inherits=clients_mark_too),
    ),
    Fault(
        "server-fetches-nothing",
        "PREF-21",
        "Nothing is fetched after a server's accept.",
        prefetch(by_server=False),
    ),
    Fault(
        "server-store-not-used",
        "PREF-21",
        "What is stored for an accepted socket is not used.",
        waiting(usable=nothing_stored),
    ),
    Fault(
        "server-is-not-asked-for",
        "PREF-22",
        "The server's stack waits with its question until it is asked.",
        prefetch(by_server=False),
    ),
    Fault(
        "server-is-asked-instead",
        "PREF-22",
        "The client's stack sends the server's question.",
        waiting(asks=partner_asks),
    ),
    Fault(
        "server-fetches-at-set-up",
        "PREF-23",
        "The server's request is sent when the connection is set up, accepted or not.",
        prefetch(before_accept=True),
    ),
    Fault(
        "server-asks-again",
        "PREF-24",
        "A request on an accepted socket is followed by a second exchange.",
        waiting(usable=nothing_stored),
    ),
    Fault(
        "server-fetches-utoken-only",
        "PREF-24",
        "The user ID is not among what is fetched, and asked for later.",
        prefetch(items=UTOKEN),
    ),
    Fault("not-inherited", "PREF-25", "Accepted sockets do not inherit.", prefetch(inherits=not_inherited)),
    Fault(
        "inherited-by-the-first",
        "PREF-25",
        "Only the first accepted socket inherits.",
        prefetch(inherits=first_accepted),
    ),
    Fault(
        "inherited-by-the-client",
        "PREF-26",
        "The client's socket inherits from the listener, too.",
        prefetch(inherits=partner_is_marked_too),
    ),
    Fault(
        "inherited-from-anybody",
        "PREF-26",
        "Every accepted socket is served, whatever its listener has issued.",
        prefetch(inherits=every_accepted),
    ),
    Fault(
        "inherited-over-ipv4-only",
        "PREF-27",
        "A socket accepted over IPv6 does not inherit.",
        prefetch(inherits=inherited_over_ipv4),
    ),
    Fault(
        "inherited-unmapped-only",
        "PREF-27",
        "A socket accepted from an IPv4-mapped client does not inherit.",
        prefetch(inherits=inherited_unmapped),
    ),
    Fault(
        "under-way-is-eagain",
        "PREF-60",
        "While the prefetch is under way a caller gets EAGAIN.",
        told_as(Cause.NOT_HERE_YET, Errno.EAGAIN),
    ),
    Fault(
        "under-way-is-ealready",
        "PREF-60",
        "While the prefetch is under way a caller gets EALREADY.",
        told_as(Cause.NOT_HERE_YET, Errno.EALREADY),
    ),
    Fault(
        "prefetch-not-joined",
        "PREF-61",
        "A caller asks anew while the prefetch is under way.",
        waiting(under_way=never_joined),
    ),
    Fault(
        "prefetch-waits-out-the-limit",
        "PREF-61",
        "A caller that meets the prefetch under way waits for its whole limit.",
        waiting(waits_out_limit=True),
    ),
    Fault("user-id-fetched-only", "PREF-62", "Only the user ID is fetched ahead.", prefetch(items=USER_ID)),
    Fault(
        "utoken-fetched-only",
        "PREF-62",
        "Only the UTOKEN is fetched ahead.",
        prefetch(items=UTOKEN),
        reading=False,
    ),
    Fault(
        "task-not-fetched",
        "PREF-63",
        "The task's credentials are not among what is fetched.",
        partner(snapshot=address_space_only),
    ),
    Fault(
        "fetched-afresh",
        "PREF-64",
        "What is stored is refreshed, so that every request is told what the partner is now.",
        partner(gates=(*GATES, Gate(refreshed))),
    ),
    Fault(
        "under-way-for-ever",
        "PREF-65",
        "A prefetch in vain is told as one under way.",
        gate_before(always_under_way),
    ),
    Fault(
        "in-vain-is-eagain",
        "PREF-65",
        "A partner without credentials gives EAGAIN.",
        told_as(Cause.NOT_IN_SYSPLEX, Errno.EAGAIN),
    ),
    Fault(
        "lost-is-einprogress",
        "PREF-66",
        "The limit of a caller that waits for a lost prefetch ends with EINPROGRESS.",
        told_as(Cause.TIME_EXPIRED, Errno.EINPROGRESS),
    ),
    Fault(
        "lost-for-ever",
        "PREF-66",
        "A request issued again waits for the prefetch that was lost.",
        waiting(under_way=joins_anything),
    ),
)
