"""The register of decisions beside the specification: where documents contradict each other or are silent.

Knows the tables of docs/decisions.md; a specification without that file has no register.
"""

import re
from dataclasses import dataclass
from pathlib import Path

REGISTER = "docs/decisions.md"
_HEADING = re.compile(r"## (?:\d+\. )?(.+)")
_ROW = re.compile(r"\| (D\d+) \|(.+)\|")
_CARRIED = re.compile(r"([A-Z]+)-(\d+)(?: to \1-(\d+))?")
COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Decision:
    """One row: both sides or the question, what we take, and the requirements that carry it.

    `contradiction`: something is said twice and differently; else nothing is said. `carried` is the
    cell that names the requirements, or says why there is none; `chapter` the heading above the row.
    """

    id: str
    contradiction: bool
    first: str
    second: str
    third: str
    requirements: frozenset[str]
    carried: str = ""
    chapter: str = ""

    @property
    def against_source(self) -> bool:
        """Whether another document contradicts the source, rather than the source itself."""
        sides = (self.first, self.second)
        return (
            self.contradiction and any("Source" in one for one in sides) and any("`" in one for one in sides)
        )


def read_decisions(root: Path) -> tuple[Decision, ...]:
    """The rows in their order; none if there is no register under `root`."""
    path = root / REGISTER
    if not path.is_file():
        return ()
    found, chapter = [], ""
    for line in path.read_text(encoding="utf-8").splitlines():
        if heading := _HEADING.match(line):
            chapter = heading[1]
        elif row := _ROW.match(line):
            found.append(_decision(row[1], row[2], chapter))
    return tuple(found)


def _decision(id_: str, cells: str, chapter: str) -> Decision:
    first, second, third, carried = [*(cell.strip() for cell in cells.split(" | ")), "", "", "", ""][:COLUMNS]
    contradiction = "contradiction" in chapter.lower()
    return Decision(id_, contradiction, first, second, third, _requirements(carried), carried, chapter)


def _requirements(carried: str) -> frozenset[str]:
    """Ids, and all from one to another."""
    return frozenset(
        f"{prefix}-{number:02d}"
        for prefix, start, end in _CARRIED.findall(carried)
        for number in range(int(start), int(end or start) + 1)
    )
