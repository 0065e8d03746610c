"""A coloured grid as a table that needs no script: every cell says in words what its colour means.

Knows cells; knows neither scenarios nor what a grid is about.
"""

from dataclasses import dataclass

from ezconform.reports.display import one_line
from ezconform.reports.html.evidence import attribute_markup, text_markup

CELL = 240
"""Characters of a cell that are shown."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in it; `style` colours it as a verdict is coloured; `link` is an id in the page."""

    text: str
    style: str = ""
    link: str = ""
    mark: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """Every row begins with its heading; `corner` is the heading of those. `note` explains what has to be."""

    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""


def grid_markup(grid: Grid) -> str:
    """The table, which scrolls by itself where the page is narrow."""
    heads = "".join(f"<th scope=col>{_shown(one)}" for one in (grid.corner, *grid.columns))
    rows = "".join(f"<tr>{_cell(row[0], 'th scope=row')}{''.join(map(_cell, row[1:]))}" for row in grid.rows)
    note = f"<small>{_shown(grid.note)}</small>" if grid.note else ""
    label = attribute_markup(one_line(grid.caption))
    return (
        f'<div class=scroll tabindex=0 role=group aria-label="{label}"><table class=grid>'
        f"<caption>{_shown(grid.caption)}{note}</caption><tr>{heads}{rows}</table></div>"
    )


def _cell(cell: Cell, tag: str = "td") -> str:
    style = f' class="v {cell.style}"' if cell.style else ""
    text = f"{cell.mark} {_shown(cell.text)}" if cell.mark else _shown(cell.text)
    if cell.link:
        text = f'<a href="#{attribute_markup(cell.link)}">{text}</a>'
    return f"<{tag}{style}>{text}"


def _shown(text: str) -> str:
    return text_markup(one_line(text, CELL))
