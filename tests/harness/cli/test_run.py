"""`ezconform run`: exit codes, what is written, selection, interruption."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ezconform import bundle
from ezconform.cli import main, staffing
from ezconform.cli.rescue import rescued
from ezconform.engine import run as run_loop
from ezconform.engine.listener import Silence
from ezconform.reports import canonical
from ezconform.reports.run_directory import FORMATS, Format, RunDirectory
from ezconform.results import RunResults
from ezconform.verdict import Verdict

GOOD = "Scenario: good\n  Given a counter at 1\n  Then the counter stands at 1\n\n"
BAD = "Scenario: bad\n  Given a counter at 1\n  Then the counter stands at 2\n\n"
FILES = {"journal.ndjson", "results.json", "report.html", "report.md", "junit.xml"}


class Runner:
    """Runs the tiny specification on a miniature subject into `directory`."""

    def __init__(self, tiny: Any, miniature: str) -> None:
        self.tiny = tiny
        self.miniature = miniature
        self.directory = Path("out")

    def __call__(self, *options: str, subject: str = "Willing", scenarios: str = GOOD + BAD) -> int:
        self.tiny.rule(scenarios)
        given = ["--root", str(self.tiny.root), "--adapter", f"{self.miniature}{subject}"]
        return main(["run", *given, "--report-dir", str(self.directory), *options])

    @property
    def results(self) -> RunResults:
        return canonical.read(self.directory / "results.json")

    @property
    def verdicts(self) -> dict[str, str]:
        return {one.id.removeprefix("WAIT-01/"): one.verdict.value for one in self.results.scenarios}


@pytest.fixture
def runner(tiny: Any, miniature: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Runner:
    monkeypatch.chdir(tmp_path)
    return Runner(tiny, miniature)


def test_a_run_writes_journal_results_and_reports(runner: Runner, capsys: pytest.CaptureFixture[str]) -> None:
    """Everything lies in the one directory; the summary tells claims, failures and where the reports are."""
    assert runner() == 1
    assert {path.name for path in runner.directory.iterdir()} == FILES
    captured = capsys.readouterr()
    assert "waiting      non-conformant  1 passed, 1 failed\n" in captured.out
    assert "failed: WAIT-01/bad: " in captured.out
    assert f"html      {runner.directory / 'report.html'}\n" in captured.out
    assert captured.err.startswith("2 scenarios on miniature 1\n")
    assert "failed: WAIT-01/bad: " in captured.err


def test_a_good_filtered_run_is_exit_code_0_and_no_claim(
    runner: Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    """What ran passed, and the summary says that no claim follows."""
    assert runner("--scenario", "WAIT-01/good") == 0
    assert "makes no claim" in capsys.readouterr().out
    assert runner.verdicts == {"good": "passed"}


def test_the_same_run_twice_gives_the_same_bytes(runner: Runner) -> None:
    """Results and reports depend on the run alone, not on when it was."""
    runner()
    first = {name: (runner.directory / name).read_bytes() for name in FILES - {"journal.ndjson"}}
    runner()
    assert first == {name: (runner.directory / name).read_bytes() for name in FILES - {"journal.ndjson"}}


def test_what_failed_can_be_run_again(runner: Runner) -> None:
    """--rerun-failed takes what did not pass in an earlier run, also from the directory it writes to."""
    runner()
    assert runner("--rerun-failed", "out") == 1
    assert runner.verdicts == {"bad": "failed"}


def test_nothing_to_run_again_is_bad_input(runner: Runner, capsys: pytest.CaptureFixture[str]) -> None:
    """A run without failures leaves nothing to run again, and its reports are left alone."""
    runner(scenarios=GOOD)
    before = (runner.directory / "results.json").read_bytes()
    assert runner("--rerun-failed", "out", scenarios=GOOD) == 2
    assert "nothing to run again" in capsys.readouterr().err
    assert (runner.directory / "results.json").read_bytes() == before


def test_fail_fast_stops_and_says_so(runner: Runner) -> None:
    """After the first failure the rest could not run."""
    assert runner("--fail-fast", scenarios=BAD + GOOD) == 1
    assert runner.verdicts == {"bad": "failed", "good": "could not run"}
    assert runner.results.interrupted == run_loop.FAIL_FAST


def test_a_directory_that_cannot_be_written_is_bad_input(
    runner: Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file in the way is exit code 2 before anything is run."""
    runner.directory.write_text("in the way")
    assert runner() == 2
    assert "out: no run can be written there" in capsys.readouterr().err
    assert runner.directory.read_text() == "in the way"


