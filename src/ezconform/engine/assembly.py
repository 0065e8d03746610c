"""Puts a run together as canonical results. Knows where each field comes from; writes nothing."""

from collections.abc import Container, Sequence

from ezconform import __version__
from ezconform.engine.claims import class_results
from ezconform.engine.run import Execution
from ezconform.proof import matrix
from ezconform.protocol.answers import Subject
from ezconform.results import (
    ProvenBy,
    RequirementRecord,
    RunResults,
    Source,
    SubjectRecord,
    TrivialSubject,
)
from ezconform.specification.model import Requirement, Scenario, Specification


def run_results(
    spec: Specification,
    selected: Sequence[Scenario],
    execution: Execution,
    subject: Subject | None,
    adapter: str,
) -> RunResults:
    """The results of a run of `selected`; a selection that leaves anything out makes no claim."""
    filtered = len(selected) != len(spec.scenarios)
    requirements = {one.requirement.id: one.requirement for one in selected}
    proof = matrix.committed(spec.root, spec.digest)
    return RunResults(
        harness=__version__,
        adapter=adapter,
        subject=_subject(subject) if subject else None,
        digest=spec.digest,
        edition=spec.edition,
        filtered=filtered,
        interrupted=execution.interrupted,
        classes=class_results(spec, execution.results, subject, filtered=filtered),
        requirements=tuple(_requirement(requirements[one]) for one in sorted(requirements)),
        sources=sources(spec),
        labs=tuple(spec.labs[name] for name in sorted(spec.labs)),
        proven=_proven(proof, requirements) if proof else (),
        floor=_floor(proof) if proof else (),
        scenarios=tuple(sorted(execution.results, key=lambda one: one.id)),
    )


def sources(spec: Specification) -> tuple[Source, ...]:
    """All claims and documents of the specification, cited or not."""
    claims = [
        Source(id=one.id, title=one.slide, text=one.text, reading=one.reading, reason=one.reason)
        for one in spec.claims.values()
    ]
    documents = [
        Source(id=one.id, title=f"{one.title}, {one.edition}", text=one.url)
        for one in spec.documents.values()
    ]
    return tuple(sorted(claims + documents, key=lambda one: one.id))


def _proven(proof: matrix.Proof, requirements: Container[str]) -> tuple[ProvenBy, ...]:
    return tuple(
        ProvenBy(
            requirement=kill.requirement,
            fault=kill.sentence,
            scenario=kill.scenario,
            step=kill.step,
            message=kill.message,
        )
        for kill in proof.kills
        if kill.outcome is matrix.Outcome.KILLED and kill.requirement in requirements
    )


def _floor(proof: matrix.Proof) -> tuple[TrivialSubject, ...]:
    return tuple(
        TrivialSubject(name=one.subject, passed=one.passed, applicable=one.applicable) for one in proof.floors
    )


def _requirement(one: Requirement) -> RequirementRecord:
    return RequirementRecord(
        id=one.id,
        sentence=one.sentence,
        description=one.description,
        conformance_class=one.conformance_class,
        provenance=one.provenance,
        claims=one.claims,
        documents=one.documents,
        uri=one.uri,
        line=one.line,
        scored=one.scored,
    )


def _subject(subject: Subject) -> SubjectRecord:
    return SubjectRecord(
        name=subject.name,
        version=subject.version,
        classes=subject.classes,
        capabilities=subject.capabilities,
    )
