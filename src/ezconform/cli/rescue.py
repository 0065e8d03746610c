"""What is saved of a run that ends otherwise than it should: reports from the journal, marked incomplete.

Knows the journal as a file; knows nothing of why the run ended.
"""

import shlex
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import msgspec

from ezconform.engine.listener import Listener
from ezconform.engine.run import INTERRUPTED
from ezconform.protocol.faults import BadInput
from ezconform.reports import journal_reading
from ezconform.reports.run_directory import RunDirectory


@contextmanager
def rescued(directory: RunDirectory, display: Listener) -> Iterator[None]:
    """Let whatever ends the run pass, but make the reports of what there is before.

    Ctrl-C while a scenario runs does not come here: the run loop ends in good order then.
    """
    try:
        yield
    except BaseException as fault:
        display.run_finished()
        why = INTERRUPTED if isinstance(fault, KeyboardInterrupt) else f"harness fault: {fault}"
        _report(directory, why)
        raise


@contextmanager
def told_what_is_missing(directory: RunDirectory) -> Iterator[None]:
    """Let Ctrl-C while the reports are written pass, but say which are not there and how to make them."""
    try:
        yield
    except KeyboardInterrupt:
        if missing := directory.unwritten:
            sys.stderr.write(
                f"ezconform: not written: {', '.join(missing)}; "
                f"ezconform report html {shlex.quote(str(directory.path))} makes a report\n"
            )
        raise


def _report(directory: RunDirectory, why: str) -> None:
    try:
        results = journal_reading.read(directory.journal)
    except BadInput:
        return  # the run had not begun, so there is nothing to report
    directory.write(msgspec.structs.replace(results, interrupted=why))
    sys.stderr.write(f"ezconform: an incomplete report is in {directory.path}\n")
