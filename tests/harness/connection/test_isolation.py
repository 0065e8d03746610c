"""Misbehaving children: each costs the exchange it misbehaved in, says why in one line, leaves nobody behind.

`tests/miniature_children/subject.py` behaves until it is asked to open the socket `bad`. It and all its
children hold a FIFO open; the end of that FIFO is how a test knows that none of them lives.
"""

import os
import select
import shlex
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ezconform.connection import connectors
from ezconform.connection.codec import JUNK
from ezconform.connection.limits import Limits
from ezconform.engine.session import Session
from ezconform.protocol.answers import Done
from ezconform.protocol.faults import AdapterFault, Crashed, ProtocolFault, TimedOut
from ezconform.protocol.lab import LabDefinition
from ezconform.protocol.requests import SocketOpen

SUBJECT = Path(__file__).parents[2] / "miniature_children" / "subject.py"
LAB = LabDefinition(name="one-stack", purpose="test", systems=())
PATIENT = Limits(stop_seconds=0.2)
HASTY = Limits(answer_seconds=1, stop_seconds=0.2)

GOOD = SocketOpen(socket="good", program="P")
BAD = SocketOpen(socket="bad", program="P")

MISBEHAVIOURS = {
    "crash": (Crashed, "the adapter ended with exit status 3"),
    "killed": (Crashed, "the adapter was killed by SIGKILL"),
    "exits": (Crashed, "the adapter ended with exit status 0"),
    "half_line": (Crashed, "the adapter ended with exit status 0 in the middle of a line"),
    "closes_output": (Crashed, "the adapter closed its end of the pipe and is still running"),
    "closes_both": (Crashed, "the adapter closed its end of the pipe and is still running"),
    "leaves_grandchild": (Crashed, "the adapter ended with exit status 4"),
    "half_line_and_hang": (TimedOut, "no answer within 1 s"),
    "hang": (TimedOut, "no answer within 1 s"),
    "stubborn": (TimedOut, "no answer within 1 s"),
    "floods_stderr_forever": (TimedOut, "no answer within 1 s"),
    "junk": (
        ProtocolFault,
        JUNK + r": I am \x1b[31mfine\x1b[0m <b>thanks</b>",
    ),
    "not_utf8": (ProtocolFault, JUNK + r": \xff\xfe\xfd"),
    "empty_line": (ProtocolFault, JUNK + ": an empty line"),
    "nested": (ProtocolFault, "not a reply of JSON-RPC 2.0 (Expected `object`, got `array`): [[[["),
    "megabyte": (ProtocolFault, "a line longer than 1048576 bytes"),
    "endless_line": (ProtocolFault, "a line longer than 1048576 bytes"),
    "wrong_id": (ProtocolFault, "a reply with the id 6 instead of 5"),
    "text_id": (ProtocolFault, "a reply with the id '5' instead of 5"),
    "twice": (ProtocolFault, 'followed by a line nobody asked for: {"jsonrpc": "2.0", "id": 5'),
    "notification": (ProtocolFault, "not a reply of JSON-RPC 2.0 (Object contains unknown field `method`)"),
    "wrong_kind": (ProtocolFault, "the answer does not fit (Invalid value 'opened' - at `$.result.outcome`)"),
    "no_outcome": (ProtocolFault, "the answer does not fit (Object missing required field `outcome`"),
    "unknown_field": (ProtocolFault, "the answer does not fit (Object contains unknown field `really`"),
    "neither": (ProtocolFault, "a reply with neither result nor error"),
    "both": (ProtocolFault, "a reply with both result and error"),
    "error": (ProtocolFault, "error -32603: two lines"),
    "unreadable": (ProtocolFault, "error -32700: parse error"),
    "unknown_verb": (ProtocolFault, "the adapter does not know this verb (method not found)"),
}


class Watch:
    """A FIFO that every process of a subject holds open for writing."""

    def __init__(self, path: Path) -> None:
        os.mkfifo(path)
        self.path = path
        self._reader = os.open(path, os.O_RDONLY | os.O_NONBLOCK)

    def nobody_lives(self) -> bool:
        """Wait for the last holder's death; the limit only keeps a failing test from hanging."""
        poll = select.poll()
        poll.register(self._reader, select.POLLIN)
        return bool(poll.poll(20_000)) and not os.read(self._reader, 1)

    def close(self) -> None:
        os.close(self._reader)


@pytest.fixture
def watch(tmp_path: Path) -> Iterator[Watch]:
    """A watch over the processes of one test."""
    watch = Watch(tmp_path / "alive")
    yield watch
    watch.close()


def session(misbehaviour: str, watch: Watch, limits: Limits) -> Session:
    """A session with the miniature subject."""
    command = shlex.join([sys.executable, str(SUBJECT), misbehaviour, str(watch.path)])
    return Session(connectors.connector(f"exec:{command}", limits), limits)


def limits_for(kind: type[AdapterFault]) -> Limits:
    """Only a hang needs a short limit; all others may take their time on a busy machine."""
    return HASTY if kind is TimedOut else PATIENT


