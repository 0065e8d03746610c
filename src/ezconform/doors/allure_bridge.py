"""Gives Allure results the steps, evidence and names that allure-pytest alone would not find.

Does nothing unless allure-pytest is writing results. A scenario is two files at most: its result, and one
attachment with all that was sent and received, since Allure wants a file for every attachment.
"""

import hashlib
import json
from functools import lru_cache
from pathlib import Path
from typing import Any

import allure_commons
import pytest
from allure_commons.logger import AllureFileLogger
from allure_commons.model2 import Attachment, Label, Link, Parameter, StatusDetails, TestStepResult

from ezconform.results import Evidence, ScenarioResult, StepResult
from ezconform.specification.model import Requirement, Scenario, Specification
from ezconform.specification.registers import read_source
from ezconform.verdict import Provenance, Verdict

LISTENER = "allure_listener"
STATUS = {
    Verdict.PASSED: "passed",
    Verdict.FAILED: "failed",
    Verdict.BROKEN_DECLARATION: "failed",
    Verdict.DIFFERS: "skipped",
    Verdict.NOT_APPLICABLE: "skipped",
    Verdict.COULD_NOT_RUN: "skipped",
    Verdict.KNOWN_DEVIATION: "skipped",
}
BROKEN = "broken"
# How much a failure weighs: what binds an implementation most comes first.
SEVERITY = {
    Provenance.SEED: "critical",
    Provenance.MANUAL: "normal",
    Provenance.INFERRED: "minor",
    Provenance.CHOICE: "trivial",
}
UNNAMED_SOURCE = "the source document"


def describe(item: Any, scenario: Scenario, result: ScenarioResult, spec: Specification) -> None:
    """Complete the Allure result of the test that runs this scenario."""
    listener = item.config.pluginmanager.get_plugin(LISTENER)
    test = listener.allure_logger.get_test(None) if listener else None
    if test is None:
        return
    requirement = scenario.requirement
    test.name = f"{scenario.name} [{scenario.case}]" if scenario.case else scenario.name
    # allure-pytest makes the historyId of fullName and parameters; nothing else of a row may enter it.
    test.fullName = scenario.id
    test.testCaseId = hashlib.md5(scenario.id.encode(), usedforsecurity=False).hexdigest()
    test.titlePath = [requirement.conformance_class.value, requirement.id]
    test.description = _description(requirement, spec)
    test.parameters = [Parameter(name="case", value=scenario.case)] if scenario.case else []
    test.labels += [Label(name=name, value=value) for name, value in _labels(scenario, result, spec)]
    cited = [spec.documents[one] for one in requirement.documents]
    test.links += [
        Link(type="link", url=one.url, name=f"{one.title}, {one.edition}") for one in cited if one.url
    ]
    test.steps += [_step(step, result) for step in result.steps]
    if any(step.evidence for step in result.steps):
        source = f"{test.uuid}-attachment.txt"
        allure_commons.plugin_manager.hook.report_attached_data(body=transcript(result), file_name=source)
        test.attachments.append(Attachment(name="sent and received", source=source, type="text/plain"))


def transcript(result: ScenarioResult) -> str:
    """A scenario as text: each step with its table or text, and below it the requests and their answers."""
    lines: list[str] = []
    for step in result.steps:
        lines.append(f"{step.keyword} {step.text}  ({step.verdict.value})")
        lines += [f"    {_row(row)}" for row in step.table]
        lines += [f"    {line}" for line in (step.doc_string or "").splitlines()]
        for one in step.evidence:
            lines += [f"  > {one.verb} {json.dumps(one.request)}", f"  < {_answer(one)}"]
    return "\n".join([*lines, ""])


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


def _labels(scenario: Scenario, result: ScenarioResult, spec: Specification) -> list[tuple[str, str]]:
    requirement = scenario.requirement
    story = f"{requirement.id} {requirement.sentence}"
    return [
        ("epic", _epic(spec.root)),
        ("feature", requirement.conformance_class.value),
        ("story", story),
        ("parentSuite", requirement.conformance_class.value),
        ("suite", story),
        ("severity", SEVERITY[requirement.provenance]),
        ("verdict", result.verdict.value),
        ("provenance", requirement.provenance.value),
        ("place", f"{scenario.uri}:{scenario.line}"),
        *(("tag", tag.removeprefix("@")) for tag in scenario.tags),
    ]


@lru_cache(maxsize=1)
def _epic(root: Path) -> str:
    source = read_source(root)
    return f"{source.title}, {source.edition}" if source else UNNAMED_SOURCE


def _description(requirement: Requirement, spec: Specification) -> str:
    """The requirement in words (Markdown), and what it rests on."""
    claims = [f"{one}: {spec.claims[one].text}" for one in requirement.claims]
    documents = [
        f"{spec.documents[one].title}, {spec.documents[one].edition}" for one in requirement.documents
    ]
    sources = "\n".join(f"* {one}" for one in claims + documents)
    return f"{requirement.sentence}\n\n{requirement.description}".strip() + f"\n\n{sources}"


def _step(step: StepResult, result: ScenarioResult) -> Any:
    inner = [TestStepResult(name=_row(row), status="passed") for row in step.table]
    if step.doc_string is not None:
        inner.append(TestStepResult(name=step.doc_string, status="passed"))
    inner += [_evidence(one) for one in step.evidence]
    status = STATUS.get(step.verdict, BROKEN)
    shown = TestStepResult(name=f"{step.keyword} {step.text}", status=status, steps=inner)
    if step.verdict is result.verdict and step.verdict is not Verdict.PASSED and result.message:
        shown.statusDetails = StatusDetails(message=f"{result.verdict.value}: {result.message}")
    return shown


def _evidence(evidence: Evidence) -> Any:
    return TestStepResult(
        name=evidence.verb,
        status=BROKEN if evidence.answer is None else "passed",
        parameters=[
            Parameter(name="request", value=json.dumps(evidence.request)),
            Parameter(name="answer", value=_answer(evidence)),
        ],
    )


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _answer(evidence: Evidence) -> str:
    return "nothing" if evidence.answer is None else json.dumps(evidence.answer)
