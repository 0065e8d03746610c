"""Faults in how a SIOCGPARTNERINFO is refused: errnos, reason codes, sizes, and the order of the gates."""

from dataclasses import replace
from typing import Any

from ezconform.proof.fault import Fault
from reference_impl.errno_names import Errno, Reason
from reference_impl.partner.causes import CAUSES, Cause
from reference_impl.partner.gates import (
    GATES,
    Gate,
    Inquiry,
    bound_domains,
    buffer_large_enough,
    connected,
    is_tcp,
    known_to_release,
    none_outstanding,
    own_domain_defined,
    partner_in_sysplex,
    partner_release,
    permitted,
    same_domain,
    timeout_in_range,
)
from reference_impl.partner.record import record_of
from reference_impl.rules import V1R12, Rules


def partner(**changes: Any) -> Rules:
    return replace(V1R12, partner=replace(V1R12.partner, **changes))


def told_as(cause: Cause, errno: Errno, reason: Reason = Reason.NONE) -> Rules:
    return partner(causes={**CAUSES, cause: (errno, reason)})


def giving(cause: Cause, reason: Reason) -> Rules:
    """The errno is right, the reason code is this one."""
    return told_as(cause, CAUSES[cause][0], reason)


def behind(moved: Any, last: Any) -> Rules:
    """One gate is passed right behind another instead of at its own place."""
    gate = next(one for one in GATES if one.check is moved)
    others = [one for one in GATES if one is not gate]
    place = next(number for number, one in enumerate(others) if one.check is last)
    return partner(gates=(*others[: place + 1], gate, *others[place + 1 :]))


def credentials_only(check: Any) -> Rules:
    """A request for routing only does not come past this gate."""
    return partner(gates=tuple(Gate(check) if one.check is check else one for one in GATES))


def not_willing_to_wait(inquiry: Inquiry) -> Cause | None:
    """Whether it has to wait is looked at before the gates behind it; what is stored needs no waiting."""
    record, rules = record_of(inquiry.end), inquiry.waiting_rules
    here = inquiry.request.credentials <= record.stored_items
    if inquiry.request.timeout or here or not rules.exchange_needed(*inquiry.stacks):
        return None
    return Cause.NOT_HERE_YET if record.marked is not None else Cause.NEEDS_SUSPENSION


def state_of_either_kind(inquiry: Inquiry) -> Cause | None:
    """A UDP socket is connected when it has an address to send to."""
    if inquiry.socket.is_tcp:
        return connected(inquiry) if inquiry.request.credentials else None
    return None if inquiry.end.foreign.port else Cause.NOT_CONNECTED


def before(check: Any, other: Any, *, credentials_only: bool = True) -> Rules:
    """A gate more, right in front of another."""
    place = next(number for number, one in enumerate(GATES) if one.check is check)
    gate = Gate(other, credentials_only=credentials_only)
    return partner(gates=(*GATES[:place], gate, *GATES[place:]))


def no_domain_on_own_system(inquiry: Inquiry) -> Cause | None:
    """The own system's domain, told by the program and not by the connection."""
    domain = inquiry.security[inquiry.program.system.name].security_domain()
    return None if domain.defined else Cause.DOMAIN_NOT_DEFINED


def domains_differ(inquiry: Inquiry) -> Cause | None:
    """What the partner's domain is to the own one, which is looked at later, if there is one."""
    own, _ = bound_domains(inquiry)
    return same_domain(inquiry) if inquiry.partner_rules.domain_defined(own) else None


STATE_FIRST = before(is_tcp, state_of_either_kind, credentials_only=False)
BACKWARDS = (
    Gate(known_to_release, credentials_only=False),
    Gate(state_of_either_kind, credentials_only=False),
    Gate(is_tcp, credentials_only=False),
    Gate(not_willing_to_wait),
    Gate(domains_differ),
    Gate(partner_release),
    Gate(partner_in_sysplex),
    Gate(none_outstanding),
    Gate(own_domain_defined),
    Gate(permitted),
    Gate(timeout_in_range, credentials_only=False),
    Gate(buffer_large_enough, credentials_only=False),
)

