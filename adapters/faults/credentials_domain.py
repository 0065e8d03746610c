"""Faults about the security domain and the sysplex: between whom credentials are exchanged."""

from dataclasses import replace
from typing import Any

from ezconform.proof.fault import Fault
from reference_impl.errno_names import Errno, Reason
from reference_impl.partner.causes import CAUSES, Cause
from reference_impl.partner.gates import (
    GATES,
    Gate,
    Inquiry,
    own_domain_defined,
    partner_in_sysplex,
    permitted,
    same_domain,
)
from reference_impl.rules import V1R12, Rules
from reference_impl.security import Access, SafReturnCode, SecurityDomain, SecurityServer
from reference_impl.security.security_domain import fold, normalised
from reference_impl.topology.rules import same_group
from reference_impl.topology.topology import Stack


def partner(**changes: Any) -> Rules:
    return replace(V1R12, partner=replace(V1R12.partner, **changes))


def security(**changes: Any) -> Rules:
    return replace(V1R12, security=replace(V1R12.security, **changes))


def told_as(cause: Cause, errno: Errno, reason: Reason = Reason.NONE) -> Rules:
    return partner(causes={**CAUSES, cause: (errno, reason)})


def instead_of(check: Any, other: Any, *, credentials_only: bool = True) -> Rules:
    """One gate checks something else, in its place."""
    gate = Gate(other, credentials_only=credentials_only)
    return partner(gates=tuple(gate if one.check is check else one for one in GATES))


# What the faults do instead


def same_sysplex(own: Stack, other: Stack) -> bool:
    return own.group is not None and own.system.sysplex == other.system.sysplex


def same_group_or_image(own: Stack, other: Stack) -> bool:
    return same_group(own, other) or own.system is other.system


def whole_sysplex_only(own: Stack, other: Stack) -> bool:
    """Stacks of a named subplex exchange nothing, not even among themselves."""
    return same_group(own, other) and own.group == (own.system.sysplex, "EZBTCPCS")


def undefined_matches(own: SecurityDomain, other: SecurityDomain) -> bool:
    return own == other or not other.defined


def equal_as_far_as_both_go(own: SecurityDomain, other: SecurityDomain) -> bool:
    both = own.defined and other.defined
    return both and (own.name.startswith(other.name) or other.name.startswith(own.name))


def same_length(own: SecurityDomain, other: SecurityDomain) -> bool:
    return own.defined and len(own.name) == len(other.name)


def databases(inquiry: Inquiry) -> tuple[Any, Any]:
    own, other = inquiry.stacks
    return inquiry.security[own.system.name].database, inquiry.security[other.system.name].database


def same_database_too(inquiry: Inquiry) -> Cause | None:
    own, other = databases(inquiry)
    return same_domain(inquiry) if own is other else Cause.DOMAINS_DIFFER


def one_database_is_enough(inquiry: Inquiry) -> Cause | None:
    own, other = databases(inquiry)
    return None if own is other else same_domain(inquiry)


def domains_at_server_only(inquiry: Inquiry) -> Cause | None:
    """Servers listen on port 5000 and above here, clients are given ports from 1024 upward."""
    return same_domain(inquiry) if inquiry.end.local.port > inquiry.end.foreign.port else None


def may_read_ezbdomain(inquiry: Inquiry) -> Cause | None:
    """Where there is no profile there is nothing to be read, and no domain."""
    server = inquiry.security[inquiry.stacks[0].system.name]
    code = server.check(inquiry.program.address_space, "SERVAUTH", "EZBDOMAIN", Access.READ)
    refused = Cause.NOT_PERMITTED if code is not SafReturnCode.PERMITTED else None
    return own_domain_defined(inquiry) or refused


def etime_for_another_subplex(inquiry: Inquiry) -> Cause | None:
    """Outside the sysplex stays what it is."""
    cause = partner_in_sysplex(inquiry)
    return Cause.TIME_EXPIRED if cause is not None and same_sysplex(*inquiry.stacks) else cause


def same_stack(inquiry: Inquiry) -> bool:
    own, other = inquiry.stacks
    return own is other


