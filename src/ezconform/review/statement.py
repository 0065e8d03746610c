"""A statement of the source with what shows it, and its state. Knows the specification; no sign-off."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

import msgspec

from ezconform.review.decisions import Decision
from ezconform.specification.model import ClaimKind, Requirement, Scenario, SourceClaim, Specification
from ezconform.verdict import Provenance


class State(StrEnum):
    """How a statement stands; the worst that applies."""

    SHOWN = "shown"
    BY_READING = "shown by reading"
    CONTRADICTED = "contradicted by another document"
    OPEN = "open question"
    CONTEXT = "context"
    UNSHOWN = "not shown"


STATE_WORDS = {
    State.SHOWN: "a requirement says the same, and its scenarios show it",
    State.BY_READING: "a statement that can be read in several ways, shown as we read it",
    State.CONTRADICTED: "another document says otherwise; what we take is tested",
    State.OPEN: "shown, but a question beside it is answered by nobody: there our own choice is tested",
    State.CONTEXT: "nothing that an implementation could show; the reason is given",
    State.UNSHOWN: "nothing cites it",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A requirement that cites a statement, with its scenarios."""

    requirement: Requirement
    scenarios: tuple[Scenario, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, what shows it in order of ids, and the decisions that touch it."""

    claim: SourceClaim
    shown: tuple[Shown, ...]
    decisions: tuple[Decision, ...]

    @property
    def state(self) -> State:
        provenances = {one.requirement.provenance for one in self.shown if one.scenarios}
        if self.claim.kind is ClaimKind.CONTEXT:
            return State.CONTEXT
        if not provenances:
            return State.UNSHOWN
        if self.contradictions:
            return State.CONTRADICTED
        if self.choices:
            return State.OPEN
        as_written = Provenance.SEED in provenances and not self.claim.reading
        return State.SHOWN if as_written else State.BY_READING

    @property
    def contradictions(self) -> tuple[Decision, ...]:
        """Where another document says otherwise; what the source alone says is carried by seed."""
        own = {one.requirement.id for one in self.shown if one.requirement.provenance is not Provenance.SEED}
        return tuple(one for one in self.decisions if one.against_source and one.requirements & own)

    @property
    def choices(self) -> tuple[Requirement, ...]:
        """Requirements under it that are our choice: questions that stay open beside it."""
        found = (one.requirement for one in self.shown)
        return tuple(one for one in found if one.provenance is Provenance.CHOICE)

    @property
    def questions(self) -> tuple[Decision, ...]:
        """What nobody answers: where one of these requirements is our choice."""
        chosen = {one.id for one in self.choices}
        return tuple(one for one in self.decisions if not one.contradiction and one.requirements & chosen)

    @property
    def digest(self) -> str:
        """16 hexadecimal digits over all that a reviewer agreed to; places in files do not count."""
        claim = self.claim
        content = [claim.id, claim.kind, claim.text, claim.reading, claim.reason]
        whole = [content, [_content(one) for one in self.shown]]
        return sha256(msgspec.json.encode(whole)).hexdigest()[:16]


def _content(one: Shown) -> list[object]:
    requirement = one.requirement
    steps = [
        [scenario.id, [[step.keyword, step.text, step.table, step.doc_string] for step in scenario.steps]]
        for scenario in one.scenarios
    ]
    sources = [requirement.claims, requirement.documents]
    return [
        requirement.id,
        requirement.sentence,
        requirement.description,
        requirement.provenance,
        sources,
        steps,
    ]


def statements(spec: Specification, decisions: Iterable[Decision] = ()) -> tuple[Statement, ...]:
    """Every statement in the document's order."""
    scenarios: dict[str, list[Scenario]] = {}
    for scenario in spec.scenarios:
        scenarios.setdefault(scenario.requirement.id, []).append(scenario)
    by_claim: dict[str, list[Shown]] = {}
    for id_ in sorted(spec.requirements):
        one = Shown(spec.requirements[id_], tuple(scenarios.get(id_, ())))
        for claim in one.requirement.claims:
            by_claim.setdefault(claim, []).append(one)
    known = tuple(decisions)
    return tuple(_statement(claim, by_claim.get(claim.id, []), known) for claim in spec.claims.values())


def _statement(claim: SourceClaim, shown: list[Shown], decisions: tuple[Decision, ...]) -> Statement:
    own = {one.requirement.id for one in shown}
    return Statement(claim, tuple(shown), tuple(one for one in decisions if one.requirements & own))
