"""A run of the specification in argv[1], shared by two workers; Ctrl-C comes while a start is told.

Says why the run ended, and which scenarios were finished without having been started.
"""

import os
import signal
import sys
from contextlib import closing
from pathlib import Path

from ezconform import bundle
from ezconform.cli.staffing import Manner, staff
from ezconform.connection.connectors import connector
from ezconform.connection.limits import Limits
from ezconform.engine.deviations import Declarations
from ezconform.engine.listener import Silence
from ezconform.results import ScenarioResult
from ezconform.specification import reading
from ezconform.specification.model import Scenario
from ezconform.vocabulary import load


class Pressing(Silence):
    """Notes who was started; presses Ctrl-C when it is told so for the fourth time."""

    def __init__(self) -> None:
        self.started: list[str] = []
        self.unstarted: list[str] = []

    def scenario_started(self, scenario: Scenario) -> None:
        if len(self.started) == 3:
            os.kill(os.getpid(), signal.SIGINT)
        self.started.append(scenario.id)

    def scenario_finished(
        self, scenario: Scenario, result: ScenarioResult, started_at: float, seconds: float
    ) -> None:
        del result, started_at, seconds
        if scenario.id not in self.started:
            self.unstarted.append(scenario.id)


found = bundle.find(Path(sys.argv[1]))
spec, table = reading.read(found.root), load(found.steps)
way = connector(sys.argv[2], Limits())
listener = Pressing()
with closing(staff(spec, spec.scenarios, table, way, Manner(Declarations(), None, jobs=2))) as workers:
    sys.stdout.write(f"{workers.run(listener).interrupted} {listener.unstarted}\n")
