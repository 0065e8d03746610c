"""What became of a scenario between two runs. Knows results; knows no report and no number of runs."""

from dataclasses import dataclass
from enum import StrEnum

from ezconform.reports.overview import DEVIATING, NOT_RUN
from ezconform.results import RunResults, ScenarioResult
from ezconform.verdict import Verdict


class ChangeKind(StrEnum):
    """In the order in which a reader wants to know of them."""

    REGRESSED = "regressed"
    NEWLY_NOT_RUN = "newly not run"
    FIXED = "fixed"
    NEWLY_RUN = "newly run"
    CHANGED_REASON = "changed reason"
    ADDED = "added"
    REMOVED = "removed"

    @property
    def option(self) -> str:
        """As it is written on the command line."""
        return self.value.replace(" ", "-")


KIND_WORDS = {
    ChangeKind.REGRESSED: "was better before",
    ChangeKind.NEWLY_NOT_RUN: "was run before, not applicable or not run now",
    ChangeKind.FIXED: "was worse before",
    ChangeKind.NEWLY_RUN: "was not run before; its verdict is new",
    ChangeKind.CHANGED_REASON: "not passed either time, for another reason",
    ChangeKind.ADDED: "not in the first run",
    ChangeKind.REMOVED: "only in the first run",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One scenario that is not as it was; `before` or `after` is None if that run lacks it."""

    kind: ChangeKind
    before: ScenarioResult | None
    after: ScenarioResult | None

    @property
    def shown(self) -> ScenarioResult:
        """The later of the two."""
        found = self.after or self.before
        if found is None:  # pragma: no cover - no change without a scenario is made below
            raise ValueError("a change of nothing")
        return found

    @property
    def id(self) -> str:
        return self.shown.id


def changes(before: RunResults, after: RunResults) -> tuple[Change, ...]:
    """Every scenario that is not as it was, by kind and then by id; one kind each, none left out."""
    old = {one.id: one for one in before.scenarios}
    new = {one.id: one for one in after.scenarios}
    found = [
        Change(kind, old.get(id_), new.get(id_))
        for id_ in sorted(old.keys() | new.keys())
        if (kind := kind_of(old.get(id_), new.get(id_))) is not None
    ]
    order = list(ChangeKind)
    return tuple(sorted(found, key=lambda one: order.index(one.kind)))


def kind_of(before: ScenarioResult | None, after: ScenarioResult | None) -> ChangeKind | None:
    """How a scenario changed; None if it is as it was."""
    if before is None or after is None:
        return _presence(before, after)
    ran_before, ran_after = before.verdict not in NOT_RUN, after.verdict not in NOT_RUN
    if ran_before != ran_after:
        return ChangeKind.NEWLY_RUN if ran_after else ChangeKind.NEWLY_NOT_RUN
    old, new = badness(before.verdict), badness(after.verdict)
    if old != new:
        return ChangeKind.REGRESSED if new > old else ChangeKind.FIXED
    return ChangeKind.CHANGED_REASON if _reason(before) != _reason(after) else None


def _presence(before: ScenarioResult | None, after: ScenarioResult | None) -> ChangeKind | None:
    if before is after:
        return None
    return ChangeKind.ADDED if before is None else ChangeKind.REMOVED


def badness(verdict: Verdict) -> int:
    """0 passed, or not run; 1 differs from our choice, or known to deviate; 2 asks for attention."""
    if verdict is Verdict.PASSED or verdict in NOT_RUN:
        return 0
    return 1 if verdict in DEVIATING else 2


def _reason(one: ScenarioResult) -> tuple[object, ...]:
    return one.verdict, one.message, one.mismatch
