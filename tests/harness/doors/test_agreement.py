"""The three doors come to the same verdicts."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ezconform import bundle
from ezconform.doors.comparison import disagreements
from ezconform.reports import canonical
from ezconform.results import RunResults
from ezconform.verdict import Verdict

pytestmark = pytest.mark.usefixtures("mixed")

DOORS = ("run", "pytest", "behave")
EXPECTED = {
    "WAIT-01/goes-wrong": "harness fault",
    "WAIT-01/holds-with-everything": "passed",
    "WAIT-01/many/one": "passed",
    "WAIT-01/many/two": "not applicable",
    "WAIT-01/many/wrong": "failed",
    "WAIT-01/refused": "failed",
    "WAIT-01/stumbles": "protocol error",
    "WAIT-02/only-a-warning": "failed",
    "WAIT-03/may-differ": "differs",
}


def test_every_kind_of_verdict_is_the_same_through_every_door(door: Any) -> None:
    """Not only the verdicts: the canonical results are the same bytes."""
    runs = {name: door(name).results for name in DOORS}
    assert {one.id: one.verdict.value for one in runs["run"].scenarios} == EXPECTED
    assert disagreements(runs) == ()
    assert len({canonical.encode(run) for run in runs.values()}) == 1


def test_a_planted_difference_is_found(door: Any) -> None:
    """One door on another subject: the comparison names the scenarios and says who said what."""
    runs = {"run": door("run").results, "behave": door("behave", subject="Homeless").results}
    found = disagreements(runs)
    assert "WAIT-01/many/wrong: run failed, behave could not run" in found
    assert not [line for line in found if line.startswith("WAIT-03")]


def test_a_scenario_that_one_door_lost_is_found(door: Any) -> None:
    """As pytest-bdd alone loses scenarios of equal names."""
    run = door("run").results
    less = msgspec.structs.replace(run, scenarios=run.scenarios[1:])
    assert disagreements({"run": run, "pytest": less}) == (
        "WAIT-01/goes-wrong: run harness fault, pytest not there",
    )


DECLARED = """
[[deviation]]
scenario = "WAIT-01/many/wrong"
message = "the counter: expected 3, got 1"
reason = "ticket 7"

[[deviation]]
scenario = "WAIT-01/many/one"
message = "the counter: expected 1, got 2"
reason = "ticket 8"

[[deviation]]
requirement = "WAIT-02"
message = "the counter: expected 2, got 1"
reason = "ticket 9"

[[deviation]]
scenario = "WAIT-01/many/two"
message = "never run"
reason = "ticket 10"
"""
IN_VIEW = EXPECTED | {
    "WAIT-01/many/wrong": "known deviation",
    "WAIT-01/many/one": "broken declaration",
    "WAIT-01/many/two": "broken declaration",
    "WAIT-02/only-a-warning": "known deviation",
}


def test_declarations_count_the_same_through_every_door(door: Any, tmp_path: Path) -> None:
    """Known deviations and broken declarations, to the byte; also where the run is shared."""
    (tmp_path / "ezconform.toml").write_text(DECLARED)
    runs = {name: door(name).results for name in DOORS} | {"shared": door("run", "-j", "2").results}
    assert {one.id: one.verdict.value for one in runs["run"].scenarios} == IN_VIEW
    assert len({canonical.encode(run) for run in runs.values()}) == 1


def test_runners_call_declarations_what_they_are(door: Any, tmp_path: Path) -> None:
    """A known deviation has failed as expected, a broken declaration has failed, in their own words."""
    (tmp_path / "ezconform.toml").write_text(DECLARED)
    pytest_says, behave_says = door("pytest", "-rA", "-q").out, door("behave").out
    for known in ("WAIT_01_many[wrong]", "WAIT_02_only_a_warning"):
        assert [line for line in pytest_says.splitlines() if line.startswith("XFAIL") and known in line]
    for broken in ("WAIT_01_many[one]", "WAIT_01_many[two]"):
        assert [line for line in pytest_says.splitlines() if line.startswith("FAILED") and broken in line]
    assert "WAIT-01/many/wrong: known deviation: the counter: expected 3, got 1" in behave_says
    assert "broken declaration: declared to fail, but it passed" in behave_says


@pytest.mark.parametrize("name", DOORS)
def test_a_declaration_that_matches_nothing_keeps_every_door_shut(
    door: Any, tmp_path: Path, name: str
) -> None:
    """Bad input, in one line."""
    (tmp_path / "ezconform.toml").write_text(DECLARED.replace("WAIT-02", "WAIT-77"))
    outcome = door(name)
    assert outcome.code != 0
    assert outcome.results is None
    assert "deviation WAIT-77: nothing in the specification has this id" in outcome.out + outcome.err


@pytest.fixture(scope="module")
def whole(tmp_path_factory: Any) -> dict[str, RunResults]:
    """The whole of features/ through the three doors, as people start them in the checkout."""
    root, folder = bundle.find().root, tmp_path_factory.mktemp("doors")
    commands = {
        "run": ["ezconform", "run", "--report-dir", str(folder / "run")],
        "pytest": [
            "pytest",
            "-q",
            "-p",
            "no:cacheprovider",
            "--ezconform-report-dir",
            str(folder / "pytest"),
        ],
        "behave": ["behave", "-f", "null", "-D", f"report_dir={folder / 'behave'}"],
    }
    for command in commands.values():
        subprocess.run([sys.executable, "-m", *command], cwd=root, capture_output=True, check=False)
    return {name: canonical.read(Path(folder / name / "results.json")) for name in commands}


def test_the_whole_specification_has_the_same_verdicts_through_every_door(whole: Any) -> None:
    """Scenario by scenario, over everything in features/."""
    assert disagreements(whole) == ()
    assert len({canonical.encode(run) for run in whole.values()}) == 1


def test_no_door_loses_a_scenario(whole: Any) -> None:
    """Each door ran every scenario of the specification, and every one got a verdict of its own."""
    for run in whole.values():
        assert len(run.scenarios) == len({one.id for one in run.scenarios})
        assert not run.filtered
        assert Verdict.HARNESS_FAULT not in {one.verdict for one in run.scenarios}
