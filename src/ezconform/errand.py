"""A piece of work done by a forked process beside ours: it starts with all we have and hands back one value.

Knows processes and pipes; knows nothing of the work. Not to be sent while another thread runs.
"""

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pickle import dumps, loads
from typing import Generic, TypeVar

from ezconform.fork import forked, leave_terminal_to_parent

T = TypeVar("T")


class Errand(Generic[T]):
    """Under way from the start; `result` once, or `end`."""

    def __init__(self, work: Callable[[], T]) -> None:
        ours, theirs = Pipe(duplex=False)
        self._channel = ours
        try:
            self._process = forked(partial(_do, work, theirs, ours))
        finally:
            theirs.close()

    def result(self) -> T:
        """Wait for what the work comes to; what it raises is raised here.

        Raises:
            RuntimeError: the process ended without a result, or its exception cannot be sent.
        """
        try:
            value, fault = self._channel.recv()
        except EOFError:
            self._process.join()
            raise RuntimeError(f"a process that worked for us ended with {self._process.exitcode}") from None
        finally:
            self.end()
        if fault is not None:
            raise fault
        result: T = value
        return result

    def end(self) -> None:
        """Have no process left, done or not."""
        self._channel.close()
        self._process.kill()
        self._process.join()


@contextmanager
def errands(works: Sequence[Callable[[], T]]) -> Iterator[list[Errand[T]]]:
    """All under way at once; whatever happens, none is left at the end."""
    sent: list[Errand[T]] = []
    try:
        sent.extend(Errand(work) for work in works)
        yield sent
    finally:
        for one in sent:
            one.end()


def _do(work: Callable[[], T], channel: Connection, not_mine: Connection) -> None:
    """Do it and hand over what comes of it; signals are the other process's to heed, or end this one."""
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    leave_terminal_to_parent()
    not_mine.close()
    try:
        outcome: tuple[T | None, Exception | None] = (work(), None)
    except Exception as fault:  # noqa: BLE001 - raised again where the result is asked for
        outcome = (None, _sendable(fault))
    try:
        channel.send(outcome)
    except BrokenPipeError:
        return  # nobody is there to take it


def _sendable(fault: Exception) -> Exception:
    try:
        loads(dumps(fault))  # noqa: S301 - our own
    except Exception:  # noqa: BLE001 - whatever its constructor makes of it
        return RuntimeError(f"{type(fault).__name__}: {fault}")
    return fault
