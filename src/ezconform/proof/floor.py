"""The vacuity floor: what subjects pass that do not think at all, and which passes are excused.

`adapters/floor.toml` names the trivial subjects and the reviewed excuses.
"""

import tomllib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import msgspec

from ezconform.proof.matrix import Floor
from ezconform.protocol.faults import BadInput
from ezconform.results import ScenarioResult
from ezconform.verdict import Verdict

UNTRIED = frozenset({Verdict.NOT_APPLICABLE})


class Excuse(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A requirement that a trivial subject may pass as a whole, and why that is no defect."""

    requirement: str
    subject: str
    reason: str


class FloorRegister(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    subjects: tuple[str, ...]
    excuse: tuple[Excuse, ...] = ()


def read(file: Path) -> FloorRegister:
    """Read the register.

    Raises:
        BadInput: it cannot be read, or an entry lacks something.
    """
    try:
        return msgspec.convert(tomllib.loads(file.read_text("utf-8")), FloorRegister)
    except (OSError, ValueError) as problem:
        raise BadInput(f"{file}: {problem}") from None


def floor(subject: str, results: Iterable[ScenarioResult]) -> Floor:
    """What one trivial subject came to; scenarios that do not apply to it are left out."""
    by_requirement: defaultdict[str, list[Verdict]] = defaultdict(list)
    for one in results:
        if one.verdict not in UNTRIED:
            by_requirement[one.requirement].append(one.verdict)
    verdicts = [verdict for found in by_requirement.values() for verdict in found]
    return Floor(
        subject=subject,
        passed=verdicts.count(Verdict.PASSED),
        applicable=len(verdicts),
        vacuous=tuple(
            sorted(name for name, found in by_requirement.items() if set(found) == {Verdict.PASSED})
        ),
    )


def unexcused(floors: Iterable[Floor], register: FloorRegister) -> tuple[str, ...]:
    """Requirements that a trivial subject passes without excuse, as `requirement subject`."""
    excused = {(one.requirement, one.subject) for one in register.excuse}
    found = {(name, one.subject) for one in floors for name in one.vacuous}
    return tuple(f"{name} {subject}" for name, subject in sorted(found - excused))


def stale(floors: Iterable[Floor], register: FloorRegister) -> tuple[str, ...]:
    """Excuses that nothing needs any more."""
    excused = {(one.requirement, one.subject) for one in register.excuse}
    found = {(name, one.subject) for one in floors for name in one.vacuous}
    return tuple(f"{name} {subject}" for name, subject in sorted(excused - found))
