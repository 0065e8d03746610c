"""Runs shared among workers. Every run has a process of its own, since workers are forked."""

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ezconform.reports import canonical, journal_reading

CHILDREN = Path(__file__).parents[2] / "miniature_children"
MANY = """\
Scenario Outline: many
  Given the lab one-stack
  And a counter at <n>
  When <n> seconds pass
  Then the counter stands at 7

  Examples:
    | case | n |
"""
ROWS = "".join(f"    | c{number:02} | {number} |\n" for number in range(40))
STUMBLES = "\nScenario: stumbles\n  Given the lab one-stack\n  When the trace is read\n"


class Shared:
    """Runs of one tiny specification, each into a directory of its own."""

    def __init__(self, tiny: Any, miniature: str, folder: Path) -> None:
        self.tiny, self.miniature, self.folder = tiny, miniature, folder

    def command(self, adapter: str, *options: str) -> list[str]:
        given = ["--root", str(self.tiny.root), "--adapter", adapter, "--report-dir", str(self.folder)]
        return [sys.executable, "-m", "ezconform", "run", *given, *options]

    def __call__(self, *options: str, adapter: str = "", subject: str = "Willing") -> Any:
        command = self.command(adapter or self.miniature + subject, *options)
        return subprocess.run(command, cwd=self.folder.parent, capture_output=True, text=True, check=False)

    @property
    def bytes(self) -> bytes:
        return (self.folder / "results.json").read_bytes()

    @property
    def journal(self) -> Path:
        return self.folder / "journal.ndjson"

    def verdicts(self) -> list[str]:
        return [one["verdict"] for one in msgspec.json.decode(self.bytes)["scenarios"]]


@pytest.fixture
def shared(tiny: Any, miniature: str, tmp_path: Path) -> Shared:
    tiny.rule(MANY + ROWS + STUMBLES)
    return Shared(tiny, miniature, tmp_path / "out")


def one_lapse(tmp_path: Path) -> str:
    """The command of a subject that lapses once, whichever worker has it."""
    served = [
        sys.executable,
        str(CHILDREN / "reference_with_one_lapse.py"),
        "crash",
        str(tmp_path / "lapsed"),
    ]
    return "exec:" + shlex.join(served)


def test_the_results_do_not_depend_on_the_number_of_workers(shared: Shared) -> None:
    """The canonical results and the exit code are the same with one, two and more workers than scenarios."""
    codes, found = set(), set()
    for jobs in ("1", "2", "3", "99"):
        codes.add(shared("-j", jobs).returncode)
        found.add(shared.bytes)
    assert codes == {1}
    assert len(found) == 1
    assert shared.verdicts().count("failed") == 39
    assert shared.verdicts().count("protocol error") == 1


def test_the_journal_of_a_shared_run_is_complete(shared: Shared) -> None:
    """Each scenario is started and finished once, and the journal says what the results say."""
    shared("-j", "2")
    lines = [msgspec.json.decode(line) for line in shared.journal.read_bytes().splitlines()]
    for kind in ("testCaseStarted", "testCaseFinished", "testCase"):
        ids = [next(iter(line[kind].values())) for line in lines if kind in line]
        assert len(ids) == len(set(ids)) == 41
    assert canonical.encode(journal_reading.read(shared.journal)) == shared.bytes


def test_progress_is_told_while_a_shared_run_goes_on(shared: Shared) -> None:
    """The display hears of every scenario, as in a run alone."""
    err = shared("-j", "2").stderr
    assert err.startswith("41 scenarios on miniature 1\n")
    assert "41 of 41, 40 asking for attention\n" in err


def test_a_crash_in_one_worker_costs_one_scenario(shared: Shared, tmp_path: Path) -> None:
    """The worker starts its adapter again and goes on; the other notices nothing."""
    shared.tiny.rule(MANY + "".join(f"    | c{number} | 7 |\n" for number in range(60)))
    shared("-j", "2", adapter=one_lapse(tmp_path))
    assert sorted(shared.verdicts()) == ["crashed", *["passed"] * 59]


def test_a_worker_that_ends_costs_the_scenario_it_was_at(shared: Shared) -> None:
    """An adapter in process that ends its process takes the worker along; with the last one the run ends."""
    done = shared("-j", "2", subject="Mortal")
    said = [one["message"] for one in msgspec.json.decode(shared.bytes)["scenarios"]]
    assert done.returncode == 3
    assert sorted(set(shared.verdicts())) == ["could not run", "crashed"]
    assert shared.verdicts().count("crashed") == 2
    assert "the worker process ended with status 9" in said
    assert "no worker process is left: the worker process ended with status 9" in said


@pytest.mark.parametrize(("number", "told"), [(signal.SIGKILL, "SIGKILL"), (40, "signal 40")])
def test_a_worker_that_is_killed_costs_the_scenario_it_was_at(shared: Shared, number: int, told: str) -> None:
    """The others do the rest of its duty. Most real-time signals have no name."""
    shared.tiny.write("steps/killing.py", KILLING.replace("NUMBER", str(int(number))))
    shared.tiny.rule(
        MANY
        + "".join(f"    | c{n:02} | 7 |\n" for n in range(20))
        + "\nScenario: fatal\n  When it is killed\n"
    )
    done = shared("-j", "2")
    assert done.returncode == 3
    assert sorted(shared.verdicts()) == ["crashed", *["passed"] * 20]
    assert f"the worker process was killed by {told}".encode() in shared.bytes


