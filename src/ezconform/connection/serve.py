"""Any Python adapter object served over standard input and output. Knows no particular adapter.

The adapter's own prints must not mix with replies: while it serves, standard output is standard
error and standard input is empty; the harness keeps standard error as evidence.
"""

import contextlib
import os
import sys

from ezconform.connection.dispatch import Dispatcher
from ezconform.connection.stream import CHUNK


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
        _answer_all(Dispatcher(adapter, _complain), reader, writer)


def _answer_all(dispatcher: Dispatcher, reader: int, writer: int) -> None:
    rest = b""
    while chunk := os.read(reader, CHUNK):
        *lines, rest = (rest + chunk).split(b"\n")
        replies: list[bytes] = []
        try:
            replies.extend(map(dispatcher.reply, lines))
        finally:
            # Also when the adapter exits: what it answered before that is evidence.
            _write(writer, b"".join(replies))


def _write(writer: int, outgoing: bytes) -> None:
    while outgoing:
        outgoing = outgoing[os.write(writer, outgoing) :]


def _complain(text: str) -> None:
    sys.stderr.write(text)
    sys.stderr.flush()