FAULTS = (
    Fault(
        "not-tcp-is-eopnotsupp",
        "CRED-70",
        "A socket that is not a TCP socket gives EOPNOTSUPP.",
        told_as(Cause.NOT_TCP, Errno.EOPNOTSUPP),
    ),
    Fault(
        "routing-on-any-socket",
        "CRED-70",
        "A request for routing only succeeds on a UDP socket.",
        credentials_only(is_tcp),
    ),
    Fault(
        "small-area-is-einval",
        "CRED-71",
        "An area too small for the answer gives EINVAL.",
        told_as(Cause.BUFFER_TOO_SMALL, Errno.EINVAL),
    ),
    Fault(
        "size-is-not-told",
        "CRED-71",
        "After ENOBUFS the size that is needed is not told.",
        partner(needed_length=0),
    ),
    Fault(
        "differing-domains-are-no-domain",
        "CRED-72",
        "Different security domains have the reason code of a missing one.",
        giving(Cause.DOMAINS_DIFFER, Reason.JR_NO_SEC_DOMAIN),
    ),
    Fault(
        "no-domain-is-a-differing-domain",
        "CRED-72",
        "A missing security domain has the reason code of differing ones.",
        giving(Cause.DOMAIN_NOT_DEFINED, Reason.JR_NOT_SAME_SEC_DOMAIN),
    ),
    Fault(
        "no-suspend-without-reason",
        "CRED-72",
        "EAGAIN comes without a reason code.",
        giving(Cause.NEEDS_SUSPENSION, Reason.NONE),
    ),
    Fault(
        "outside-is-an-invalid-stack",
        "CRED-72",
        "A partner outside the sysplex has the reason code of a stack too old.",
        giving(Cause.NOT_IN_SYSPLEX, Reason.JR_INVALID_TCPIP_STACK),
    ),
    Fault(
        "time-limit-after-socket",
        "CRED-73",
        "The time limit is looked at after the kind of the socket.",
        behind(timeout_in_range, is_tcp),
    ),
    Fault(
        "size-after-state",
        "CRED-73",
        "The size of the area is looked at after the state of the socket.",
        behind(buffer_large_enough, connected),
    ),
    Fault(
        "everything-backwards",
        "CRED-73",
        "Behind the state and the kind of the socket all conditions are told in the opposite order.",
        partner(gates=BACKWARDS),
    ),
    Fault(
        "kind-after-state",
        "CRED-74",
        "Whether the socket is a TCP socket is looked at after its state.",
        STATE_FIRST,
    ),
    Fault(
        "domain-before-state",
        "CRED-74",
        "The own system's domain is looked at before the state of the socket.",
        before(is_tcp, no_domain_on_own_system),
    ),
    Fault(
        "authority-after-own-domain",
        "CRED-75",
        "Want of authority is told after want of a domain.",
        behind(permitted, own_domain_defined),
    ),
    Fault(
        "authority-after-partners-place",
        "CRED-75",
        "Want of authority is told after the partner's place.",
        behind(permitted, partner_in_sysplex),
    ),
    Fault(
        "authority-after-everything",
        "CRED-75",
        "Want of authority is told after everything about the partner.",
        behind(permitted, GATES[-1].check),
    ),
    Fault(
        "authority-after-waiting",
        "CRED-75",
        "Unwillingness to wait is told before want of authority.",
        before(permitted, not_willing_to_wait),
    ),
    Fault(
        "own-domain-after-partners-place",
        "CRED-76",
        "The partner's place is looked at before the own domain.",
        behind(own_domain_defined, partner_in_sysplex),
    ),
    Fault(
        "waiting-before-partners-place",
        "CRED-76",
        "Unwillingness to wait is told before the partner's place.",
        before(partner_in_sysplex, not_willing_to_wait),
    ),
    Fault(
        "waiting-before-own-domain",
        "CRED-76",
        "Unwillingness to wait is told before the own missing domain.",
        before(own_domain_defined, not_willing_to_wait),
    ),
)
