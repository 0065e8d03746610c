"""From a `Rule:` to a requirement. Knows ids, classes and provenance; knows no scenario."""

import re
from collections.abc import Container
from dataclasses import dataclass
from textwrap import dedent

from ezconform.protocol.faults import BadInput
from ezconform.protocol.values import ConformanceClass
from ezconform.specification import tags
from ezconform.specification.feature_file import FeatureFile, Node
from ezconform.specification.model import Requirement

TITLE = re.compile(r"([A-Z]+)-(\d{2,}) (\S.*)")
PREFIXES = {
    ConformanceClass.ROUTING: "ROUTE",
    ConformanceClass.CREDENTIALS: "CRED",
    ConformanceClass.WAITING: "WAIT",
    ConformanceClass.PREFETCH: "PREF",
    ConformanceClass.NETSTAT: "NET",
    ConformanceClass.DCAS: "DCAS",
    ConformanceClass.INTERFACES: "API",
}


@dataclass(frozen=True, slots=True)
class Citable:
    """Ids of what tags may cite; `edition` are those of the requirements that are scored, None for all."""

    claims: Container[str]
    documents: Container[str]
    edition: Container[str] | None = None


def class_of(file: FeatureFile) -> ConformanceClass:
    """The class whose folder the file is in.

    Raises:
        BadInput: the folder is no class.
    """
    folder = file.uri.split("/")[1]
    try:
        return ConformanceClass(folder)
    except ValueError:
        known = ", ".join(ConformanceClass)
        raise BadInput(f"{file.uri}:1: the folder {folder} is no class; classes are {known}") from None


def requirement(file: FeatureFile, rule: Node, citable: Citable) -> Requirement:
    """Make the requirement of one Rule.

    Raises:
        BadInput: its id, provenance or sources are wrong.
    """
    conformance_class = class_of(file)
    title = TITLE.fullmatch(rule["name"])
    if title is None or title[1] != PREFIXES[conformance_class]:
        prefix = PREFIXES[conformance_class]
        file.refuse(rule, f"a Rule in {conformance_class} is titled '{prefix}-00 sentence'")
    names = [tag["name"] for tag in (*file.feature["tags"], *rule["tags"])]
    try:
        tags.refuse_unknown(names, on_rule=True)
        found = tags.sources(names)
        _refuse_uncitable(found, citable)
    except BadInput as problem:
        file.refuse(rule, str(problem))
    id_ = f"{title[1]}-{title[2]}"
    return Requirement(
        id=id_,
        sentence=title[3],
        description=dedent(rule["description"]).strip(),
        conformance_class=conformance_class,
        provenance=found.provenance,
        claims=found.claims,
        documents=found.documents,
        uri=file.uri,
        line=rule["location"]["line"],
        scored=citable.edition is None or id_ in citable.edition,
    )


def _refuse_uncitable(found: tags.Sources, citable: Citable) -> None:
    for claim in found.claims:
        if claim not in citable.claims:
            raise BadInput(f"unknown claim {claim}")
    for document in found.documents:
        if document not in citable.documents:
            raise BadInput(f"unknown document {document}")
