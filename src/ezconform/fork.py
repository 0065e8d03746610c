"""A process forked from ours: it begins with all that we have in memory, and ends with us at the latest.

Knows processes and signals; knows nothing of the work. Not to be used while another thread runs.
"""

import signal
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.context import ForkProcess


def forked(work: Callable[[], None]) -> ForkProcess:
    """Start the work there; Ctrl-C is held back in it until the work knows what to do with it."""
    process = get_context("fork").Process(target=work, daemon=True)
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        process.start()
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
    return process


def leave_terminal_to_parent() -> None:
    """What a terminal sends reaches every process in it: here it is the parent's to heed, from now on."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
