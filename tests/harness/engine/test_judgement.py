"""Exceptions become verdicts in one place."""

from typing import Any

import msgspec
import pytest

from ezconform.engine.judgement import is_good, is_warning, judge
from ezconform.protocol.faults import Crashed, LabAbsent, NotExecuted, ProtocolFault, TimedOut
from ezconform.protocol.values import ConformanceClass
from ezconform.specification.model import Requirement
from ezconform.verdict import Provenance, Verdict
from ezconform.vocabulary.check import ExpectationFailed
from ezconform.vocabulary.lab import NotApplicable


def requirement(provenance: Provenance) -> Requirement:
    return Requirement("WAIT-01", "x", "", ConformanceClass.WAITING, provenance, (), (), "x", 1)


@pytest.mark.parametrize(
    ("provenance", "verdict", "good"),
    [
        (Provenance.SEED, Verdict.FAILED, False),
        (Provenance.MANUAL, Verdict.FAILED, False),
        (Provenance.INFERRED, Verdict.FAILED, True),
        (Provenance.CHOICE, Verdict.DIFFERS, True),
    ],
)
def test_provenance_decides_what_a_failed_expectation_means(provenance: Any, verdict: Any, good: Any) -> None:
    """A choice that is not shared differs; an inferred one is only a warning."""
    finding = judge(ExpectationFailed("routing", "a\nb", "c"), requirement(provenance))
    assert finding.verdict is verdict
    assert finding.message == "routing: expected a b, got c"
    assert finding.mismatch.expected == "a\nb"
    assert is_good(finding.verdict, requirement(provenance)) is good


@pytest.mark.parametrize("provenance", [Provenance.SEED, Provenance.MANUAL])
def test_a_failure_under_a_requirement_later_than_the_edition_is_a_warning(provenance: Provenance) -> None:
    """Claims are made on the requirements of the edition; a harness fault is one wherever it happens."""
    later = msgspec.structs.replace(requirement(provenance), scored=False)
    assert is_warning(Verdict.FAILED, later)
    assert is_good(Verdict.FAILED, later)
    assert not is_good(Verdict.HARNESS_FAULT, later)


@pytest.mark.parametrize(
    ("error", "verdict"),
    [
        (NotApplicable("trace"), Verdict.NOT_APPLICABLE),
        (LabAbsent("x"), Verdict.COULD_NOT_RUN),
        (NotExecuted("x"), Verdict.COULD_NOT_RUN),
        (TimedOut("x"), Verdict.TIMED_OUT),
        (Crashed("x"), Verdict.CRASHED),
        (ProtocolFault("x"), Verdict.PROTOCOL_ERROR),
        (KeyError("x"), Verdict.HARNESS_FAULT),
    ],
)
def test_every_other_exception_has_its_verdict(error: Any, verdict: Any) -> None:
    """What the subject could not do, what the adapter did, and what we did."""
    assert judge(error, requirement(Provenance.SEED)).verdict is verdict


def test_what_the_adapter_wrote_is_the_detail_of_its_fault() -> None:
    """Its standard error helps to see why."""
    fault = Crashed("ended with exit code 9")
    fault.stderr = "Segmentation\nfault"
    finding = judge(fault, requirement(Provenance.SEED))
    assert (finding.message, finding.detail) == ("ended with exit code 9", "Segmentation\nfault")
