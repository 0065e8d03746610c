"""The rows of an outline as one grid: what varies from row to row, and what came of each.

The Examples table is not in the results; its columns are found again as the words in which the steps of
the rows differ. Knows scenarios; knows no feature file.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ezconform.reports.display import bounded
from ezconform.reports.html.grid import Cell, Grid
from ezconform.reports.html.verdict_style import SIGN, SLUG
from ezconform.results import ScenarioResult

FEWEST_ROWS, FEWEST_COLUMNS = 3, 2
PUNCTUATION = '"=,('
CROSSED = 2
"""So many columns are set against each other."""


@dataclass(frozen=True, slots=True)
class Column:
    """The words around what varies, a value for each row. `expected`: the first of its steps is a Then."""

    head: str
    values: tuple[str, ...]
    expected: bool


def outlines(scenarios: Iterable[ScenarioResult]) -> list[Grid]:
    """A grid for each outline of a requirement that has enough rows and columns to be looked at as one."""
    groups = groupby(scenarios, key=_outline)
    found = (_grid(tuple(rows)) for name, rows in groups if name)
    return [one for one in found if one]


def _outline(one: ScenarioResult) -> str:
    """What the ids of its rows begin with; empty for a scenario that is no row."""
    parts = one.id.split("/")
    return f"{parts[0]}/{parts[1]}" if len(parts) == 3 else ""  # noqa: PLR2004 - requirement, outline, case


def _grid(rows: tuple[ScenarioResult, ...]) -> Grid | None:
    columns = varying(rows)
    if len(rows) < FEWEST_ROWS or len(columns) < FEWEST_COLUMNS:
        return None
    return crossed(rows, columns) or _listed(rows, columns)


def varying(rows: Sequence[ScenarioResult]) -> list[Column]:
    """The columns, in the order of the steps; none if the rows do not have the same steps."""
    if len({len(row.steps) for row in rows}) != 1:
        return []
    columns: dict[tuple[str, ...], Column] = {}
    told = False
    for place, step in enumerate(rows[0].steps):
        told = step.keyword.strip() == "Then" or (told and step.keyword.strip() in {"And", "But"})
        texts = [row.steps[place].text for row in rows]
        if len(set(texts)) > 1:
            head, values = _difference(texts)
            columns.setdefault(values, Column(head, values, told))
    return list(columns.values())


def _difference(texts: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The words all have in common around the ones that vary, and those."""
    words = [text.split(" ") for text in texts]
    before = _alike(words)
    after = _alike([list(reversed(one[before:])) for one in words])
    values = [" ".join(one[before : len(one) - after]) for one in words]
    front = _until_punctuation(values[0][: _alike(values)])
    ends = [one[len(front) :][::-1] for one in values]
    back = _until_punctuation(ends[0][: _alike(ends)])[::-1]
    first = words[0]
    head = " ".join([*first[:before], f"{front}…{back}", *first[len(first) - after :]])
    return head, tuple(one[len(front) : len(one) - len(back)] for one in values)


def _until_punctuation(text: str) -> str:
    """The text up to its last quote or the like: a value is cut there and not within a word."""
    return text[: max((text.rfind(one) for one in PUNCTUATION), default=-1) + 1]


def _alike(texts: Sequence[Sequence[str]]) -> int:
    """With how many words, or characters, all begin."""
    shortest = min(map(len, texts))
    return next((at for at in range(shortest) if len({text[at] for text in texts}) > 1), shortest)


def crossed(rows: Sequence[ScenarioResult], columns: Sequence[Column]) -> Grid | None:
    """Two columns against each other, if the rows are all their combinations; else None."""
    given = [one for one in columns if not one.expected]
    if len(given) != CROSSED or len(columns) > CROSSED + 1:
        return None
    down, across = given
    sides, heads = list(dict.fromkeys(down.values)), list(dict.fromkeys(across.values))
    places = dict(zip(zip(down.values, across.values, strict=True), range(len(rows)), strict=True))
    if min(len(sides), len(heads)) < CROSSED or not len(places) == len(rows) == len(sides) * len(heads):
        return None
    said = next((one.values for one in columns if one.expected), ("",) * len(rows))

    def cell(side: str, head: str) -> Cell:
        return _verdict(rows[places[side, head]], said[places[side, head]])

    lines = tuple((Cell(side), *(cell(side, head) for head in heads)) for side in sides)
    return Grid(f"{rows[0].name}: {across.head}", down.head, tuple(heads), lines)


def _listed(rows: Sequence[ScenarioResult], columns: Sequence[Column]) -> Grid:
    """A row for each case, expectations coloured by what came of them."""
    lines = []
    for at, row in enumerate(rows):
        values = (_value(row, one.values[at], one) for one in columns)
        lines.append((Cell(row.id.split("/")[2], link=bounded(row.id)), *values, _verdict(row)))
    return Grid(rows[0].name, "case", (*(one.head for one in columns), "verdict"), tuple(lines))


def _value(row: ScenarioResult, value: str, column: Column) -> Cell:
    return Cell(value, SLUG[row.verdict], mark=SIGN[row.verdict]) if column.expected else Cell(value)


def _verdict(row: ScenarioResult, said: str = "") -> Cell:
    """The verdict, and of a failure what came instead."""
    got = f": {row.mismatch.actual}" if row.mismatch else ""
    text = f"{said}, {row.verdict}{got}" if said else f"{row.verdict}{got}"
    return Cell(text, SLUG[row.verdict], bounded(row.id), SIGN[row.verdict])