KILLING = '''\
"""A step that no process survives."""

import os

from ezconform.vocabulary import Lab, when


@when("it is killed")
def kill(lab: Lab) -> None:
    os.kill(os.getpid(), NUMBER)
'''


def test_fail_fast_stops_every_worker(shared: Shared) -> None:
    """After the first failure nothing new is begun; what the others were at could not run."""
    done = shared("-j", "2", "--fail-fast")
    assert done.returncode == 1
    assert shared.verdicts().count("could not run") > 20
    assert b'"interrupted":"stopped at the first failure"' in shared.bytes


def test_an_adapter_that_does_not_start_is_told_in_one_line(shared: Shared) -> None:
    """As without workers."""
    done = shared("-j", "2", adapter="exec:/no/such/command")
    assert done.returncode == 3
    assert done.stderr == "ezconform: the adapter cannot start: command not found: /no/such/command\n"


def test_a_subject_that_changes_its_name_is_not_shared(shared: Shared) -> None:
    """Workers that would measure different subjects do not start."""
    file = shared.tiny.write("turncoat.py", TURNCOAT)
    done = shared("-j", "2", adapter=f"py:{file}:Turncoat")
    assert done.returncode == 3
    assert "the adapter says something else of itself each time it is started" in done.stderr


TURNCOAT = """\
import os

from ezconform.protocol.answers import Subject
from ezconform.protocol.verbs import PROTOCOL


class Turncoat:
    def initialize(self, request):
        return Subject(protocol=PROTOCOL, name=f"n{os.getpid()}", version="1", classes=(), capabilities=())
"""


def test_an_adapter_that_is_given_up_ends_the_run(shared: Shared) -> None:
    """Several restarts in a row in any worker: the rest could not run, exit code 3."""
    served = shlex.join([sys.executable, str(CHILDREN / "served.py"), shared.miniature[3:-1], "Mortal"])
    done = shared("-j", "2", adapter=f"exec:{served}")
    assert done.returncode == 3
    assert set(shared.verdicts()) == {"crashed", "could not run"}
    assert b"the adapter was restarted 3 times in a row without one good answer" in shared.bytes


def test_what_never_applied_still_does_not_when_the_adapter_is_given_up(shared: Shared) -> None:
    """As with one worker: could not run is what might have run. The journal says the same."""
    shared.tiny.rule(MANY + ROWS + "\n@needs:interface:REXX\n" + MANY.replace("many", "rexx") + ROWS)
    served = shlex.join([sys.executable, str(CHILDREN / "served.py"), shared.miniature[3:-1], "Mortal"])
    for jobs in "1", "2":
        assert shared("-j", jobs, adapter=f"exec:{served}").returncode == 3
        assert shared.verdicts().count("not applicable") == 40
        assert canonical.encode(journal_reading.read(shared.journal)) == shared.bytes


def interrupted(shared: Shared, press: Callable[[int], None]) -> tuple[int, str]:
    """Start a run whose every scenario hangs, press Ctrl-C as soon as both workers are at one."""
    command = shared.command(f"{shared.miniature}Sleeper", "-j", "2")
    with subprocess.Popen(
        command,
        cwd=shared.folder.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as child:
        deadline = time.monotonic() + 30
        while not (shared.journal.exists() and b'"started2"' in shared.journal.read_bytes()):
            assert time.monotonic() < deadline
            os.sched_yield()
        press(child.pid)
        _, err = child.communicate()
    return child.returncode, err


@pytest.mark.parametrize("press", [os.kill, os.killpg])
def test_ctrl_c_ends_a_shared_run_in_good_order(shared: Shared, press: Callable[[int, int], None]) -> None:
    """Whether the signal reaches the first process alone or, as from a terminal, all of them."""
    code, err = interrupted(shared, lambda process: press(process, signal.SIGINT))
    assert code == 130
    assert "Traceback" not in err
    assert set(shared.verdicts()) == {"could not run"}
    assert len(shared.verdicts()) == 41


def test_ctrl_c_while_a_start_is_told_waits_until_it_is(shared: Shared) -> None:
    """A scenario that was given out was told as started: nobody is told the end of what never began."""
    script = CHILDREN / "interrupted_listener.py"
    command = [sys.executable, str(script), str(shared.tiny.root), f"{shared.miniature}Willing"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("interrupted []\n", "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_other_signals_end_a_run_as_ctrl_c_does(shared: Shared, number: int) -> None:
    """A cancelled CI job and a closed terminal leave a report and no adapter behind."""
    code, err = interrupted(shared, lambda process: os.kill(process, number))
    assert code == 130
    assert "Traceback" not in err
    assert set(shared.verdicts()) == {"could not run"}
