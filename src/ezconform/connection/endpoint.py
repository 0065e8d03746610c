"""An adapter that already runs somewhere and is reached over TCP or a Unix socket. Knows no JSON.

The harness cannot restart such an adapter, only connect anew; a new connection is a new session.
"""

import socket

from ezconform.connection.codec import shown
from ezconform.connection.limits import Limits
from ezconform.connection.stream import EndOfStream, Stream
from ezconform.protocol.faults import CannotStart, Crashed


class Endpoint:
    """A Transport over a connected stream socket, which it owns."""

    def __init__(self, connected: socket.socket, limits: Limits) -> None:
        descriptor = connected.detach()
        self._stream = Stream(descriptor, descriptor, limits.line_bytes)

    def send(self, outgoing: bytes) -> None:
        self._stream.send(outgoing)

    def line(self, seconds: float) -> bytes:
        try:
            return self._stream.line(seconds)
        except EndOfStream:
            half = " in the middle of a line" if self._stream.unasked() else ""
            raise Crashed(f"the adapter closed the connection{half}") from None

    def unasked(self) -> bytes:
        return self._stream.unasked()

    def evidence(self) -> str:
        return ""

    def close(self, *, politely: bool = True) -> None:  # noqa: ARG002 - there is only one way
        self._stream.close()


def over_tcp(host: str, port: int, limits: Limits) -> Endpoint:
    """Connect; small requests are not held back (Nagle would add 40 ms to an exchange).

    Raises:
        CannotStart: nobody listens there.
    """
    try:
        connected = socket.create_connection((host, port), timeout=limits.start_seconds)
    except OSError as problem:
        raise CannotStart(f"no connection to {shown(host)}:{port}: {_said(problem)}") from None
    connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return Endpoint(connected, limits)


def over_unix(path: str, limits: Limits) -> Endpoint:
    """Connect to a Unix socket.

    Raises:
        CannotStart: nobody listens there.
    """
    connecting = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connecting.settimeout(limits.start_seconds)
    try:
        connecting.connect(path)
    except (OSError, ValueError) as problem:  # what cannot be a path is a ValueError
        connecting.close()
        raise CannotStart(f"no connection to {shown(path)}: {_said(problem)}") from None
    return Endpoint(connecting, limits)


def _said(problem: OSError | ValueError) -> str:
    return str(getattr(problem, "strerror", None) or problem)
