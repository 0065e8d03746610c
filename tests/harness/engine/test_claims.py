"""What may be claimed of a class, and what the process says."""

from typing import Any

import msgspec
import pytest

from ezconform.engine.assembly import run_results
from ezconform.engine.claims import class_results, exit_code
from ezconform.engine.recorder import not_run
from ezconform.engine.run import INTERRUPTED, Execution
from ezconform.protocol.answers import Subject
from ezconform.protocol.values import Capability, ConformanceClass
from ezconform.protocol.verbs import PROTOCOL
from ezconform.verdict import Claim, ExitCode, Verdict

FEATURE = """\
    Feature: counting

      @seed @S03.1
      Rule: WAIT-01 seed
        Scenario: seed
          Given a counter at 1
        @needs:ipv6
        Scenario: seed with a need
          Given a counter at 1

      @manual @doc:getpi
      Rule: WAIT-02 manual
        Scenario: manual
          Given a counter at 1

      @inferred @S03.1
      Rule: WAIT-03 inferred
        Scenario: inferred
          Given a counter at 1

      @choice @S03.1
      Rule: WAIT-04 choice
        Scenario: choice
          Given a counter at 1
    """
SEED, NEED, MANUAL, INFERRED, CHOICE = range(5)
V = Verdict
GOOD, BAD, INCOMPLETE, FAULT = (
    ExitCode.GOOD,
    ExitCode.NON_CONFORMANT,
    ExitCode.INCOMPLETE,
    ExitCode.HARNESS_FAULT,
)


def subject(classes: Any = (ConformanceClass.WAITING,), capabilities: Any = ()) -> Any:
    return Subject(protocol=PROTOCOL, name="x", version="1", classes=classes, capabilities=capabilities)


def results_with(spec: Any, changed: Any, interrupted: Any = "") -> Any:
    """Everything passed but for what is changed; None leaves a result out."""
    verdicts = dict.fromkeys(range(5), V.PASSED) | changed
    results = [
        with_verdict(not_run(spec.scenarios[index], "x"), verdict)
        for index, verdict in verdicts.items()
        if verdict is not None
    ]
    return run_results(spec, spec.scenarios, Execution(results, interrupted), subject(), "x")


def with_verdict(result: Any, verdict: Any) -> Any:
    return msgspec.structs.replace(result, verdict=verdict)


@pytest.mark.parametrize(
    ("changed", "claim", "code"),
    [
        ({}, Claim.CONFORMANT, GOOD),
        ({SEED: V.FAILED}, Claim.NON_CONFORMANT, BAD),
        ({MANUAL: V.FAILED}, Claim.NON_CONFORMANT, BAD),
        ({INFERRED: V.FAILED}, Claim.CONFORMANT, GOOD),
        ({CHOICE: V.DIFFERS}, Claim.CONFORMANT, GOOD),
        ({SEED: V.KNOWN_DEVIATION}, Claim.DECLARED, GOOD),
        ({SEED: V.BROKEN_DECLARATION}, Claim.NON_CONFORMANT, BAD),
        ({NEED: V.NOT_APPLICABLE}, Claim.CONFORMANT, GOOD),
        ({SEED: V.NOT_APPLICABLE}, Claim.INCOMPLETE, INCOMPLETE),
        ({MANUAL: V.COULD_NOT_RUN}, Claim.INCOMPLETE, INCOMPLETE),
        ({CHOICE: V.TIMED_OUT}, Claim.INCOMPLETE, INCOMPLETE),
        ({INFERRED: V.CRASHED}, Claim.INCOMPLETE, INCOMPLETE),
        ({SEED: V.PROTOCOL_ERROR}, Claim.INCOMPLETE, INCOMPLETE),
        ({SEED: V.HARNESS_FAULT}, Claim.INCOMPLETE, FAULT),
        ({SEED: None}, Claim.INCOMPLETE, INCOMPLETE),
        ({SEED: V.FAILED, MANUAL: V.TIMED_OUT}, Claim.NON_CONFORMANT, BAD),
        ({SEED: V.FAILED, MANUAL: V.HARNESS_FAULT}, Claim.NON_CONFORMANT, FAULT),
        (dict.fromkeys(range(5), V.NOT_APPLICABLE), Claim.INCOMPLETE, INCOMPLETE),
    ],
)
def test_verdicts_decide_the_claim_and_the_exit_code(tiny: Any, changed: Any, claim: Any, code: Any) -> None:
    """As the table of verdicts has it; a failure outweighs an incompleteness."""
    results = results_with(tiny.feature(FEATURE).read(), changed)
    assert results.classes[2].claim is claim
    assert exit_code(results) is code


