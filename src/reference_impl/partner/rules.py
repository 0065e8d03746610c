"""Every decision about partner credentials that a requirement speaks of, as three frozen values.

A fault is `dataclasses.replace` on one of them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reference_impl.errno_names import Errno, Reason
from reference_impl.partner.causes import CAUSES, Cause
from reference_impl.partner.control_block import PARTNER_INFO
from reference_impl.partner.credentials import Credentials, program_credentials
from reference_impl.partner.exchange import stacks_of
from reference_impl.partner.gates import (
    GATES,
    Gate,
    Inquiry,
    is_tcp,
    known_to_release,
    own_domain_defined,
    partner_in_sysplex,
    partner_release,
    same_domain,
)
from reference_impl.partner.request import BOTH, RequestItem
from reference_impl.tcp.states import TcpState
from reference_impl.topology.definition import Release
from reference_impl.topology.rules import CONNECTED, same_group

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reference_impl.partner.record import PartnerRecord
    from reference_impl.partner.request import PartnerRequest
    from reference_impl.program import Program
    from reference_impl.security.identity import Identity
    from reference_impl.security.security_domain import SecurityDomain
    from reference_impl.security.security_server import SecurityServer
    from reference_impl.tcp.connection import Connection
    from reference_impl.topology.topology import Stack


def apf_or_supervisor(program: Program) -> bool:
    return program.apf or program.supervisor_state


def task_before_address_space(program: Program) -> Identity:
    """SERVAUTH asks about the task's identity if it has one. Source: RACF, which ACEE is used."""
    return program.task if program.task is not None else program.address_space


def domain_defined(domain: SecurityDomain) -> bool:
    return domain.defined


def other_stack(own: Stack, partner: Stack) -> bool:
    return own is not partner


def partners_program(end: Connection) -> Program | None:
    """The program that holds the other end; it need not have accepted the connection yet."""
    return end.partner.owner if end.partner is not None else None


def as_asked(items: frozenset[RequestItem]) -> frozenset[RequestItem]:
    return items


def either(before: frozenset[RequestItem], now: frozenset[RequestItem]) -> frozenset[RequestItem]:
    """What has been retrieved stays retrieved. Source: inferred from S13.3 to S13.5."""
    return before | now


def marked_there(end: Connection) -> bool:
    """Whether the stack that the end settled on took SIOCSPARTNERINFO for it."""
    mark = end.record.marked if end.record is not None else None
    return mark is not None and end.stack is not None and end.stack.name in mark


def always(_request: PartnerRequest) -> bool:
    return True


@dataclass(frozen=True, slots=True)
class PartnerRules:
    """Who may ask about whom, and what is told.

    `reachable`: which stacks exchange credentials. `domain_needed`: between which stacks EZBDOMAIN is
    looked at (our choice, after a support note of IBM's). `domains_kept`: a connection keeps the security
    domains of its first request (our choice); `domains_at_set_up`: those of its set-up instead.
    `told_about`: whose credentials an end is told.
    `snapshot`: what the partner's stack tells of that program, at the instant it answers, or when it is
    asked with `snapshot_when_asked`. `told`: which items a request for these is told;
    `retrieved`: which then count as retrieved, from those before and those told now. `tells_routing`:
    which requests are told the routing if they succeed, all of them. `kept`: credentials stay stored
    for the life of the connection (our choice). `routing_filled_in`: refusals that tell the routing all
    the same (our choice). `needed_length` is in bytes.
    """

    gates: tuple[Gate, ...] = GATES
    causes: Mapping[Cause, tuple[Errno, Reason]] = field(default_factory=lambda: CAUSES)
    connected_states: frozenset[TcpState] = CONNECTED
    authorized: Callable[[Program], bool] = apf_or_supervisor
    asking_identity: Callable[[Program], Identity] = task_before_address_space
    domain_defined: Callable[[SecurityDomain], bool] = domain_defined
    domain_needed: Callable[[Stack, Stack], bool] = other_stack
    domains_kept: bool = True
    domains_at_set_up: bool = False
    reachable: Callable[[Stack, Stack], bool] = same_group
    first_release: Release = Release(1, 12)  # noqa: RUF009 - a frozen value
    told_about: Callable[[Connection], Program | None] = partners_program
    snapshot: Callable[[Program, SecurityServer], Credentials] = program_credentials
    snapshot_when_asked: bool = False
    kept: bool = True
    told: Callable[[frozenset[RequestItem]], frozenset[RequestItem]] = as_asked
    retrieved: Callable[[frozenset[RequestItem], frozenset[RequestItem]], frozenset[RequestItem]] = either
    tells_routing: Callable[[PartnerRequest], bool] = always
    needed_length: int = PARTNER_INFO.length
    routing_filled_in: frozenset[Errno] = frozenset(
        {
            Errno.ENOPARTNERINFO,
            Errno.EPERM,
            Errno.EACCES,
            Errno.EAGAIN,
            Errno.EINPROGRESS,
            Errno.ETIME,
        }
    )


