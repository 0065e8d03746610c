"""The samples of the Cucumber compatibility kit that apply: read, run and journalled as the kit says."""

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from ezconform.connection.connectors import connector
from ezconform.engine.assembly import run_results
from ezconform.engine.run import run_scenarios
from ezconform.engine.session import Session
from ezconform.protocol.values import ConformanceClass
from ezconform.reports.journal import Journal
from ezconform.specification.feature_file import FeatureFile, FileIds, read_feature
from ezconform.specification.model import Requirement, Scenario, Specification, Step
from ezconform.specification.scenarios import KINDS
from ezconform.verdict import Provenance
from ezconform.vocabulary import load

HERE = Path(__file__).parent
MINIATURES = HERE.parent / "miniatures.py"
SAMPLES = (
    "backgrounds",
    "cdata",
    "data-tables",
    "doc-strings",
    "examples-tables",
    "minimal",
    "multiple-features",
    "rules",
    "rules-backgrounds",
    "skipped",
    "stack-traces",
    "unused-steps",
)
REQUIREMENT = Requirement(
    id="WAIT-01",
    sentence="A sample of the kit",
    description="",
    conformance_class=ConformanceClass.WAITING,
    provenance=Provenance.SEED,
    claims=(),
    documents=(),
    uri="",
    line=1,
)
Messages = dict[str, list[dict[str, Any]]]


def by_kind(path: Path) -> Messages:
    found: Messages = defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        for kind, body in json.loads(line).items():
            found[kind].append(body)
    return found


def without_ids(value: Any, key: str = "") -> Any:
    """The same tree without what every implementation numbers or names its own way.

    The official parser for Python keeps blanks at the end of a description, the kit's does not.
    """
    if isinstance(value, dict):
        own = {"id", "astNodeIds", "astNodeId", "uri"}
        kept = {key: one for key, one in value.items() if key not in own and one not in ("", [])}
        return {key: without_ids(one, key) for key, one in kept.items()}
    if key == "description":
        return value.rstrip()
    return [without_ids(one) for one in value] if isinstance(value, list) else value


def scenario(file: FeatureFile, number: int, pickle: dict[str, Any]) -> Scenario:
    """A pickle as a scenario of ours, without the house rules for ids and requirements."""
    steps = [Step("*", KINDS[one["type"]], one["text"], 1, *argument(one)) for one in pickle["steps"]]
    name = f"{file.uri}/{number}"
    return Scenario(name, REQUIREMENT, pickle["name"], "", (), frozenset(), file.uri, 1, tuple(steps))


def argument(step: dict[str, Any]) -> tuple[tuple[tuple[str, ...], ...], str | None]:
    given = step.get("argument", {})
    rows = given.get("dataTable", {}).get("rows", [])
    table = tuple(tuple(cell["value"] for cell in row["cells"]) for row in rows)
    return table, given.get("docString", {}).get("content")


def journal_of(sample: Path, folder: Path) -> Messages:
    """Run a sample with our reading, engine and journal."""
    paths = sorted(sample.glob("*.feature"))
    files = tuple(read_feature(path, path.name, FileIds(number)) for number, path in enumerate(paths))
    scenarios = tuple(
        scenario(file, number, one) for file in files for number, one in enumerate(file.pickles)
    )
    folded = tuple(one.folded() for one in files)
    spec = Specification(folder, {REQUIREMENT.id: REQUIREMENT}, scenarios, {}, {}, {}, "digest", files=folded)
    session = Session(connector(f"py:{MINIATURES}:Willing"))
    journal = Journal(folder / "journal.ndjson", "the kit")
    execution = run_scenarios(spec, scenarios, load(HERE / "kit_steps"), session, journal)
    journal.conclude(run_results(spec, scenarios, execution, session.subject, "the kit"))
    session.close()
    return by_kind(folder / "journal.ndjson")


def story(messages: Messages) -> dict[Any, list[str]]:
    """The statuses of the steps of every pickle, by the pickle's place in the order of pickles."""
    numbers = {one["id"]: number for number, one in enumerate(messages["pickle"])}
    cases = {one["id"]: numbers[one["pickleId"]] for one in messages["testCase"]}
    started = {one["id"]: cases[one["testCaseId"]] for one in messages["testCaseStarted"]}
    found: dict[Any, list[str]] = {number: [] for number in started.values()}
    for one in messages["testStepFinished"]:
        found[started[one["testCaseStartedId"]]].append(one["testStepResult"]["status"])
    return found


@pytest.mark.parametrize("name", SAMPLES)
def test_a_sample_is_read_and_run_as_the_kit_says(name: str, official: Path, tmp_path: Path) -> None:
    """The same documents, the same pickles, the same status of every step, the same end of the run."""
    sample = official / "@cucumber/compatibility-kit/features" / name
    expected, actual = by_kind(sample / f"{name}.ndjson"), journal_of(sample, tmp_path)
    assert [one["data"] for one in actual["source"]] == [one["data"] for one in expected["source"]]
    for kind in ("gherkinDocument", "pickle"):
        assert without_ids(actual[kind]) == without_ids(expected[kind])
    assert story(actual) == story(expected)
    for kind in ("testRunStarted", "testCase", "testCaseFinished", "testStepStarted", "testRunFinished"):
        assert len(actual[kind]) == len(expected[kind])
    assert actual["testRunFinished"][0]["success"] == expected["testRunFinished"][0]["success"]


def test_the_comparison_can_fail(official: Path, tmp_path: Path) -> None:
    """Samples are told apart by their statuses, and by their texts."""
    kit = official / "@cucumber/compatibility-kit/features"
    actual = journal_of(kit / "skipped", tmp_path)
    other = by_kind(kit / "stack-traces/stack-traces.ndjson")
    assert story(actual) != story(other)
    assert without_ids(actual["pickle"]) != without_ids(other["pickle"])


def test_every_sample_has_been_thought_of(official: Path) -> None:
    """Each one runs here, or docs/how-to/journal.md names it with the reason why it does not apply."""
    page = (HERE.parents[1] / "docs/how-to/journal.md").read_text(encoding="utf-8")
    there = {path.name for path in (official / "@cucumber/compatibility-kit/features").iterdir()}
    assert set(SAMPLES) <= there
    assert [one for one in sorted(there) if f"`{one}`" not in page] == []
