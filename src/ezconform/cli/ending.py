"""How the outside world ends a command: signals as Ctrl-C, and output that nobody can take.

Knows signals and file descriptors; knows no command.
"""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import current_thread, main_thread
from types import FrameType
from typing import NoReturn

ENDING = (signal.SIGTERM, signal.SIGHUP)


@contextmanager
def signals_interrupt() -> Iterator[None]:
    """SIGTERM (a cancelled CI job) and SIGHUP (a closed terminal) are taken as Ctrl-C.

    The adapter is ended and the report made, where the default would leave both as they are. A signal that
    is ignored, as under nohup, stays so.
    """
    mine = current_thread() is main_thread()  # signals are the main thread's alone
    taken = [number for number in ENDING if mine and signal.getsignal(number) is signal.SIG_DFL]
    for number in taken:
        signal.signal(number, _interrupt)
    try:
        yield
    finally:
        for number in taken:
            signal.signal(number, signal.SIG_DFL)


def flush() -> None:
    """Write what is buffered for standard output; it is None where the caller has closed it."""
    if sys.stdout is not None:
        sys.stdout.flush()


def forget_output() -> None:
    """Nobody takes our output any more; without this the interpreter complains when it flushes at its end."""
    if sys.stdout is not None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def provide_errors() -> None:
    """Standard error that the caller has closed goes nowhere, and takes no command with it."""
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - until the process ends


def complain(line: str) -> None:
    """One line on standard error, as far as it can be written: the exit code must not depend on it."""
    with suppress(OSError):
        sys.stderr.write(f"{line}\n")
        sys.stderr.flush()


def _interrupt(number: int, frame: FrameType | None) -> NoReturn:
    del number, frame
    raise KeyboardInterrupt
