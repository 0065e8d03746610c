"""The run loop: every selected scenario once, in order, whatever happens to single ones.

Knows recorder and listener; knows no report. Verdicts come from `judgement`.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from ezconform.engine.judgement import Finding, is_good
from ezconform.engine.listener import Listener
from ezconform.engine.recorder import LabSession, Recorder, not_run
from ezconform.protocol.answers import Subject
from ezconform.results import ScenarioResult
from ezconform.specification.model import Scenario, Specification
from ezconform.verdict import Verdict
from ezconform.vocabulary.step_table import StepTable

INTERRUPTED = "interrupted"
FAIL_FAST = "stopped at the first failure"


@dataclass(slots=True)
class Execution:
    """What a run came to. `interrupted`: why it ended early, empty if it did not."""

    results: list[ScenarioResult] = field(default_factory=list)
    interrupted: str = ""


@dataclass(frozen=True, slots=True)
class Turn:
    """A scenario that was run. `started_at` in seconds since 1970 UTC; `seconds` is how long it took."""

    result: ScenarioResult
    started_at: float
    seconds: float
    interrupted: bool


TakeTurn = Callable[[Scenario], Turn]


def run_scenarios(
    spec: Specification,
    scenarios: Sequence[Scenario],
    table: StepTable,
    session: LabSession,
    listener: Listener,
    *,
    fail_fast: bool = False,
) -> Execution:
    """Run the scenarios; there is a result for each, in their order, also after Ctrl-C.

    Raises:
        CannotStart: the adapter does not start at all.
    """
    recorder = Recorder(table, spec.labs, session)
    return perform(
        spec, scenarios, session.subject, lambda one: take_turn(one, recorder), listener, fail_fast=fail_fast
    )


def perform(
    spec: Specification,
    scenarios: Sequence[Scenario],
    subject: Subject,
    take: TakeTurn,
    listener: Listener,
    *,
    fail_fast: bool,
) -> Execution:
    """The loop of a run, whatever a turn is."""
    listener.run_started(spec, scenarios, subject)
    execution = Execution()
    for scenario in scenarios:
        listener.scenario_started(scenario)
        turn = take(scenario)
        listener.scenario_finished(scenario, turn.result, turn.started_at, turn.seconds)
        execution.results.append(turn.result)
        execution.interrupted = why_stop(scenario, turn, fail_fast=fail_fast)
        if execution.interrupted:
            break
    listener.run_finished()
    execution.results += [not_run(one, execution.interrupted) for one in scenarios[len(execution.results) :]]
    require_all(scenarios, execution.results)
    return execution


def take_turn(scenario: Scenario, recorder: Recorder) -> Turn:
    """Run one scenario, whatever becomes of it; Ctrl-C ends the scenario, and the turn says so."""
    started_at, started = time.time(), time.perf_counter()
    interrupted = False
    try:
        if recorder.begin(scenario) is None:
            for step in scenario.steps:
                if recorder.run_step(step) is not None:
                    break
    except KeyboardInterrupt:
        interrupted = True
        recorder.abandon(Finding(Verdict.COULD_NOT_RUN, INTERRUPTED))
    return Turn(recorder.finish(), started_at, time.perf_counter() - started, interrupted)


def why_stop(scenario: Scenario, turn: Turn, *, fail_fast: bool) -> str:
    """Why no further scenario is to be run after this one; empty: go on."""
    if turn.interrupted:
        return INTERRUPTED
    if fail_fast and not is_good(turn.result.verdict, scenario.requirement):
        return FAIL_FAST
    return ""


def require_all(selected: Sequence[Scenario], results: Sequence[ScenarioResult]) -> None:
    """What was executed is what was selected, each once.

    Raises:
        RuntimeError: it is not; a defect of the harness or of the runner behind a door.
    """
    if sorted(one.id for one in selected) != sorted(one.id for one in results):
        raise RuntimeError(f"{len(selected)} scenarios were selected, {len(results)} were executed")
