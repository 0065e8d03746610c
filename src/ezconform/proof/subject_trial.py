"""Trying mutations on somebody's own subject: once without lies, then with each where it may show.

Knows sessions, proxies and verdicts; what comes of it is `subject_matrix`. Needs nothing of the subject but
its adapter.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from ezconform.connection.limits import Limits
from ezconform.engine.disguise import Disguise
from ezconform.engine.listener import Listener, Silence
from ezconform.engine.recorder import Recorder
from ezconform.engine.run import perform, take_turn
from ezconform.engine.session import Session
from ezconform.proof.mutation import MUTATIONS, Mutation
from ezconform.proof.noticing import CAUGHT, telling_step
from ezconform.proof.proxy import Lies, ProxyConnector
from ezconform.proof.scout import Scout
from ezconform.proof.subject_matrix import Cell, Row, SubjectProof
from ezconform.protocol.adapter import Connector
from ezconform.protocol.faults import BadInput
from ezconform.results import ScenarioResult
from ezconform.specification.model import Scenario, Specification
from ezconform.verdict import Verdict
from ezconform.vocabulary.step_table import StepTable

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class SubjectTrial:
    """The specification, its steps, and the way to the subject."""

    spec: Specification
    table: StepTable
    way: Connector
    limits: Limits
    disguise: Disguise | None = None

    def prove(self, scenarios: Sequence[Scenario], mutations: Sequence[Mutation], tell: Tell) -> SubjectProof:
        """Control run first; then every mutation on what passed there and could be changed.

        Raises:
            BadInput: nothing passed unbroken.
            CannotStart: the subject does not start.
        """
        tell("control run of the subject as it is")
        scout = Scout(self.way, mutations)
        session = Session(scout, self.limits)
        subject = session.subject
        control = self._run(session, scenarios, scout)
        passed = {one.id for one in control if one.verdict is Verdict.PASSED}
        sound = [one for one in scenarios if one.id in passed]
        if not sound:
            raise BadInput("nothing can be proven: no scenario passes on the subject as it is")
        rows = [self._row(one, scout.worth(one, sound), tell) for one in mutations]
        proven = {cell.requirement for row in rows for cell in row.caught}
        return SubjectProof(
            digest=self.spec.digest,
            subject=subject.name,
            version=subject.version,
            control=len(sound),
            left_out=len(scenarios) - len(sound),
            rows=tuple(rows),
            unproven=tuple(sorted({one.requirement.id for one in sound} - proven)),
            partial=len(scenarios) < len(self.spec.scenarios) or len(mutations) < len(MUTATIONS),
        )

    def _row(self, mutation: Mutation, scenarios: Sequence[Scenario], tell: Tell) -> Row:
        tell(f"mutation {mutation.name}")
        lies = Lies()
        count = _Count(lies)
        session = Session(ProxyConnector(self.way, mutation, lies, self.limits), self.limits)
        results = self._run(session, scenarios, count) if scenarios else []
        touched = [one for one in results if count.of.get(one.id)]
        return Row(
            mutation=mutation.name,
            sentence=mutation.sentence,
            cells=self._cells(mutation, results, count.of),
            broke=sum(one.verdict not in CAUGHT | {Verdict.PASSED} for one in touched),
        )

    def _cells(
        self, mutation: Mutation, results: Sequence[ScenarioResult], lies: dict[str, int]
    ) -> tuple[Cell, ...]:
        """For each requirement that lies were told to, or that noticed some told to the scenario before."""
        found: dict[str, Cell] = {}
        for one in results:
            noticed = one.verdict in CAUGHT
            if not (noticed or lies.get(one.id)):
                continue
            before = found.get(one.requirement) or self._untouched(mutation, one.requirement)
            cell = _caught(before, one) if noticed and not before.scenario else before
            found[one.requirement] = replace(cell, lies=before.lies + lies.get(one.id, 0))
        return tuple(found[name] for name in sorted(found))

    def _untouched(self, mutation: Mutation, requirement: str) -> Cell:
        spoken = self.spec.requirements[requirement].conformance_class in mutation.classes
        return Cell(requirement=requirement, lies=0, spoken=spoken)

    def _run(
        self, session: Session, scenarios: Sequence[Scenario], listener: Listener
    ) -> list[ScenarioResult]:
        try:
            recorder = Recorder(self.table, self.spec.labs, session, disguise=self.disguise)
            execution = perform(
                self.spec,
                scenarios,
                session.subject,
                lambda one: take_turn(one, recorder),
                listener,
                fail_fast=False,
            )
        finally:
            session.close()
        if execution.interrupted:
            raise KeyboardInterrupt
        return execution.results


class _Count(Silence):
    """How many lies each scenario was told, by id."""

    def __init__(self, lies: Lies) -> None:
        self.of: dict[str, int] = {}
        self._lies = lies
        self._before = 0

    def scenario_started(self, scenario: Scenario) -> None:
        del scenario
        self._before = self._lies.told

    def scenario_finished(
        self, scenario: Scenario, result: ScenarioResult, started_at: float, seconds: float
    ) -> None:
        del result, started_at, seconds
        self.of[scenario.id] = self._lies.told - self._before


def _caught(cell: Cell, result: ScenarioResult) -> Cell:
    return replace(cell, scenario=result.id, step=telling_step(result), message=result.message)