def unless_same_stack(check: Any) -> Gate:
    return Gate(lambda inquiry: None if same_stack(inquiry) else check(inquiry))


class Unforgiving:
    """Refuses two systems for good once their domains have differed."""

    def __init__(self) -> None:
        self._differed: set[frozenset[SecurityServer]] = set()

    def __call__(self, inquiry: Inquiry) -> Cause | None:
        systems = frozenset(inquiry.security[stack.system.name] for stack in inquiry.stacks)
        cause = Cause.DOMAINS_DIFFER if systems in self._differed else same_domain(inquiry)
        if cause is not None:
            self._differed.add(systems)
        return cause


UNDEFINED_IS_A_DOMAIN = replace(
    partner(domain_defined=lambda _domain: True),
    security=replace(V1R12.security, same_domain=SecurityDomain.__eq__),
)

FAULTS = (
    Fault(
        "outside-is-inside",
        "CRED-17",
        "Credentials of a partner outside the sysplex are told.",
        partner(reachable=lambda _own, _other: True),
    ),
    Fault(
        "outside-is-eacces",
        "CRED-18",
        "Asking about a partner outside the sysplex gives EACCES.",
        told_as(Cause.NOT_IN_SYSPLEX, Errno.EACCES),
    ),
    Fault(
        "subplexes-do-not-count",
        "CRED-19",
        "Credentials are told of any partner in the sysplex, whatever its subplex.",
        partner(reachable=same_sysplex),
    ),
    Fault(
        "one-image-is-one-subplex",
        "CRED-19",
        "Credentials are told of a partner in another subplex if it is on the same image.",
        partner(reachable=same_group_or_image),
    ),
    Fault(
        "no-exchange-inside-a-subplex",
        "CRED-19",
        "Stacks of a subplex exchange no credentials among themselves.",
        partner(reachable=whole_sysplex_only),
    ),
    Fault(
        "other-subplex-is-etime",
        "CRED-20",
        "Asking about a partner in another subplex gives ETIME.",
        instead_of(partner_in_sysplex, etime_for_another_subplex),
    ),
    Fault(
        "domains-are-not-compared",
        "CRED-50",
        "Credentials are exchanged whatever the security domains.",
        security(same_domain=lambda _own, _other: True),
    ),
    Fault(
        "no-domain-is-ever-the-same",
        "CRED-50",
        "Two systems with one domain name count as two domains.",
        security(same_domain=lambda own, other: own is other),
    ),
    Fault(
        "differing-domains-are-eacces",
        "CRED-51",
        "Different security domains give EACCES.",
        told_as(Cause.DOMAINS_DIFFER, Errno.EACCES),
    ),
    Fault(
        "domains-count-at-the-server-only",
        "CRED-51",
        "The client is told the credentials of a server in another domain.",
        instead_of(same_domain, domains_at_server_only),
    ),
    Fault(
        "no-domain-here-is-enopartnerinfo",
        "CRED-52",
        "A caller whose system has no security domain gets ENOPARTNERINFO.",
        told_as(Cause.DOMAIN_NOT_DEFINED, Errno.ENOPARTNERINFO),
    ),
    Fault(
        "no-name-is-a-name",
        "CRED-52",
        "Two systems without a security domain are in one domain.",
        UNDEFINED_IS_A_DOMAIN,
    ),
    Fault(
        "no-domain-there-will-do",
        "CRED-53",
        "Credentials are told of a partner whose system has no security domain.",
        security(same_domain=undefined_matches),
    ),
    Fault(
        "no-domain-there-is-enopartnerinfo",
        "CRED-53",
        "A partner whose system has no security domain gives ENOPARTNERINFO.",
        told_as(Cause.PARTNER_DOMAIN_NOT_DEFINED, Errno.ENOPARTNERINFO),
    ),
    Fault(
        "case-counts",
        "CRED-54",
        "The domain's name is case sensitive.",
        security(domain_name=lambda appldata: appldata.rstrip(" ")),
    ),
    Fault(
        "only-the-first-letter-is-folded",
        "CRED-54",
        "Case is ignored in the first letter of the domain's name only.",
        security(domain_name=lambda appldata: fold(appldata[:1]) + appldata[1:].rstrip(" ")),
    ),
    Fault(
        "names-are-compared-as-prefixes",
        "CRED-54",
        "Of two names only the length of the shorter is compared.",
        security(same_domain=equal_as_far_as_both_go),
    ),
    Fault(
        "only-lengths-are-compared",
        "CRED-54",
        "Two domain names of one length are the same.",
        security(same_domain=same_length),
    ),
    Fault(
        "254-characters-count",
        "CRED-55",
        "The 255th character of a domain's name does not count.",
        security(domain_name=lambda appldata: normalised(appldata)[:254]),
    ),
    Fault(
        "254-characters-fit",
        "CRED-55",
        "A name of 255 characters is refused.",
        security(longest_appldata=254),
    ),
    Fault(
        "256-characters-fit",
        "CRED-56",
        "A name of 256 characters is accepted.",
        security(longest_appldata=256),
    ),
    Fault(
        "trailing-blanks-count",
        "CRED-57",
        "Blanks at the end of a domain's name are part of it.",
        security(domain_name=fold),
    ),
    Fault(
        "blanks-never-count",
        "CRED-57",
        "Blanks anywhere in a domain's name do not count.",
        security(domain_name=lambda appldata: fold(appldata.replace(" ", ""))),
        reading=False,
    ),
    Fault(
        "database-must-be-shared",
        "CRED-58",
        "Two databases are two domains, whatever the names.",
        instead_of(same_domain, same_database_too),
    ),
    Fault(
        "shared-database-is-enough",
        "CRED-59",
        "Two systems that share a database are in one domain, whatever they have refreshed.",
        instead_of(same_domain, one_database_is_enough),
    ),
    Fault(
        "domain-is-read-from-the-database",
        "CRED-59",
        "A new domain name counts on every system at once, refreshed or not.",
        security(profiles_seen=lambda _copy, database: database),
    ),
    Fault(
        "routing-needs-one-domain",
        "CRED-60",
        "A request for routing only is refused across security domains.",
        instead_of(same_domain, same_domain, credentials_only=False),
    ),
    Fault(
        "corrected-too-late",
        "CRED-61",
        "Two systems whose domains have once differed are refused for good.",
        instead_of(same_domain, Unforgiving()),
    ),
    Fault(
        "domains-are-compared-at-every-request",
        "CRED-62",
        "A connection does not keep the security domains of its first request.",
        partner(domains_kept=False),
    ),
    Fault(
        "domains-are-bound-at-set-up",
        "CRED-62",
        "A connection keeps the security domains of its set-up.",
        partner(domains_at_set_up=True),
    ),
    Fault(
        "ezbdomain-must-be-readable",
        "CRED-63",
        "Who has no READ access to a profile EZBDOMAIN that is there is refused.",
        instead_of(own_domain_defined, may_read_ezbdomain),
    ),
    Fault(
        "no-exchange-on-one-image",
        "CRED-64",
        "Partners on one image are refused.",
        partner(reachable=lambda own, other: own.system is not other.system and same_group(own, other)),
    ),
    Fault(
        "no-exchange-on-one-stack",
        "CRED-64",
        "Partners on one stack are refused.",
        partner(reachable=lambda own, other: own is not other and same_group(own, other)),
    ),
    Fault(
        "one-stack-needs-a-domain",
        "CRED-65",
        "A security domain is needed for a partner on the same stack, too.",
        partner(domain_needed=lambda _own, _other: True),
    ),
    Fault(
        "one-image-needs-no-domain",
        "CRED-65",
        "No security domain is needed for a partner on another stack of the same image.",
        partner(domain_needed=lambda own, other: own.system is not other.system),
    ),
    Fault(
        "one-stack-needs-no-authority",
        "CRED-66",
        "No authority is needed for a partner on the same stack.",
        partner(
            gates=tuple(unless_same_stack(permitted) if one.check is permitted else one for one in GATES)
        ),
    ),
)
