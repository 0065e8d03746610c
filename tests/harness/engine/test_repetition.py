"""Scenarios that are run several times."""

from collections.abc import Sequence
from typing import Any

import pytest

from ezconform.engine.repetition import WORST_FIRST, merged, repeated
from ezconform.engine.run import TakeTurn, Turn
from ezconform.results import ScenarioResult
from ezconform.verdict import Verdict


def result(verdict: Verdict, message: str = "") -> ScenarioResult:
    return ScenarioResult(
        id="WAIT-01/one", requirement="WAIT-01", verdict=verdict, name="one", message=message
    )


def taking(results: Sequence[ScenarioResult], interrupted: int = -1) -> tuple[TakeTurn, list[Any]]:
    """Turns with these results in turn, and a list of the scenarios that were asked for."""
    asked: list[Any] = []

    def take(scenario: Any) -> Turn:
        asked.append(scenario)
        number = len(asked) - 1
        return Turn(results[number], 100.0 + number, 0.5, interrupted=number == interrupted)

    return take, asked


def test_what_always_fails_keeps_its_message() -> None:
    """It was run as often as asked, and the time is that of all turns."""
    take, asked = taking([result(Verdict.FAILED, "no")] * 3)
    turn: Any = repeated(take, 3)("scenario")  # type: ignore[arg-type]
    assert asked == ["scenario"] * 3
    assert turn == Turn(result(Verdict.FAILED, "no"), 100.0, 1.5, interrupted=False)


def test_what_sometimes_fails_is_flaky() -> None:
    """The worst verdict counts, and the message says how often each came."""
    found = merged([result(Verdict.PASSED), result(Verdict.FAILED, "no"), result(Verdict.PASSED)])
    assert found.verdict is Verdict.FAILED
    assert found.message == "flaky in 3 runs (failed 1, passed 2): no"


def test_once_is_no_repetition() -> None:
    """The turn is taken as it is."""
    take, _ = taking([])
    assert repeated(take, 1) is take


def test_an_interruption_ends_the_repetition() -> None:
    """What was found before it is not held against the interrupted turn."""
    take, asked = taking([result(Verdict.FAILED, "no"), result(Verdict.COULD_NOT_RUN, "interrupted")], 1)
    turn = repeated(take, 5)("scenario")  # type: ignore[arg-type]
    assert len(asked) == 2
    assert (turn.interrupted, turn.result.message) == (True, "interrupted")


@pytest.mark.parametrize("verdict", list(Verdict))
def test_every_verdict_has_its_rank(verdict: Verdict) -> None:
    """A new verdict must be ranked."""
    assert WORST_FIRST.count(verdict) == 1
