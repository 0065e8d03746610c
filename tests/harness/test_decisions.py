"""docs/decisions.md speaks of every choice and of every reading, and of nothing that is not there."""

import re
from pathlib import Path

import pytest

from ezconform.specification import reading
from ezconform.specification.model import Specification
from ezconform.verdict import Provenance

ROOT = Path(__file__).parents[2]
REQUIREMENT = re.compile(r"\b(?:ROUTE|CRED|WAIT|PREF|NET|DCAS|API)-\d\d\b")
CLAIM = re.compile(r"\bS\d\d\.\d+\b")


@pytest.fixture(scope="module")
def specification() -> Specification:
    return reading.read(ROOT)


@pytest.fixture(scope="module")
def decisions() -> str:
    return (ROOT / "docs" / "decisions.md").read_text(encoding="utf-8")


def test_every_choice_has_an_entry(specification: Specification, decisions: str) -> None:
    """Each requirement of provenance choice is named in the list of decisions."""
    choices = {one.id for one in specification.requirements.values() if one.provenance is Provenance.CHOICE}
    assert choices - set(REQUIREMENT.findall(decisions)) == set()


def test_entries_name_requirements_that_exist(specification: Specification, decisions: str) -> None:
    """No entry names a requirement that the features do not hold."""
    assert set(REQUIREMENT.findall(decisions)) - specification.requirements.keys() == set()


def test_choices_state_both_readings(specification: Specification) -> None:
    """A choice says in its description what else could be meant, or where both readings stand."""
    silent = {
        one.id
        for one in specification.requirements.values()
        if one.provenance is Provenance.CHOICE
        and not re.search(r"[Oo]ther readings?:|both readings", one.description)
    }
    assert silent == set()


def test_every_reading_has_a_place(specification: Specification, decisions: str) -> None:
    """Each claim of the register with a reading is named, singly or inside a range."""
    named = set(CLAIM.findall(decisions))
    named |= {"S12.3", "S12.4", "S12.5"} if "S12.2 to S12.6" in decisions else set()
    readings = {claim.id for claim in specification.claims.values() if claim.reading}
    assert readings - named == set()


def test_entries_are_numbered_once(decisions: str) -> None:
    """The number of an entry is used for one entry."""
    numbers = re.findall(r"^\| (D\d+) \|", decisions, re.MULTILINE)
    assert sorted(set(numbers)) == sorted(numbers)


def test_documents_named_are_registered(specification: Specification, decisions: str) -> None:
    """A document named in the first section is one of the register."""
    first = decisions.split("## 2.", maxsplit=1)[0]
    named = {word for word in re.findall(r"`([a-z0-9-]+)`", first) if "." not in word}
    assert named - specification.documents.keys() - {"reading"} == set()
