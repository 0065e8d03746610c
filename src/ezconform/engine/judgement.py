"""From what happened in a scenario to its verdict: the only place where verdicts are given.

Source: ARCHITECTURE 5. Knows exceptions and provenance; knows no runner and no report.
"""

import traceback
from dataclasses import dataclass

from ezconform.protocol.answers import Subject
from ezconform.protocol.faults import AdapterFault, Crashed, LabAbsent, NotExecuted, TimedOut
from ezconform.results import Mismatch
from ezconform.specification.model import Requirement, Scenario
from ezconform.verdict import Provenance, Verdict, Weighed
from ezconform.vocabulary.check import ExpectationFailed
from ezconform.vocabulary.lab import NotApplicable

UNDISTURBED = frozenset({Verdict.PASSED, Verdict.DIFFERS, Verdict.NOT_APPLICABLE, Verdict.KNOWN_DEVIATION})


@dataclass(frozen=True, slots=True)
class Finding:
    """Why a scenario did not simply pass. `message` is one line; `detail` may have many."""

    verdict: Verdict
    message: str
    mismatch: Mismatch | None = None
    detail: str = ""


def inapplicable(scenario: Scenario, subject: Subject) -> Finding | None:
    """Not applicable before anything was sent: class or capability not declared. None: it applies."""
    conformance_class = scenario.requirement.conformance_class
    if conformance_class not in subject.classes:
        return Finding(Verdict.NOT_APPLICABLE, f"class not claimed: {conformance_class}")
    missing = sorted(scenario.needs.difference(subject.capabilities))
    if missing:
        return Finding(Verdict.NOT_APPLICABLE, _not_declared(", ".join(missing)))
    return None


def judge(error: Exception, requirement: Requirement) -> Finding:
    """What an exception that ended a scenario of this requirement means."""
    if isinstance(error, ExpectationFailed):
        return _unfulfilled(error, requirement)
    if isinstance(error, NotApplicable):
        return Finding(Verdict.NOT_APPLICABLE, _not_declared(str(error)))
    if isinstance(error, (LabAbsent, NotExecuted)):
        return Finding(Verdict.COULD_NOT_RUN, one_line(str(error)))
    if isinstance(error, AdapterFault):
        return Finding(_fault(error), one_line(str(error)), detail=error.stderr)
    message = one_line(f"{type(error).__name__}: {error}")
    return Finding(Verdict.HARNESS_FAULT, message, detail="".join(traceback.format_exception(error)))


def is_warning(verdict: Verdict, requirement: Weighed) -> bool:
    """A failure that does not speak against conformance.

    No document says outright what failed, or the requirement is later than the edition.
    """
    is_binding = requirement.scored and requirement.provenance is not Provenance.INFERRED
    return verdict is Verdict.FAILED and not is_binding


def is_good(verdict: Verdict, requirement: Weighed) -> bool:
    """Nothing that a run has to stop or fail for."""
    return verdict in UNDISTURBED or is_warning(verdict, requirement)


def one_line(text: str) -> str:
    return " ".join(text.split())


def _unfulfilled(error: ExpectationFailed, requirement: Requirement) -> Finding:
    is_choice = requirement.provenance is Provenance.CHOICE
    mismatch = Mismatch(what=error.what, expected=error.expected, actual=error.actual)
    return Finding(Verdict.DIFFERS if is_choice else Verdict.FAILED, one_line(str(error)), mismatch)


def _fault(error: AdapterFault) -> Verdict:
    if isinstance(error, TimedOut):
        return Verdict.TIMED_OUT
    return Verdict.CRASHED if isinstance(error, Crashed) else Verdict.PROTOCOL_ERROR


def _not_declared(capability: str) -> str:
    return f"capability not declared: {capability}"
