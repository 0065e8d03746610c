"""The run loop: every selected scenario once, in order, whatever happens to single ones.

Knows recorder and listener; knows no report. Verdicts come from `judgement`.
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field

from ezconform.engine.judgement import Finding, is_good
from ezconform.engine.listener import Listener
from ezconform.engine.recorder import LabSession, Recorder, not_run
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
    listener.run_started(spec, scenarios, session.subject)
    execution = Execution()
    recorder = Recorder(table, spec.labs, session)
    for scenario in scenarios:
        result = _run_one(scenario, recorder, listener, execution)
        if fail_fast and not is_good(result.verdict, scenario.requirement.provenance):
            execution.interrupted = execution.interrupted or FAIL_FAST
        if execution.interrupted:
            break
    listener.run_finished()
    execution.results += [not_run(one, execution.interrupted) for one in scenarios[len(execution.results) :]]
    require_all(scenarios, execution.results)
    return execution


def require_all(selected: Sequence[Scenario], results: Sequence[ScenarioResult]) -> None:
    """What was executed is what was selected, each once.

    Raises:
        RuntimeError: it is not; a defect of the harness or of the runner behind a door.
    """
    if sorted(one.id for one in selected) != sorted(one.id for one in results):
        raise RuntimeError(f"{len(selected)} scenarios were selected, {len(results)} were executed")


def _run_one(
    scenario: Scenario, recorder: Recorder, listener: Listener, execution: Execution
) -> ScenarioResult:
    started_at, started = time.time(), time.perf_counter()
    listener.scenario_started(scenario)
    try:
        if recorder.begin(scenario) is None:
            for step in scenario.steps:
                if recorder.run_step(step) is not None:
                    break
    except KeyboardInterrupt:
        execution.interrupted = INTERRUPTED
        recorder.abandon(Finding(Verdict.COULD_NOT_RUN, INTERRUPTED))
    result = recorder.finish()
    listener.scenario_finished(scenario, result, started_at, time.perf_counter() - started)
    execution.results.append(result)
    return result
