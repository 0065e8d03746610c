"""The pytest door: collects feature files for pytest-bdd and runs every step through one universal step.

Loaded with `-p`. Knows pytest and pytest-bdd; verdicts come from the recorder. Only the plain parts of
pytest-bdd are used: its parser, its `scenario` decorator and its hooks.
"""

import sys
from collections.abc import Generator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import pytest
from pytest_bdd import step
from pytest_bdd.parsers import StepParser

from ezconform.doors.feature_module import FeatureModule, name_and_case
from ezconform.protocol.faults import BadInput, CannotStart
from ezconform.verdict import ExitCode, Verdict

if TYPE_CHECKING:  # what runs scenarios is loaded with the first feature file: other tests do not pay for it
    from ezconform.doors.door_run import DoorOptions, DoorRun
    from ezconform.doors.pytest_workers import Controller
    from ezconform.engine.judgement import Finding
    from ezconform.results import ScenarioResult
    from ezconform.specification.model import Scenario

RUN: "pytest.StashKey[DoorRun]" = pytest.StashKey()
PROBLEM: pytest.StashKey[tuple[str, int]] = pytest.StashKey()
SCENARIO: "pytest.StashKey[Scenario]" = pytest.StashKey()
VERDICT: "pytest.StashKey[ScenarioResult]" = pytest.StashKey()
CONTROLLER: "pytest.StashKey[Controller]" = pytest.StashKey()
FAILURES = (Verdict.FAILED.value, Verdict.BROKEN_DECLARATION.value)


class AnyText(StepParser):
    """Matches every step; our own table decides what it means."""

    def is_matching(self, name: str) -> bool:  # noqa: ARG002 - the signature is pytest-bdd's
        return True

    def parse_arguments(self, name: str) -> dict[str, str]:
        return {"text": name}


@step(AnyText("any text"))
def universal_step(request: pytest.FixtureRequest, text: str) -> None:
    __tracebackhide__ = True
    if SCENARIO not in request.node.stash:
        pytest.fail("the ezconform door runs only scenarios that it has collected itself", pytrace=False)
    run = request.config.stash[RUN]
    finding = run.run_step(text)
    if finding is not None:
        _show(run, finding, request.node.stash[SCENARIO])


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("ezconform")
    group.addoption("--adapter", default="", help="the subject, as for ezconform run")
    group.addoption("--tags", default="", help="run scenarios with these tags (cucumber tag expression)")
    group.addoption("--strict-inferred", action="store_true", help="failures of @inferred requirements fail")
    group.addoption("--ezconform-report-dir", default="", help="write results.json into this folder")


def pytest_configure(config: pytest.Config) -> None:
    """Where pytest-xdist shares the work out, this process only gathers what the workers found."""
    if config.getoption("dist", "no") == "no" or hasattr(config, "workerinput"):
        return
    from ezconform.doors import door_run, pytest_workers

    try:
        folder = door_run.report_folder(_options(config))
    except BadInput as problem:
        pytest.exit(f"ezconform: {problem}", ExitCode.BAD_INPUT)
    controller = config.stash[CONTROLLER] = pytest_workers.Controller(folder)
    config.pluginmanager.register(controller)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    from ezconform.doors.door_run import root_of

    if file_path.suffix != ".feature":
        return None
    root = root_of(file_path)
    if root is None or not _started(parent.config, root):
        return None
    return FeatureModule.from_parent(parent, path=file_path)


@pytest.hookimpl(tryfirst=True)
def pytest_bdd_apply_tag(tag: str, function: Any) -> bool:  # noqa: ARG001 - the signature is pytest-bdd's
    """Tags are no marks: they may say more than a mark's name can hold."""
    return True


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if PROBLEM in config.stash:
        said, code = config.stash[PROBLEM]
        pytest.exit(f"ezconform: {said}", code)
    run = config.stash.get(RUN, None)
    if run is None:
        return
    for item in items:
        if isinstance(item.parent, FeatureModule):
            scenario = item.stash[SCENARIO] = run.scenario(item.path, *name_and_case(item))
            # so that -k takes the ids that every report shows; a function's name cannot hold a hyphen
            item.extra_keyword_matches.update((scenario.requirement.id, scenario.id))
    tags = config.getoption("--tags")
    if tags:
        _deselect(config, items, run, tags)


def _deselect(config: pytest.Config, items: list[pytest.Item], run: "DoorRun", tags: str) -> None:
    from ezconform.specification.selection import select

    try:
        wanted = {one.id for one in select(run.spec, tags=tags)}
    except BadInput as problem:
        config.stash[PROBLEM] = str(problem), ExitCode.BAD_INPUT
        raise pytest.UsageError(str(problem)) from None
    out = [item for item in items if SCENARIO in item.stash and item.stash[SCENARIO].id not in wanted]
    if out:
        config.hook.pytest_deselected(items=out)
        items[:] = [item for item in items if item not in set(out)]


