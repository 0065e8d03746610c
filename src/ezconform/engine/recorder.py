"""Runs the steps of a scenario and keeps what happened: the same for every door.

Knows steps, labs and findings; knows no runner. Evidence belongs to the step that sent the request, also
where several requests travelled together.
"""

from collections.abc import Mapping
from typing import Protocol

import msgspec

from ezconform.engine.aliases import Aliases
from ezconform.engine.deviations import NOTHING_DECLARED, Declarations
from ezconform.engine.disguise import Disguise, aliases_for
from ezconform.engine.judgement import Finding, inapplicable, judge
from ezconform.protocol.answers import Subject
from ezconform.protocol.faults import NotExecuted
from ezconform.protocol.lab import LabDefinition
from ezconform.results import Evidence, ScenarioResult, StepResult
from ezconform.specification.model import Scenario, Step
from ezconform.verdict import Verdict
from ezconform.vocabulary.lab import Lab, LabConnection, Sent
from ezconform.vocabulary.step_table import StepTable


class LabSession(Protocol):
    """What a recorder needs of a session: the subject, and a connection that is alive."""

    @property
    def subject(self) -> Subject: ...

    def connection(self) -> LabConnection: ...


class Recorder:
    """One for a whole run: `begin`, then `run_step` for each step in order, then `finish`, and again.

    A step after a finding does nothing. `finding` is why the scenario does not simply pass, None while
    it may.
    """

    def __init__(
        self,
        table: StepTable,
        labs: Mapping[str, LabDefinition],
        session: LabSession,
        declarations: Declarations = NOTHING_DECLARED,
        disguise: Disguise | None = None,
    ) -> None:
        """`disguise` None: credentials are shown as they are."""
        self._declarations = declarations
        self._disguise = disguise
        self.finding: Finding | None = None
        self._table = table
        self._labs = labs
        self._session = session
        self._scenario: Scenario | None = None
        self._lab: Lab | None = None
        self._sent: list[list[Sent]] = []
        self._culprit = 0

    def begin(self, scenario: Scenario) -> Finding | None:
        """Start on a scenario; a finding here means that it does not apply or cannot run."""
        self._scenario = scenario
        self._sent = []
        self._culprit = -1
        self._lab = None
        self.finding = None
        inapt = inapplicable(scenario, self._session.subject)
        if inapt is not None:
            self.finding = self._in_view_of_declarations(inapt)
            return self.finding
        try:
            self._lab = Lab(self._session.connection(), self._labs)
        except NotExecuted as error:  # its turn never came: no declaration is broken by that
            self.finding = self._judged(error, scenario)
        except Exception as error:  # noqa: BLE001 - judged, never swallowed
            self.finding = self._in_view_of_declarations(self._judged(error, scenario))
        return self.finding

    def run_step(self, step: Step) -> Finding | None:
        """Run the scenario's next step; the finding so far, None while all is well.

        With the last step everything still queued is sent, so that no refusal goes unseen.
        """
        if self.finding is not None or self._lab is None or self._scenario is None:
            return self.finding
        lab, sent = self._lab, list[Sent]()
        self._sent.append(sent)
        lab.evidence = sent
        try:
            self._table.match(step.text).call(lab, step.table, step.doc_string)
            if len(self._sent) == len(self._scenario.steps):
                lab.flush()
                self._pass()
        except Exception as error:  # noqa: BLE001 - judged, never swallowed
            self._note(error, lab)
        return self.finding

    def abandon(self, finding: Finding) -> None:
        """End the scenario from outside: an interruption, or a runner that went its own way."""
        self.finding = finding
        self._culprit = len(self._sent)

    def finish(self) -> ScenarioResult:
        """The record of the scenario.

        Raises:
            RuntimeError: no scenario was begun.
        """
        scenario = self._scenario
        if scenario is None:
            raise RuntimeError("finish without begin")
        if self.finding is None and len(self._sent) != len(scenario.steps):
            ran = f"{len(self._sent)} of {len(scenario.steps)} steps were run"
            self.abandon(Finding(Verdict.HARNESS_FAULT, ran))
        self._scenario = self._lab = None
        aliases = self._aliases(scenario)
        steps = tuple(self._step_result(index, step, aliases) for index, step in enumerate(scenario.steps))
        return scenario_result(scenario, self.finding, steps)

    def _aliases(self, scenario: Scenario, finding: Finding | None = None) -> Aliases:
        """What is to be said instead of the credentials that this scenario has met."""
        sent = (one.answer for step in self._sent for one in step if one.answer is not None)
        answers = (msgspec.to_builtins(answer) for answer in sent)
        return aliases_for(self._disguise, self._session.subject, scenario, answers, finding)

    def _judged(self, error: Exception, scenario: Scenario) -> Finding:
        finding = judge(error, scenario.requirement)
        return self._aliases(scenario, finding).finding(finding)

    def _pass(self) -> None:
        """All steps have passed, which a declaration may not have expected."""
        self.finding = self._in_view_of_declarations(None)
        self._culprit = len(self._sent) - 1

    def _in_view_of_declarations(self, finding: Finding | None) -> Finding | None:
        assert self._scenario is not None  # noqa: S101 - only called while a scenario runs
        return self._declarations.judged(self._scenario, self._session.subject.version, finding)

    def _note(self, error: Exception, lab: Lab) -> None:
        """Remember the finding and whose it is: pipelined requests may come back to an earlier step."""
        assert self._scenario is not None  # noqa: S101 - only called while a step runs
        finding = self._judged(error, self._scenario)
        # an adapter that was given up in the middle of a scenario breaks no declaration either
        self.finding = finding if isinstance(error, NotExecuted) else self._in_view_of_declarations(finding)
        self._culprit = next(
            (index for index, sent in enumerate(self._sent) if sent is lab.blamed), len(self._sent) - 1
        )

    def _step_result(self, index: int, step: Step, aliases: Aliases) -> StepResult:
        sent = self._sent[index] if index < len(self._sent) else ()
        evidence = tuple([aliases.evidence(_evidence(one)) for one in sent]) if sent else ()
        return step_result(step, self._step_verdict(index), evidence)

    def _step_verdict(self, index: int) -> Verdict:
        if self.finding is None or index < self._culprit:
            return Verdict.PASSED
        return self.finding.verdict if index == self._culprit else Verdict.NOT_APPLICABLE


