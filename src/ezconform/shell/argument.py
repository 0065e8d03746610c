"""The table or doc string that a typed step waits for, line by line.

Knows how both are written; runs no step.
"""

import re
from dataclasses import replace

from ezconform.protocol.faults import BadInput
from ezconform.shell.sketch import TypedStep
from ezconform.vocabulary.step_arguments import DataTable
from ezconform.vocabulary.step_table import Match

FENCE = '"""'
_CELL = re.compile(r"(?<!\\)\|")


class Argument:
    """`step` waits for it, and has it once `add` has returned true. `left`: the line behind it, if any."""

    def __init__(self, match: Match, step: TypedStep) -> None:
        self.match = match
        self.step = step
        self.left = ""
        self._lines: list[str] = []

    def add(self, text: str) -> bool:
        """Take a line in; is the argument complete with it?

        Raises:
            BadInput: the argument cannot begin so.
        """
        tabular = self.match.definition.argument_type is DataTable
        return self._row(text.strip()) if tabular else self._line(text)

    def _row(self, text: str) -> bool:
        """A table ends with the first line that is no row of it."""
        if text.startswith("|"):
            self._lines.append(text)
            return False
        if not self._lines:
            raise BadInput("the step needs a data table below it; it was not run")
        self.step = replace(self.step, table=tuple(_cells(one) for one in self._lines))
        self.left = text
        return True

    def _line(self, text: str) -> bool:
        """A doc string stands between two fences."""
        fenced = text.strip() == FENCE
        if not self._lines and not fenced:
            raise BadInput(f"the step needs a doc string below it, between {FENCE}; it was not run")
        if self._lines and fenced:
            self.step = replace(self.step, doc_string="\n".join(self._lines[1:]))
            return True
        self._lines.append(text)
        return False


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip().replace("\\|", "|") for cell in _CELL.split(line)[1:-1])
