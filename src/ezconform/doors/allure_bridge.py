"""Gives Allure results the steps, evidence and names that allure-pytest alone would not find.

Does nothing unless allure-pytest is writing results. No attachment files: a scenario stays one file.
"""

import json
from typing import Any

import allure_commons
import pytest
from allure_commons.logger import AllureFileLogger
from allure_commons.model2 import Label, Parameter, TestStepResult

from ezconform.results import Evidence, ScenarioResult, StepResult
from ezconform.specification.model import Scenario
from ezconform.verdict import Verdict

LISTENER = "allure_listener"
STATUS = {
    Verdict.PASSED: "passed",
    Verdict.FAILED: "failed",
    Verdict.DIFFERS: "skipped",
    Verdict.NOT_APPLICABLE: "skipped",
    Verdict.COULD_NOT_RUN: "skipped",
    Verdict.KNOWN_DEVIATION: "skipped",
}
BROKEN = "broken"


def describe(item: Any, scenario: Scenario, result: ScenarioResult) -> None:
    """Complete the Allure result of the test that runs this scenario."""
    listener = item.config.pluginmanager.get_plugin(LISTENER)
    test = listener.allure_logger.get_test(None) if listener else None
    if test is None:
        return
    requirement = scenario.requirement
    test.name = f"{scenario.name} [{scenario.case}]" if scenario.case else scenario.name
    test.fullName = scenario.id
    test.description = f"{requirement.sentence}\n\n{requirement.description}".strip()
    test.parameters = [Parameter(name="case", value=scenario.case)] if scenario.case else []
    labels = {
        "epic": requirement.conformance_class.value,
        "feature": scenario.uri,
        "story": f"{requirement.id} {requirement.sentence}",
        "verdict": result.verdict.value,
        "provenance": requirement.provenance.value,
    }
    test.labels += [Label(name=name, value=value) for name, value in labels.items()]
    test.labels += [Label(name="tag", value=tag.removeprefix("@")) for tag in scenario.tags]
    test.steps += [_step(step) for step in result.steps]


class ResultsOnly:
    """Stands in for Allure's file writer, without the file it writes for every fixture."""

    def __init__(self, writer: Any) -> None:
        self.writer = writer

    @allure_commons.hookimpl
    def report_result(self, result: Any) -> None:
        self.writer.report_result(result)

    @allure_commons.hookimpl
    def report_attached_file(self, source: Any, file_name: str) -> None:
        self.writer.report_attached_file(source, file_name)

    @allure_commons.hookimpl
    def report_attached_data(self, body: Any, file_name: str) -> None:
        self.writer.report_attached_data(body, file_name)

    @allure_commons.hookimpl
    def report_globals(self, globals_item: Any) -> None:
        self.writer.report_globals(globals_item)


def leave_out_containers(config: pytest.Config) -> None:
    """Put `ResultsOnly` in place of the writer; fixtures say nothing of a scenario."""
    manager = allure_commons.plugin_manager
    writer = next((one for one in manager.get_plugins() if isinstance(one, AllureFileLogger)), None)
    if writer is None or config.pluginmanager.get_plugin(LISTENER) is None:
        return
    manager.unregister(plugin=writer)
    manager.register(ResultsOnly(writer))


def put_containers_back() -> None:
    """Undo, since allure-pytest insists on unregistering the writer it knows."""
    manager = allure_commons.plugin_manager
    for stand_in in [one for one in manager.get_plugins() if isinstance(one, ResultsOnly)]:
        manager.unregister(plugin=stand_in)
        manager.register(stand_in.writer)


def _step(step: StepResult) -> Any:
    inner = [TestStepResult(name="| " + " | ".join(row) + " |", status="passed") for row in step.table]
    if step.doc_string is not None:
        inner.append(TestStepResult(name=step.doc_string, status="passed"))
    inner += [_evidence(one) for one in step.evidence]
    status = STATUS.get(step.verdict, BROKEN)
    return TestStepResult(name=f"{step.keyword} {step.text}", status=status, steps=inner)


def _evidence(evidence: Evidence) -> Any:
    said = [Parameter(name="request", value=json.dumps(evidence.request))]
    answer = "nothing" if evidence.answer is None else json.dumps(evidence.answer)
    status = BROKEN if evidence.answer is None else "passed"
    return TestStepResult(
        name=evidence.verb, status=status, parameters=[*said, Parameter(name="answer", value=answer)]
    )
