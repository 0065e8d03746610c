"""The canonical results of a run: values, sorted by id, without times. Everything readable is made from them.

Knows neither how a scenario was run nor how a report looks.
"""

from typing import Any

import msgspec

from ezconform.protocol.lab import LabDefinition
from ezconform.protocol.values import Capability, ConformanceClass
from ezconform.verdict import Claim, Provenance, Verdict

FORMAT = "ezconform-results/1"


class Record(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Root of the values in a results file."""


class Evidence(Record, frozen=True):
    """One request and what came back, as plain JSON values; `answer` None: nothing came."""

    verb: str
    request: dict[str, Any]
    answer: dict[str, Any] | None = None


class StepResult(Record, frozen=True):
    """`verdict` is passed, one of the unhappy ones, or not applicable for a step after those."""

    keyword: str
    text: str
    verdict: Verdict
    table: tuple[tuple[str, ...], ...] = ()
    doc_string: str | None = None
    evidence: tuple[Evidence, ...] = ()


class Mismatch(Record, frozen=True):
    """What a check compared: in words, and both values as they are shown."""

    what: str
    expected: str
    actual: str


class ScenarioResult(Record, frozen=True):
    """`message` is one line; `detail` may hold more (a traceback of a harness fault, stderr).

    `line` of the feature file that the requirement names, that of the row for a row of Examples; 0: unknown,
    as in results of a version that did not tell it.
    """

    id: str
    requirement: str
    verdict: Verdict
    name: str
    message: str = ""
    mismatch: Mismatch | None = None
    detail: str = ""
    line: int = 0
    steps: tuple[StepResult, ...] = ()


class RequirementRecord(Record, frozen=True):
    """What a report needs to know of a requirement without the feature files.

    `scored`: it belongs to the edition of the run, so that the claim of its class depends on it.
    """

    id: str
    sentence: str
    description: str
    conformance_class: ConformanceClass
    provenance: Provenance
    claims: tuple[str, ...]
    documents: tuple[str, ...]
    uri: str
    line: int
    scored: bool = True


class Source(Record, frozen=True):
    """A claim of the source document, or another document that requirements cite.

    `reading` is ours where the source is ambiguous; `reason` says why no scenario can show the claim.
    """

    id: str
    title: str
    text: str = ""
    reading: str = ""
    reason: str = ""


class ClassResult(Record, frozen=True):
    conformance_class: ConformanceClass
    claim: Claim
    counts: dict[str, int]
    leaves_out: tuple[str, ...] = ()
    digest: str = ""


class ProvenBy(Record, frozen=True):
    """A fault against a requirement, and the scenario and step of it that noticed."""

    requirement: str
    fault: str
    scenario: str
    step: str
    message: str


class TrivialSubject(Record, frozen=True):
    """How many scenarios a subject passes that does not think: the floor under every pass rate."""

    name: str
    passed: int
    applicable: int


class SubjectRecord(Record, frozen=True):
    name: str
    version: str
    classes: tuple[ConformanceClass, ...]
    capabilities: tuple[Capability, ...]


class RunResults(Record, frozen=True):
    """A whole run. `adapter` is the only field in which two ways to one subject may differ."""

    harness: str
    adapter: str
    subject: SubjectRecord | None
    digest: str
    format: str = FORMAT
    edition: str = "v1r12"
    filtered: bool = False
    interrupted: str = ""
    classes: tuple[ClassResult, ...] = ()
    requirements: tuple[RequirementRecord, ...] = ()
    sources: tuple[Source, ...] = ()
    labs: tuple[LabDefinition, ...] = ()
    proven: tuple[ProvenBy, ...] = ()
    floor: tuple[TrivialSubject, ...] = ()
    scenarios: tuple[ScenarioResult, ...] = ()
