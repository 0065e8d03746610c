"""What a whole run amounts to, before any markup: results by requirement and class, what asks for attention.

Knows verdicts and provenance; the words and pictures are the business of the reports.
"""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property

from ezconform.protocol.values import ConformanceClass
from ezconform.reports.canonical import ordered
from ezconform.results import ClassResult, ProvenBy, RequirementRecord, RunResults, ScenarioResult, Source
from ezconform.verdict import Claim, Provenance, Verdict, Weighed

NOT_RUN = frozenset({Verdict.NOT_APPLICABLE, Verdict.COULD_NOT_RUN})
NO_ANSWER = frozenset({Verdict.TIMED_OUT, Verdict.CRASHED, Verdict.PROTOCOL_ERROR, Verdict.HARNESS_FAULT})
ATTENTION = frozenset({Verdict.FAILED, Verdict.BROKEN_DECLARATION}) | NO_ANSWER
DEVIATING = frozenset({Verdict.DIFFERS, Verdict.KNOWN_DEVIATION})

PROVENANCE_WORDS = {
    Provenance.SEED: "the source document says so",
    Provenance.MANUAL: "another IBM document says so",
    Provenance.INFERRED: "follows from what is documented",
    Provenance.CHOICE: "our choice: the documents are silent or disagree",
}
CLASS_WORDS = {
    ConformanceClass.ROUTING: "Routing indicators of a connection",
    ConformanceClass.CREDENTIALS: "Exchange of partner credentials",
    ConformanceClass.WAITING: "Suspension, time-out and interruption",
    ConformanceClass.PREFETCH: "SIOCSPARTNERINFO: asking ahead",
    ConformanceClass.NETSTAT: "The two flags of Netstat ALL/-A",
    ConformanceClass.DCAS: "MODIFY DEBUG of DCAS",
    ConformanceClass.INTERFACES: "Programming interfaces",
}


@dataclass(frozen=True, slots=True)
class RequirementView:
    """A requirement, what became of its scenarios in canonical order, and what proves that they notice."""

    record: RequirementRecord
    scenarios: tuple[ScenarioResult, ...]
    counts: dict[Verdict, int]
    proven: tuple[ProvenBy, ...] = ()


@dataclass(frozen=True, slots=True)
class ClassView:
    """A class with its claim, its requirements, and their verdicts counted."""

    result: ClassResult
    requirements: tuple[RequirementView, ...]
    counts: dict[Verdict, int]

    @property
    def name(self) -> ConformanceClass:
        return self.result.conformance_class

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def applicable(self) -> int:
        return self.total - self.counts.get(Verdict.NOT_APPLICABLE, 0)


@dataclass(frozen=True, slots=True)
class NotRun:
    """Scenarios that were not run for one and the same reason."""

    verdict: Verdict
    reason: str
    scenarios: tuple[ScenarioResult, ...]


def counted(scenarios: tuple[ScenarioResult, ...]) -> dict[Verdict, int]:
    """How many scenarios have which verdict, in the order of the verdicts."""
    counts = Counter([one.verdict for one in scenarios])
    return {verdict: counts[verdict] for verdict in Verdict if verdict in counts}


def provenance_words(one: Weighed) -> str:
    """Where a requirement comes from, and whether a claim depends on it."""
    later = "" if one.scored else "; later than the edition, so not scored"
    return PROVENANCE_WORDS[one.provenance] + later


def in_words(counts: dict[Verdict, int]) -> str:
    """Such as `3 passed, 1 failed`."""
    return ", ".join(f"{number:,} {verdict}" for verdict, number in counts.items()) or "nothing was run"


