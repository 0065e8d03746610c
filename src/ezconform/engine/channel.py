"""What a crew and its workers say to each other: lines of JSON on a pair of sockets.

Knows how to send one value and to take in all that have come; knows nothing of what they mean.
"""

import socket
from typing import Any, Generic, TypeVar

import msgspec

T = TypeVar("T")
ROOM = 1 << 18
"""At most so many bytes are taken in at a time, which is more than such a socket holds."""
_encode = msgspec.json.Encoder().encode


def pair() -> tuple[socket.socket, socket.socket]:
    return socket.socketpair()


class Channel(Generic[T]):
    """One end; values of one type come in on it."""

    def __init__(self, end: socket.socket, kind: Any) -> None:
        """`kind`: T as msgspec knows it, also a union."""
        self._end = end
        self._decoder: msgspec.json.Decoder[T] = msgspec.json.Decoder(kind)
        self._begun = b""

    def fileno(self) -> int:
        return self._end.fileno()

    def say(self, value: Any) -> None:
        """Send a value; OSError if nobody is at the other end."""
        self._end.sendall(_encode(value) + b"\n")

    def hear(self) -> list[T]:
        """What has come, at least one value; EOFError or OSError if no other will come."""
        while True:
            data = self._end.recv(ROOM)
            if not data:
                raise EOFError
            lines, end, begun = (self._begun + data).rpartition(b"\n")
            self._begun = begun
            if end:
                return self._decoder.decode_lines(lines)

    def close(self) -> None:
        self._end.close()
