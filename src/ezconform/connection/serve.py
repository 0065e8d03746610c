"""Any Python adapter object served over standard input and output. Knows no particular adapter.

The adapter's own prints must not mix with replies: while it serves, standard output is standard
error and standard input is empty; the harness keeps standard error as evidence.
"""

import contextlib
import os
import sys

from ezconform.connection.dispatch import Dispatcher
from ezconform.connection.stream import CHUNK

LINE_BYTES = 1024 * 1024
"""The longest request line that is read; those of the harness have a few KiB."""


def serve(adapter: object) -> None:
    """Answer request lines until standard input ends. A half line at the end is not a request."""
    try:
        reader, writer = os.dup(0), os.dup(1)
    except OSError:  # started with one of them closed: there is no harness
        return
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    with contextlib.suppress(BrokenPipeError):  # the harness has gone; nobody is left to tell
        answer_all(Dispatcher(adapter, complain), reader, writer)


def answer_all(dispatcher: Dispatcher, reader: int, writer: int) -> None:
    """Answer lines until there are no more, or one is too long. The descriptors may be one and the same.

    Raises:
        OSError: the other side has gone.
    """
    rest = b""
    while chunk := os.read(reader, CHUNK):
        *lines, rest = (rest + chunk).split(b"\n")
        replies: list[bytes] = []
        try:
            replies.extend(map(dispatcher.reply, lines))
        finally:
            # Also when the adapter exits: what it answered before that is evidence.
            _write(writer, b"".join(replies))
        if len(rest) > LINE_BYTES:
            complain(f"a request line longer than {LINE_BYTES} bytes; no more is read\n")
            return


def _write(writer: int, outgoing: bytes) -> None:
    while outgoing:
        outgoing = outgoing[os.write(writer, outgoing) :]


def complain(text: str) -> None:
    """Say it on standard error, which the harness keeps as evidence."""
    sys.stderr.write(text)
    sys.stderr.flush()
