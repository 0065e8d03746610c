"""The data table and the doc string that may follow a step. Knows no Gherkin parser."""

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class DataTable:
    """A step's table. `raw` is every row as written, the heading row included."""

    raw: tuple[tuple[str, ...], ...]

    @cached_property
    def rows(self) -> tuple[dict[str, str], ...]:
        """The rows below the heading, each as heading to cell."""
        heading, *rows = self.raw
        return tuple(dict(zip(heading, row, strict=True)) for row in rows)

    def pairs(self) -> tuple[tuple[str, str], ...]:
        """The rows of a two-column table without heading, as (left, right).

        Raises:
            ValueError: the table has not two columns.
        """
        return tuple((left, right) for left, right in self.raw)


class DocString(str):
    """A step's doc string; lines end with a newline, the last one without."""

    __slots__ = ()
