"""From verdicts to what may be claimed of each class, and to the exit code. Source: ARCHITECTURE 5.

Knows verdicts, provenance and capabilities; knows neither steps nor reports.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from ezconform.engine.judgement import is_warning
from ezconform.engine.run import INTERRUPTED
from ezconform.protocol.answers import Subject
from ezconform.protocol.values import ConformanceClass
from ezconform.results import ClassResult, RunResults, ScenarioResult
from ezconform.specification.model import Scenario, Specification
from ezconform.verdict import Claim, ExitCode, Provenance, Verdict

BINDING = frozenset({Provenance.SEED, Provenance.MANUAL})
JUDGED = frozenset({Verdict.PASSED, Verdict.FAILED, Verdict.DIFFERS, Verdict.KNOWN_DEVIATION})


def class_results(
    spec: Specification, results: Iterable[ScenarioResult], subject: Subject | None, *, filtered: bool
) -> tuple[ClassResult, ...]:
    """One result for each of the seven classes, in the order of the protocol."""
    verdicts = {one.id: one.verdict for one in results}
    by_class: dict[ConformanceClass, list[Scenario]] = {one: [] for one in ConformanceClass}
    for scenario in spec.scenarios:
        by_class[scenario.requirement.conformance_class].append(scenario)
    return tuple(
        ClassResult(
            conformance_class=conformance_class,
            claim=_claim(conformance_class, scenarios, verdicts, subject, filtered=filtered),
            counts=_counts(scenarios, verdicts),
            leaves_out=_leaves_out(conformance_class, scenarios, subject),
            digest=spec.class_digests.get(conformance_class, ""),
        )
        for conformance_class, scenarios in by_class.items()
    )


def exit_code(run: RunResults) -> ExitCode:
    """What the process says of the run."""
    if run.interrupted == INTERRUPTED:
        return ExitCode.INTERRUPTED
    verdicts = {one.verdict for one in run.scenarios}
    if Verdict.HARNESS_FAULT in verdicts:
        return ExitCode.HARNESS_FAULT
    if Verdict.BROKEN_DECLARATION in verdicts or _has_binding_failure(run):
        return ExitCode.NON_CONFORMANT
    return ExitCode.INCOMPLETE if _is_incomplete(run, verdicts) else ExitCode.GOOD


def _claim(
    conformance_class: ConformanceClass,
    scenarios: Sequence[Scenario],
    verdicts: dict[str, Verdict],
    subject: Subject | None,
    *,
    filtered: bool,
) -> Claim:
    if filtered:
        return Claim.NO_CLAIM
    if subject is not None and conformance_class not in subject.classes:
        return Claim.NOT_CLAIMED
    scored = [one for one in scenarios if one.requirement.scored]
    binding = {verdicts.get(one.id) for one in scored if one.requirement.provenance in BINDING}
    every = {verdicts.get(one.id) for one in scenarios}
    if Verdict.FAILED in binding or Verdict.BROKEN_DECLARATION in every:
        return Claim.NON_CONFORMANT
    if Verdict.KNOWN_DEVIATION in binding:
        return Claim.DECLARED
    return Claim.INCOMPLETE if _leaves_gap(scored, verdicts) else Claim.CONFORMANT


def _leaves_gap(scenarios: Sequence[Scenario], verdicts: dict[str, Verdict]) -> bool:
    """Something applicable has no judgement, or nothing was applicable.

    The mandatory core of a class are its scenarios without `@needs:` tags: a capability that is found
    missing only while one of those runs excuses nothing.
    """
    unjudged = [one for one in scenarios if verdicts.get(one.id) not in JUDGED]
    excused = [one for one in unjudged if one.needs and verdicts.get(one.id) is Verdict.NOT_APPLICABLE]
    return len(excused) != len(unjudged) or len(unjudged) == len(scenarios)


def _counts(scenarios: Sequence[Scenario], verdicts: dict[str, Verdict]) -> dict[str, int]:
    found = Counter(verdicts[one.id] for one in scenarios if one.id in verdicts)
    return {verdict.value: found[verdict] for verdict in Verdict if found[verdict]}


def _leaves_out(
    conformance_class: ConformanceClass, scenarios: Sequence[Scenario], subject: Subject | None
) -> tuple[str, ...]:
    if subject is None or conformance_class not in subject.classes:
        return ()
    needed = frozenset().union(*(one.needs for one in scenarios))
    return tuple(sorted(needed.difference(subject.capabilities)))


def _has_binding_failure(run: RunResults) -> bool:
    requirements = {one.id: one for one in run.requirements}
    return any(
        one.verdict is Verdict.FAILED and not is_warning(one.verdict, requirements[one.requirement])
        for one in run.scenarios
    )


def _is_incomplete(run: RunResults, verdicts: set[Verdict]) -> bool:
    if any(one.claim is Claim.INCOMPLETE for one in run.classes):
        return True
    unjudged = verdicts - JUDGED - {Verdict.NOT_APPLICABLE}
    return bool(unjudged) or not verdicts & JUDGED
