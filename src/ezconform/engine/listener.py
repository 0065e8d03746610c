"""What a run tells while it runs. The journal and the progress display are listeners. Holds no logic."""

from collections.abc import Sequence
from typing import Protocol

from ezconform.protocol.answers import Subject
from ezconform.results import ScenarioResult
from ezconform.specification.model import Scenario, Specification


class Listener(Protocol):
    """Told in order of arrival. A listener that raises ends the run."""

    def run_started(self, spec: Specification, scenarios: Sequence[Scenario], subject: Subject) -> None: ...

    def scenario_started(self, scenario: Scenario) -> None: ...

    def scenario_finished(
        self, scenario: Scenario, result: ScenarioResult, started_at: float, seconds: float
    ) -> None:
        """`started_at` in seconds since 1970 UTC; `seconds` is how long the scenario took."""

    def run_finished(self) -> None:
        """Also told when the run was interrupted."""


class Silence:
    """A listener that does nothing, for callers who want results only."""

    def run_started(self, spec: Specification, scenarios: Sequence[Scenario], subject: Subject) -> None: ...

    def scenario_started(self, scenario: Scenario) -> None: ...

    def scenario_finished(
        self, scenario: Scenario, result: ScenarioResult, started_at: float, seconds: float
    ) -> None: ...

    def run_finished(self) -> None: ...
