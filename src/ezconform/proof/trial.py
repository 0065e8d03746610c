"""Puts one fault before the scenarios and says what became of it.

Knows verdicts; a crash or a harness fault is never a kill.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ezconform.connection.connectors import Way, python_adapter
from ezconform.connection.in_process import InProcess
from ezconform.connection.limits import Limits
from ezconform.engine.listener import Silence
from ezconform.engine.run import run_scenarios
from ezconform.engine.session import Session
from ezconform.proof.fault import Fault
from ezconform.proof.matrix import Kill, Outcome
from ezconform.proof.noticing import CAUGHT, telling_step
from ezconform.results import ScenarioResult
from ezconform.specification.model import Scenario, Specification
from ezconform.specification.tags import CANARY
from ezconform.verdict import Verdict
from ezconform.vocabulary.step_table import StepTable


@dataclass(frozen=True, slots=True)
class Trial:
    """What every fault is tried with: the specification, its steps, and the adapter that takes rules."""

    spec: Specification
    table: StepTable
    adapter: str

    def run(self, scenarios: Sequence[Scenario], name: str, rules: object = None) -> list[ScenarioResult]:
        """Results of the scenarios against the adapter, made with `rules` or (None) without."""
        make = python_adapter(self.adapter)
        limits = Limits()
        session = Session(
            Way(name, lambda _: InProcess(make() if rules is None else make(rules), limits), limits)
        )
        try:
            execution = run_scenarios(self.spec, scenarios, self.table, session, Silence())
        finally:
            session.close()
        if execution.interrupted:
            raise KeyboardInterrupt
        return execution.results

    def of(self, fault: Fault, *, full: bool) -> Kill:
        """Try the fault on its own requirement and on the canaries, or on everything."""
        scenarios = [one for one in self.spec.scenarios if full or self._concerns(one, fault)]
        results = {one.id: one for one in self.run(scenarios, fault.name, fault.rules)}
        own = [results[one.id] for one in scenarios if one.requirement.id == fault.requirement]
        canaries = [
            results[one.id]
            for one in scenarios
            if CANARY in one.tags and one.requirement.id != fault.requirement
        ]
        others = _noticed(results.values(), fault.requirement)
        return _kill(fault, own, canaries, others)

    def _concerns(self, scenario: Scenario, fault: Fault) -> bool:
        return scenario.requirement.id == fault.requirement or CANARY in scenario.tags


def _kill(
    fault: Fault,
    own: Sequence[ScenarioResult],
    canaries: Sequence[ScenarioResult],
    others: tuple[str, ...],
) -> Kill:
    caught = next((one for one in own if one.verdict in CAUGHT), None)
    dead = sum(one.verdict is not Verdict.PASSED for one in canaries)
    if canaries and dead * 2 > len(canaries):
        return _row(fault, Outcome.BREAKS_EVERYTHING, caught, others)
    if caught is None:
        return _row(fault, Outcome.ELSEWHERE if others else Outcome.SURVIVED, None, others)
    return _row(fault, Outcome.KILLED, caught, others)


def _row(fault: Fault, outcome: Outcome, caught: ScenarioResult | None, others: tuple[str, ...]) -> Kill:
    return Kill(
        fault=fault.name,
        requirement=fault.requirement,
        sentence=fault.sentence,
        outcome=outcome,
        scenario=caught.id if caught else "",
        step=telling_step(caught) if caught else "",
        message=caught.message if caught else "",
        others=others,
    )


def _noticed(results: Iterable[ScenarioResult], own: str) -> tuple[str, ...]:
    return tuple(sorted({one.requirement for one in results if one.verdict in CAUGHT} - {own}))
