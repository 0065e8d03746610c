"""The recorder: steps, evidence and whose fault it was."""

from collections.abc import Callable
from typing import Any

import pytest

from ezconform.connection.connectors import connector
from ezconform.connection.limits import Limits
from ezconform.engine.judgement import Finding
from ezconform.engine.recorder import Recorder
from ezconform.engine.session import Session
from ezconform.protocol.faults import ProtocolFault
from ezconform.protocol.requests import TraceRead
from ezconform.results import ScenarioResult
from ezconform.verdict import Verdict
from ezconform.vocabulary import Lab

PASSED, FAILED, NOT_APPLICABLE = Verdict.PASSED, Verdict.FAILED, Verdict.NOT_APPLICABLE


@pytest.fixture
def record(tiny: Any, miniature: str) -> Callable[..., ScenarioResult]:
    """Run the one scenario of these lines against a miniature subject."""

    def run(*lines: str, subject: str = "Willing", tags: str = "") -> ScenarioResult:
        tiny.rule(f"{tags}\nScenario: one\n" + "\n".join(f"  Given {line}" for line in lines))
        spec = tiny.read()
        recorder = Recorder(tiny.table(), spec.labs, Session(connector(miniature + subject)))
        if recorder.begin(spec.scenarios[0]) is None:
            for step in spec.scenarios[0].steps:
                recorder.run_step(step)
        return recorder.finish()

    return run


def verbs(result: Any) -> Any:
    return [[evidence.verb for evidence in step.evidence] for step in result.steps]


def test_a_scenario_that_holds_passed(record: Any) -> None:
    """Every step passed, and so did the scenario."""
    result = record("a counter at 1", "the counter stands at 1")
    assert (result.verdict, result.message, result.mismatch) == (PASSED, "", None)
    assert [step.verdict for step in result.steps] == [PASSED, PASSED]
    assert (result.id, result.requirement, result.name) == ("WAIT-01/one", "WAIT-01", "one")


def test_an_expectation_that_does_not_hold_fails_the_step_that_checked(record: Any) -> None:
    """The steps after it were not run; the mismatch stands in the result."""
    result = record("a counter at 1", "the counter stands at 2", "a counter at 3")
    assert [step.verdict for step in result.steps] == [PASSED, FAILED, NOT_APPLICABLE]
    assert result.message == "the counter: expected 2, got 1"
    assert (result.mismatch.what, result.mismatch.expected, result.mismatch.actual) == (
        "the counter",
        "2",
        "1",
    )


def test_evidence_belongs_to_the_step_that_sent_the_request(record: Any) -> None:
    """Also where requests travelled together."""
    result = record("the lab one-stack", "A listens", "B listens", "2.5 seconds pass")
    assert verbs(result) == [[], ["socket.listen"], ["socket.listen"], ["clock.advance"]]
    assert result.steps[1].evidence[0].request == {"socket": "A"}
    assert result.steps[1].evidence[0].answer == {"outcome": "done"}
    assert result.steps[3].evidence[0].answer["seconds"] == 2.5


def test_a_refused_scene_fails_the_step_that_told_it(record: Any) -> None:
    """The answer comes with a later step, the blame goes back."""
    result = record("the lab one-stack", "A listens", "FORBIDDEN listens", "B listens", "1 seconds pass")
    assert [step.verdict for step in result.steps] == [PASSED, PASSED, FAILED, NOT_APPLICABLE, NOT_APPLICABLE]
    assert result.message == "socket.listen: expected the subject to accept it, got refused with EACCES"


def test_what_was_told_is_sent_at_the_latest_with_the_last_step(record: Any) -> None:
    """No refusal goes unseen because nothing was asked any more."""
    assert record("the lab one-stack", "FORBIDDEN listens").verdict is FAILED


def test_a_fault_belongs_to_the_first_request_without_answer(record: Any) -> None:
    """Answers that came before it are kept."""
    result = record("the lab one-stack", "A listens", "the trace is read", "a counter at 1")
    assert result.verdict is Verdict.PROTOCOL_ERROR
    assert [step.verdict for step in result.steps] == [PASSED, PASSED, Verdict.PROTOCOL_ERROR, NOT_APPLICABLE]
    assert result.steps[1].evidence[0].answer == {"outcome": "done"}
    assert result.steps[2].evidence[0].answer is None


def test_a_slip_in_a_step_is_a_harness_fault(record: Any) -> None:
    """It is never blamed on the subject; the traceback stands in the detail."""
    result = record("the steps go wrong")
    assert (result.verdict, result.message) == (Verdict.HARNESS_FAULT, "ZeroDivisionError: a slip of ours")
    assert "in go_wrong" in result.detail


