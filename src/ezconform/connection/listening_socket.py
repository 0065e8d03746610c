"""A Python adapter behind a TCP or Unix socket: one client after the other, each with a fresh adapter.

Knows addresses and sockets; knows no verb and no particular adapter. Nobody is asked who he is: a Unix
socket lets in its owner only, a TCP port whoever reaches it.
"""

import contextlib
import errno
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ezconform.connection.codec import shown
from ezconform.connection.dispatch import Dispatcher
from ezconform.connection.serve import answer_all, complain
from ezconform.connection.tcp_address import tcp_address
from ezconform.protocol.faults import BadInput

OWNER_ONLY = 0o177


@dataclass(frozen=True, slots=True)
class ListeningSocket:
    """`name` is what to give to `--adapter` to get here."""

    name: str
    socket: socket.socket

    def serve(self, fresh: Callable[[], object]) -> None:
        """Serve clients until a signal ends it; `fresh` makes the adapter of the next one.

        What an adapter prints goes to standard error, as over standard input and output.
        """
        with contextlib.suppress(OSError):  # standard error may be closed; then prints go where they go
            os.dup2(2, 1)
        adapter = fresh()
        while True:
            connected, _ = self.socket.accept()
            with connected:
                _converse(connected, adapter)
            adapter = fresh()


@contextmanager
def listening(address: str) -> Iterator[ListeningSocket]:
    """Listen on `tcp:HOST:PORT` (port 0: any that is free) or `unix:PATH`, which is removed at the end.

    Raises:
        BadInput: it is neither, or cannot be listened on.
    """
    form, _, rest = address.partition(":")
    if form == "tcp":
        with _on_tcp(rest) as held:
            host, port, *_ = held.getsockname()
            yield ListeningSocket(f"tcp:[{host}]:{port}" if ":" in host else f"tcp:{host}:{port}", held)
    elif form == "unix" and rest:
        with _on_unix(rest) as held, _removed(Path(rest)):
            yield ListeningSocket(f"unix:{rest}", held)
    else:
        raise BadInput(f"{shown(address)!r} is no address to listen on; give tcp:HOST:PORT or unix:PATH")


def _on_tcp(rest: str) -> socket.socket:
    address = tcp_address(rest, first_port=0)
    if address is None:
        raise BadInput(f"tcp:{shown(rest)} is not tcp:HOST:PORT; port 0 is any that is free")
    family = socket.AF_INET6 if ":" in address[0] else socket.AF_INET
    try:
        return socket.create_server(address, family=family)
    except OSError as problem:
        advice = "; take another port, or 0" if problem.errno == errno.EADDRINUSE else ""
        raise BadInput(f"tcp:{shown(rest)}: {_reason(problem)}{advice}") from None


def _on_unix(path: str) -> socket.socket:
    held = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    before = os.umask(OWNER_ONLY)
    try:
        held.bind(path)
        held.listen()
    except OSError as problem:
        held.close()
        there = problem.errno == errno.EADDRINUSE
        reason = "is there already; remove it unless somebody uses it" if there else _reason(problem)
        raise BadInput(f"unix:{shown(path)}: {reason}") from None
    finally:
        os.umask(before)
    return held


@contextmanager
def _removed(path: Path) -> Iterator[None]:
    """Remove the socket's file at the end, unless it is somebody else's by then."""
    path = path.absolute()
    made = path.stat()
    try:
        yield
    finally:
        with contextlib.suppress(FileNotFoundError):
            if os.path.samestat(made, path.stat()):
                path.unlink()


def _converse(connected: socket.socket, adapter: object) -> None:
    """One client, until it goes. An adapter that exits loses its client and nothing else."""
    if connected.family != socket.AF_UNIX:
        connected.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        connected.setsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE, 1)  # a client may vanish without a word
    try:
        answer_all(Dispatcher(adapter, complain), connected.fileno(), connected.fileno())
    except OSError:
        return  # the client has gone in the middle; the next one is served
    except SystemExit as end:
        complain(f"the adapter exited: {shown(str(end.code))}\n")


def _reason(problem: OSError) -> str:
    """The system's own words; those of Python repeat the address, those of a name service have no number."""
    own = os.strerror(problem.errno) if problem.errno and problem.errno > 0 else ""
    return own or shown(str(problem.strerror or problem).partition(" (while")[0])