def step_result(step: Step, verdict: Verdict, evidence: tuple[Evidence, ...] = ()) -> StepResult:
    return StepResult(
        keyword=step.keyword,
        text=step.text,
        verdict=verdict,
        table=step.table,
        doc_string=step.doc_string,
        evidence=evidence,
    )


def scenario_result(
    scenario: Scenario, finding: Finding | None, steps: tuple[StepResult, ...]
) -> ScenarioResult:
    """`finding` None: it passed."""
    return ScenarioResult(
        id=scenario.id,
        requirement=scenario.requirement.id,
        verdict=finding.verdict if finding else Verdict.PASSED,
        name=scenario.name,
        message=finding.message if finding else "",
        mismatch=finding.mismatch if finding else None,
        detail=finding.detail if finding else "",
        line=scenario.line,
        steps=steps,
    )


def not_run(scenario: Scenario, why: str, verdict: Verdict = Verdict.COULD_NOT_RUN) -> ScenarioResult:
    """The record of a scenario whose turn never came, or of whose turn nothing is known."""
    steps = tuple(step_result(step, Verdict.NOT_APPLICABLE) for step in scenario.steps)
    return scenario_result(scenario, Finding(verdict, why), steps)


def _evidence(sent: Sent) -> Evidence:
    return Evidence(
        verb=sent.verb,
        request=msgspec.to_builtins(sent.request),
        answer=None if sent.answer is None else msgspec.to_builtins(sent.answer),
    )
