"""Known deviations: what a declaration makes of each verdict."""

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from ezconform.connection.connectors import connector
from ezconform.engine.claims import class_results
from ezconform.engine.deviations import Declarations, Deviation
from ezconform.engine.recorder import Recorder
from ezconform.engine.run import take_turn
from ezconform.engine.session import Session
from ezconform.protocol.faults import BadInput
from ezconform.results import ScenarioResult
from ezconform.verdict import Claim, Verdict

MESSAGE = "the counter: expected 2, got 1"
TODAY = dt.date(2026, 11, 22)
Judge = Callable[..., ScenarioResult]


def declared(**fields: Any) -> Deviation:
    return Deviation(**{"scenario": "WAIT-01/one", "message": MESSAGE, "reason": "ticket 7"} | fields)


@pytest.fixture
def judge(tiny: Any, miniature: str) -> Judge:
    """Run a scenario of these steps against version 1 of a miniature subject, with these declarations."""

    def run(
        *deviations: Deviation,
        last: str = "the counter stands at 2",
        subject: str = "Willing",
        head: str = "",
    ) -> Any:
        tiny.rule(f"{head}\nScenario: one\n  Given the lab one-stack\n  And a counter at 1\n  Then {last}\n")
        spec = tiny.read()
        session = Session(connector(miniature + subject))
        recorder = Recorder(tiny.table(), spec.labs, session, Declarations(deviations, TODAY))
        return take_turn(spec.scenarios[0], recorder).result

    return run


@pytest.mark.parametrize("target", [{}, {"scenario": "", "requirement": "WAIT-01"}, {"version": "1"}])
def test_a_declared_failure_is_a_known_deviation(judge: Judge, target: Any) -> None:
    """By scenario, by requirement, or for this version; message and mismatch stay, the reason is told."""
    result = judge(declared(**target))
    assert (result.verdict, result.message) == (Verdict.KNOWN_DEVIATION, MESSAGE)
    assert result.mismatch is not None
    assert result.detail == "declared: ticket 7"
    assert [step.verdict for step in result.steps][-1] is Verdict.KNOWN_DEVIATION


@pytest.mark.parametrize(
    ("how", "message"),
    [
        ({"last": "the counter stands at 1"}, "declared to fail, but it passed"),
        ({"last": "the counter stands at 3"}, "declared to fail otherwise: the counter: expected 3, got 1"),
        ({"last": "the trace is read"}, "declared to fail otherwise: trace.read: error -32603"),
        ({"last": "REXX is needed"}, "declared to fail, but it was not run: capability not declared"),
        ({"head": "@needs:interface:REXX"}, "declared to fail, but it was not run: capability not declared"),
        ({"subject": "Homeless"}, "declared to fail, but it was not run: the subject has no lab"),
    ],
)
def test_a_declaration_that_does_not_come_true_is_broken(judge: Judge, how: Any, message: str) -> None:
    """Passing, failing otherwise, not being run: each says what was declared and what happened."""
    result = judge(declared(), **how)
    assert result.verdict is Verdict.BROKEN_DECLARATION
    assert result.message.startswith(message)
    assert result.detail.startswith(f"declared: {MESSAGE} (ticket 7)")


def test_a_passing_scenario_that_was_declared_breaks_at_its_last_step(judge: Judge) -> None:
    """The steps before it passed."""
    result = judge(declared(), last="the counter stands at 1")
    assert [step.verdict.value for step in result.steps] == ["passed", "passed", "broken declaration"]


@pytest.mark.parametrize(
    ("expires", "verdict"),
    [
        (TODAY, Verdict.KNOWN_DEVIATION),
        (TODAY - dt.timedelta(days=1), Verdict.BROKEN_DECLARATION),
    ],
)
def test_a_declaration_holds_to_the_end_of_its_last_day(judge: Judge, expires: Any, verdict: Verdict) -> None:
    """After that it is broken, also if the scenario still fails as declared."""
    result = judge(declared(expires=expires))
    assert result.verdict is verdict
    if verdict is Verdict.BROKEN_DECLARATION:
        assert result.message == f"declared until 2026-11-21: {MESSAGE}"


def test_a_declaration_for_another_version_says_nothing_of_this_one(judge: Judge) -> None:
    """One list may serve several versions."""
    assert judge(declared(version="0.9")).verdict is Verdict.FAILED


def test_a_scenarios_own_declaration_comes_before_its_requirements(judge: Judge) -> None:
    """The order in the file does not matter."""
    wide = declared(scenario="", requirement="WAIT-01", message="something else")
    assert judge(wide, declared()).verdict is Verdict.KNOWN_DEVIATION


def test_our_own_defect_is_told_as_such_declared_or_not(judge: Judge) -> None:
    """A harness fault says nothing of the subject."""
    assert judge(declared(), last="the steps go wrong").verdict is Verdict.HARNESS_FAULT


def test_a_difference_needs_no_declaration(tiny: Any, miniature: str) -> None:
    """A choice may differ: declaring that is told."""
    tiny.feature(
        "Feature: f\n  @choice @S03.1\n  Rule: WAIT-01 Choice\n    Scenario: one\n"
        "      Given a counter at 1\n      Then the counter stands at 2\n"
    )
    spec = tiny.read()
    session = Session(connector(miniature + "Willing"))
    recorder = Recorder(tiny.table(), spec.labs, session, Declarations((declared(),), TODAY))
    result = take_turn(spec.scenarios[0], recorder).result
    assert result.message.startswith("declared to fail, but it differs, which needs no declaration")


@pytest.mark.parametrize(
    ("deviations", "line"),
    [
        (
            [declared(scenario="WAIT-01/none")],
            "deviation WAIT-01/none: nothing in the specification has this id",
        ),
        ([declared(scenario="", requirement="WAIT-9")], "deviation WAIT-9: nothing in the specification"),
        ([declared(requirement="WAIT-01")], "a deviation names either a scenario or a requirement"),
        ([declared(scenario="")], "a deviation names either a scenario or a requirement"),
        ([declared(), declared(message="x")], "deviation WAIT-01/one: declared 2 times"),
    ],
)
def test_a_declaration_that_matches_nothing_is_refused(tiny: Any, deviations: Any, line: str) -> None:
    """In one line, before anything is run."""
    spec = tiny.rule("Scenario: one\n  Given a counter at 1\n").read()
    with pytest.raises(BadInput, match=line):
        Declarations(tuple(deviations)).require_targets(spec)


def test_two_versions_may_be_declared_each(tiny: Any) -> None:
    """The same scenario, one declaration a version."""
    spec = tiny.rule("Scenario: one\n  Given a counter at 1\n").read()
    Declarations((declared(version="1"), declared(version="2"))).require_targets(spec)


@pytest.mark.parametrize(("provenance", "claim"), [("seed", Claim.DECLARED), ("inferred", Claim.CONFORMANT)])
def test_only_a_binding_deviation_speaks_against_the_class(tiny: Any, provenance: str, claim: Claim) -> None:
    """An inferred requirement's failure is a warning, declared or not."""
    tiny.feature(
        f"Feature: f\n  @{provenance} @S03.1\n  Rule: WAIT-01 R\n"
        "    Scenario: one\n      Given a counter at 1\n"
    )
    spec = tiny.read()
    result = ScenarioResult(
        id="WAIT-01/one", requirement="WAIT-01", verdict=Verdict.KNOWN_DEVIATION, name="one"
    )
    found = {one.conformance_class: one.claim for one in class_results(spec, [result], None, filtered=False)}
    assert found["waiting"] is claim  # type: ignore[index]