def test_a_class_that_is_not_claimed_does_not_apply(record: Any, tiny: Any) -> None:
    """Nothing is sent, nothing is run."""
    tiny.feature(
        "Feature: x\n@seed @S03.1\nRule: DCAS-01 x\n  Scenario: one\n    Given the steps go wrong", "dcas/x"
    )
    result = record("a counter at 1", subject="Modest")
    assert (result.verdict, result.message) == (NOT_APPLICABLE, "class not claimed: dcas")
    assert [step.verdict for step in result.steps] == [NOT_APPLICABLE]


def test_a_capability_that_is_not_declared_does_not_apply(record: Any) -> None:
    """The message names all that is missing."""
    result = record("the steps go wrong", subject="Modest", tags="@needs:trace @needs:ipv6")
    assert (result.verdict, result.message) == (NOT_APPLICABLE, "capability not declared: ipv6, trace")


def test_a_need_found_while_running_does_not_apply(record: Any) -> None:
    """Asked for by a step, or by a verb that is a capability."""
    assert record("REXX is needed").message == "capability not declared: interface:REXX"
    assert record("the trace is read", subject="Modest").message == "capability not declared: trace"


def test_an_absent_lab_means_that_the_scenario_could_not_run(record: Any) -> None:
    """The subject's reason is passed on."""
    result = record("the lab one-stack", "A listens", subject="Homeless")
    assert (result.verdict, result.steps[0].verdict) == (Verdict.COULD_NOT_RUN, Verdict.COULD_NOT_RUN)
    assert "no one-stack here" in result.message


def test_steps_that_a_runner_left_out_are_a_harness_fault(tiny: Any, miniature: str) -> None:
    """A scenario that was not run to its end has not passed."""
    spec = tiny.rule("Scenario: one\n  Given a counter at 1\n  And a counter at 2").read()
    recorder = Recorder(tiny.table(), spec.labs, Session(connector(miniature + "Willing")))
    recorder.begin(spec.scenarios[0])
    recorder.run_step(spec.scenarios[0].steps[0])
    result = recorder.finish()
    assert (result.verdict, result.message) == (Verdict.HARNESS_FAULT, "1 of 2 steps were run")
    assert [step.verdict for step in result.steps] == [PASSED, Verdict.HARNESS_FAULT]


def test_a_scenario_can_be_abandoned_from_outside(tiny: Any, miniature: str) -> None:
    """Later steps do nothing."""
    spec = tiny.rule("Scenario: one\n  Given a counter at 1\n  And the steps go wrong").read()
    recorder = Recorder(tiny.table(), spec.labs, Session(connector(miniature + "Willing")))
    recorder.begin(spec.scenarios[0])
    recorder.run_step(spec.scenarios[0].steps[0])
    recorder.abandon(Finding(Verdict.COULD_NOT_RUN, "interrupted"))
    recorder.run_step(spec.scenarios[0].steps[1])
    assert recorder.finish().message == "interrupted"


def test_a_record_is_of_something(tiny: Any) -> None:
    """Finishing what was not begun is a defect of the caller."""
    with pytest.raises(RuntimeError, match="finish without begin"):
        Recorder(tiny.table(), {}, None).finish()


def test_a_doc_string_and_a_table_are_recorded(record: Any) -> None:
    """As the specification has them."""
    result = record('a text\n    """\n    one\n    """', "a table\n    | a | b |")
    assert (result.steps[0].doc_string, result.steps[1].table) == ("one", (("a", "b"),))


def test_a_scenario_without_a_live_adapter_could_not_run(tiny: Any, miniature: str) -> None:
    """A session that is over gives its reason; nothing is sent."""
    spec = tiny.rule("Scenario: one\n  Given the steps go wrong").read()
    limits = Limits(restarts=0)
    session = Session(connector(miniature + "Willing", limits), limits)
    with pytest.raises(ProtocolFault):
        session.exchange((TraceRead(),))
    recorder = Recorder(tiny.table(), spec.labs, session)
    assert recorder.begin(spec.scenarios[0]).verdict is Verdict.COULD_NOT_RUN
    assert "without one good answer" in recorder.finish().message


def test_a_lab_is_opened_before_it_is_looked_at(tiny: Any, miniature: str) -> None:
    """A step that needs the definition and finds none is a slip in the feature, said in words."""
    lab = Lab(
        Session(connector(miniature + "Willing")),
        tiny.rule("Scenario: a\n  Given a counter at 1").read().labs,
    )
    with pytest.raises(RuntimeError, match="no lab is open"):
        assert lab.definition
    lab.open("one-stack")
    assert lab.definition.name == "one-stack"
