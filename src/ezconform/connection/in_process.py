"""A Python adapter in the harness's own process. Knows no time limit: such an adapter is trusted.

Requests and answers go through the same lines as across a pipe, so both ways agree by construction
and neither side can change a value that the other holds.
"""

from collections import deque

from ezconform.connection.codec import shown
from ezconform.connection.dispatch import Dispatcher
from ezconform.connection.limits import Limits
from ezconform.connection.stream import EVIDENCE_BYTES, too_long
from ezconform.protocol.faults import Crashed


class InProcess:
    """A Transport to an adapter object."""

    def __init__(self, adapter: object, limits: Limits) -> None:
        self._dispatcher = Dispatcher(adapter, self._keep)
        self._line_bytes = limits.line_bytes
        self._lines: deque[bytes] = deque()
        self._end = ""
        self._evidence = ""

    def send(self, outgoing: bytes) -> None:
        """Have everything answered at once; an adapter that exits has ended like a child would."""
        try:
            for line in outgoing.splitlines():
                self._lines.append(self._dispatcher.reply(line)[:-1])
        except SystemExit as end:
            self._end = f"the adapter ended with exit status {_status(end)}"

    def line(self, _seconds: float) -> bytes:
        if not self._lines:
            raise Crashed(self._end)
        line = self._lines.popleft()
        if len(line) > self._line_bytes:
            raise too_long(self._line_bytes)
        return line

    def unasked(self) -> bytes:
        return b""

    def evidence(self) -> str:
        return self._evidence

    def close(self, *, politely: bool = True) -> None:
        """Nothing to end: the object goes with its connection."""

    def _keep(self, text: str) -> None:
        # Half a surrogate pair, which a Python string may hold, can be written nowhere.
        text = text.encode(errors="backslashreplace").decode()
        self._evidence = (self._evidence + text)[-EVIDENCE_BYTES:]


def _status(end: SystemExit) -> str:
    """The exit status that a process would have had."""
    if end.code is None:
        return "0"
    return str(end.code) if isinstance(end.code, int) else f"1 ({shown(str(end.code))})"