def test_without_directory_a_run_gets_one_by_time_and_is_the_latest(
    runner: Runner, miniature: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Runs do not overwrite one another, not even within a second; `latest` names the last one."""
    runner.tiny.rule(GOOD)
    arguments = ["run", "--root", str(runner.tiny.root), "--adapter", f"{miniature}Willing"]
    main(arguments)
    main(arguments)
    runs = sorted(path for path in Path("reports/runs").iterdir() if not path.is_symlink())
    assert len(runs) == 2
    assert Path("reports/runs/latest").resolve().name in {path.name for path in runs}
    assert main(["report", "html", "latest", "-o", "x.html"]) == 0
    capsys.readouterr()


@pytest.mark.parametrize("make", [Path.mkdir, Path.touch])
def test_what_is_called_latest_and_is_no_link_is_left_alone(
    make: Callable[[Path], None], runner: Runner, miniature: str
) -> None:
    """Somebody's own directory or file of that name is not replaced by a link."""
    mine = Path("reports/runs/latest")
    mine.parent.mkdir(parents=True)
    make(mine)
    runner.tiny.rule(GOOD)
    assert main(["run", "--root", str(runner.tiny.root), "--adapter", f"{miniature}Willing"]) == 3
    assert not mine.is_symlink()


def test_settings_name_adapter_classes_and_directory(runner: Runner, miniature: str) -> None:
    """Without options the settings file decides."""
    runner.tiny.rule(GOOD)
    Path("ezconform.toml").write_text(
        f'adapter = "{miniature}Willing"\nclasses = ["waiting"]\nreport_dir = "settled"\n'
    )
    assert main(["run", "--root", str(runner.tiny.root)]) == 3
    assert canonical.read(Path("settled/results.json")).scenarios[0].verdict is Verdict.PASSED


def test_a_root_without_steps_takes_the_bundled_ones(runner: Runner, miniature: str) -> None:
    """Features of one's own may be written in the bundled vocabulary: for run, lint and the other doors."""
    runner.tiny.rule("Scenario: s\n  Given the lab one-stack\n")
    shutil.rmtree(runner.tiny.root / "steps")
    root, subject = ["--root", str(runner.tiny.root)], ["--adapter", f"{miniature}Willing"]
    assert main(["run", *root, *subject, "--report-dir", "out"]) == 3
    assert runner.verdicts == {"s": "passed"}
    assert main(["lint", *root]) == 0
    command = [sys.executable, "-m", "ezconform", "door", *root, "pytest", "--", *subject]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert "1 passed" in done.stdout, done.stdout + done.stderr


def test_the_digest_covers_the_steps_that_are_used(runner: Runner) -> None:
    """Bundled ones too, as if they lay beside the features."""
    runner.tiny.rule("Scenario: s\n  Given the lab one-stack\n")
    own = runner.tiny.read().digest
    shutil.rmtree(runner.tiny.root / "steps")
    bundled = runner.tiny.read().digest
    shutil.copytree(bundle.find().steps, runner.tiny.root / "steps")
    assert own != bundled == runner.tiny.read().digest


def test_an_adapter_that_cannot_start_is_exit_code_3_and_leaves_the_directory_alone(
    runner: Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing already written is lost when the adapter's command does not exist."""
    runner(scenarios=GOOD)
    before = (runner.directory / "results.json").read_bytes()
    arguments = ["--adapter", "exec:/no/such/command", "--report-dir", str(runner.directory)]
    assert main(["run", "--root", str(runner.tiny.root), *arguments]) == 3
    assert capsys.readouterr().err.splitlines()[-1].startswith("ezconform: the adapter cannot start: ")
    assert (runner.directory / "results.json").read_bytes() == before


def test_ctrl_c_in_a_scenario_is_exit_code_130_with_a_report(runner: Runner) -> None:
    """The run ends in good order: the rest could not run, all reports are there."""
    assert runner(scenarios=GOOD + "Scenario: stop\n  When the user interrupts\n\n" + BAD) == 130
    assert {path.name for path in runner.directory.iterdir()} == FILES
    assert runner.verdicts == {"good": "passed", "stop": "could not run", "bad": "could not run"}
    assert "Incomplete: interrupted" in (runner.directory / "report.html").read_text()


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (KeyboardInterrupt(), 130, "interrupted"),
        (ZeroDivisionError("a slip"), 4, "harness fault: a slip"),
    ],
)
def test_a_run_that_breaks_outside_a_scenario_still_leaves_a_report(
    runner: Runner,
    fault: BaseException,
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whatever ends the run, the finished scenarios are reported and the report is marked incomplete."""

    def broken(*_: object) -> None:
        raise fault

    monkeypatch.setattr(run_loop, "require_all", broken)
    assert runner() == code
    assert runner.results.interrupted == said
    assert runner.verdicts == {"good": "passed", "bad": "failed"}
    assert "an incomplete report is in out\n" in capsys.readouterr().err


def test_the_display_is_cleared_before_the_failure_is_told(tmp_path: Path) -> None:
    """A bar on the terminal ends when the run breaks, so that the message stands on a line of its own."""
    told: list[str] = []

    class Display(Silence):
        def run_finished(self) -> None:
            told.append("finished")

    with pytest.raises(ZeroDivisionError), rescued(RunDirectory(tmp_path), Display()):
        raise ZeroDivisionError
    assert told == ["finished"]


def test_a_run_that_breaks_before_it_began_leaves_no_report(
    runner: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the journal holds nothing there is nothing to report."""

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(staffing, "perform", broken)
    assert runner() == 4
    assert {path.name for path in runner.directory.iterdir()} == {"journal.ndjson"}


def test_ctrl_c_while_reports_are_written_tells_what_is_missing(
    runner: Runner, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And how to make it; the results are there."""

    def pressed(*_: object) -> bytes:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setitem(FORMATS, "markdown", Format("report.md", pressed))
        assert runner() == 130
    assert "ezconform: not written: report.md, junit.xml; ezconform report html out makes a report\n" in (
        capsys.readouterr().err
    )
    assert main(["report", "markdown", "out", "-o", "report.md"]) == 0


def test_ctrl_c_leaves_no_half_of_a_report(
    runner: Runner, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file is there as a whole or not at all."""
    whole = Path.write_bytes

    def halfway(path: Path, data: bytes) -> int:
        whole(path, data[:10])
        if path.name == "report.html":
            raise KeyboardInterrupt
        return whole(path, data)

    monkeypatch.setattr(Path, "write_bytes", halfway)
    assert runner() == 130
    assert not (runner.directory / "report.html").exists()
    assert "not written: report.html, report.md, junit.xml" in capsys.readouterr().err


def test_an_adapter_may_change_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The report lies where the user who typed a relative name wanted it."""
    monkeypatch.chdir(tmp_path)
    away = tmp_path / "away"
    away.mkdir()
    Path("restless.py").write_text(
        f"import os\nfrom told_reference import Reference\n\nclass Restless(Reference):\n"
        f"    def __init__(self):\n        super().__init__()\n        os.chdir({str(away)!r})\n"
    )
    shutil.copy(bundle.find().adapters / "reference.py", "told_reference.py")
    wanted = ["--requirement", "WAIT-03", "--report-dir", "here"]
    assert main(["run", "--adapter", "py:restless.py:Restless", *wanted]) == 0
    assert {path.name for path in (tmp_path / "here").iterdir()} == FILES
    assert not list(away.iterdir())


def test_a_disk_that_fills_up_is_bad_input(
    runner: Runner, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Reports that cannot be written are one line; the journal is there."""

    def full(_: object) -> bytes:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(canonical, "encode", full)
    assert runner() == 2
    assert "out: the reports cannot be written: No space left on device" in capsys.readouterr().err


def test_a_killed_run_leaves_a_journal_that_can_be_reported(runner: Runner, miniature: str) -> None:
    """SIGKILL in the middle of a run: what was finished is in the report, which is marked incomplete.

    Results that an earlier run left in the directory are not taken for those of the killed one.
    """
    runner(scenarios=GOOD)
    runner.tiny.rule(GOOD + "Scenario: sleep\n  When 1 seconds pass\n")
    command = [
        "run",
        "--root",
        str(runner.tiny.root),
        "--adapter",
        f"{miniature}Sleeper",
        "--report-dir",
        "out",
    ]
    journal = runner.directory / "journal.ndjson"
    with subprocess.Popen([sys.executable, "-m", "ezconform", *command], stderr=subprocess.PIPE) as child:
        deadline = time.monotonic() + 30
        while not (journal.exists() and b'"started2"' in journal.read_bytes()):
            assert time.monotonic() < deadline
            os.sched_yield()
        child.send_signal(signal.SIGKILL)
    assert main(["report", "markdown", "out", "-o", "killed.md"]) == 0
    text = Path("killed.md").read_text()
    assert "the journal ends before the run did: 1 of 2 scenarios" in text
    assert "- passed: good" in text


def test_update_deviations_makes_the_next_run_good(
    runner: Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    """The list is written from a run without declarations; after that the failure is a known one."""
    assert runner("--update-deviations") == 1
    assert "deviations 0 kept, 1 written, 0 dropped" in capsys.readouterr().out
    assert runner() == 3, "the other classes have no scenarios here"
    assert runner.verdicts == {"bad": "known deviation", "good": "passed"}
    assert runner("--update-deviations", scenarios=GOOD) == 2
    assert "deviation WAIT-01/bad: nothing in the specification has this id" in capsys.readouterr().err


def test_what_passes_although_declared_is_exit_code_1(runner: Runner) -> None:
    """Until the list is brought up to date."""
    runner("--update-deviations")
    mended = BAD.replace("stands at 2", "stands at 1")
    assert runner(scenarios=GOOD + mended) == 1
    assert runner.verdicts["bad"] == "broken declaration"
    runner("--update-deviations", scenarios=GOOD + mended)
    assert runner(scenarios=GOOD + mended) == 3


def test_the_list_is_not_made_from_a_part(runner: Runner, capsys: pytest.CaptureFixture[str]) -> None:
    """After a selection nothing is known of the rest: refused before anything is run."""
    assert runner("--update-deviations", "--scenario", "WAIT-01/good") == 2
    assert "--update-deviations needs a run of everything" in capsys.readouterr().err
    assert not runner.directory.exists()


def test_the_list_is_not_made_from_a_run_that_ended_early(
    runner: Runner, capsys: pytest.CaptureFixture[str]
) -> None:
    """What failed after the interruption is not known."""
    assert runner("--update-deviations", "--fail-fast") == 2
    assert "the run ended early: the deviations stay as they are" in capsys.readouterr().err
    assert not Path("ezconform.toml").exists()


def test_repeat_tells_flaky_from_failing(runner: Runner) -> None:
    """What always fails keeps its message; what sometimes does is called flaky."""
    runner.tiny.write("steps/fickle.py", FICKLE)
    fickle = "Scenario: fickle\n  Given a coin is tossed\n\n"
    assert runner("--repeat", "3", scenarios=GOOD + BAD + fickle) == 1
    found = {one.name: one.message for one in runner.results.scenarios}
    assert found["bad"] == "the counter: expected 2, got 1"
    assert found["fickle"] == "flaky in 3 runs (failed 1, passed 2): the toss: expected heads, got tails"
    assert found["good"] == ""


FICKLE = '''\
"""A step that fails every third time."""

from itertools import count

from ezconform.vocabulary import Lab, given
from ezconform.vocabulary.check import ExpectationFailed

TOSSES = count(1)


@given("a coin is tossed")
def toss(lab: Lab) -> None:
    if next(TOSSES) % 3 == 0:
        raise ExpectationFailed("the toss", "heads", "tails")
'''


def test_the_summary_says_why_scenarios_could_not_run(
    runner: Runner, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Gathered by reason; of many reasons the first."""
    homeless = GOOD.replace("Given", "Given the lab one-stack\n  And")
    assert runner(subject="Homeless", scenarios=homeless + homeless.replace("good", "fine")) == 3
    assert (
        "\ncould not run: 2: the subject has no lab one-stack: no one-stack here\n" in capsys.readouterr().out
    )
    monkeypatch.setattr("ezconform.cli.summary.SHOWN", 0)
    assert runner(subject="Homeless", scenarios=homeless) == 3
    assert "\nand for 1 more reason\n" in capsys.readouterr().out
