"""The gates of SIOCGPARTNERINFO, one function each, and the order in which they are passed.

The order is our choice (no document gives one) and stands in `GATES`, so that it can be seen and
exchanged. A gate returns the cause of the refusal or nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reference_impl.partner.causes import Cause
from reference_impl.partner.record import record_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reference_impl.partner.request import PartnerRequest
    from reference_impl.partner.rules import PartnerRules, WaitingRules
    from reference_impl.program import Program
    from reference_impl.security.security_domain import SecurityDomain
    from reference_impl.security.security_server import SecurityServer
    from reference_impl.tcp.connection import Connection
    from reference_impl.tcp.socket import Socket
    from reference_impl.topology.topology import Stack


@dataclass(frozen=True, slots=True)
class Inquiry:
    """One SIOCGPARTNERINFO on its way through the gates. `security` is by system name."""

    partner_rules: PartnerRules
    waiting_rules: WaitingRules
    socket: Socket
    request: PartnerRequest
    security: Mapping[str, SecurityServer]

    @property
    def end(self) -> Connection:
        return self.socket.connection

    @property
    def program(self) -> Program:
        return self.socket.program

    @property
    def stacks(self) -> tuple[Stack, Stack]:
        """This end's stack and its partner's; only behind the gate `connected`."""
        partner = self.end.partner
        if self.end.stack is None or partner is None or partner.stack is None:
            raise AssertionError("a gate behind `connected` was asked about a socket without a partner")
        return self.end.stack, partner.stack


def known_to_release(inquiry: Inquiry) -> Cause | None:
    """The ioctls came with V1R12; an older stack does not know them."""
    known = inquiry.program.system.release >= inquiry.partner_rules.first_release
    return None if known else Cause.UNKNOWN_IOCTL


def buffer_large_enough(inquiry: Inquiry) -> Cause | None:
    return Cause.BUFFER_TOO_SMALL if inquiry.request.short_buffer else None


def timeout_in_range(inquiry: Inquiry) -> Cause | None:
    rules = inquiry.waiting_rules
    timeout = inquiry.request.timeout
    allowed = timeout == rules.no_suspend or rules.shortest_timeout <= timeout <= rules.longest_timeout
    return None if allowed else Cause.TIMEOUT_OUT_OF_RANGE


def is_tcp(inquiry: Inquiry) -> Cause | None:
    return None if inquiry.socket.is_tcp else Cause.NOT_TCP


def connected(inquiry: Inquiry) -> Cause | None:
    allowed = inquiry.end.partner is not None and inquiry.end.state in inquiry.partner_rules.connected_states
    return None if allowed else Cause.NOT_CONNECTED


def permitted(inquiry: Inquiry) -> Cause | None:
    """APF authorized, or in supervisor state, or READ to the SERVAUTH resource of this stack."""
    stack, _ = inquiry.stacks
    rules, program = inquiry.partner_rules, inquiry.program
    if rules.authorized(program):
        return None
    asked = inquiry.security[stack.system.name]
    return (
        None
        if asked.partnerinfo_permitted(rules.asking_identity(program), stack.name)
        else Cause.NOT_PERMITTED
    )


def bound_domains(inquiry: Inquiry) -> tuple[SecurityDomain, SecurityDomain]:
    """Return the two ends' security domains; from its first request on, a connection keeps them."""
    record = record_of(inquiry.end)
    if record.domains is None or not inquiry.partner_rules.domains_kept:
        stack, partner = inquiry.stacks
        record.domains = (
            inquiry.security[stack.system.name].security_domain(),
            inquiry.security[partner.system.name].security_domain(),
        )
    return record.domains


def own_domain_defined(inquiry: Inquiry) -> Cause | None:
    own, _ = bound_domains(inquiry)
    rules = inquiry.partner_rules
    needed = rules.domain_needed(*inquiry.stacks)
    return Cause.DOMAIN_NOT_DEFINED if needed and not rules.domain_defined(own) else None


def none_outstanding(inquiry: Inquiry) -> Cause | None:
    return Cause.ALREADY_OUTSTANDING if record_of(inquiry.end).call is not None else None


def partner_in_sysplex(inquiry: Inquiry) -> Cause | None:
    return None if inquiry.partner_rules.reachable(*inquiry.stacks) else Cause.NOT_IN_SYSPLEX


def partner_release(inquiry: Inquiry) -> Cause | None:
    _, partner = inquiry.stacks
    new_enough = partner.system.release >= inquiry.partner_rules.first_release
    return None if new_enough else Cause.RELEASE_TOO_OLD


def same_domain(inquiry: Inquiry) -> Cause | None:
    own, partner = bound_domains(inquiry)
    if not inquiry.partner_rules.domain_needed(*inquiry.stacks):
        return None
    if inquiry.security[inquiry.stacks[0].system.name].rules.same_domain(own, partner):
        return None
    defined = inquiry.partner_rules.domain_defined(partner)
    return Cause.DOMAINS_DIFFER if defined else Cause.PARTNER_DOMAIN_NOT_DEFINED


@dataclass(frozen=True, slots=True)
class Gate:
    """`credentials_only`: a request for routing alone does not come this way."""

    check: Callable[[Inquiry], Cause | None]
    credentials_only: bool = True


GATES: tuple[Gate, ...] = (
    Gate(known_to_release, credentials_only=False),
    Gate(buffer_large_enough, credentials_only=False),
    Gate(timeout_in_range, credentials_only=False),
    Gate(is_tcp, credentials_only=False),
    Gate(connected),
    Gate(permitted),
    Gate(own_domain_defined),
    Gate(none_outstanding),
    Gate(partner_in_sysplex),
    Gate(partner_release),
    Gate(same_domain),
)
