"""The run loop."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from ezconform.connection.connectors import connector
from ezconform.connection.limits import Limits
from ezconform.engine.assembly import run_results
from ezconform.engine.claims import exit_code
from ezconform.engine.listener import Silence
from ezconform.engine.run import FAIL_FAST, INTERRUPTED, Execution, require_all, run_scenarios
from ezconform.engine.session import Session
from ezconform.protocol.faults import CannotStart
from ezconform.verdict import Claim, ExitCode, Verdict

THREE = """\
Scenario: first
  Given a counter at 1
Scenario: second
  Given {second}
Scenario: third
  Given a counter at 3
"""


@dataclass
class Notes:
    """A listener that writes down what it was told."""

    told: list[Any] = field(default_factory=list)

    def run_started(self, spec: Any, scenarios: Any, subject: Any) -> None:  # noqa: ARG002 - a listener's
        self.told.append(f"run of {len(scenarios)} on {subject.name}")

    def scenario_started(self, scenario: Any) -> None:
        self.told.append(f"start {scenario.name}")

    def scenario_finished(self, scenario: Any, result: Any, started_at: Any, seconds: Any) -> None:
        assert started_at > 1e9
        assert seconds >= 0
        self.told.append(f"{scenario.name} {result.verdict.value}")

    def run_finished(self) -> None:
        self.told.append("end")


@pytest.fixture
def execute(tiny: Any, miniature: str) -> Any:
    def run(second: Any, subject: Any = "Willing", *, listener: Any = None, **options: Any) -> Any:
        spec = tiny.rule(THREE.format(second=second)).read()
        session = Session(connector(miniature + subject, Limits(restarts=2)), Limits(restarts=2))
        execution = run_scenarios(
            spec, spec.scenarios, tiny.table(), session, listener or Silence(), **options
        )
        return execution, run_results(spec, spec.scenarios, execution, session.subject, "x")

    return run


def verdicts(execution: Any) -> Any:
    return [one.verdict.value for one in execution.results]


def test_listeners_hear_everything_in_order(execute: Any) -> None:
    """Run, scenarios with their verdicts, end."""
    notes = Notes()
    execute("the counter stands at 9", listener=notes)
    assert notes.told == [
        "run of 3 on miniature",
        "start first",
        "first passed",
        "start second",
        "second harness fault",
        "start third",
        "third passed",
        "end",
    ]


def test_scenarios_do_not_see_each_other(execute: Any) -> None:
    """What one remembers, the next does not know: the second finds no counter."""
    execution, results = execute("the counter stands at 1")
    assert verdicts(execution) == ["passed", "harness fault", "passed"]
    assert exit_code(results) is ExitCode.HARNESS_FAULT


def test_a_stumbling_subject_costs_one_scenario(execute: Any) -> None:
    """The next one gets a fresh subject."""
    execution, results = execute("the trace is read")
    assert verdicts(execution) == ["passed", "protocol error", "passed"]
    assert exit_code(results) is ExitCode.INCOMPLETE


def test_an_interruption_keeps_what_was_found(execute: Any) -> None:
    """The rest could not run, the listener hears the end, and the exit code says so."""
    notes = Notes()
    execution, results = execute("the user interrupts", listener=notes)
    assert verdicts(execution) == ["passed", "could not run", "could not run"]
    assert [one.message for one in execution.results[1:]] == [INTERRUPTED, INTERRUPTED]
    assert notes.told[-2:] == ["second could not run", "end"]
    assert results.interrupted == INTERRUPTED
    assert exit_code(results) is ExitCode.INTERRUPTED
    assert {one.claim for one in results.classes} <= {Claim.INCOMPLETE}


def test_fail_fast_ends_after_the_first_failure(execute: Any) -> None:
    """The rest could not run."""
    execution, results = execute("a counter at 1\n  And the counter stands at 2", fail_fast=True)
    assert verdicts(execution) == ["passed", "failed", "could not run"]
    assert (execution.interrupted, execution.results[2].message) == (FAIL_FAST, FAIL_FAST)
    assert exit_code(results) is ExitCode.NON_CONFORMANT


def test_fail_fast_does_not_stop_for_what_does_not_apply(execute: Any) -> None:
    """Not applicable is no failure."""
    execution, _ = execute("REXX is needed", fail_fast=True)
    assert verdicts(execution) == ["passed", "not applicable", "passed"]


def test_results_are_sorted_and_complete(execute: Any) -> None:
    """The canonical results hold requirement, sources, labs and subject, and are in order of ids."""
    _, results = execute("a counter at 2")
    assert [one.id for one in results.scenarios] == ["WAIT-01/first", "WAIT-01/second", "WAIT-01/third"]
    assert [one.id for one in results.requirements] == ["WAIT-01"]
    assert [one.id for one in results.sources] == ["S03.1", "S03.2", "getpi"]
    assert (results.subject.name, results.adapter, results.filtered) == ("miniature", "x", False)


def test_a_part_of_the_specification_makes_no_claim(tiny: Any, miniature: str) -> None:
    """Whatever is left out, nothing is claimed."""
    spec = tiny.rule(THREE.format(second="a counter at 2")).read()
    session = Session(connector(miniature + "Willing"))
    part = spec.scenarios[:2]
    results = run_results(
        spec, part, run_scenarios(spec, part, tiny.table(), session, Silence()), session.subject, "x"
    )
    assert results.filtered
    assert {one.claim for one in results.classes} == {Claim.NO_CLAIM}
    assert exit_code(results) is ExitCode.GOOD


def test_an_adapter_that_does_not_start_ends_the_run_before_it_begins(tiny: Any) -> None:
    """There is nothing to report on."""
    spec = tiny.rule(THREE.format(second="a counter at 2")).read()
    session = Session(connector("exec:/no/such/command"))
    notes = Notes()
    with pytest.raises(CannotStart):
        run_scenarios(spec, spec.scenarios, tiny.table(), session, notes)
    assert notes.told == []


def test_all_that_was_selected_must_have_run(tiny: Any) -> None:
    """Anything else is a defect, loud."""
    spec = tiny.rule(THREE.format(second="a counter at 2")).read()
    with pytest.raises(RuntimeError, match="3 scenarios were selected, 0 were executed"):
        require_all(spec.scenarios, [])


def test_without_a_subject_there_are_still_results(tiny: Any) -> None:
    """A run that never began is incomplete."""
    spec = tiny.rule(THREE.format(second="a counter at 2")).read()
    results = run_results(spec, spec.scenarios, Execution(), None, "x")
    assert results.subject is None
    assert exit_code(results) is ExitCode.INCOMPLETE
    assert Verdict.PASSED.value not in results.classes[2].counts
