"""The specification is fair to other readings: a reference that takes one fails nothing but choices.

Each fault that is the other reading of a choice is run on every scenario that is none.
"""

from functools import cache
from pathlib import Path

import pytest

from ezconform.proof import fault
from ezconform.proof.readings import binding, readings, unread
from ezconform.proof.trial import Trial
from ezconform.protocol.values import ConformanceClass
from ezconform.specification import reading
from ezconform.verdict import Verdict
from ezconform.vocabulary import load

ROOT = Path(__file__).parents[2]
FAULTS = fault.read(ROOT / "adapters" / "faults")
FINE = frozenset({Verdict.PASSED, Verdict.NOT_APPLICABLE})


@cache
def trial() -> Trial:
    return Trial(reading.read(ROOT), load(ROOT / "steps"), "reference")


def astray(one: fault.Fault) -> list[str]:
    """What a subject like this fails beside choices."""
    results = trial().run(binding(trial().spec), one.name, one.rules)
    return [f"{one.name}: {result.id} {result.verdict}" for result in results if result.verdict not in FINE]


@pytest.mark.parametrize("conformance_class", ConformanceClass)
def test_who_takes_the_other_reading_only_differs(conformance_class: ConformanceClass) -> None:
    """No scenario of the source, of a manual or inferred leans on a choice made elsewhere."""
    spec = trial().spec
    of_class = [
        one
        for one in readings(spec, FAULTS)
        if spec.requirements[one.requirement].conformance_class is conformance_class
    ]

    assert of_class
    assert [said for one in of_class for said in astray(one)] == []


def test_every_choice_has_its_other_reading() -> None:
    """As a fault that its own scenarios catch; `ezconform prove` sees to the catching."""
    assert unread(trial().spec, FAULTS) == ()
