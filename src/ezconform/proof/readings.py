"""Other readings: whether a subject that reads a choice the other way only differs, and fails nothing.

Knows faults, provenance and the kill matrix; which fault is a reading is said where the fault is declared.
"""

from collections.abc import Iterable, Sequence

from ezconform.proof.fault import Fault
from ezconform.proof.matrix import Kill
from ezconform.specification.model import Scenario, Specification
from ezconform.verdict import Provenance


def is_choice(spec: Specification, requirement: str) -> bool:
    return spec.requirements[requirement].provenance is Provenance.CHOICE


def readings(spec: Specification, faults: Iterable[Fault]) -> tuple[Fault, ...]:
    """The faults that are the other reading of a choice."""
    return tuple(one for one in faults if one.reading and is_choice(spec, one.requirement))


def binding(spec: Specification) -> tuple[Scenario, ...]:
    """The scenarios that every subject is held to, whichever way it reads a choice."""
    return tuple(one for one in spec.scenarios if not is_choice(spec, one.requirement.id))


def unread(spec: Specification, faults: Iterable[Fault]) -> tuple[str, ...]:
    """Choices without a fault that is their other reading."""
    read = {one.requirement for one in readings(spec, faults)}
    return tuple(name for name in sorted(spec.requirements) if is_choice(spec, name) and name not in read)


def unfair(spec: Specification, faults: Iterable[Fault], kills: Sequence[Kill]) -> tuple[str, ...]:
    """Readings that fail what is no choice, as `fault requirement`; only a full run knows of any."""
    names = {one.name for one in readings(spec, faults)}
    return tuple(
        f"{kill.fault} {name}"
        for kill in sorted(kills, key=lambda kill: kill.fault)
        if kill.fault in names
        for name in kill.others
        if not is_choice(spec, name)
    )
