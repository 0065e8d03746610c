"""An adapter as a child process, spoken to over its standard input and output. Knows no JSON.

The child leads a session and process group of its own: a terminal's Ctrl-C does not reach it, and
whatever it started is ended with it. Its leader is not reaped before the group has been killed, so
the group's number cannot have passed to anybody else. It inherits the working directory of the harness,
its environment but for what is `WITHHELD`, and no file descriptor but the three standard ones.
"""

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from ezconform.connection.limits import Limits
from ezconform.connection.stream import EndOfStream, Stream
from ezconform.protocol.faults import CannotStart, Crashed

WITHHELD = frozenset({"EZCONFORM_CREDENTIAL_SALT"})
"""Variables that are the harness's own secrets: nothing a subject has to know."""
LOOK_SECONDS = 0.01
"""How often an ending child is looked at, where its pipes do not tell."""


class Child:
    """A Transport to a process that was started for it, without a shell."""

    def __init__(self, command: Sequence[str], limits: Limits) -> None:
        self._limits = limits
        self._process = _start(command)
        stdin, stdout, stderr = self._process.stdin, self._process.stdout, self._process.stderr
        assert stdin and stdout and stderr  # noqa: S101, PT018 - they were asked for
        # The stream owns descriptors of its own; those of the Popen object would be closed twice.
        reader, writer, errors = (os.dup(pipe.fileno()) for pipe in (stdout, stdin, stderr))
        for pipe in (stdin, stdout, stderr):
            pipe.close()
        self._stream = Stream(reader, writer, limits.line_bytes, errors, _end_of(self._process.pid))
        self._closed = False

    def send(self, outgoing: bytes) -> None:
        self._stream.send(outgoing)

    def line(self, seconds: float) -> bytes:
        try:
            return self._stream.line(seconds)
        except EndOfStream:
            raise Crashed(self._end()) from None

    def unasked(self) -> bytes:
        return self._stream.unasked()

    def evidence(self) -> str:
        return self._stream.evidence()

    def ends_with_its_input(self) -> bool:
        """End its input; whether it ends by itself within the limit. `close` is still to be called."""
        self._stream.close_writer()
        return self._ended(self._limits.stop_seconds)

    def close(self, *, politely: bool = True) -> None:
        """End the child: by the end of its input if `politely`, else by SIGTERM, at last by SIGKILL."""
        if self._closed:
            return
        self._closed = True
        self._stream.close_writer()
        if not (politely and self._ended(self._limits.stop_seconds)):
            self._signal(signal.SIGTERM)
            self._ended(self._limits.stop_seconds)
        self._signal(signal.SIGKILL)
        self._process.wait()
        self._stream.close()

    def _end(self) -> str:
        """Say how the child ended, or that it lives on with its output closed."""
        half = " in the middle of a line" if self._stream.unasked() else ""
        if not self._ended(self._limits.stop_seconds):
            return f"the adapter closed its end of the pipe{half} and is still running"
        return f"the adapter {_how(self._status())}{half}"

    def _ended(self, seconds: float) -> bool:
        """Wait for the end of the child, taking its output off its hands meanwhile."""
        deadline = time.monotonic() + seconds
        while self._status() is None:
            if time.monotonic() > deadline:
                return False
            self._stream.discard(LOOK_SECONDS)
        return True

    def _status(self) -> os.waitid_result | None:
        return os.waitid(os.P_PID, self._process.pid, os.WEXITED | os.WNOHANG | os.WNOWAIT)

    def _signal(self, number: signal.Signals) -> None:
        # With nobody left but the leader's remains, macOS says that the permission is missing.
        with contextlib.suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, number)


def _start(command: Sequence[str]) -> subprocess.Popen[bytes]:
    try:
        return subprocess.Popen(  # noqa: S603 - no shell; the command is the user's own
            [_program(command[0]), *command[1:]],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            bufsize=0,
            env={name: value for name, value in os.environ.items() if name not in WITHHELD},
            start_new_session=True,
        )
    except FileNotFoundError:
        raise CannotStart(f"command not found: {command[0]}") from None
    except OSError as problem:
        raise CannotStart(f"{command[0]} cannot be started: {problem.strerror}") from None


def _end_of(process: int) -> int | None:
    """A descriptor that becomes readable when the process ends; only Linux has such a thing."""
    return os.pidfd_open(process) if sys.platform == "linux" else None


def _program(name: str) -> str:
    """Find a command also among those installed beside this Python, which may not be on the PATH."""
    return shutil.which(name) or shutil.which(name, path=str(Path(sys.executable).parent)) or name


def _how(status: os.waitid_result | None) -> str:
    if status is None or status.si_code == os.CLD_EXITED:
        return f"ended with exit status {status.si_status if status else 'unknown'}"
    return f"was killed by {signal_name(status.si_status)}"


def signal_name(number: int) -> str:
    """As in `SIGKILL`; only the first and the last of the real-time signals have a name."""
    try:
        return signal.Signals(number).name
    except ValueError:
        return f"signal {number}"
