"""Work that several processes share piece by piece."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time

import pytest

from ezconform.pile import Pile
from ezconform.protocol.faults import BadInput


def square(number: int) -> int:
    return number * number


def particular(number: int) -> int:
    if number % 3 == 2:
        raise BadInput(f"{number} is refused")
    return number


def fatal(_piece: int) -> int:
    """Kills every process but the one that started the tests."""
    if multiprocessing.parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    deadline = time.monotonic() + 30
    while multiprocessing.active_children() and time.monotonic() < deadline:
        os.sched_yield()
    return 0


@pytest.mark.parametrize("size", [0, 1, 5, 256, 257, 1000])
@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_outcomes_come_in_the_order_of_the_pieces(size: int, jobs: int) -> None:
    """However many pieces and processes there are."""
    assert Pile(square, range(size)).done(jobs) == [number * number for number in range(size)]


def test_processes_share_the_pieces() -> None:
    """Two that wait for each other both have one."""
    to_one, to_other = os.pipe(), os.pipe()

    def passed(ends: tuple[int, int]) -> int:
        os.write(ends[0], b"x")
        os.read(ends[1], 1)
        return os.getpid()

    processes = Pile(passed, [(to_other[1], to_one[0]), (to_one[1], to_other[0])]).done(2)
    assert len(set(processes)) == 2
    assert os.getpid() in processes
    for end in (*to_one, *to_other):
        os.close(end)


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_the_first_failure_in_the_order_of_the_pieces_is_told(jobs: int) -> None:
    """Whichever process came upon one first."""
    with pytest.raises(BadInput, match=r"^2 is refused$"):
        Pile(particular, range(1000)).done(jobs)


def test_a_process_that_dies_is_told() -> None:
    """What it had taken would be missing."""
    with pytest.raises(RuntimeError, match="ended with -9"):
        Pile(fatal, range(3)).done(2)
    assert multiprocessing.active_children() == []


ABANDONING = """
import os, signal, sys
from multiprocessing import parent_process
from ezconform.pile import Pile

def work(piece):
    if parent_process() is None:
        os.kill(os.getpid(), signal.SIGKILL)
    while parent_process().is_alive():
        os.sched_yield()
    os.write(2, b".")

Pile(work, range(1000)).done(2)
"""


def test_a_process_that_lost_its_parent_takes_no_other_piece() -> None:
    """It ends with the portion it was at, and says nothing."""
    done = subprocess.run([sys.executable, "-c", ABANDONING], stderr=subprocess.PIPE, check=False)
    assert done.returncode == -signal.SIGKILL
    assert done.stderr in {b"." * pieces for pieces in range(5)}
