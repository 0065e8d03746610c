"""Adapters over TCP and Unix sockets (loopback only): the same conversation, the same faults."""

import json
import socket
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ezconform.connection import connectors
from ezconform.connection.dispatch import Dispatcher
from ezconform.protocol.answers import Done, Subject
from ezconform.protocol.faults import CannotStart, Crashed
from ezconform.protocol.requests import Initialize, LabReset, SocketOpen
from ezconform.protocol.verbs import PROTOCOL

HALF = SocketOpen(socket="half", program="P")
END = SocketOpen(socket="end", program="P")


class Small:
    """An adapter for the far end of a socket."""

    def initialize(self, _request: Initialize) -> Subject:
        return Subject(protocol=PROTOCOL, name="far", version="1", classes=(), capabilities=())

    def lab_reset(self, _request: LabReset) -> Done:
        return Done()

    def socket_open(self, _request: SocketOpen) -> Done:
        return Done()


def answer_one_client(listening: socket.socket) -> None:
    """Serve the first client until it goes, or is told `end` or `half`."""
    connected, _ = listening.accept()
    dispatcher = Dispatcher(Small(), print)
    with connected, connected.makefile("rb") as lines:
        for line in lines:
            name = json.loads(line)["params"].get("socket")
            if name == "half":
                connected.sendall(b'{"half')
            if name in {"half", "end"}:
                return
            connected.sendall(dispatcher.reply(line))


@pytest.fixture
def serve() -> Iterator[Callable[[socket.socket], None]]:
    """Serves one client of a listening socket beside the test."""
    started: list[tuple[threading.Thread, socket.socket]] = []

    def start(listening: socket.socket) -> None:
        thread = threading.Thread(target=answer_one_client, args=(listening,))
        thread.start()
        started.append((thread, listening))

    yield start
    for thread, listening in started:
        thread.join()
        listening.close()


def on_tcp(serve: Callable[[socket.socket], None]) -> str:
    """An adapter on a free port of the loopback interface."""
    listening = socket.create_server(("127.0.0.1", 0))
    serve(listening)
    return f"tcp:127.0.0.1:{listening.getsockname()[1]}"


def test_an_adapter_is_reached_over_tcp(serve: Callable[[socket.socket], None]) -> None:
    """Batches larger than the socket's buffers pass as over pipes."""
    connection = connectors.connector(on_tcp(serve)).connect()
    long = SocketOpen(socket="x" * 5000, program="P")
    assert connection.subject.name == "far"
    assert connection.exchange([LabReset()]) == [Done()]
    assert connection.exchange([long] * 4000) == [Done()] * 4000
    connection.close()
    connection.close()


def test_an_adapter_is_reached_over_a_unix_socket(
    serve: Callable[[socket.socket], None], tmp_path: Path
) -> None:
    """The path stands after `unix:`."""
    path = tmp_path / "adapter"
    listening = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listening.bind(str(path))
    listening.listen()
    serve(listening)
    connection = connectors.connector(f"unix:{path}").connect()
    assert connection.exchange([LabReset()]) == [Done()]
    connection.close()


@pytest.mark.parametrize(
    ("last", "words"),
    [(END, "the adapter closed the connection"), (HALF, "closed the connection in the middle of a line")],
)
def test_a_closed_connection_is_a_crash(
    serve: Callable[[socket.socket], None], last: SocketOpen, words: str
) -> None:
    """There is no process to ask how it ended."""
    connection = connectors.connector(on_tcp(serve)).connect()
    with pytest.raises(Crashed, match=f"{words}$") as caught:
        connection.exchange([last])
    assert caught.value.stderr == ""
    connection.close()


def test_nobody_listening_cannot_start(tmp_path: Path) -> None:
    """The line says where nobody was found."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    with pytest.raises(CannotStart, match=rf"^no connection to 127\.0\.0\.1:{port}: Connection refused$"):
        connectors.connector(f"tcp:127.0.0.1:{port}").connect()
    with pytest.raises(CannotStart, match=r"no connection to .*: No such file or directory$"):
        connectors.connector(f"unix:{tmp_path}/none").connect()


@pytest.mark.parametrize("name", ["unix:a\0b", f"unix:{'a' * 200}"])
def test_what_is_no_path_cannot_start(name: str) -> None:
    """With a byte 0 in it, or too long for a socket."""
    with pytest.raises(CannotStart, match=r"^no connection to .+: .+$"):
        connectors.connector(name).connect()
