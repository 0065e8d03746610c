"""What run_door makes of what the user typed."""

from pathlib import Path
from typing import Any

import pytest

from ezconform.doors import run_door
from ezconform.doors.allure_bridge import ResultsOnly
from ezconform.doors.door_run import DoorOptions, root_of, start
from ezconform.doors.doorway import _defines, _values_joined
from ezconform.protocol.faults import BadInput
from ezconform.verdict import Verdict


def test_there_are_two_doors(tiny: Any) -> None:
    """Another name is bad input."""
    with pytest.raises(BadInput, match="unknown door nose; doors are pytest, behave"):
        run_door("nose", (), tiny.root)


def test_pytest_gets_values_that_begin_with_an_at_sign_joined_to_their_option() -> None:
    """It would read options from a file of that name otherwise."""
    assert _values_joined(["-q", "--tags", "@a and @b", "-x"]) == ["-q", "--tags=@a and @b", "-x"]
    assert _values_joined(["@a"]) == ["@a"]


def test_behave_gets_our_options_as_defines() -> None:
    """In both spellings; the rest is left alone."""
    assert _defines(
        ["--adapter", "x", "--ezconform-report-dir=y", "--strict-inferred", "--tags=@a", "--adapter"]
    ) == [
        "-D",
        "adapter=x",
        "-D",
        "report_dir=y",
        "-D",
        "strict_inferred=yes",
        "--tags=@a",
        "-D",
        "adapter=",
    ]


def test_a_feature_belongs_to_the_folder_above_features_and_steps(tiny: Any, tmp_path: Path) -> None:
    """A feature without steps beside its folder belongs to nobody."""
    assert root_of(tiny.root / "features/waiting/x.feature") == tiny.root
    assert root_of(tmp_path / "x.feature") is None


@pytest.fixture
def run(tiny: Any, miniature: str) -> Any:
    tiny.rule("Scenario: one\n  Given a counter at 1\n  And a counter at 2\n")
    return start(tiny.root, DoorOptions(adapter=miniature + "Willing"))


def test_a_runner_that_reads_another_text_has_a_fault(run: Any) -> None:
    """The text of every step is compared, although the gate was green."""
    scenario = run.spec.scenarios[0]
    run.begin(scenario)
    assert run.run_step("a counter at 1") is None
    finding = run.run_step("a counter at 3")
    assert finding.verdict is Verdict.HARNESS_FAULT
    assert (
        finding.message == "the runner reads 'a counter at 3' where the specification says 'a counter at 2'"
    )
    assert [one.verdict.value for one in run.finish().steps] == ["passed", "harness fault"]


def test_a_runner_that_makes_up_a_scenario_is_refused(run: Any) -> None:
    """The message names the file and the scenario."""
    path = run.spec.root / run.spec.scenarios[0].uri
    with pytest.raises(
        BadInput, match=r"counting.feature: the runner found a scenario that is not there: 'two'"
    ):
        run.scenario(path, "two", "")


def test_a_runner_that_loses_a_scenario_has_a_fault(run: Any) -> None:
    """Executed must be what was selected."""
    with pytest.raises(RuntimeError, match="1 scenarios were selected, 0 were executed"):
        run.close(run.spec.scenarios)


def test_results_are_written_where_the_environment_says(
    tiny: Any, miniature: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """If no option says otherwise; the folder is made before anything runs."""
    monkeypatch.setenv("EZCONFORM_REPORT_DIR", str(tmp_path / "there"))
    tiny.rule("Scenario: one\n  Given a counter at 1\n")
    run = start(tiny.root, DoorOptions(adapter=miniature + "Willing"))
    assert (tmp_path / "there").is_dir()
    run.close(run.spec.scenarios, "interrupted")
    assert (tmp_path / "there/results.json").exists()


def test_without_a_folder_nothing_is_written(
    run: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The results are there all the same."""
    monkeypatch.chdir(tmp_path)
    assert run.close(run.spec.scenarios, "interrupted").interrupted == "interrupted"
    assert not list(tmp_path.glob("**/results.json"))


def test_a_folder_that_cannot_be_made_is_bad_input(tiny: Any, tmp_path: Path) -> None:
    """Before anything runs."""
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match=r"report directory .*file/there: Not a directory"):
        start(tiny.root, DoorOptions(report_dir=str(tmp_path / "file/there")))


def test_allure_attachments_pass_the_writer_without_containers() -> None:
    """Whatever others attach is written as before."""
    writer = MemoryWriter()
    stand_in = ResultsOnly(writer)
    stand_in.report_result("result")
    stand_in.report_attached_file("source", "name")
    stand_in.report_attached_data("body", "name")
    stand_in.report_globals("globals")
    assert writer.written == [("result",), ("source", "name"), ("body", "name"), ("globals",)]
    assert not hasattr(stand_in, "report_container")


class MemoryWriter:
    """Stands where Allure's file writer would."""

    def __init__(self) -> None:
        self.written: list[tuple[Any, ...]] = []

    def report_result(self, *what: Any) -> None:
        self.written.append(what)

    report_attached_file = report_attached_data = report_globals = report_result


@pytest.mark.parametrize("door", ["pytest", "behave"])
@pytest.mark.parametrize("args", [["--adapter", "nobody"], ["--adapter=nobody"]])
def test_an_unknown_adapter_is_refused_before_the_runner_starts(door: str, args: list[str]) -> None:
    """In one line of ours, with exit code 2, whatever the runner would have made of it."""
    with pytest.raises(BadInput, match="unknown adapter 'nobody'"):
        run_door(door, args)


@pytest.mark.parametrize("door", ["pytest", "behave"])
def test_broken_settings_are_refused_before_the_runner_starts(
    door: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As for `ezconform run`."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ezconform.toml").write_text("adaptor = 3")

    with pytest.raises(BadInput, match=r"ezconform\.toml: unknown key adaptor"):
        run_door(door, [])
