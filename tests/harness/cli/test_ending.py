"""How the outside world ends a command: closed and full standard streams, signals."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from threading import Thread

import pytest

from ezconform.cli import ending

ROOT = Path(__file__).parents[3]
FULL = Path("/dev/full")
full = pytest.mark.skipif(not FULL.exists(), reason="the system has no /dev/full")


def shell(command: str) -> "subprocess.CompletedProcess[str]":
    """Run ezconform with redirections; EZ stands for it."""
    own = f'"{sys.executable}" -m ezconform'
    return subprocess.run(
        ["sh", "-c", command.replace("EZ", own)], capture_output=True, text=True, check=False, timeout=60
    )


@pytest.mark.parametrize(
    "command", ["EZ explain WAIT-10 >&-", "EZ explain WAIT-10 2>&-", "EZ serve echo <&-"]
)
def test_a_closed_stream_is_no_fault(command: str) -> None:
    """What nobody wants to read is not written; without input there is nothing to serve."""
    done = shell(command)
    assert (done.returncode, done.stderr) == (0, "")


def test_a_run_needs_no_standard_error(tmp_path: Path) -> None:
    """Progress that nobody sees costs nothing else."""
    done = shell(f'cd "{tmp_path}" && EZ run --requirement DCAS-08 --report-dir out 2>&-')
    assert (done.returncode, (tmp_path / "out/report.html").exists()) == (0, True)


@pytest.mark.parametrize("command", ["adapter new mine --lang c", "shell"])
def test_a_working_directory_that_is_gone_is_told(tmp_path: Path, command: str) -> None:
    """It is the caller's, and so no fault of ours."""
    gone = tmp_path / "gone"
    done = shell(f'mkdir "{gone}" && cd "{gone}" && rmdir "{gone}" && EZ {command} < /dev/null')
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "ezconform: the working directory is not there any more; change into one that is\n"
    )


@full
def test_a_full_disk_is_told_in_one_line() -> None:
    """Nothing of ours is broken: the exit code is that of an unwritable report."""
    done = shell("EZ explain WAIT-10 > /dev/full")
    assert done.returncode == 2
    assert done.stderr == (
        "ezconform: output cannot be written: No space left on device; make room and run again\n"
    )


@full
def test_the_exit_code_does_not_depend_on_standard_error() -> None:
    """A message that cannot be written is lost, and nothing else: 1 would say "non-conformant"."""
    assert shell("EZ explain NO-1 2> /dev/full").returncode == 2
    assert shell("EZ explain NO-1 2>&-").returncode == 2


@pytest.mark.parametrize("number", ending.ENDING)
def test_a_signal_interrupts(number: signal.Signals) -> None:
    """And is left as it was found afterwards."""
    with pytest.raises(KeyboardInterrupt), ending.signals_interrupt():
        os.kill(os.getpid(), number)
    assert signal.getsignal(number) is signal.SIG_DFL


@pytest.mark.parametrize("number", ending.ENDING)
@pytest.mark.parametrize("command", [["run"], ["prove"], ["door", "pytest"]])
def test_a_signal_while_the_specification_is_read_is_told(
    tmp_path: Path, command: list[str], number: signal.Signals
) -> None:
    """A job that is cancelled early ends as one that is cancelled late: one line and its own exit code."""
    features = tmp_path / "features"
    shutil.copytree(ROOT / "features", features)
    os.mkfifo(features / "waiting" / "aaa.feature")  # whoever reads it waits, until somebody writes
    ours = [sys.executable, "-m", "ezconform", command[0], "--root", str(tmp_path), *command[1:]]
    process = subprocess.Popen(ours, cwd=tmp_path, stderr=subprocess.PIPE, text=True)
    with (features / "waiting" / "aaa.feature").open("w"):  # opens when the other side does
        process.send_signal(number)
        _, said = process.communicate(timeout=60)
    assert (process.returncode, said.strip()) == (130, "ezconform: interrupted")


def test_an_ignored_signal_stays_ignored() -> None:
    """A run under nohup outlives its terminal."""
    before = signal.signal(signal.SIGHUP, signal.SIG_IGN)
    try:
        with ending.signals_interrupt():
            os.kill(os.getpid(), signal.SIGHUP)
    finally:
        signal.signal(signal.SIGHUP, before)


def test_another_thread_leaves_signals_alone() -> None:
    """They are the main thread's; a run in another one is not refused."""
    seen = []

    def run() -> None:
        with ending.signals_interrupt():
            seen.append(signal.getsignal(signal.SIGTERM))

    thread = Thread(target=run)
    thread.start()
    thread.join()
    assert seen == [signal.SIG_DFL]