@pytest.hookimpl
def pytest_bdd_before_scenario(request: pytest.FixtureRequest) -> None:
    if SCENARIO not in request.node.stash:
        return
    run, scenario = request.config.stash[RUN], request.node.stash[SCENARIO]
    finding = run.begin(scenario)
    if finding is not None:
        _finish(request, run)
        _show(run, finding, scenario)


@pytest.hookimpl
def pytest_bdd_after_scenario(request: pytest.FixtureRequest) -> None:
    if SCENARIO not in request.node.stash:
        return
    run, raised = request.config.stash[RUN], sys.exc_info()[1]
    if isinstance(raised, KeyboardInterrupt):
        run.interrupt()
    result = _finish(request, run)
    if raised is None and result.verdict is not Verdict.PASSED:
        pytest.fail(f"{result.verdict.value}: {result.message}", pytrace=False)


def _finish(request: pytest.FixtureRequest, run: "DoorRun") -> "ScenarioResult":
    from ezconform.doors import allure_bridge

    result = request.node.stash[VERDICT] = run.finish()
    allure_bridge.describe(request.node, request.node.stash[SCENARIO], result, run.spec)
    return result


def _show(run: "DoorRun", finding: "Finding", scenario: "Scenario") -> NoReturn:
    """Turn a finding into what pytest calls it."""
    __tracebackhide__ = True
    from ezconform.doors.door_run import ASIDE

    said = f"{finding.verdict.value}: {finding.message}"
    if finding.verdict in ASIDE:
        pytest.skip(said)
    if run.is_warning(finding, scenario):
        raise pytest.xfail.Exception(said, pytrace=False)
    pytest.fail(f"{said}\n{finding.detail}".rstrip(), pytrace=False)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, Any, Any]:
    """Let the verdict travel with the report, so that no usable answer can be shown as an error."""
    report = yield
    if VERDICT in item.stash:
        report.ezconform_verdict = item.stash[VERDICT].verdict.value
        if report.when == "call" and hasattr(item.config, "workerinput"):
            from ezconform.doors import pytest_workers

            pytest_workers.hand_over(report, item.config.stash[RUN], item.stash[VERDICT])
    return report


@pytest.hookimpl(tryfirst=True)
def pytest_report_teststatus(report: Any) -> tuple[str, str, str] | None:
    verdict = getattr(report, "ezconform_verdict", "failed")
    if report.when == "call" and report.failed and verdict not in FAILURES:
        return "error", "E", verdict.upper()
    return None


def _started(config: pytest.Config, root: Path) -> bool:
    """Start the run with the first feature file; there is one specification a session.

    What is wrong is kept for later: pytest would make a long story of an exception while collecting.
    """
    from ezconform.doors import allure_bridge
    from ezconform.doors.door_run import start

    if RUN in config.stash and config.stash[RUN].spec.root != root:
        config.stash[PROBLEM] = f"features of two specifications, one at {root}", ExitCode.BAD_INPUT
    if RUN in config.stash or PROBLEM in config.stash:
        return PROBLEM not in config.stash
    try:
        config.stash[RUN] = start(root, _options(config))
        allure_bridge.leave_out_containers(config)
    except BadInput as problem:
        config.stash[PROBLEM] = str(problem), ExitCode.BAD_INPUT
    except CannotStart as problem:
        config.stash[PROBLEM] = str(problem), ExitCode.INCOMPLETE
    return PROBLEM not in config.stash


def _options(config: pytest.Config) -> "DoorOptions":
    from ezconform.doors import pytest_workers
    from ezconform.doors.door_run import DoorOptions

    return DoorOptions(
        adapter=config.getoption("--adapter"),
        report_dir=config.getoption("--ezconform-report-dir"),
        strict_inferred=config.getoption("--strict-inferred"),
        salt=pytest_workers.shared_salt(config),
    )


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    config = session.config
    if CONTROLLER in config.stash and not config.option.collectonly:
        config.stash[CONTROLLER].conclude(_why_interrupted(session, exitstatus))
    run = config.stash.get(RUN, None)
    if run is None:
        return
    if config.option.collectonly or PROBLEM in config.stash or hasattr(config, "workerinput"):
        run.session.close()
        return
    selected = [item.stash[SCENARIO] for item in session.items if SCENARIO in item.stash]
    try:
        run.close(selected, _why_interrupted(session, exitstatus))
    except RuntimeError as problem:
        sys.stderr.write(f"\nezconform: {problem}\n")
        session.exitstatus = pytest.ExitCode.INTERNAL_ERROR


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure(config: pytest.Config) -> None:
    if RUN in config.stash:
        from ezconform.doors import allure_bridge

        allure_bridge.put_containers_back()


def _why_interrupted(session: pytest.Session, exitstatus: int) -> str:
    if exitstatus == pytest.ExitCode.INTERRUPTED:
        return "interrupted"
    return str(session.shouldfail or session.shouldstop or "")
