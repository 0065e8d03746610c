"""What `features/` says, as frozen values. Read by everything, changed by nothing.

Of requirements, scenarios and steps there are many: they are structs, which are made, kept and sent to
another process at a fraction of what dataclasses cost.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

import msgspec

from ezconform.protocol.lab import LabDefinition
from ezconform.protocol.values import Capability, ConformanceClass
from ezconform.specification.feature_file import FoldedFile
from ezconform.verdict import Provenance

V1R12 = "v1r12"


class ClaimKind(StrEnum):
    BEHAVIOUR = "behaviour"
    INTERFACE = "interface"
    CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class SourceClaim:
    """One statement of the source document, in our words. `reason`: why a context claim cannot be shown."""

    id: str
    kind: ClaimKind
    slide: str
    text: str
    reading: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A manual that requirements cite by `@doc:<id>`."""

    id: str
    title: str
    edition: str
    url: str = ""


class Edition(msgspec.Struct, frozen=True):
    """The requirements that claims are made on; None: all there are. Later ones run without being scored."""

    name: str
    requirements: frozenset[str] | None = None


class Requirement(msgspec.Struct, frozen=True):
    """One `Rule:`. `sentence` is the title without its id; lines count from 1.

    `scored`: it belongs to the edition, so that claims depend on it.
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


class Step(msgspec.Struct, frozen=True, gc=False):
    """`table` includes its heading row; `kind` is given, when or then (And and But resolved)."""

    keyword: str
    kind: str
    text: str
    line: int
    table: tuple[tuple[str, ...], ...] = ()
    doc_string: str | None = None


class Scenario(msgspec.Struct, frozen=True):
    """One pickle. `uri` is relative to the root; `line` is that of the Examples row for a row."""

    id: str
    requirement: Requirement
    name: str
    case: str
    tags: tuple[str, ...]
    needs: frozenset[Capability]
    uri: str
    line: int
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Specification:
    """Everything under one features folder. `digest` covers features, claims, documents, labs and steps.

    `files` in order of their paths hold the pickles that `scenarios` were made of, in the same order.
    """

    root: Path
    requirements: dict[str, Requirement]
    scenarios: tuple[Scenario, ...]
    claims: dict[str, SourceClaim]
    documents: dict[str, Document]
    labs: dict[str, LabDefinition]
    digest: str
    edition: str = V1R12
    class_digests: dict[ConformanceClass, str] = field(default_factory=dict)
    files: tuple[FoldedFile, ...] = ()