@pytest.mark.parametrize("misbehaviour", MISBEHAVIOURS)
def test_a_misbehaviour_costs_one_exchange(misbehaviour: str, watch: Watch) -> None:
    """The fault has its kind and one printable line; the next exchange has a fresh, good adapter."""
    kind, message = MISBEHAVIOURS[misbehaviour]
    held = session(misbehaviour, watch, limits_for(kind))
    held.open_lab(LAB)
    assert held.exchange([GOOD]) == [Done()]
    with pytest.raises(AdapterFault) as caught:
        held.exchange([BAD])
    assert type(caught.value) is kind
    assert str(caught.value).startswith(f"socket.open: {message}")
    assert str(caught.value).isprintable()
    held.open_lab(LAB)
    assert held.exchange([GOOD]) == [Done()]
    assert not held.over
    held.close()
    assert watch.nobody_lives()


@pytest.mark.parametrize("misbehaviour", ["crash", "hang", "stubborn", "leaves_grandchild", "endless_line"])
def test_a_fault_ends_the_adapter_and_its_children_at_once(misbehaviour: str, watch: Watch) -> None:
    """Nobody lives on after the fault, before anything is restarted."""
    held = session(misbehaviour, watch, limits_for(MISBEHAVIOURS[misbehaviour][0]))
    with pytest.raises(AdapterFault):
        held.exchange([BAD])
    assert watch.nobody_lives()


@pytest.mark.skipif(not hasattr(signal, "SIGRTMIN"), reason="this system has no signals without a name")
def test_a_signal_without_a_name_is_told_by_its_number(watch: Watch) -> None:
    """Most of the real-time signals have none; that is a crash like another."""
    held = session("killed_without_name", watch, PATIENT)
    with pytest.raises(Crashed, match=f"the adapter was killed by signal {signal.SIGRTMIN + 6}$"):
        held.exchange([BAD])
    assert watch.nobody_lives()


def test_a_flood_on_standard_error_disturbs_nothing(watch: Watch) -> None:
    """The answer behind several megabytes of standard error arrives."""
    held = session("floods_stderr", watch, PATIENT)
    assert held.exchange([BAD, GOOD]) == [Done(), Done()]
    held.close()
    assert watch.nobody_lives()


def test_an_adapter_that_ignores_the_end_of_its_input_is_made_to_stop(watch: Watch) -> None:
    """Neither the end of input nor SIGTERM moves it: the whole group is killed."""
    held = session("ignores_end_of_input", watch, PATIENT)
    assert held.exchange([BAD]) == [Done()]
    held.close()
    assert watch.nobody_lives()


def test_an_adapter_ends_when_its_input_ends(watch: Watch) -> None:
    """Closing is polite first; closing again does nothing."""
    connection = connectors.connector(
        f"exec:{shlex.join([sys.executable, str(SUBJECT), 'behaves', str(watch.path)])}"
    ).connect()
    connection.close()
    connection.close()
    assert watch.nobody_lives()


def test_a_fault_carries_the_answers_before_it_and_the_standard_error(watch: Watch) -> None:
    """What was answered before the crash and what the adapter wrote last are evidence."""
    held = session("crash", watch, PATIENT)
    with pytest.raises(Crashed) as caught:
        held.exchange([GOOD, GOOD, BAD, GOOD])
    assert caught.value.answered == (Done(), Done())
    assert caught.value.stderr == "out of storage\n"


def test_a_dead_connection_stays_dead(watch: Watch) -> None:
    """After its fault a connection answers nothing, whatever the adapter may still say."""
    command = shlex.join([sys.executable, str(SUBJECT), "error", str(watch.path)])
    connection = connectors.connector(f"exec:{command}", PATIENT).connect()
    with pytest.raises(ProtocolFault):
        connection.exchange([BAD])
    with pytest.raises(Crashed, match="stopped after an earlier fault"):
        connection.exchange([GOOD])
    connection.close()


def test_a_batch_that_fills_both_pipes_does_not_deadlock(watch: Watch) -> None:
    """Requests and answers of several times a pipe's capacity pass each other."""
    held = session("behaves", watch, PATIENT)
    long = SocketOpen(socket="x" * 5000, program="P")
    assert held.exchange([long] * 200 + [GOOD] * 5000) == [Done()] * 5200
    held.close()
    assert watch.nobody_lives()


def test_an_adapter_that_ends_before_reading_a_long_batch_has_crashed(watch: Watch) -> None:
    """A pipe that nobody reads any more is an end like another, not an error of the harness."""
    held = session("crash", watch, PATIENT)
    with pytest.raises(Crashed, match="ended with exit status 3"):
        held.exchange([BAD] + [SocketOpen(socket="x" * 5000, program="P")] * 200)


def test_an_adapter_that_closes_its_input_is_not_waited_for(watch: Watch) -> None:
    """Who cannot be asked any more will not answer, though it lives and its output is open."""
    held = session("closes_input", watch, PATIENT)
    with pytest.raises(Crashed, match="closed its end of the pipe and is still running"):
        held.exchange([BAD] + [SocketOpen(socket="x" * 5000, program="P")] * 200)
    assert watch.nobody_lives()


def test_an_adapter_that_hangs_on_a_long_batch_times_out(watch: Watch) -> None:
    """What could not be written is dropped with the adapter."""
    held = session("hang", watch, HASTY)
    with pytest.raises(TimedOut):
        held.exchange([BAD] + [SocketOpen(socket="x" * 5000, program="P")] * 200)
    assert watch.nobody_lives()
