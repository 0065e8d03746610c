"""What counts as a change between two runs."""

import itertools

import msgspec
import pytest
from runs import run, scenario

from ezconform.comparison.change import Change, ChangeKind, badness, changes, kind_of
from ezconform.verdict import Verdict


def kinds(before: Verdict, after: Verdict) -> ChangeKind | None:
    """The kind for one scenario that had a verdict and now has another."""
    old = scenario(before)
    return kind_of(old, msgspec.structs.replace(scenario(after), id=old.id))


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [
        (Verdict.PASSED, Verdict.FAILED, ChangeKind.REGRESSED),
        (Verdict.PASSED, Verdict.DIFFERS, ChangeKind.REGRESSED),
        (Verdict.KNOWN_DEVIATION, Verdict.BROKEN_DECLARATION, ChangeKind.REGRESSED),
        (Verdict.PASSED, Verdict.TIMED_OUT, ChangeKind.REGRESSED),
        (Verdict.FAILED, Verdict.PASSED, ChangeKind.FIXED),
        (Verdict.FAILED, Verdict.DIFFERS, ChangeKind.FIXED),
        (Verdict.FAILED, Verdict.CRASHED, ChangeKind.CHANGED_REASON),
        (Verdict.DIFFERS, Verdict.KNOWN_DEVIATION, ChangeKind.CHANGED_REASON),
        (Verdict.NOT_APPLICABLE, Verdict.COULD_NOT_RUN, ChangeKind.CHANGED_REASON),
        (Verdict.PASSED, Verdict.NOT_APPLICABLE, ChangeKind.NEWLY_NOT_RUN),
        (Verdict.FAILED, Verdict.COULD_NOT_RUN, ChangeKind.NEWLY_NOT_RUN),
        (Verdict.NOT_APPLICABLE, Verdict.PASSED, ChangeKind.NEWLY_RUN),
        (Verdict.COULD_NOT_RUN, Verdict.FAILED, ChangeKind.NEWLY_RUN),
    ],
)
def test_a_change_has_one_kind(before: Verdict, after: Verdict, kind: ChangeKind) -> None:
    """Worse is regressed, better is fixed, and not being run is told apart from both."""
    assert kinds(before, after) is kind


@pytest.mark.parametrize("verdict", Verdict)
def test_what_stayed_is_no_change(verdict: Verdict) -> None:
    """The same verdict for the same reason is not told."""
    assert kinds(verdict, verdict) is None


def test_another_message_is_another_reason() -> None:
    """A scenario that fails otherwise than before has changed."""
    old = scenario(Verdict.FAILED)
    assert kind_of(old, msgspec.structs.replace(old, message="else")) is ChangeKind.CHANGED_REASON
    assert kind_of(old, msgspec.structs.replace(old, mismatch=None)) is ChangeKind.CHANGED_REASON


def test_no_two_verdicts_change_unnoticed() -> None:
    """Whatever the verdicts are, if they differ there is a kind; and it is mirrored the other way."""
    mirror = {
        ChangeKind.REGRESSED: ChangeKind.FIXED,
        ChangeKind.FIXED: ChangeKind.REGRESSED,
        ChangeKind.NEWLY_RUN: ChangeKind.NEWLY_NOT_RUN,
        ChangeKind.NEWLY_NOT_RUN: ChangeKind.NEWLY_RUN,
        ChangeKind.CHANGED_REASON: ChangeKind.CHANGED_REASON,
    }
    for before, after in itertools.permutations(Verdict, 2):
        found = kinds(before, after)
        assert found is not None
        assert kinds(after, before) is mirror[found]
        assert found is not ChangeKind.REGRESSED or badness(after) > badness(before)


def test_added_and_removed_are_told_by_id() -> None:
    """A scenario that only one run knows is told with the side that has it."""
    kept, gone, new = scenario(Verdict.PASSED, 1), scenario(Verdict.FAILED, 2), scenario(Verdict.FAILED, 3)
    assert changes(run(kept, gone), run(kept, new)) == (
        Change(ChangeKind.ADDED, None, new),
        Change(ChangeKind.REMOVED, gone, None),
    )
    assert kind_of(None, None) is None


def test_changes_come_worst_first() -> None:
    """What regressed stands before what was fixed, whatever the ids."""
    a, b = scenario(Verdict.FAILED, 1), scenario(Verdict.PASSED, 2)
    fixed = msgspec.structs.replace(a, verdict=Verdict.PASSED)
    worse = msgspec.structs.replace(b, verdict=Verdict.FAILED)
    found = changes(run(a, b), run(fixed, worse))
    assert [one.kind for one in found] == [ChangeKind.REGRESSED, ChangeKind.FIXED]
    assert [one.id for one in found] == [b.id, a.id]
