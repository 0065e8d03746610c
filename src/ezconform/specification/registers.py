"""The registers beside the features: claims, documents, labs. Knows TOML; knows no Gherkin."""

import tomllib
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from ezconform.protocol.faults import BadInput
from ezconform.protocol.lab import Database, LabDefinition
from ezconform.specification.feature_file import read_text
from ezconform.specification.model import ClaimKind, Document, SourceClaim

T = TypeVar("T")
CLAIMS = "features/claims.toml"
DOCUMENTS = "features/documents.toml"
LABS = "features/labs.toml"


def read_claims(root: Path) -> dict[str, SourceClaim]:
    """The source's statements by id.

    Raises:
        BadInput: the file is broken, or a claim is incomplete or doubled.
    """
    claims: dict[str, SourceClaim] = {}
    for entry in _toml(root, CLAIMS).get("claim", []):
        known = {name: entry.get(name, "") for name in SourceClaim.__dataclass_fields__}
        claim = _converted(known, SourceClaim, CLAIMS, f"claim {entry.get('id', 'without id')}")
        if claim.id in claims:
            raise BadInput(f"{CLAIMS}: claim {claim.id} is there twice")
        if claim.kind is ClaimKind.CONTEXT and not claim.reason:
            raise BadInput(f"{CLAIMS}: context claim {claim.id} gives no reason")
        claims[claim.id] = claim
    return claims


def read_source(root: Path) -> Document | None:
    """The document that the claims are statements of; None if the register does not name it.

    Raises:
        BadInput: the file is broken, or says less than id, title and edition.
    """
    entry = _toml(root, CLAIMS).get("source")
    return _converted(entry, Document, CLAIMS, "source") if entry is not None else None


def read_documents(root: Path) -> dict[str, Document]:
    """The citable documents by id.

    Raises:
        BadInput: the file is broken, or a document is incomplete.
    """
    entries = _toml(root, DOCUMENTS).get("document", {})
    return {
        name: _converted({**entry, "id": name}, Document, DOCUMENTS, f"document {name}")
        for name, entry in entries.items()
    }


def read_labs(root: Path) -> dict[str, LabDefinition]:
    """The labs by name, each with the databases its systems use.

    Raises:
        BadInput: the file is broken, or a lab names something that is not there.
    """
    content = _toml(root, LABS)
    databases = {
        name: _converted({**entry, "name": name}, Database, LABS, f"database {name}")
        for name, entry in content.get("database", {}).items()
    }
    return {name: _lab(name, entry, databases) for name, entry in content.get("lab", {}).items()}


def _lab(name: str, entry: dict[str, Any], databases: dict[str, Database]) -> LabDefinition:
    lab = _converted({**entry, "name": name}, LabDefinition, LABS, f"lab {name}")
    used = list(dict.fromkeys(system.database for system in lab.systems))
    stacks = {stack.name for system in lab.systems for stack in system.stacks}
    named = {stack for link in lab.links for stack in link.stacks}
    named |= {stack for vipa in lab.vipas for stack in (vipa.owner, *vipa.targets)}
    unknown = sorted(set(used) - databases.keys()) + sorted(named - stacks)
    if unknown:
        raise BadInput(f"{LABS}: lab {name} names {unknown[0]}, which is not there")
    return msgspec.structs.replace(lab, databases=tuple(databases[one] for one in used))


def _toml(root: Path, uri: str) -> dict[str, Any]:
    """The file's content; a register that is not there is empty."""
    path = root / uri
    if not path.exists():
        return {}
    try:
        return tomllib.loads(read_text(path, uri))
    except tomllib.TOMLDecodeError as problem:
        raise BadInput(f"{uri}: {problem}") from None


def _converted(entry: dict[str, Any], kind: type[T], uri: str, what: str) -> T:
    try:
        return msgspec.convert(entry, kind)
    except msgspec.ValidationError as problem:
        raise BadInput(f"{uri}: {what}: {problem}") from None
