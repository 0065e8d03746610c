"""Faults in who may retrieve credentials: the three ways in, and how RACF decides about the third."""

import operator
from dataclasses import replace
from typing import Any

from ezconform.proof.fault import Fault
from reference_impl.errno_names import Errno, Reason
from reference_impl.partner.causes import CAUSES, Cause
from reference_impl.partner.gates import GATES, Gate, Inquiry, permitted
from reference_impl.partner.request import RequestItem
from reference_impl.rules import V1R12, Rules
from reference_impl.security import Access, Identity, SafReturnCode
from reference_impl.security.authority import (
    AUTHORITY_ORDER,
    group_entry,
    user_entry,
)
from reference_impl.security.check_sequence import (
    CHECK_SEQUENCE,
    Decision,
    Question,
    class_inactive,
    not_raclisted,
    trusted_user,
)
from reference_impl.security.profile import EVERY_USER, Profile
from reference_impl.security.profile_name import specificity


def partner(**changes: Any) -> Rules:
    return replace(V1R12, partner=replace(V1R12.partner, **changes))


def security(**changes: Any) -> Rules:
    return replace(V1R12, security=replace(V1R12.security, **changes))


def asking(check: Any, *, credentials_only: bool = True) -> Rules:
    """The authority is checked this way, at the place where it always is."""
    other = Gate(check, credentials_only=credentials_only)
    return partner(gates=tuple(other if gate.check is permitted else gate for gate in GATES))


def only_if(concerned: Any) -> Rules:
    """The authority is checked only of the inquiries that are concerned."""
    return asking(lambda inquiry: permitted(inquiry) if concerned(inquiry) else None)


def order(*sources: Any) -> Rules:
    return security(authority_order=sources)


def step(instead_of: Any, other: Any) -> Rules:
    sequence = tuple(other if one is instead_of else one for one in CHECK_SEQUENCE)
    return security(check_sequence=sequence)


# What the faults do instead


def at_server(inquiry: Inquiry) -> bool:
    """Servers listen on port 5000 and above here, clients are given ports from 1024 upward."""
    return inquiry.end.local.port > inquiry.end.foreign.port


def by_user_only(inquiry: Inquiry) -> Cause | None:
    """Every program is asked for its user's permission, authorized or not."""
    stack, _ = inquiry.stacks
    server = inquiry.security[stack.system.name]
    may = server.partnerinfo_permitted(inquiry.program.address_space, stack.name)
    return None if may else Cause.NOT_PERMITTED


def at_partners_stack(inquiry: Inquiry) -> Cause | None:
    """The resource is named after the partner's system and stack."""
    own, other = inquiry.stacks
    named = inquiry.security[other.system.name].rules.partnerinfo_resource(other.system.name, other.name)
    server = inquiry.security[own.system.name]
    code = server.check(inquiry.program.address_space, "SERVAUTH", named, Access.READ)
    return None if code is SafReturnCode.PERMITTED else Cause.NOT_PERMITTED


def unless_partner_is_authorized(inquiry: Inquiry) -> Cause | None:
    program = inquiry.end.partner.owner if inquiry.end.partner else None
    return None if program is not None and program.authorized else permitted(inquiry)


def lowest_group(profile: Profile, _identity: Identity, groups: tuple[str, ...]) -> Access | None:
    entries = [profile.access_list[group] for group in groups if group in profile.access_list]
    return min(entries, default=None)


def higher_of_user_and_group(profile: Profile, identity: Identity, groups: tuple[str, ...]) -> Access | None:
    entries = (user_entry(profile, identity, groups), group_entry(profile, identity, groups))
    return max((entry for entry in entries if entry is not None), default=None)


def universal_access_first(profile: Profile, _identity: Identity, _groups: tuple[str, ...]) -> Access | None:
    return profile.uacc if profile.uacc is not Access.NONE else None


def universal_access_for_all(profile: Profile, _identity: Identity, _groups: tuple[str, ...]) -> Access:
    return profile.uacc


def every_user_for_all(profile: Profile, _identity: Identity, _groups: tuple[str, ...]) -> Access | None:
    return profile.access_list.get(EVERY_USER)


def group_unless_restricted(profile: Profile, identity: Identity, groups: tuple[str, ...]) -> Access | None:
    return None if identity.restricted else group_entry(profile, identity, groups)


def trusted_only(question: Question, _rules: Any) -> Decision | None:
    return Decision(SafReturnCode.PERMITTED, "trusted") if question.identity.trusted else None


def privileged_only(question: Question, _rules: Any) -> Decision | None:
    return Decision(SafReturnCode.PERMITTED, "privileged") if question.identity.privileged else None


