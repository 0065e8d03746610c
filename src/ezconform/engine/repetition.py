"""Scenarios that are run several times, to tell those that always fail from those that sometimes do.

Knows turns and results; gives no verdict that a turn did not give.
"""

from collections import Counter
from collections.abc import Sequence

import msgspec

from ezconform.engine.run import TakeTurn, Turn
from ezconform.results import ScenarioResult
from ezconform.specification.model import Scenario
from ezconform.verdict import Verdict

WORST_FIRST = (
    Verdict.HARNESS_FAULT,
    Verdict.BROKEN_DECLARATION,
    Verdict.FAILED,
    Verdict.CRASHED,
    Verdict.TIMED_OUT,
    Verdict.PROTOCOL_ERROR,
    Verdict.COULD_NOT_RUN,
    Verdict.KNOWN_DEVIATION,
    Verdict.DIFFERS,
    Verdict.NOT_APPLICABLE,
    Verdict.PASSED,
)


def repeated(take: TakeTurn, times: int) -> TakeTurn:
    """Turns of `times` turns each; fewer where Ctrl-C ends the run."""
    if times == 1:
        return take

    def take_all(scenario: Scenario) -> Turn:
        turns: list[Turn] = []
        while len(turns) < times and not (turns and turns[-1].interrupted):
            turns.append(take(scenario))
        seconds = sum(turn.seconds for turn in turns)
        result = turns[-1].result if turns[-1].interrupted else merged([turn.result for turn in turns])
        return Turn(result, turns[0].started_at, seconds, turns[-1].interrupted)

    return take_all


def merged(results: Sequence[ScenarioResult]) -> ScenarioResult:
    """The first result if all have its verdict; else the worst, with a message that says how often."""
    counts = Counter(one.verdict for one in results)
    if len(counts) == 1:
        return results[0]
    worst = next(one for verdict in WORST_FIRST for one in results if one.verdict is verdict)
    said = ", ".join(f"{verdict} {counts[verdict]}" for verdict in WORST_FIRST if counts[verdict])
    return msgspec.structs.replace(worst, message=f"flaky in {len(results)} runs ({said}): {worst.message}")
