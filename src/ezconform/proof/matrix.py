"""The kill matrix and the floor as values: what `ezconform prove` found, readable without a run.

Sorted, without times. Knows neither how a fault is made nor how it was run.
"""

from enum import StrEnum
from pathlib import Path

import msgspec

from ezconform.protocol.faults import BadInput
from ezconform.results import Record


class Outcome(StrEnum):
    """What became of a fault. Only `killed` counts as proof."""

    KILLED = "killed"
    SURVIVED = "survived"
    ELSEWHERE = "caught only elsewhere"
    BREAKS_EVERYTHING = "breaks everything"


class Kill(Record, frozen=True):
    """`scenario`, `step` and `message`: what caught it first. `others`: further requirements that noticed.

    `others` is filled in by a full run only, where every fault meets every scenario.
    """

    fault: str
    requirement: str
    sentence: str
    outcome: Outcome
    scenario: str = ""
    step: str = ""
    message: str = ""
    others: tuple[str, ...] = ()


class Floor(Record, frozen=True):
    """What a trivial subject passes. `vacuous`: requirements all of whose scenarios it passes."""

    subject: str
    passed: int
    applicable: int
    vacuous: tuple[str, ...] = ()


class Proof(Record, frozen=True):
    """The whole of what was found.

    `unproven`: requirements that need a fault and have none killed. `unexcused`: vacuous for a trivial
    subject and not on the reviewed list, as `requirement subject`. `stale`: on that list without need.
    `unread`: choices without a fault that is their other reading. `unfair`: such readings that fail what
    is no choice, as `fault requirement`; only a full run looks for them.
    `digest` is that of the specification it was made with.
    """

    digest: str
    full: bool
    control: int
    kills: tuple[Kill, ...]
    floors: tuple[Floor, ...]
    unproven: tuple[str, ...] = ()
    unexcused: tuple[str, ...] = ()
    stale: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    unfair: tuple[str, ...] = ()

    @property
    def missing(self) -> tuple[str, ...]:
        return (*self.unproven, *self.unexcused, *self.stale, *self.unread, *self.unfair)

    @property
    def holds(self) -> bool:
        return not self.missing and all(kill.outcome is Outcome.KILLED for kill in self.kills)

    def of(self, requirement: str) -> tuple[Kill, ...]:
        """The faults against a requirement that its own scenarios caught."""
        return tuple(
            kill for kill in self.kills if kill.requirement == requirement and kill.outcome is Outcome.KILLED
        )


def encode(proof: Proof) -> bytes:
    return msgspec.json.format(msgspec.json.encode(proof, order="deterministic"), indent=1) + b"\n"


def committed(root: Path, digest: str) -> Proof | None:
    """The proof that travels with a specification; None if there is none, or it is of another one."""
    file = root / "reports" / "proof.json"
    if not file.is_file():
        return None
    proof = decode(file)
    return proof if proof.digest == digest else None


def decode(file: Path) -> Proof:
    """Read a proof.

    Raises:
        BadInput: it is not one.
    """
    try:
        return msgspec.json.decode(file.read_bytes(), type=Proof)
    except (OSError, msgspec.DecodeError) as problem:
        raise BadInput(f"{file}: not a proof of ezconform: {problem}") from None
