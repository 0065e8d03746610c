"""What the markup of a scenario needs of the run as a whole: the shelf, the routes, the way to try again.

Knows nothing of single scenarios.
"""

import shlex
from dataclasses import dataclass, replace

from ezconform.reports.display import one_line
from ezconform.reports.html.evidence import Shelf, text_markup
from ezconform.reports.html.routes import Routes
from ezconform.reports.html.sequence_drawing import Drawings
from ezconform.results import RunResults

SHOWN = 2_000
"""Characters of an adapter's name that are shown: more than anybody types."""


@dataclass(frozen=True, slots=True)
class Setting:
    """One for a page. `shell` is the command, as markup, into which the line of a failure is pasted."""

    shelf: Shelf
    routes: Routes
    drawings: Drawings
    shell: str

    @classmethod
    def of(cls, results: RunResults) -> "Setting":
        command = f"ezconform shell --adapter {shlex.quote(one_line(results.adapter, SHOWN))}"
        return cls(Shelf(results), Routes(results), Drawings(), text_markup(command))

    def aside(self, number: int) -> "Setting":
        """For a part of the report that is kept apart: it uses no drawing of another part."""
        return replace(self, drawings=Drawings(f"q{number}-"))
