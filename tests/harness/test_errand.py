"""Work done by a process of its own, and what becomes of it when something goes wrong."""

import multiprocessing
import os
import signal
import subprocess
import sys
from functools import partial

import pytest

from ezconform.errand import Errand, errands
from ezconform.protocol.faults import BadInput


def refused(what: str) -> None:
    raise BadInput(what)


def killed(number: int) -> int:
    os.kill(os.getpid(), number)
    return number


class Peculiar(Exception):  # noqa: N818 - only an example
    """Cannot be made again from what it says of itself."""

    def __init__(self, one: int, other: int) -> None:
        super().__init__(f"{one} and {other}")


def peculiar() -> None:
    raise Peculiar(1, 2)


def test_an_errand_is_another_process_that_has_what_we_have() -> None:
    """It needs no arguments sent, and hands back what its work came to."""
    here = {"who": "we"}
    value, process = Errand(lambda: (here["who"], os.getpid())).result()
    assert value == "we"
    assert process != os.getpid()


def test_several_errands_are_under_way_at_once() -> None:
    """Two that wait for each other both come to their end."""
    to_first, to_second = os.pipe(), os.pipe()

    def passed(out: int, into: int) -> bytes:
        os.write(out, b"here")
        return os.read(into, 4)

    works = [partial(passed, to_second[1], to_first[0]), partial(passed, to_first[1], to_second[0])]
    with errands(works) as sent:
        assert [one.result() for one in sent] == [b"here", b"here"]
    for end in (*to_first, *to_second):
        os.close(end)


def test_what_the_work_raises_is_raised_where_its_result_is_asked_for() -> None:
    """With type and message; of an exception that cannot be sent there is both in words."""
    with pytest.raises(BadInput, match=r"^no such thing$"):
        Errand(partial(refused, "no such thing")).result()
    with pytest.raises(RuntimeError, match=r"^Peculiar: 1 and 2$"):
        Errand(peculiar).result()


def test_an_errand_that_is_killed_is_told() -> None:
    """Nobody waits for ever for a process that is gone."""
    with pytest.raises(RuntimeError, match=f"ended with {-signal.SIGKILL}"):
        Errand(partial(killed, signal.SIGKILL)).result()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGHUP])
def test_what_a_terminal_sends_to_all_is_not_for_an_errand(number: int) -> None:
    """It works on: what becomes of it is decided by whoever sent it."""
    assert Errand(partial(killed, number)).result() == number


def test_no_errand_is_left_when_one_fails() -> None:
    """Those under way are ended, although their work would never end."""
    with (
        pytest.raises(BadInput, match="one was bad"),
        errands([signal.pause, partial(refused, "one was bad")]) as sent,
    ):
        sent[1].result()
    assert multiprocessing.active_children() == []


ABANDONING = """
import os, sys
from ezconform.errand import Errand
Errand(sys.stdin.read)
os._exit(0)
"""


def test_an_errand_ends_quietly_when_nobody_is_there_to_take_its_result() -> None:
    """A run that is killed leaves no process that waits and none that complains."""
    with subprocess.Popen(
        [sys.executable, "-c", ABANDONING], stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as parent:
        assert parent.wait() == 0
        _, said = parent.communicate("the work is done")  # its end is that of the errand too
    assert said == ""
