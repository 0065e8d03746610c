"""Streams over plain pipes and sockets, where the other side can be arranged step by step."""

import os
import pty
import socket
import struct

import pytest

from ezconform.connection import serve
from ezconform.connection.stream import EVIDENCE_BYTES, EndOfStream, Stream
from ezconform.protocol.faults import ProtocolFault, TimedOut


def pair(line_bytes: int = 1024) -> tuple[Stream, socket.socket]:
    """A stream over one end of a connected pair of sockets, and the other end."""
    near, far = socket.socketpair()
    descriptor = near.detach()
    return Stream(descriptor, descriptor, line_bytes), far


def test_lines_are_given_one_by_one_however_they_arrive() -> None:
    """Chunks and lines need not agree."""
    stream, far = pair()
    far.sendall(b"one\ntwo\nthr")
    assert [stream.line(9), stream.line(9)] == [b"one", b"two"]
    assert stream.unasked() == b"thr"
    far.sendall(b"ee\n")
    assert stream.line(9) == b"three"
    stream.close()
    far.close()


@pytest.mark.parametrize("sent", [b"x" * 1025, b"x" * 1025 + b"\n"])
def test_a_line_beyond_the_limit_is_refused_finished_or_not(sent: bytes) -> None:
    """What the adapter may make the harness keep is bounded."""
    stream, far = pair()
    far.sendall(sent)
    with pytest.raises(ProtocolFault, match="longer than 1024 bytes"):
        stream.line(9)
    stream.close()
    far.close()


def test_silence_is_a_time_out() -> None:
    """No waiting at all is a limit like another."""
    stream, far = pair()
    with pytest.raises(TimedOut):
        stream.line(0)
    stream.close()
    far.close()


def test_a_reset_connection_is_an_end() -> None:
    """A reset is not an error of the harness."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        near = socket.create_connection(listening.getsockname())
        far, _ = listening.accept()
    descriptor = near.detach()
    stream = Stream(descriptor, descriptor, 1024)
    far.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    far.close()
    with pytest.raises(EndOfStream):
        stream.line(9)
    stream.close()


def test_what_cannot_be_read_any_more_has_ended() -> None:
    """Whatever the system's reason: a network that timed out, or here a terminal that hung up."""
    near, far = pty.openpty()
    os.close(far)
    stream = Stream(near, os.dup(near), 1024)
    with pytest.raises(EndOfStream):
        stream.line(20)
    stream.close()


def test_what_does_not_fit_into_a_socket_goes_out_while_reading_waits() -> None:
    """Sending returns at once; the rest follows when the other side takes it."""
    stream, far = pair()
    stream.send(b"x" * 1_000_000 + b"\n")
    far.sendall(b"go on\n")
    assert stream.line(9) == b"go on"
    far.setblocking(False)
    taken = 0
    while taken < 1_000_001:
        taken += len(far.recv(1_000_001))
        with pytest.raises(TimedOut):
            stream.line(0.001)
    stream.close()
    far.close()


def test_discarding_keeps_standard_error_only() -> None:
    """An ending adapter's last replies are of no use, its last words are."""
    (reader, out), (into, writer), (errors, err) = os.pipe(), os.pipe(), os.pipe()
    stream = Stream(reader, writer, 1024, errors)
    os.write(out, b"late reply\n")
    os.write(err, b"e" * EVIDENCE_BYTES + b"last words")
    stream.discard(9)
    assert stream.unasked() == b""
    assert stream.evidence() == "e" * (EVIDENCE_BYTES - 10) + "last words"
    os.close(err)
    assert stream.evidence().endswith("last words")
    assert stream.evidence().endswith("last words")
    for descriptor in (out, into):
        os.close(descriptor)
    stream.close()
    stream.close()


def test_a_served_adapters_traceback_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    """There the harness finds it as evidence."""
    serve.complain("Traceback\n")
    assert capsys.readouterr().err == "Traceback\n"
