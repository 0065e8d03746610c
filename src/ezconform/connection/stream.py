"""Lines over file descriptors with time limits, without threads. Knows pipes and sockets, no process.

A poll before each read gives the time limit; writing never blocks, and what is left to write goes
out while reading waits, so two full pipes cannot deadlock.
"""

import os
import select
import time
from collections import deque

from ezconform.protocol.faults import ProtocolFault, TimedOut

CHUNK = 65536
EVIDENCE_BYTES = 16 * 1024
"""How much of the end of a standard error is kept."""


class EndOfStream(Exception):  # noqa: N818 - an event, not a mistake
    """The other side closed its end."""


def too_long(limit: int) -> ProtocolFault:
    return ProtocolFault(f"a line longer than {limit} bytes")


class Stream:
    """Owns the descriptors it is given: lines in, bytes out, and optionally a standard error.

    `reader` and `writer` may be the same descriptor (a socket). `end` becomes readable when the other
    side has ended, which its own children may hide by holding its output open.
    """

    def __init__(
        self, reader: int, writer: int, line_bytes: int, errors: int | None = None, end: int | None = None
    ) -> None:
        self._reader, self._writer, self._errors, self._end = reader, writer, errors, end
        self._line_bytes = line_bytes
        self._lines: deque[bytes] = deque()
        self._rest = b""
        self._pending = b""
        self._writing = False
        self._hung_up = False
        self._evidence = bytearray()
        self._open = {own for own in (reader, writer, errors, end) if own is not None}
        os.set_blocking(writer, False)
        self._poll = select.poll()
        for descriptor in self._open - {writer} | {reader}:
            self._poll.register(descriptor, select.POLLIN)

    def send(self, outgoing: bytes) -> None:
        """Write what the other side takes at once and keep the rest for later."""
        self._pending += outgoing
        self._flush()

    def line(self, seconds: float) -> bytes:
        """Give the next line, without its newline.

        Raises:
            TimedOut, ProtocolFault, EndOfStream: there is none, or none that is short enough.
        """
        deadline = time.monotonic() + seconds
        while not self._lines:
            left = deadline - time.monotonic()
            if left <= 0:
                raise TimedOut(f"no answer within {seconds:g} s")
            self._turn(0 if self._hung_up else left)
        line = self._lines.popleft()
        if len(line) > self._line_bytes:
            raise too_long(self._line_bytes)
        return line

    def unasked(self) -> bytes:
        """Give what has arrived and was not taken as a line."""
        return self._lines[0] if self._lines else self._rest

    def discard(self, seconds: float) -> None:
        """Wait up to `seconds` for anything; keep standard error, throw the rest away."""
        self._watch_writer(wanted=False)
        for descriptor, _ in self._poll.poll(seconds * 1000):
            if descriptor == self._errors:
                self._take_errors()
            elif descriptor == self._end or not _read(descriptor):
                self._poll.unregister(descriptor)

    def evidence(self) -> str:
        """Give the end of the standard error, with all that has arrived by now.

        One more pipeful at most: a flood never ends.
        """
        if self._errors is not None and self._errors in self._open:
            os.set_blocking(self._errors, False)
            self._take_errors()
        return self._evidence.decode("utf-8", errors="backslashreplace")

    def close_writer(self) -> None:
        """Tell the other side that nothing will follow (pipes only)."""
        self._pending = b""
        self._watch_writer(wanted=False)
        self._close(self._writer)

    def close(self) -> None:
        for descriptor in tuple(self._open):
            self._close(descriptor)

    def _turn(self, seconds: float) -> None:
        """Wait once and do what has become possible."""
        ready = self._poll.poll(seconds * 1000)
        if not ready and self._hung_up:
            raise EndOfStream
        for descriptor, event in ready:
            if descriptor == self._errors:
                self._take_errors()
            if descriptor == self._end:
                self._hung_up = True
                self._poll.unregister(descriptor)
            if descriptor == self._writer and self._writing:
                self._flush()
            if descriptor == self._reader and event & ~select.POLLOUT:
                self._take_lines()

    def _take_lines(self) -> None:
        chunk = _read(self._reader)
        if not chunk:
            raise EndOfStream
        *lines, self._rest = (self._rest + chunk).split(b"\n")
        self._lines.extend(lines)
        if len(self._rest) > self._line_bytes:
            raise too_long(self._line_bytes)

    def _take_errors(self) -> None:
        assert self._errors is not None  # noqa: S101 - for the type checker; callers have looked
        try:
            chunk = _read(self._errors)
        except BlockingIOError:
            return
        if not chunk:
            self._poll.unregister(self._errors)
            self._close(self._errors)
        self._evidence += chunk
        del self._evidence[:-EVIDENCE_BYTES]

    def _flush(self) -> None:
        while self._pending:
            try:
                written = os.write(self._writer, self._pending)
            except BlockingIOError:
                break
            except OSError:
                self._hung_up, self._pending = True, b""
                break
            self._pending = self._pending[written:]
        self._watch_writer(wanted=bool(self._pending))

    def _watch_writer(self, *, wanted: bool) -> None:
        if wanted == self._writing:
            return
        self._writing = wanted
        if self._writer == self._reader:
            self._poll.modify(self._reader, select.POLLIN | (select.POLLOUT if wanted else 0))
        elif wanted:
            self._poll.register(self._writer, select.POLLOUT)
        else:
            self._poll.unregister(self._writer)

    def _close(self, descriptor: int) -> None:
        if descriptor in self._open:
            self._open.discard(descriptor)
            os.close(descriptor)


def _read(descriptor: int) -> bytes:
    """Read a chunk; nothing at the end, also where a connection was reset or the network gave it up."""
    try:
        return os.read(descriptor, CHUNK)
    except BlockingIOError:
        raise
    except OSError:
        return b""
