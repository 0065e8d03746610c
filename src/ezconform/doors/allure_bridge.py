"""Gives Allure results the steps, evidence and names that allure-pytest alone would not find.

Does nothing unless allure-pytest is writing results. No attachment files: a scenario stays one file.
"""

import json
from typing import Any

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
    from allure_commons.model2 import Label, Parameter

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


def without_containers(config: Any) -> None:
    """Stop Allure from writing a file for every fixture: they say nothing of a scenario."""
    import allure_commons

    if config.pluginmanager.get_plugin(LISTENER) is None:
        return
    for plugin in allure_commons.plugin_manager.get_plugins():
        if hasattr(plugin, "report_container"):
            plugin.report_container = _nothing


def _nothing(container: Any) -> None:
    """Take a container and write nothing."""


def _step(step: StepResult) -> Any:
    from allure_commons.model2 import TestStepResult

    inner = [TestStepResult(name="| " + " | ".join(row) + " |", status="passed") for row in step.table]
    if step.doc_string is not None:
        inner.append(TestStepResult(name=step.doc_string, status="passed"))
    inner += [_evidence(one) for one in step.evidence]
    status = STATUS.get(step.verdict, BROKEN)
    return TestStepResult(name=f"{step.keyword} {step.text}", status=status, steps=inner)


def _evidence(evidence: Evidence) -> Any:
    from allure_commons.model2 import Parameter, TestStepResult

    said = [Parameter(name="request", value=json.dumps(evidence.request))]
    answer = "nothing" if evidence.answer is None else json.dumps(evidence.answer)
    status = BROKEN if evidence.answer is None else "passed"
    return TestStepResult(
        name=evidence.verb, status=status, parameters=[*said, Parameter(name="answer", value=answer)]
    )
