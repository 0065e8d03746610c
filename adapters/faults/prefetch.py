"""Faults against the class prefetch: when SIOCSPARTNERINFO may be issued, by whom, and on which stacks.

Those against what it fetches and who inherits it stand in a table of their own.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ezconform.proof.fault import Fault
from reference_impl.errno_names import Errno
from reference_impl.partner.causes import CAUSES, Cause
from reference_impl.partner.gates import GATES, Gate, Inquiry, is_tcp, known_to_release, permitted
from reference_impl.partner.record import record_of
from reference_impl.partner.request import NO_ITEMS
from reference_impl.partner.rules import in_time, listeners_mark
from reference_impl.program import Program
from reference_impl.rules import V1R12, Rules
from reference_impl.tcp.connection import Connection
from reference_impl.tcp.socket import Family
from reference_impl.tcp.states import TcpState
from reference_impl.topology.topology import Stack

CHECKS = V1R12.prefetch.checks
Check = Callable[[Inquiry], Cause | None]


def prefetch(**changes: Any) -> Rules:
    return replace(V1R12, prefetch=replace(V1R12.prefetch, **changes))


def partner(**changes: Any) -> Rules:
    return replace(V1R12, partner=replace(V1R12.partner, **changes))


def told_as(cause: Cause, errno: Errno) -> Rules:
    return partner(causes={**CAUSES, cause: (errno, CAUSES[cause][1])})


def refused_by(check: Check) -> Rules:
    return prefetch(checks=(*CHECKS, check))


def early_enough(*states: TcpState) -> Rules:
    """Rules for which these states are not too late."""

    def check(inquiry: Inquiry) -> Cause | None:
        return None if inquiry.end.state in states else in_time(inquiry)

    return prefetch(checks=(known_to_release, is_tcp, check))


def permitted_replaced_by(check: Check) -> Rules:
    return partner(
        gates=tuple(replace(gate, check=check) if gate.check is permitted else gate for gate in GATES)
    )


def not_over_ipv6(inquiry: Inquiry) -> Cause | None:
    return Cause.NOT_TCP if inquiry.socket.family is Family.AF_INET6 else None


def not_if_bound(inquiry: Inquiry) -> Cause | None:
    return Cause.TOO_LATE if inquiry.end.local.port else None


def not_twice(inquiry: Inquiry) -> Cause | None:
    record = inquiry.end.record
    return Cause.ALREADY_OUTSTANDING if record is not None and record.marked is not None else None


def marked_and_refused(inquiry: Inquiry) -> Cause | None:
    """A violation in two parts: it is refused as too late, and the mark is set all the same."""
    cause = in_time(inquiry)
    if cause is not None:
        record_of(inquiry.end).marked = frozenset(stack.name for stack in inquiry.program.stacks)
    return cause


def authority_needed(inquiry: Inquiry) -> Cause | None:
    stack, program = inquiry.program.stacks[0], inquiry.program
    identity = inquiry.partner_rules.asking_identity(program)
    allowed = inquiry.security[stack.system.name].partnerinfo_permitted(identity, stack.name)
    return None if allowed or program.authorized else Cause.NOT_PERMITTED


def permitted_if_marked(inquiry: Inquiry) -> Cause | None:
    record = inquiry.end.record
    return None if record is not None and record.marked is not None else permitted(inquiry)


def permitted_if_inherited(inquiry: Inquiry) -> Cause | None:
    record = inquiry.end.record
    return None if record is not None and record.inherited else permitted(inquiry)


def mark_needed(inquiry: Inquiry) -> Cause | None:
    record = inquiry.end.record
    return Cause.NEEDS_SUSPENSION if record is None or record.marked is None else None


def defined_everywhere(inquiry: Inquiry, _stack: Stack) -> bool:
    return all(server.security_domain().defined for server in inquiry.security.values())


def first_stack(program: Program, settled: Stack | None) -> tuple[Stack, ...]:
    return program.stacks[:1] if settled is None else (settled,)


def last_stack(program: Program, settled: Stack | None) -> tuple[Stack, ...]:
    return program.stacks[-1:] if settled is None else (settled,)


def inherited_on_first_stack(listener: Connection, accepted: Connection) -> frozenset[str] | None:
    mark = listener.record.marked if listener.record is not None else None
    first = accepted.owner.stacks[0] if accepted.owner is not None else None
    return mark if accepted.stack is first else None


class Acceptors:
    """Remembers which program has accepted a connection."""

    def __init__(self) -> None:
        self._programs: dict[Connection, Program | None] = {}

    def inherits(self, listener: Connection, accepted: Connection) -> frozenset[str] | None:
        self._programs[accepted] = accepted.owner
        return listeners_mark(listener, accepted)

    def partner(self, end: Connection) -> Program | None:
        """The partner is whoever has accepted the connection, if it was accepted."""
        return self._programs.get(end.partner, end.partner.owner) if end.partner is not None else None

    def empty_for_another(self, inquiry: Inquiry) -> Cause | None:
        """Not a condition: what was fetched ahead for one program is thrown away for the next."""
        record = record_of(inquiry.end)
        if self._programs.get(inquiry.end, inquiry.program) is not inquiry.program:
            record.stored_items, record.marked = NO_ITEMS, None
        self._programs[inquiry.end] = inquiry.program
        return None


FIRST_OWNERS, PARTNERS = Acceptors(), Acceptors()
EMPTY_FOR_THE_NEXT = replace(
    partner(gates=(*GATES, Gate(FIRST_OWNERS.empty_for_another))),
    prefetch=replace(V1R12.prefetch, inherits=FIRST_OWNERS.inherits),
)
ACCEPTOR_STAYS = replace(
    partner(told_about=PARTNERS.partner),
    prefetch=replace(V1R12.prefetch, inherits=PARTNERS.inherits),
)

FAULTS: tuple[Fault, ...] = (
    Fault(
        "set-not-over-ipv6",
        "PREF-01",
        "SIOCSPARTNERINFO is refused on AF_INET6 sockets.",
        refused_by(not_over_ipv6),
    ),
    Fault(
        "set-never", "PREF-20", "SIOCSPARTNERINFO is always too late.", refused_by(lambda _: Cause.TOO_LATE)
    ),
    Fault(
        "set-not-if-bound", "PREF-20", "After bind SIOCSPARTNERINFO is too late.", refused_by(not_if_bound)
    ),
    Fault(
        "never-too-late",
        "PREF-40",
        "SIOCSPARTNERINFO is taken in every state.",
        prefetch(checks=(known_to_release, is_tcp)),
    ),
    Fault(
        "set-while-established",
        "PREF-40",
        "SIOCSPARTNERINFO is taken on a connected socket.",
        early_enough(TcpState.ESTABLISHED),
    ),
    Fault(
        "set-while-listening",
        "PREF-40",
        "SIOCSPARTNERINFO is taken on a listening socket.",
        early_enough(TcpState.LISTEN),
    ),
    Fault(
        "set-after-finishing",
        "PREF-40",
        "SIOCSPARTNERINFO is taken when this end has finished sending.",
        early_enough(TcpState.FIN_WAIT_2),
    ),
    Fault(
        "set-after-partner-finished",
        "PREF-40",
        "SIOCSPARTNERINFO is taken when the partner has finished sending.",
        early_enough(TcpState.CLOSE_WAIT),
    ),
    Fault(
        "set-when-closed-again",
        "PREF-40",
        "SIOCSPARTNERINFO is taken on a socket whose connection is over.",
        early_enough(TcpState.TIME_WAIT, TcpState.CLOSED),
    ),
    Fault(
        "too-late-is-eisconn",
        "PREF-40",
        "SIOCSPARTNERINFO after connect or listen gives EISCONN.",
        told_as(Cause.TOO_LATE, Errno.EISCONN),
    ),
    Fault(
        "refused-and-marked",
        "PREF-41",
        "SIOCSPARTNERINFO that is too late is refused and has its effect.",
        prefetch(checks=(known_to_release, is_tcp, marked_and_refused)),
    ),
    Fault(
        "set-on-udp",
        "PREF-42",
        "SIOCSPARTNERINFO is taken on UDP sockets.",
        prefetch(checks=(known_to_release, in_time)),
    ),
    Fault(
        "udp-is-eopnotsupp",
        "PREF-42",
        "SIOCSPARTNERINFO on a UDP socket gives EOPNOTSUPP.",
        told_as(Cause.NOT_TCP, Errno.EOPNOTSUPP),
    ),
    Fault(
        "set-without-domain",
        "PREF-43",
        "SIOCSPARTNERINFO is taken without a security domain.",
        prefetch(accepts=lambda _inquiry, _stack: True),
    ),
    Fault(
        "no-domain-is-enopartnerinfo",
        "PREF-43",
        "Without a security domain SIOCSPARTNERINFO gives ENOPARTNERINFO.",
        told_as(Cause.DOMAIN_NOT_DEFINED, Errno.ENOPARTNERINFO),
    ),
    Fault(
        "every-domain-needed",
        "PREF-44",
        "SIOCSPARTNERINFO needs a security domain on every system.",
        prefetch(accepts=defined_everywhere),
    ),
    Fault(
        "set-needs-authority",
        "PREF-45",
        "SIOCSPARTNERINFO needs the authority to retrieve.",
        refused_by(authority_needed),
    ),
    Fault(
        "fetched-only-if-permitted",
        "PREF-45",
        "Nothing is fetched ahead for a user without authority.",
        prefetch(gates=(*V1R12.prefetch.gates, permitted)),
    ),
    Fault(
        "prefetch-gives-authority",
        "PREF-46",
        "Who has prefetched is told without authority.",
        permitted_replaced_by(permitted_if_marked),
    ),
    Fault("set-once-only", "PREF-47", "A second SIOCSPARTNERINFO is refused.", refused_by(not_twice)),
    Fault(
        "set-is-mandatory",
        "PREF-48",
        "Without SIOCSPARTNERINFO there are no credentials.",
        partner(gates=(*GATES, Gate(mark_needed))),
    ),
    Fault(
        "set-on-first-stack",
        "PREF-80",
        "SIOCSPARTNERINFO goes to the first stack only.",
        prefetch(stacks=first_stack),
    ),
    Fault(
        "set-on-last-stack",
        "PREF-80",
        "SIOCSPARTNERINFO goes to the last stack only.",
        prefetch(stacks=last_stack),
    ),
    Fault(
        "inherited-on-first-stack",
        "PREF-81",
        "Sockets accepted over other stacks than the first do not inherit.",
        prefetch(inherits=inherited_on_first_stack),
    ),
    Fault(
        "accepted-on-marked-stack-only",
        "PREF-81",
        "A listener's SIOCSPARTNERINFO goes to the last stack only.",
        prefetch(stacks=last_stack),
    ),
    Fault(
        "new-owner-starts-without",
        "PREF-82",
        "What was fetched ahead is thrown away when another program asks.",
        EMPTY_FOR_THE_NEXT,
    ),
    Fault(
        "acceptor-stays-the-partner",
        "PREF-84",
        "The partner is the program that accepted, whoever has the socket now.",
        ACCEPTOR_STAYS,
    ),
    Fault(
        "authority-stays-with-the-socket",
        "PREF-83",
        "The new owner of a socket is told without authority of its own.",
        permitted_replaced_by(permitted_if_inherited),
    ),
)