def unless_zero(timeout: int, _nonblocking: bool) -> bool:
    """Only PI_TIMEOUT decides, whatever the blocking mode of the socket. Source: manual."""
    return timeout != 0


def stored(record: PartnerRecord) -> frozenset[RequestItem]:
    return record.stored_items


def asked_in_time(record: PartnerRecord, items: frozenset[RequestItem]) -> bool:
    """Whether an exchange will bring these items that no call has waited for in vain."""
    return any(items <= exchange.items and not exchange.overdue for exchange in record.exchanges)


@dataclass(frozen=True, slots=True)
class WaitingRules:
    """When the caller is suspended and for how long; times are PI_TIMEOUT in whole seconds.

    `no_suspend` selects no-suspend mode; otherwise `shortest_timeout` to `longest_timeout`.
    `may_suspend`: what PI_TIMEOUT and the blocking mode of the socket say about it. `fetched`: what has
    to be there before a request for these items is answered; `usable`: what of it is there already.
    `exchange_needed`: whether the partner's stack has to be asked over XCF; `asks`: which stack asks
    which. `under_way`: a call waits for an exchange that is under way instead of asking again.
    `waits_out_limit`: it is suspended until the limit, whenever the answer comes. `reply_wins_tie`: a
    reply on the instant of the limit counts (our choice). `late_reply_kept`: one after it is stored
    (our choice). `time_limit` turns PI_TIMEOUT into seconds.
    """

    no_suspend: int = 0
    shortest_timeout: int = 1
    longest_timeout: int = 60
    may_suspend: Callable[[int, bool], bool] = unless_zero
    fetched: Callable[[frozenset[RequestItem]], frozenset[RequestItem]] = as_asked
    usable: Callable[[PartnerRecord], frozenset[RequestItem]] = stored
    exchange_needed: Callable[[Stack, Stack], bool] = other_stack
    asks: Callable[[Connection], tuple[Stack, Stack]] = stacks_of
    under_way: Callable[[PartnerRecord, frozenset[RequestItem]], bool] = asked_in_time
    waits_out_limit: bool = False
    reply_wins_tie: bool = True
    late_reply_kept: bool = True
    ends_with_connection: bool = True
    interruptible: bool = True
    time_limit: Callable[[int], float] = float


def in_time(inquiry: Inquiry) -> Cause | None:
    """SIOCSPARTNERINFO has to come before connect or listen, in whatever became of it since."""
    early = not inquiry.socket.used and inquiry.end.state is TcpState.CLOSED
    return None if early else Cause.TOO_LATE


def domain_defined_there(inquiry: Inquiry, stack: Stack) -> bool:
    domain = inquiry.security[stack.system.name].security_domain()
    return inquiry.partner_rules.domain_defined(domain)


def listeners_mark(listener: Connection, _accepted: Connection) -> frozenset[str] | None:
    """Return the names of the stacks that took the listener's SIOCSPARTNERINFO, if it issued one."""
    return listener.record.marked if listener.record is not None else None


def every_stack(program: Program, settled: Stack | None) -> tuple[Stack, ...]:
    """Without affinity SIOCSPARTNERINFO goes to all active stacks (CINET). Source: manual."""
    return program.stacks if settled is None else (settled,)


@dataclass(frozen=True, slots=True)
class PrefetchRules:
    """SIOCSPARTNERINFO: when it may come, who is marked, what is fetched ahead and when.

    `checks`: what refuses it. `stacks`: where it is sent, and `accepts`: whether a stack takes it; one
    that does is enough (our choice). `inherits`: the mark that an accepted socket takes over.
    `concerns`: the ends it fetches for. `items`: what is fetched (our choice: both). `gates`: what has
    to hold for it; the caller's authority is checked when the answer is asked for. `by_client` and
    `by_server`: whether the fetch follows connect and accept. `before_accept`: the server's follows the
    set-up of the connection and does not await the accept (our choice: it does).
    """

    checks: tuple[Callable[[Inquiry], Cause | None], ...] = (known_to_release, is_tcp, in_time)
    stacks: Callable[[Program, Stack | None], tuple[Stack, ...]] = every_stack
    accepts: Callable[[Inquiry, Stack], bool] = domain_defined_there
    inherits: Callable[[Connection, Connection], frozenset[str] | None] = listeners_mark
    concerns: Callable[[Connection], bool] = marked_there
    items: frozenset[RequestItem] = BOTH
    gates: tuple[Callable[[Inquiry], Cause | None], ...] = (
        own_domain_defined,
        partner_in_sysplex,
        partner_release,
        same_domain,
    )
    by_client: bool = True
    by_server: bool = True
    before_accept: bool = False
