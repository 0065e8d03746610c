"""Any number of runs side by side: the changes against the first, and a matrix of subjects and requirements.

Knows no markup.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from ezconform.comparison.change import Change, ChangeKind, changes
from ezconform.protocol.values import ConformanceClass
from ezconform.reports.overview import Overview, RequirementView
from ezconform.results import RequirementRecord, RunResults
from ezconform.verdict import Claim


@dataclass(frozen=True, slots=True)
class ComparedRun:
    """A run as one column: `number` counts from 1, `origin` is how the user named the run."""

    number: int
    origin: str
    overview: Overview

    @property
    def results(self) -> RunResults:
        return self.overview.results

    @property
    def name(self) -> str:
        subject = self.results.subject
        return f"{subject.name} {subject.version}" if subject else "no subject answered"

    def claim(self, wanted: ConformanceClass) -> Claim:
        """What this run claims of a class; no claim if it does not speak of it."""
        found = (one.result.claim for one in self.overview.classes if one.name is wanted)
        return next(found, Claim.NO_CLAIM)


@dataclass(frozen=True, slots=True)
class Delta:
    """The changes from the first run to one of the others."""

    run: ComparedRun
    changes: tuple[Change, ...]

    @property
    def counts(self) -> dict[ChangeKind, int]:
        """How many of each kind; kinds are never set off against each other."""
        counts = Counter(one.kind for one in self.changes)
        return {kind: counts[kind] for kind in ChangeKind if counts[kind]}


@dataclass(frozen=True, slots=True)
class Row:
    """One requirement in every run; None where a run does not know it."""

    record: RequirementRecord
    cells: tuple[RequirementView | None, ...]

    @property
    def alike(self) -> bool:
        """Whether every run has the same verdicts, counted."""
        return all(one is not None and one.counts == self._first for one in self.cells)

    @property
    def _first(self) -> object:
        return self.cells[0].counts if self.cells[0] else None


class Comparison:
    """Runs in the order given; the first is what the others are held against."""

    def __init__(self, runs: Sequence[tuple[str, RunResults]]) -> None:
        """Take runs as pairs of how they were named and what they hold; at least one."""
        self.runs = tuple(
            ComparedRun(number, origin, Overview(results)) for number, (origin, results) in enumerate(runs, 1)
        )

    @property
    def first(self) -> ComparedRun:
        return self.runs[0]

    @cached_property
    def deltas(self) -> tuple[Delta, ...]:
        return tuple(Delta(one, changes(self.first.results, one.results)) for one in self.runs[1:])

    @cached_property
    def rows(self) -> dict[ConformanceClass, tuple[Row, ...]]:
        """Every requirement that any run knows, by class, in order of ids; the latest run's wording."""
        known = [_views(one) for one in self.runs]
        records = {id_: view.record for views in known for id_, view in views.items()}
        found: dict[ConformanceClass, list[Row]] = {}
        for id_ in sorted(records):
            cells = tuple(views.get(id_) for views in known)
            found.setdefault(records[id_].conformance_class, []).append(Row(records[id_], cells))
        return {one: tuple(found[one]) for one in ConformanceClass if one in found}

    @cached_property
    def cautions(self) -> tuple[str, ...]:
        """What a reader has to know before trusting a comparison of these runs."""
        said = []
        if len({one.results.digest for one in self.runs}) > 1:
            said.append("The runs were made with different states of the specification.")
        if len({one.results.harness for one in self.runs}) > 1:
            said.append("The runs were made with different versions of the harness.")
        for one in self.runs:
            if one.results.interrupted:
                said.append(f"Run {one.number} is incomplete: {one.results.interrupted}.")
            if one.results.filtered:
                said.append(f"Run {one.number} holds a selection of the scenarios only.")
        return tuple(said)

    def any_of(self, kinds: frozenset[ChangeKind]) -> tuple[Change, ...]:
        """Every change of these kinds, in whichever run."""
        return tuple(one for delta in self.deltas for one in delta.changes if one.kind in kinds)


def _views(run: ComparedRun) -> dict[str, RequirementView]:
    return {one.record.id: one for view in run.overview.classes for one in view.requirements}


def counts_in_words(counts: dict[ChangeKind, int]) -> str:
    """Such as `2 regressed, 5 fixed`."""
    return ", ".join(f"{number:,} {kind}" for kind, number in counts.items()) or "no change"