def inactive_permits(question: Question, _rules: Any) -> Decision | None:
    return None if question.class_active else Decision(SafReturnCode.PERMITTED, "nothing is protected")


def not_raclisted_permits(question: Question, _rules: Any) -> Decision | None:
    return Decision(SafReturnCode.PERMITTED, "no copy") if question.profiles is None else None


def most_general(profile: str) -> Any:
    marks, _ = specificity(profile)
    return tuple(-mark for mark in marks)


WITHOUT_AUTHORITY_GATE = tuple(gate for gate in GATES if gate.check is not permitted)
EPERM_FOR_EACCES = {**CAUSES, Cause.NOT_PERMITTED: (Errno.EPERM, Reason.NONE)}
USER, GROUP, EVERYBODY, UACC = AUTHORITY_ORDER

FAULTS = (
    Fault(
        "apf-does-not-count",
        "CRED-30",
        "APF authorization alone does not let a program retrieve credentials.",
        partner(authorized=lambda program: program.supervisor_state),
    ),
    Fault(
        "authorized-programs-need-permission-too",
        "CRED-30",
        "An authorized program is refused unless its user has READ to the resource.",
        asking(by_user_only),
    ),
    Fault(
        "supervisor-state-does-not-count",
        "CRED-31",
        "Supervisor state alone does not let a program retrieve credentials.",
        partner(authorized=lambda program: program.apf),
    ),
    Fault(
        "supervisor-state-must-be-apf-too",
        "CRED-31",
        "Supervisor state counts for programs that are APF authorized as well.",
        partner(authorized=lambda program: program.apf and program.supervisor_state),
    ),
    Fault(
        "update-is-needed",
        "CRED-32",
        "READ access is not enough to retrieve credentials, UPDATE is needed.",
        security(partnerinfo_access=Access.UPDATE),
    ),
    Fault(
        "exactly-read-is-needed",
        "CRED-32",
        "Access above READ does not let a user retrieve credentials.",
        security(sufficient=operator.eq),
    ),
    Fault(
        "alter-is-no-access",
        "CRED-32",
        "ALTER is forgotten among the accesses that include READ.",
        security(sufficient=lambda given, asked: asked <= given <= Access.CONTROL),
    ),
    Fault(
        "anybody-may-ask",
        "CRED-33",
        "No authority is checked at all.",
        partner(gates=WITHOUT_AUTHORITY_GATE),
    ),
    Fault(
        "none-is-enough",
        "CRED-33",
        "Access NONE lets a user retrieve credentials.",
        security(partnerinfo_access=Access.NONE),
    ),
    Fault(
        "utoken-is-not-guarded",
        "CRED-33",
        "The authority is checked for the user ID only, the UTOKEN is told to anybody.",
        only_if(lambda inquiry: RequestItem.USER_ID in inquiry.request.credentials),
    ),
    Fault(
        "server-side-is-not-guarded",
        "CRED-33",
        "The authority of a server is not checked.",
        only_if(lambda inquiry: not at_server(inquiry)),
    ),
    Fault(
        "not-permitted-is-eperm",
        "CRED-34",
        "Who may not retrieve credentials gets EPERM.",
        partner(causes=EPERM_FOR_EACCES),
    ),
    Fault(
        "routing-needs-authority",
        "CRED-35",
        "A request for routing only is refused without authority.",
        asking(permitted, credentials_only=False),
    ),
    Fault(
        "qualifiers-are-swapped",
        "CRED-36",
        "The resource names the stack before the system.",
        security(partnerinfo_resource=lambda system, stack: f"EZB.IOCTL.{stack}.{system}.PARTNERINFO"),
    ),
    Fault(
        "stack-is-not-in-the-resource",
        "CRED-36",
        "The resource names the system twice and the stack not at all.",
        security(partnerinfo_resource=lambda system, _stack: f"EZB.IOCTL.{system}.{system}.PARTNERINFO"),
    ),
    Fault(
        "system-is-not-in-the-resource",
        "CRED-36",
        "The resource names the stack twice and the system not at all.",
        security(partnerinfo_resource=lambda _system, stack: f"EZB.IOCTL.{stack}.{stack}.PARTNERINFO"),
    ),
    Fault(
        "resource-of-the-partner",
        "CRED-36",
        "The resource is named after the partner's system and stack.",
        asking(at_partners_stack),
    ),
    Fault(
        "resource-ends-otherwise",
        "CRED-36",
        "The last qualifier of the resource is OTHERINFO.",
        security(partnerinfo_resource=lambda system, stack: f"EZB.IOCTL.{system}.{stack}.OTHERINFO"),
    ),
    Fault(
        "group-entries-are-ignored",
        "CRED-37",
        "Entries of groups do not count.",
        order(USER, EVERYBODY, UACC),
    ),
    Fault(
        "universal-access-is-ignored",
        "CRED-37",
        "The universal access of a profile does not count.",
        order(USER, GROUP, EVERYBODY),
    ),
    Fault(
        "universal-access-goes-first",
        "CRED-37",
        "A universal access goes before the entries of a profile.",
        order(universal_access_first, *AUTHORITY_ORDER),
    ),
    Fault(
        "lowest-group-counts",
        "CRED-37",
        "Of the entries of several groups the lowest counts.",
        order(USER, lowest_group, EVERYBODY, UACC),
    ),
    Fault(
        "user-entries-are-ignored", "CRED-37", "Entries of users do not count.", order(GROUP, EVERYBODY, UACC)
    ),
    Fault(
        "grplist-is-always-active",
        "CRED-38",
        "All groups of a user count, list-of-groups checking or not.",
        security(groups_that_count=lambda identity, _grplist: identity.groups),
    ),
    Fault(
        "no-group-counts-without-grplist",
        "CRED-38",
        "Without list-of-groups checking not even the current connect group counts.",
        security(groups_that_count=lambda identity, grplist: identity.groups if grplist else ()),
    ),
    Fault(
        "entry-for-all-is-ignored",
        "CRED-39",
        "The entry for all users does not count.",
        order(USER, GROUP, UACC),
    ),
    Fault(
        "entry-for-all-goes-first",
        "CRED-39",
        "The entry for all users goes before the entry of a user.",
        order(EVERYBODY, USER, GROUP, UACC),
    ),
    Fault(
        "restricted-users-have-universal-access",
        "CRED-40",
        "The universal access counts for a RESTRICTED user.",
        order(USER, GROUP, EVERYBODY, universal_access_for_all),
    ),
    Fault(
        "restricted-users-are-everybody",
        "CRED-40",
        "The entry for all users counts for a RESTRICTED user.",
        order(USER, GROUP, every_user_for_all, UACC),
    ),
    Fault(
        "restricted-users-have-no-groups",
        "CRED-40",
        "The entry of a group does not count for a RESTRICTED user in it.",
        order(USER, group_unless_restricted, EVERYBODY, UACC),
    ),
    Fault("trusted-is-ignored", "CRED-41", "TRUSTED users are checked.", step(trusted_user, privileged_only)),
    Fault(
        "privileged-is-ignored", "CRED-41", "PRIVILEGED users are checked.", step(trusted_user, trusted_only)
    ),
    Fault(
        "no-decision-permits",
        "CRED-42",
        "Where the security product has no decision, everybody is let in.",
        security(no_decision_permits=True),
    ),
    Fault(
        "inactive-class-permits",
        "CRED-75",
        "With class SERVAUTH inactive, everybody has the authority, and only the domain is missing.",
        step(class_inactive, inactive_permits),
    ),
    Fault(
        "class-not-raclisted-permits",
        "CRED-75",
        "With class SERVAUTH not RACLISTed, everybody has the authority, and only the domain is missing.",
        step(not_raclisted, not_raclisted_permits),
    ),
    Fault(
        "no-refresh-is-needed",
        "CRED-43",
        "A changed profile counts at once, without a refresh of the class.",
        security(profiles_seen=lambda _copy, database: database),
    ),
    Fault(
        "most-general-profile-decides",
        "CRED-44",
        "Of several generic profiles the most general one decides.",
        security(profile_order=most_general),
    ),
    Fault(
        "task-identity-is-ignored",
        "CRED-45",
        "Authority is asked for by the identity of the address space, whatever the task's.",
        partner(asking_identity=lambda program: program.address_space),
    ),
    Fault(
        "warning-mode-keeps-out",
        "CRED-46",
        "A profile in WARNING mode refuses like any other.",
        security(warning_permits=False),
    ),
    Fault(
        "authorized-partner-opens",
        "CRED-47",
        "An authorized partner lets a caller in that has no authority.",
        asking(unless_partner_is_authorized),
    ),
    Fault(
        "group-entry-goes-before-user-entry",
        "CRED-48",
        "The entry of a group goes before that of the user.",
        order(GROUP, USER, EVERYBODY, UACC),
    ),
    Fault(
        "higher-of-user-and-group",
        "CRED-48",
        "Of the entries of a user and its groups the highest counts.",
        order(higher_of_user_and_group, EVERYBODY, UACC),
    ),
)
