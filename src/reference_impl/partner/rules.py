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
from reference_impl.partner.gates import (
    GATES,
    Gate,
    Inquiry,
    own_domain_defined,
    partner_in_sysplex,
    partner_release,
    same_domain,
)
from reference_impl.partner.request import BOTH, RequestItem
from reference_impl.tcp.states import TcpState
from reference_impl.topology.definition import Release
from reference_impl.topology.routing import CONNECTED, same_group

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reference_impl.program import Program
    from reference_impl.security.identity import Identity
    from reference_impl.security.security_domain import SecurityDomain
    from reference_impl.security.security_server import SecurityServer
    from reference_impl.topology.topology import Stack


def apf_or_supervisor(program: Program) -> bool:
    return program.apf or program.supervisor_state


def task_before_address_space(program: Program) -> Identity:
    """SERVAUTH asks about the task's identity if it has one. Source: RACF, which ACEE is used."""
    return program.task if program.task is not None else program.address_space


def domain_defined(domain: SecurityDomain) -> bool:
    return domain.defined


def as_asked(items: frozenset[RequestItem]) -> frozenset[RequestItem]:
    return items


@dataclass(frozen=True, slots=True)
class PartnerRules:
    """Who may ask about whom, and what is told.

    `reachable`: which stacks exchange credentials. `domains_kept`: a connection keeps the security
    domains of its first request (our choice). `snapshot`: what the partner's stack tells, at the
    instant it answers, or when it is asked with `snapshot_when_asked`. `kept`: credentials stay
    stored for the life of the connection (our choice). `routing_filled_in`: refusals that tell the
    routing all the same (our choice). `needed_length` is in bytes.
    """

    gates: tuple[Gate, ...] = GATES
    causes: Mapping[Cause, tuple[Errno, Reason]] = field(default_factory=lambda: CAUSES)
    connected_states: frozenset[TcpState] = CONNECTED
    authorized: Callable[[Program], bool] = apf_or_supervisor
    asking_identity: Callable[[Program], Identity] = task_before_address_space
    domain_defined: Callable[[SecurityDomain], bool] = domain_defined
    domains_kept: bool = True
    reachable: Callable[[Stack, Stack], bool] = same_group
    first_release: Release = Release(1, 12)  # noqa: RUF009 - a frozen value
    snapshot: Callable[[Program, SecurityServer], Credentials] = program_credentials
    snapshot_when_asked: bool = False
    kept: bool = True
    told: Callable[[frozenset[RequestItem]], frozenset[RequestItem]] = as_asked
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


@dataclass(frozen=True, slots=True)
class WaitingRules:
    """When the caller is suspended and for how long; times are PI_TIMEOUT in whole seconds.

    `no_suspend` selects no-suspend mode; otherwise `shortest_timeout` to `longest_timeout`.
    `exchange_needed`: whether the partner's stack has to be asked over XCF. `reply_wins_tie`: a reply
    on the instant of the limit counts (our choice). `late_reply_kept`: one after it is stored (our
    choice). `heeds_blocking_mode`: whether a nonblocking socket means no-suspend (it does not).
    `time_limit` turns PI_TIMEOUT into seconds. `joins_exchange`: a call waits for an exchange that is
    under way instead of asking again.
    """

    no_suspend: int = 0
    shortest_timeout: int = 1
    longest_timeout: int = 60
    exchange_needed: Callable[[Stack, Stack], bool] = lambda own, partner: own is not partner
    one_outstanding: bool = True
    reply_wins_tie: bool = True
    late_reply_kept: bool = True
    heeds_blocking_mode: bool = False
    joins_exchange: bool = True
    ends_with_connection: bool = True
    interruptible: bool = True
    time_limit: Callable[[int], float] = float


def too_late(state: TcpState, used: bool) -> bool:
    """SIOCSPARTNERINFO has to come before connect or listen, in whatever became of it since."""
    return used or state is not TcpState.CLOSED


def every_stack(program: Program, settled: Stack | None) -> tuple[Stack, ...]:
    """Without affinity SIOCSPARTNERINFO goes to all active stacks (CINET). Source: manual."""
    return program.stacks if settled is None else (settled,)


@dataclass(frozen=True, slots=True)
class PrefetchRules:
    """SIOCSPARTNERINFO: when it may come, who is marked, what is fetched ahead and when.

    `needs_domain`: an undefined security domain refuses it. `stacks`: where it is sent; one that
    accepts is enough (our choice). `inherits`: accepted sockets take the listener's mark. `items`:
    what is fetched (our choice: both). `gates`: what has to hold for it; the caller's authority is
    checked when the answer is asked for. `by_client` and `by_server`: whether the fetch follows
    connect and accept.
    """

    too_late: Callable[[TcpState, bool], bool] = too_late
    tcp_only: bool = True
    needs_domain: bool = True
    stacks: Callable[[Program, Stack | None], tuple[Stack, ...]] = every_stack
    inherits: bool = True
    items: frozenset[RequestItem] = BOTH
    gates: tuple[Callable[[Inquiry], Cause | None], ...] = (
        own_domain_defined,
        partner_in_sysplex,
        partner_release,
        same_domain,
    )
    by_client: bool = True
    by_server: bool = True
