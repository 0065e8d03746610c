"""The sequence in which RACF comes to a decision: one visible tuple of steps. Changes nothing.

Source: RACF, authorization checking sequence, of which installation exits and data set steps are left out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reference_impl.security.access import Access, SafReturnCode
from reference_impl.security.authority import authority
from reference_impl.security.identity import Identity
from reference_impl.security.profile import ProfileSet
from reference_impl.security.resource_class import ResourceClass

if TYPE_CHECKING:
    from reference_impl.security.rules import SecurityRules


@dataclass(frozen=True, slots=True)
class Question:
    """May this identity have this access to this resource, as this system is set up now?

    `descriptor` None: no such class. `profiles` None: the class must be RACLISTed and is not.
    """

    identity: Identity
    resource: str
    access: Access
    racf_active: bool
    class_active: bool
    grplist: bool
    descriptor: ResourceClass | None
    profiles: ProfileSet | None


@dataclass(frozen=True, slots=True)
class Decision:
    """The return code and, for whoever reads a log, why."""

    return_code: SafReturnCode
    why: str


CheckStep = Callable[[Question, "SecurityRules"], Decision | None]
"""Decides, or passes the question on (None)."""


def racf_inactive(question: Question, _rules: "SecurityRules") -> Decision | None:
    return None if question.racf_active else Decision(SafReturnCode.NO_DECISION, "RACF is not active")


def class_inactive(question: Question, _rules: "SecurityRules") -> Decision | None:
    if question.descriptor is None:
        return Decision(SafReturnCode.NO_DECISION, "the class is not defined")
    return None if question.class_active else Decision(SafReturnCode.NO_DECISION, "the class is not active")


def not_raclisted(question: Question, _rules: "SecurityRules") -> Decision | None:
    if question.profiles is None:
        return Decision(SafReturnCode.NO_DECISION, "the class must be RACLISTed and is not")
    return None


def trusted_user(question: Question, _rules: "SecurityRules") -> Decision | None:
    if question.identity.trusted or question.identity.privileged:
        return Decision(SafReturnCode.PERMITTED, "the user is trusted or privileged")
    return None


def profile_search(question: Question, rules: "SecurityRules") -> Decision | None:
    """The profile that covers the resource decides; without one, the class's default return code."""
    if question.descriptor is None or question.profiles is None:
        return None
    profile = question.profiles.covering(question.resource)
    if profile is None:
        return Decision(question.descriptor.default_return_code, "no profile covers the resource")
    groups = rules.groups_that_count(question.identity, question.grplist)
    granted = authority(profile, question.identity, groups, rules.authority_order)
    if rules.sufficient(granted, question.access):
        return Decision(SafReturnCode.PERMITTED, f"profile {profile.name} gives {granted.name}")
    if profile.warning and rules.warning_permits:
        return Decision(SafReturnCode.PERMITTED, f"profile {profile.name} is in WARNING mode")
    return Decision(SafReturnCode.DENIED, f"profile {profile.name} gives {granted.name} only")


CHECK_SEQUENCE: tuple[CheckStep, ...] = (
    racf_inactive,
    class_inactive,
    not_raclisted,
    trusted_user,
    profile_search,
)


def decide(question: Question, rules: "SecurityRules") -> Decision:
    """The first step that decides; none does: no decision."""
    for step in rules.check_sequence:
        decision = step(question, rules)
        if decision is not None:
            return decision
    return Decision(SafReturnCode.NO_DECISION, "no step decided")
