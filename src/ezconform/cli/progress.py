"""What a person sees while a run is under way: a bar on a terminal, plain lines elsewhere; on standard error.

Listeners; they know verdicts, not how they come about.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

from ezconform.engine.listener import Listener, Silence
from ezconform.protocol.answers import Subject
from ezconform.reports.display import one_line
from ezconform.reports.overview import ATTENTION, numbered
from ezconform.results import ScenarioResult
from ezconform.specification.model import Scenario, Specification

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

TENTHS = 10
FAILURES_TOLD = 20


class Audience:
    """Several listeners as one, told in their order."""

    def __init__(self, *listeners: Listener) -> None:
        self._listeners = listeners

    def run_started(self, spec: Specification, scenarios: Sequence[Scenario], subject: Subject) -> None:
        for one in self._listeners:
            one.run_started(spec, scenarios, subject)

    def scenario_started(self, scenario: Scenario) -> None:
        for one in self._listeners:
            one.scenario_started(scenario)

    def scenario_finished(
        self, scenario: Scenario, result: ScenarioResult, started_at: float, seconds: float
    ) -> None:
        for one in self._listeners:
            one.scenario_finished(scenario, result, started_at, seconds)

    def run_finished(self) -> None:
        for one in self._listeners:
            one.run_finished()


class Lines(Silence):
    """Plain lines for a log: the start, every tenth of the way, and the first failures as they come."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._total = self._done = self._tenth = self._failures = 0

    def run_started(self, spec: Specification, scenarios: Sequence[Scenario], subject: Subject) -> None:
        del spec
        self._total = len(scenarios)
        self._say(f"{numbered(self._total, 'scenario')} on {subject.name} {subject.version}")

    def scenario_finished(
        self, scenario: Scenario, result: ScenarioResult, started_at: float, seconds: float
    ) -> None:
        """`started_at` in seconds since 1970 UTC; `seconds` is how long the scenario took."""
        del scenario, started_at, seconds
        self._done += 1
        if result.verdict in ATTENTION:
            self._failures += 1
            if self._failures <= FAILURES_TOLD:
                self._say(f"  {result.verdict}: {result.id}: {result.message}")
        tenth = self._done * TENTHS // self._total
        if tenth != self._tenth:
            self._tenth = tenth
            self._say(f"  {self._done} of {self._total}, {self._failures} asking for attention")

    def _say(self, text: str) -> None:
        self._stream.write(one_line(text.strip(), limit=1_000) + "\n")
        self._stream.flush()


class Bar(Silence):
    """A live bar with the verdicts so far."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def run_started(self, spec: Specification, scenarios: Sequence[Scenario], subject: Subject) -> None:
        del spec
        from rich.console import Console
        from rich.markup import escape
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TextColumn("{task.fields[verdicts]}"),
            console=Console(file=sys.stderr),
            transient=True,
        )
        name = escape(one_line(f"{subject.name} {subject.version}", limit=60))
        self._task = self._progress.add_task(name, total=len(scenarios), verdicts="")
        self._progress.start()

    def scenario_finished(
        self, scenario: Scenario, result: ScenarioResult, started_at: float, seconds: float
    ) -> None:
        """`started_at` in seconds since 1970 UTC; `seconds` is how long the scenario took."""
        del scenario, started_at, seconds
        self._counts[result.verdict.value] += 1
        if self._progress is not None and self._task is not None:
            verdicts = ", ".join(f"{number} {verdict}" for verdict, number in self._counts.items())
            self._progress.update(self._task, advance=1, verdicts=verdicts)

    def run_finished(self) -> None:
        if self._progress is not None:
            self._progress.stop()
            self._progress = None


def progress() -> Listener:
    """What suits standard error."""
    return Bar() if sys.stderr.isatty() else Lines(sys.stderr)
