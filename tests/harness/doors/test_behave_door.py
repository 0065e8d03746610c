"""The behave door."""

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("mixed")


def test_each_verdict_has_its_word(door: Any) -> None:
    """Failures are failures, no usable answer is an error, the rest is skipped and listed."""
    outcome = door("behave", "-f", "plain", "--no-color")
    assert outcome.code == 1
    assert "2 scenarios passed, 2 failed, 2 error, 3 skipped" in outcome.out
    assert "ASSERT FAILED: failed: the counter: expected 3, got 1" in outcome.out
    assert "WAIT-03/may-differ: differs: the counter: expected 2, got 1" in outcome.out
    assert "WAIT-02/only-a-warning: failed: the counter: expected 2, got 1" in outcome.out
    assert "WAIT-01/many/two: not applicable: capability not declared: interface:REXX" in outcome.out


def test_strict_makes_a_warning_a_failure(door: Any) -> None:
    """Then @inferred requirements fail like the others."""
    outcome = door("behave", "--strict-inferred", "--tags", "@inferred", "-f", "null")
    assert "0 scenarios passed, 1 failed, 8 skipped" in outcome.out


def test_tags_select_as_in_the_other_doors(door: Any) -> None:
    """Behave's own option takes the same expressions."""
    outcome = door("behave", "--tags=@x-deep and not @needs:ipv6", "-f", "null")
    assert [one.id for one in outcome.results.scenarios] == ["WAIT-01/many/two", "WAIT-01/many/wrong"]
    assert outcome.results.filtered


def test_a_selection_of_nothing_is_an_error(door: Any) -> None:
    """Behave alone would call it a success."""
    outcome = door("behave", "--tags=@nowhere")
    assert outcome.code == 1
    assert "ConfigError: the selection selects no scenario" in outcome.out


def test_the_first_failure_can_end_the_run(door: Any) -> None:
    """What did not run any more could not run, in the results."""
    outcome = door("behave", "--stop", "-f", "null")
    assert outcome.results.interrupted == "stopped at the first failure"
    assert {one.id: one.verdict.value for one in outcome.results.scenarios}[
        "WAIT-03/may-differ"
    ] == "could not run"


def test_a_user_can_interrupt(tiny: Any, door: Any) -> None:
    """What was found is kept, marked as interrupted."""
    tiny.rule("Scenario: one\n  Given a counter at 1\nScenario: two\n  When the user interrupts\n")
    outcome = door("behave", "-f", "null")
    assert outcome.code == 1
    assert outcome.results.interrupted == "interrupted"
    assert [one.verdict.value for one in outcome.results.scenarios] == ["passed", "could not run"]


def test_a_dry_run_runs_nothing(door: Any) -> None:
    """Steps are shown with the place of their declaration."""
    outcome = door("behave", "--dry-run", "-f", "pretty", "--no-color")
    assert outcome.code == 0
    assert outcome.results is None


def test_steps_are_shown_where_they_are_declared(door: Any) -> None:
    """Not where the universal step is."""
    outcome = door("behave", "-f", "pretty", "--no-color", "--tags=@choice")
    assert "Given a counter at 1         # tiny/steps/counting.py:15" in outcome.out


def test_features_that_are_not_green_do_not_run(tiny: Any, door: Any) -> None:
    """The door requires the gate; the message is one line."""
    tiny.rule("Scenario: one\n  * a counter at 1\n")
    outcome = door("behave")
    assert outcome.code == 2
    assert "counting.feature:7: the first step is a Given, When or Then" in outcome.err


@pytest.mark.parametrize(
    ("adapter", "code", "said"),
    [("nobody", 2, "unknown adapter 'nobody'"), ("exec:/no/such/command", 1, "ConfigError: ")],
)
def test_an_adapter_that_is_not_there_ends_the_run(door: Any, adapter: Any, code: Any, said: Any) -> None:
    """A name that means nothing in our words, a start that fails in behave's own, each in one line."""
    outcome = door("behave", adapter=adapter)
    assert outcome.code == code
    assert said in outcome.err + outcome.out
    assert "Traceback" not in outcome.err + outcome.out


def test_features_without_steps_beside_them_are_not_ours(tmp_path: Path) -> None:
    """Behave is told so instead of running them with steps that mean something else."""
    (tmp_path / "features").mkdir()
    (tmp_path / "features/x.feature").write_text("Feature: x\n  Scenario: y\n    Given z\n")
    (tmp_path / "features/environment.py").write_text("")
    command = [sys.executable, "-m", "behave", "--runner", "ezconform.doors.behave_runner:Runner"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "features of one specification" in done.stdout


LOSES_ONE = """\
from behave.formatter.base import Formatter

class Losing(Formatter):
    def feature(self, feature):
        for scenario in feature.walk_scenarios():
            scenario.should_skip = True
"""
CUTS_SHORT = """\
from behave.formatter.base import Formatter

class Cutting(Formatter):
    def scenario(self, scenario):
        scenario.skip()
"""


def test_a_scenario_that_behave_loses_is_noticed(
    mixed: Any, door: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Selected but not executed: the run fails, although behave is content."""
    monkeypatch.setenv("PYTHONPATH", str(mixed.write("lost/losing.py", LOSES_ONE).parent))
    outcome = door("behave", "-f", "losing:Losing", "--tags=@choice")
    assert outcome.code == 1
    assert "ezconform: 1 scenarios were selected, 0 were executed" in outcome.err


def test_a_scenario_that_behave_cuts_short_is_noticed(
    mixed: Any, door: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Steps that did not run are a fault of the harness, although behave is content."""
    monkeypatch.setenv("PYTHONPATH", str(mixed.write("lost/cutting.py", CUTS_SHORT).parent))
    outcome = door("behave", "-f", "cutting:Cutting", "--tags=@choice")
    assert outcome.code == 1
    assert [one.message for one in outcome.results.scenarios] == ["0 of 2 steps were run"]
