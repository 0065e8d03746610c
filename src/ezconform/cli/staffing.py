"""Who does the work of a run: this process with one adapter, or several workers with one each.

Knows sessions and crews; knows neither selection nor reports.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ezconform.connection.connectors import Way
from ezconform.engine.deviations import Declarations
from ezconform.engine.disguise import Disguise
from ezconform.engine.listener import Listener
from ezconform.engine.recorder import LabSession, Recorder
from ezconform.engine.repetition import repeated
from ezconform.engine.run import Execution, TakeTurn, perform, take_turn
from ezconform.engine.session import Session
from ezconform.protocol.answers import Subject
from ezconform.specification.model import Scenario, Specification
from ezconform.vocabulary.step_table import StepTable

if TYPE_CHECKING:
    from ezconform.engine.crew import Crew


@dataclass(frozen=True, slots=True)
class Alone:
    """A run in this process; a crew is the same with several."""

    spec: Specification
    scenarios: Sequence[Scenario]
    session: Session
    take: TakeTurn

    @property
    def subject(self) -> Subject:
        return self.session.subject

    def run(self, listener: Listener, *, fail_fast: bool = False) -> Execution:
        return perform(self.spec, self.scenarios, self.subject, self.take, listener, fail_fast=fail_fast)

    def close(self) -> None:
        self.session.close()


@dataclass(frozen=True, slots=True)
class Manner:
    """How the scenarios are run: by how many workers, how often each, in view of which declarations.

    `disguise`: for credentials of a fixed lab; None shows them.
    """

    declarations: Declarations
    disguise: Disguise | None
    jobs: int = 1
    repeat: int = 1


def staff(
    spec: Specification, scenarios: Sequence[Scenario], table: StepTable, way: Way, manner: Manner
) -> "Alone | Crew":
    """Whoever is to run the scenarios; to be closed after the run.

    Raises:
        CannotStart: a worker's adapter does not start. Without workers `subject` says so.
    """

    def new_session() -> Session:
        return Session(way, way.limits)

    def turns(session: LabSession) -> TakeTurn:
        recorder = Recorder(table, spec.labs, session, manner.declarations, manner.disguise)
        return repeated(lambda scenario: take_turn(scenario, recorder), manner.repeat)

    if manner.jobs > 1:
        from ezconform.engine.crew import Crew

        return Crew(spec, scenarios, new_session, turns, manner.jobs, manner.disguise)
    session = new_session()
    return Alone(spec, scenarios, session, turns(session))
