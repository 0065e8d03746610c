"""The command line: one module a command, imported when the command is used.

Knows exit codes and how a failure is told: one line on standard error, never a traceback.
"""

import errno
import sys
from collections.abc import Sequence
from pathlib import Path

from ezconform.cli.ending import complain, flush, forget_output, provide_errors
from ezconform.protocol.faults import BadInput, CannotStart
from ezconform.verdict import ExitCode


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and say how it went; the exit code of the process."""
    from click.exceptions import NoArgsIsHelpError

    from ezconform.cli.commands import ReaderGone, ezconform

    given = None if arguments is None else list(arguments)
    provide_errors()
    try:
        code = ezconform.main(given, "ezconform", standalone_mode=False)
        flush()
    except NoArgsIsHelpError as help_:
        sys.stderr.write(f"{help_.format_message()}\n")
        return ExitCode.BAD_INPUT
    except (ReaderGone, BrokenPipeError):
        forget_output()
        return ExitCode.GOOD
    except (Exception, KeyboardInterrupt) as fault:  # noqa: BLE001 - no traceback on the terminal
        return _failed(*_told(fault))
    return int(code or ExitCode.GOOD)


def _told(fault: BaseException) -> tuple[ExitCode, str]:
    """The exit code of a failure and what to say of it."""
    import click

    match fault:
        case click.UsageError():
            path = fault.ctx.command_path if fault.ctx else "ezconform"
            return ExitCode.BAD_INPUT, f"{fault.format_message()} Try: {path} --help"
        case BadInput():
            return ExitCode.BAD_INPUT, str(fault)
        case CannotStart():
            return ExitCode.INCOMPLETE, f"the adapter cannot start: {fault}"
        case KeyboardInterrupt() | click.Abort():
            return ExitCode.INTERRUPTED, "interrupted"
        case OSError() if why := _outside(fault):
            return ExitCode.BAD_INPUT, why
    return ExitCode.HARNESS_FAULT, _written(fault)


def _outside(fault: OSError) -> str:
    """What is in the caller's hand, whatever command meets it; empty: the fault may be ours."""
    if fault.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        forget_output()  # what is still in its buffer may be what could not be written
        return f"output cannot be written: {fault.strerror}; make room and run again"
    try:
        Path.cwd()
    except FileNotFoundError:
        return "the working directory is not there any more; change into one that is"
    return ""


def _failed(code: ExitCode, message: str) -> int:
    from ezconform.reports.display import one_line

    complain(f"ezconform: {one_line(message, limit=2_000)}")
    return code


def _written(fault: BaseException) -> str:
    """Put the traceback into a file of its own and say where."""
    import tempfile
    import traceback

    with tempfile.NamedTemporaryFile(
        "w", prefix="ezconform-fault-", suffix=".txt", delete=False, encoding="utf-8"
    ) as file:
        file.write("".join(traceback.format_exception(fault)))
    return f"harness fault: {type(fault).__name__}: {fault} (traceback in {file.name})"
