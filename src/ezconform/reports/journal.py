"""The journal: what happens in a run, written as it happens, so that a kill loses one scenario at most.

A listener that writes Cucumber Messages, one JSON object a line; the file grows by whole scenarios.
Knows the order of the messages; their spelling is `cucumber_messages`, reading back `journal_reading`.
"""

import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from ezconform.engine.assembly import run_results
from ezconform.engine.run import Execution
from ezconform.protocol.answers import Subject
from ezconform.reports import cucumber_messages as messages
from ezconform.results import ClassResult, RunResults, ScenarioResult
from ezconform.specification.model import Scenario, Specification


class Planned(msgspec.Struct, frozen=True, array_like=True):
    """A scenario that the run means to execute."""

    id: str
    requirement: str
    name: str
    line: int = 0


class Opening(msgspec.Struct, frozen=True):
    """What is known before the first scenario: the results without verdicts, and what is planned."""

    run: RunResults
    planned: tuple[Planned, ...]


class Closing(msgspec.Struct, frozen=True):
    """What is known only at the end."""

    classes: tuple[ClassResult, ...]
    interrupted: str


class Journal:
    """Told of a run in progress, then once `conclude`d; the file is complete only after that."""

    def __init__(self, path: Path, adapter: str) -> None:
        """Make the file, or empty it; OSError if that is impossible."""
        # Unbuffered: what is written survives a kill.
        self._file = path.open("wb", buffering=0)
        self._adapter = adapter
        self._pickles: dict[str, bytes] = {}
        self._numbers: dict[str, int] = {}
        self._success = True

    def run_started(self, spec: Specification, scenarios: Sequence[Scenario], subject: Subject) -> None:
        selected = {one.id for one in scenarios}
        remaining = iter(spec.scenarios)
        self._file.write(messages.meta())
        for file in spec.files:
            pickles = {
                one.id: pickle
                for pickle, one in zip(file.pickles, remaining, strict=False)
                if one.id in selected
            }
            self._pickles |= pickles
            if pickles:
                lines = [messages.gherkin(file), *map(messages.pickle, pickles.values())]
                self._file.write(b"".join(lines))
        opening = Opening(
            run=run_results(spec, scenarios, Execution(), subject, self._adapter),
            planned=tuple(Planned(one.id, one.requirement.id, one.name, one.line) for one in scenarios),
        )
        self._file.write(
            messages.run_started(time.time()) + messages.run_attachment(messages.OPENING, opening)
        )

    def scenario_started(self, scenario: Scenario) -> None:
        number = self._numbers[scenario.id] = len(self._numbers) + 1
        pickle = messages.decode_pickle(self._pickles[scenario.id])
        self._file.write(messages.case_started(number, pickle, time.time()))

    def scenario_finished(
        self, scenario: Scenario, result: ScenarioResult, started_at: float, seconds: float
    ) -> None:
        """`started_at` in seconds since 1970 UTC; `seconds` is how long the scenario took."""
        self._success = self._success and messages.STATUS[result.verdict] != b"FAILED"
        number = self._numbers[scenario.id]
        self._file.write(messages.case_finished(number, result, started_at, seconds))

    def run_finished(self) -> None:
        """Nothing yet: the claims follow from the results as a whole."""

    def conclude(self, results: RunResults) -> None:
        """Write the claims and the end of the run, and close the file."""
        closing = Closing(classes=results.classes, interrupted=results.interrupted)
        success = self._success and not results.interrupted
        self._file.write(
            messages.run_attachment(messages.CLOSING, closing)
            + messages.run_finished(time.time(), results.interrupted, success=success),
        )
        self.close()

    def close(self) -> None:
        """Close the file; what is in it stays as it is. May be done again."""
        self._file.close()