def test_an_interruption_outweighs_everything(tiny: Any) -> None:
    """The user wanted to stop."""
    results = results_with(tiny.feature(FEATURE).read(), {SEED: V.FAILED}, INTERRUPTED)
    assert exit_code(results) is ExitCode.INTERRUPTED


def test_a_class_the_subject_does_not_claim_is_not_claimed(tiny: Any) -> None:
    """It does not make the run incomplete either."""
    results = results_with(tiny.feature(FEATURE).read(), {})
    assert [one.claim for one in results.classes] == [
        Claim.CONFORMANT if one is ConformanceClass.WAITING else Claim.NOT_CLAIMED for one in ConformanceClass
    ]


def test_a_claim_lists_what_it_leaves_out(tiny: Any) -> None:
    """Capabilities that its scenarios need and the subject does not declare; nothing for other classes."""
    spec = tiny.feature(FEATURE).read()
    without = class_results(spec, (), subject(), filtered=False)
    assert [one.leaves_out for one in without] == [(), (), ("ipv6",), (), (), (), ()]
    complete = class_results(spec, (), subject(capabilities=(Capability.IPV6,)), filtered=False)
    assert complete[2].leaves_out == ()
    assert class_results(spec, (), None, filtered=False)[2].leaves_out == ()


def test_a_claim_carries_counts_and_the_digest_of_its_class(tiny: Any) -> None:
    """Counts by verdict, in the order of the table of verdicts."""
    spec = tiny.feature(FEATURE).read()
    result = results_with(spec, {SEED: V.FAILED, CHOICE: V.DIFFERS}).classes[2]
    assert result.counts == {"passed": 3, "failed": 1, "differs": 1}
    assert list(result.counts) == ["passed", "failed", "differs"]
    assert result.digest == spec.class_digests[ConformanceClass.WAITING]


def test_a_filtered_run_is_judged_by_what_ran(tiny: Any) -> None:
    """No claim is made, but a failure is a failure and a gap a gap."""
    spec = tiny.feature(FEATURE).read()
    for verdict, code in (
        (V.PASSED, GOOD),
        (V.FAILED, BAD),
        (V.TIMED_OUT, INCOMPLETE),
        (V.NOT_APPLICABLE, INCOMPLETE),
    ):
        one = with_verdict(not_run(spec.scenarios[SEED], "x"), verdict)
        results = run_results(spec, spec.scenarios[:1], Execution([one]), subject(), "x")
        assert exit_code(results) is code


EDITION = 'edition = "v1r12"\nrequirements = ["WAIT-01", "WAIT-03", "WAIT-04"]\n'


def test_what_is_later_than_the_edition_is_run_and_not_scored(tiny: Any) -> None:
    """WAIT-02 is @manual and fails, yet the class stays conformant and the run good; the record says why."""
    tiny.feature(FEATURE)
    tiny.write("features/edition.toml", EDITION)
    spec = tiny.read()
    run = results_with(spec, {MANUAL: V.FAILED, NEED: V.NOT_APPLICABLE})
    waiting = next(one for one in run.classes if one.conformance_class is ConformanceClass.WAITING)
    assert waiting.claim is Claim.CONFORMANT
    assert waiting.counts["failed"] == 1
    assert exit_code(run) is GOOD
    assert [one.id for one in run.requirements if not one.scored] == ["WAIT-02"]


def test_a_class_of_which_nothing_is_scored_is_incomplete(tiny: Any) -> None:
    """Nothing is conformant by sketches alone."""
    tiny.feature(FEATURE)
    tiny.write("features/edition.toml", 'edition = "v2r1"\nrequirements = []\n')
    run = results_with(tiny.read(), {})
    waiting = next(one for one in run.classes if one.conformance_class is ConformanceClass.WAITING)
    assert waiting.claim is Claim.INCOMPLETE
    assert run.edition == "v2r1"
