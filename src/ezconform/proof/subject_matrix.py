"""The kill matrix of somebody's own subject: mutation x requirement, with the scenario that caught it.

A lie that a proxy tells in the subject's place is caught where a scenario that passed without it fails.
Values; knows how to write itself, runs nothing.
"""

from enum import StrEnum

import msgspec

from ezconform.results import Record


class Outcome(StrEnum):
    """What became of a mutation. Only `survived` speaks against the suite, or against what passes here."""

    KILLED = "killed"
    SURVIVED = "survived"
    NOT_SPOKEN_OF = "not spoken of"
    NOTHING_TO_CHANGE = "nothing to change"


class Cell(Record, frozen=True):
    """A mutation met a requirement: `lies` answers were changed; the scenario, step and words that noticed.

    An empty `scenario`: lies were told and none of the requirement's scenarios noticed. `spoken`: a
    requirement of its class speaks of what the mutation changes; where none does nobody need notice.
    """

    requirement: str
    lies: int
    spoken: bool = False
    scenario: str = ""
    step: str = ""
    message: str = ""


class Row(Record, frozen=True):
    """One mutation. `broke`: scenarios that ended without a verdict (crash, hang), which is no proof."""

    mutation: str
    sentence: str
    cells: tuple[Cell, ...]
    broke: int = 0

    @property
    def caught(self) -> tuple[Cell, ...]:
        return tuple(cell for cell in self.cells if cell.scenario)

    @property
    def outcome(self) -> Outcome:
        if self.caught:
            return Outcome.KILLED
        if any(cell.spoken for cell in self.cells):
            return Outcome.SURVIVED
        return Outcome.NOT_SPOKEN_OF if self.cells else Outcome.NOTHING_TO_CHANGE


class SubjectProof(Record, frozen=True):
    """All mutations of one subject.

    `control`: scenarios that passed unbroken, the only ones that can prove anything; `left_out`: those
    that did not. `unproven`: requirements with passing scenarios that no mutation made fail. `partial`:
    only some requirements, classes or mutations were asked for.
    """

    digest: str
    subject: str
    version: str
    control: int
    left_out: int
    rows: tuple[Row, ...]
    unproven: tuple[str, ...]
    partial: bool = False
    format: str = "ezconform-subject-proof/1"

    @property
    def holds(self) -> bool:
        return not self.of(Outcome.SURVIVED)

    def of(self, outcome: Outcome) -> tuple[Row, ...]:
        return tuple(row for row in self.rows if row.outcome is outcome)


def encode(proof: SubjectProof) -> bytes:
    return msgspec.json.format(msgspec.json.encode(proof, order="deterministic"), indent=1) + b"\n"