def numbered(number: int, noun: str) -> str:
    """Such as `1 scenario` and `2,000 scenarios`."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


class Overview:
    """One run, looked at as a report needs it."""

    def __init__(self, results: RunResults) -> None:
        self.results = ordered(results)
        self.counts = counted(self.results.scenarios)
        self._by_requirement: dict[str, list[ScenarioResult]] = {}
        self._proven: dict[str, list[ProvenBy]] = {}
        for proof in self.results.proven:
            self._proven.setdefault(proof.requirement, []).append(proof)
        for scenario in self.results.scenarios:
            self._by_requirement.setdefault(scenario.requirement, []).append(scenario)

    @cached_property
    def classes(self) -> tuple[ClassView, ...]:
        """Every class that has requirements or a claim, in the order of the document."""
        claimed = {one.conformance_class: one for one in self.results.classes}
        views = (self._class(name, claimed.get(name)) for name in ConformanceClass)
        return tuple(view for view in views if view.requirements or view.name in claimed)

    def _class(self, name: ConformanceClass, result: ClassResult | None) -> ClassView:
        requirements = tuple(
            self._requirement(one) for one in self.results.requirements if one.conformance_class is name
        )
        scenarios = tuple(scenario for one in requirements for scenario in one.scenarios)
        unclaimed = ClassResult(conformance_class=name, claim=Claim.NO_CLAIM, counts={})
        return ClassView(result or unclaimed, requirements, counted(scenarios))

    def _requirement(self, record: RequirementRecord) -> RequirementView:
        scenarios = tuple(self._by_requirement.get(record.id, ()))
        return RequirementView(record, scenarios, counted(scenarios), tuple(self._proven.get(record.id, ())))

    def having(self, verdicts: frozenset[Verdict]) -> tuple[ScenarioResult, ...]:
        return tuple(one for one in self.results.scenarios if one.verdict in verdicts)

    def requirements_having(self, verdicts: frozenset[Verdict]) -> tuple[RequirementView, ...]:
        """The requirements with such scenarios; each view holds only those."""
        found: dict[str, list[ScenarioResult]] = {}
        for one in self.having(verdicts):
            found.setdefault(one.requirement, []).append(one)
        records = (one.record for view in self.classes for one in view.requirements if one.record.id in found)
        return tuple(
            RequirementView(record, tuple(found[record.id]), counted(tuple(found[record.id])))
            for record in records
        )

    @cached_property
    def not_run(self) -> tuple[NotRun, ...]:
        """What was not run, gathered by verdict and reason."""
        groups: dict[tuple[Verdict, str], list[ScenarioResult]] = {}
        for one in self.having(NOT_RUN):
            groups.setdefault((one.verdict, one.message), []).append(one)
        return tuple(NotRun(*key, tuple(found)) for key, found in sorted(groups.items()))

    @cached_property
    def unselected(self) -> tuple[RequirementView, ...]:
        """Requirements of which this run holds no scenario."""
        return tuple(one for view in self.classes for one in view.requirements if not one.scenarios)

    @cached_property
    def sources(self) -> dict[str, Source]:
        return {one.id: one for one in self.results.sources}

    @cached_property
    def readings(self) -> tuple[Source, ...]:
        """Statements of the source that can be read in more than one way, with our reading."""
        return tuple(one for one in self.results.sources if one.reading)

    @cached_property
    def untested(self) -> tuple[Source, ...]:
        """Statements that no scenario can show, with the reason."""
        return tuple(one for one in self.results.sources if one.reason)

    @cached_property
    def choices(self) -> tuple[RequirementRecord, ...]:
        """Requirements where the documents leave the answer open."""
        return tuple(one for one in self.results.requirements if one.provenance is Provenance.CHOICE)

    @property
    def headline(self) -> str:
        """The run in one sentence."""
        if self.results.interrupted:
            return f"Incomplete: {self.results.interrupted}"
        if self.results.filtered:
            return "A filtered run: it makes no claim of conformance"
        claims = Counter(one.result.claim for one in self.classes)
        said = [f"{number} {claim}" for claim in Claim if (number := claims[claim])]
        return f"Of {len(self.classes)} classes: {', '.join(said)}"
