"""What the tags of a requirement and of a scenario say. Knows no feature file, only lists of tag names."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ezconform.protocol.faults import BadInput
from ezconform.protocol.values import Capability
from ezconform.verdict import Provenance

CLAIM = re.compile(r"@(S\d+\.\d+)")
OWN = re.compile(r"@x-[a-z0-9][a-z0-9-]*|@allure\.\S+")
"""What users tag for purposes of their own: to select by, or labels that Allure reads."""
CANARY = "@canary"
"""A scenario that every fault of the reference is tried on: it tells a fault from a ruin."""
PROVENANCES = {f"@{provenance.value}": provenance for provenance in Provenance}
CAPABILITIES = {f"@needs:{capability.value}": capability for capability in Capability}


@dataclass(frozen=True, slots=True)
class Sources:
    """Where a requirement comes from, as its tags say."""

    provenance: Provenance
    claims: tuple[str, ...]
    documents: tuple[str, ...]


def sources(tags: Iterable[str]) -> Sources:
    """The provenance and the sources among a Rule's tags.

    Raises:
        BadInput: not exactly one provenance, or not the kind of source it needs (ARCHITECTURE 1).
    """
    tags = list(tags)
    claims = tuple(hit[1] for tag in tags if (hit := CLAIM.fullmatch(tag)))
    documents = tuple(tag.removeprefix("@doc:") for tag in tags if tag.startswith("@doc:"))
    provenances = [PROVENANCES[tag] for tag in tags if tag in PROVENANCES]
    if len(provenances) != 1:
        found = "none" if not provenances else " and ".join(f"@{one}" for one in provenances)
        raise BadInput(f"a Rule has one provenance tag, @seed, @manual, @inferred or @choice: found {found}")
    lacking = {
        Provenance.SEED: "" if claims else "a claim tag such as @S08.11",
        Provenance.MANUAL: "" if documents else "a document tag such as @doc:getpi",
    }.get(provenances[0], "" if claims or documents else "a claim tag or a document tag")
    if lacking:
        raise BadInput(f"@{provenances[0].value} needs {lacking}")
    return Sources(provenances[0], claims, documents)


def needs(tags: Iterable[str]) -> frozenset[Capability]:
    return frozenset(CAPABILITIES[tag] for tag in tags if tag in CAPABILITIES)


def refuse_unknown(tags: Iterable[str], *, on_rule: bool) -> None:
    """Look for tags that mean nothing, or that belong elsewhere: a misspelt one would say nothing.

    Raises:
        BadInput: naming the tag.
    """
    for tag in tags:
        owned = tag in PROVENANCES or CLAIM.fullmatch(tag) or tag.startswith("@doc:")
        if owned and not on_rule:
            raise BadInput(f"{tag} belongs on the Rule")
        if tag.startswith("@needs:") and tag not in CAPABILITIES:
            raise BadInput(f"unknown capability {tag.removeprefix('@needs:')}")
        if not (owned or tag in CAPABILITIES or tag == CANARY or OWN.fullmatch(tag)):
            raise BadInput(f"{tag} is no tag of this specification; tags of your own begin with @x-")
