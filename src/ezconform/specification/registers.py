"""The registers beside the features: claims, documents, labs. Knows TOML; knows no Gherkin."""

import tomllib
from collections.abc import Collection
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from ezconform.protocol.faults import BadInput
from ezconform.protocol.lab import Database, LabDefinition
from ezconform.specification.feature_file import read_text
from ezconform.specification.model import V1R12, ClaimKind, Document, Edition, SourceClaim

T = TypeVar("T")
CLAIMS = "features/claims.toml"
DOCUMENTS = "features/documents.toml"
LABS = "features/labs.toml"
EDITION = "features/edition.toml"
HOLDS = {
    CLAIMS: "the statements that tags such as @S08.11 cite",
    DOCUMENTS: "the manuals that tags such as @doc:getpi cite",
    LABS: "the labs that scenarios name",
}
LONGEST_EXCHANGE = 86_400


def read_claims(root: Path) -> dict[str, SourceClaim]:
    """The source's statements by id.

    Raises:
        BadInput: the file is missing or broken, or a claim is incomplete or doubled.
    """
    fields = SourceClaim.__dataclass_fields__
    claims: dict[str, SourceClaim] = {}
    content = _toml(root, CLAIMS, "source", "claim")
    _source(content)
    for entry in _list(content, "claim"):
        what = f"claim {entry.get('id', 'without id')}"
        _refuse_unknown(CLAIMS, what, entry, (*fields, "class"))
        claim = _converted({name: entry.get(name, "") for name in fields}, SourceClaim, CLAIMS, what)
        if claim.id in claims:
            raise BadInput(f"{CLAIMS}: claim {claim.id} is there twice")
        if claim.kind is ClaimKind.CONTEXT and not claim.reason:
            raise BadInput(f"{CLAIMS}: context claim {claim.id} gives no reason")
        claims[claim.id] = claim
    return claims


def read_source(root: Path) -> Document | None:
    """The document that the claims are statements of; None if the register does not name it.

    Raises:
        BadInput: the file is missing or broken, or says less than id, title and edition.
    """
    return _source(_toml(root, CLAIMS, "source", "claim"))


def _source(content: dict[str, Any]) -> Document | None:
    entry = content.get("source")
    if entry is None:
        return None
    return _converted(
        _table(CLAIMS, "source", entry, Document.__dataclass_fields__), Document, CLAIMS, "source"
    )


def read_documents(root: Path) -> dict[str, Document]:
    """The citable documents by id.

    Raises:
        BadInput: the file is missing or broken, or a document is incomplete.
    """
    known = Document.__dataclass_fields__.keys() - {"id"}
    return {
        name: _converted({**entry, "id": name}, Document, DOCUMENTS, f"document {name}")
        for name, entry in _tables(DOCUMENTS, _toml(root, DOCUMENTS, "document"), "document", known)
    }


def read_labs(root: Path) -> dict[str, LabDefinition]:
    """The labs by name, each with the databases its systems use.

    Raises:
        BadInput: the file is missing or broken, or a lab names something that is not there.
    """
    content = _toml(root, LABS, "database", "lab")
    databases = {
        name: _converted({**entry, "name": name}, Database, LABS, f"database {name}")
        for name, entry in _tables(LABS, content, "database", _settable(Database, "name"))
    }
    known = _settable(LabDefinition, "name", "databases")
    return {name: _lab(name, entry, databases) for name, entry in _tables(LABS, content, "lab", known)}


def read_edition(root: Path) -> Edition:
    """The edition that claims speak of; without the file every requirement belongs to it.

    Raises:
        BadInput: the file is broken, or says less than edition and requirements.
    """
    if not (root / EDITION).exists():
        return Edition(V1R12)
    content = _toml(root, EDITION, "edition", "requirements")
    for key in ("edition", "requirements"):
        if key not in content:
            raise BadInput(f"{EDITION}: {key} is missing")
    name, ids = content["edition"], content["requirements"]
    return _converted({"name": name, "requirements": ids}, Edition, EDITION, "edition")


def _lab(name: str, entry: dict[str, Any], databases: dict[str, Database]) -> LabDefinition:
    lab = _converted({**entry, "name": name}, LabDefinition, LABS, f"lab {name}")
    used = list(dict.fromkeys(system.database for system in lab.systems))
    stacks = {stack.name for system in lab.systems for stack in system.stacks}
    named = {stack for link in lab.links for stack in link.stacks}
    named |= {stack for vipa in lab.vipas for stack in (vipa.owner, *vipa.targets)}
    unknown = sorted(set(used) - databases.keys()) + sorted(named - stacks)
    if unknown:
        raise BadInput(f"{LABS}: lab {name} names {unknown[0]}, which is not there")
    if not 0 <= lab.xcf_seconds <= LONGEST_EXCHANGE:
        raise BadInput(f"{LABS}: lab {name}: xcf_seconds is {lab.xcf_seconds:g}, not 0 to {LONGEST_EXCHANGE}")
    return msgspec.structs.replace(lab, databases=tuple(databases[one] for one in used))


def _settable(kind: type[msgspec.Struct], *given: str) -> set[str]:
    """The keys of an entry; `given` come from elsewhere."""
    return set(kind.__struct_fields__) - set(given)


def _toml(root: Path, uri: str, *keys: str) -> dict[str, Any]:
    path = root / uri
    if not path.exists():
        raise BadInput(f"{uri} is missing in {root}: it holds {HOLDS[uri]}, and may be empty")
    try:
        content = tomllib.loads(read_text(path, uri))
    except (tomllib.TOMLDecodeError, RecursionError) as problem:
        raise BadInput(f"{uri}: {problem}") from None
    return _table(uri, "", content, keys)


def _tables(
    uri: str, content: dict[str, Any], key: str, known: Collection[str]
) -> list[tuple[str, dict[str, Any]]]:
    """The `[key.name]` tables by name."""
    found = content.get(key, {})
    if not isinstance(found, dict):
        raise BadInput(f"{uri}: {key} is no table; write [{key}.NAME]")
    return [(name, _table(uri, f"{key} {name}", entry, known)) for name, entry in found.items()]


def _list(content: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = content.get(key, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise BadInput(f"{CLAIMS}: {key} is no list of tables; write [[{key}]]")
    return found


def _table(uri: str, what: str, entry: object, known: Collection[str]) -> dict[str, Any]:
    if not isinstance(entry, dict):
        raise BadInput(f"{uri}: {what} is no table")
    _refuse_unknown(uri, what, entry, known)
    return entry


def _refuse_unknown(uri: str, what: str, entry: dict[str, Any], known: Collection[str]) -> None:
    for key in entry:
        if key not in known:
            place = f"{uri}: {what}" if what else uri
            raise BadInput(f"{place}: unknown key {key}; there are {', '.join(sorted(known))}")


def _converted(entry: dict[str, Any], kind: type[T], uri: str, what: str) -> T:
    try:
        return msgspec.convert(entry, kind)
    except msgspec.ValidationError as problem:
        raise BadInput(f"{uri}: {what}: {problem}") from None
