"""`ezconform serve --listen`: the same adapter behind a socket, for one client after the other."""

import errno
import os
import signal
import socket
import stat
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest

from ezconform.cli import main
from ezconform.connection import connectors
from ezconform.connection.limits import Limits
from ezconform.connection.listening_socket import listening
from ezconform.protocol.faults import CannotStart, Crashed
from ezconform.protocol.requests import LabReset, SocketOpen
from ezconform.reports import canonical
from ezconform.results import RunResults

Start = Callable[[str, str], "Server"]
OWN = [sys.executable, "-m", "ezconform"]
NUMBERED = """
import sys
from ezconform.protocol.answers import Done, Subject

class Numbered:
    made = 0

    def __init__(self):
        Numbered.made += 1
        self.number = str(Numbered.made)

    def initialize(self, request):
        print("a word of the adapter's own")
        return Subject(protocol="1.0", name="numbered", version=self.number, classes=(), capabilities=())

    def lab_reset(self, request):
        return Done()

    def socket_open(self, request):
        sys.exit(request.socket)

class Twice(Numbered):
    def __init__(self):
        super().__init__()
        if Numbered.made > 2:
            raise MemoryError("no third one")
"""


class Server:
    """A running `ezconform serve --listen`; `name` is what its first line says."""

    def __init__(self, adapter: str, address: str) -> None:
        self.process = subprocess.Popen(
            [*OWN, "serve", adapter, "--listen", address],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.line = self.process.stdout.readline()
        self.name = self.line.removeprefix("listening on ").rstrip("\n")

    def end(self, number: signal.Signals = signal.SIGTERM) -> tuple[int, str, str]:
        """Exit status, and what was written after the first line."""
        self.process.send_signal(number)
        out, err = self.process.communicate(timeout=60)
        return self.process.returncode, out, err

    def raw(self) -> socket.socket:
        """A client that is not ours."""
        host, _, port = self.name.removeprefix("tcp:").rpartition(":")
        return socket.create_connection((host, int(port)), timeout=60)


@pytest.fixture
def start() -> Iterator[Start]:
    """Starts servers, and ends those that a test has left."""
    started: list[Server] = []

    def one(adapter: str, address: str) -> Server:
        started.append(Server(adapter, address))
        return started[-1]

    yield one
    for server in started:
        if server.process.returncode is None:
            server.end(signal.SIGKILL)


@pytest.fixture
def numbered(tmp_path: Path) -> str:
    """An adapter whose version says which one of its class it is."""
    file = tmp_path / "numbered.py"
    file.write_text(NUMBERED)
    return f"py:{file}:Numbered"


@pytest.fixture
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A short one: the path of a Unix socket may have about 100 characters."""
    return tmp_path_factory.mktemp("s") / "s"


def version_of(name: str) -> str:
    """Which adapter answers there."""
    held = connectors.connector(name).connect()
    assert held.exchange([LabReset()])
    held.close()
    return str(held.subject.version)


def run(adapter: str, folder: Path) -> RunResults:
    """Canonical results of two classes, as of an adapter of no name."""
    options = ["run", "--class", "routing", "--class", "waiting", "--report-dir", str(folder)]
    subprocess.run([*OWN, *options, "--adapter", adapter], capture_output=True, check=True)
    return msgspec.structs.replace(canonical.read(folder / "results.json"), adapter="")


@pytest.mark.parametrize("form", ["tcp", "unix"])
def test_behind_a_socket_the_results_are_those_of_the_adapter_in_process(
    form: str, start: Start, path: Path, tmp_path: Path
) -> None:
    """Byte for byte, evidence included; and the line it prints ends with the name of an adapter."""
    server = start("reference", {"tcp": "tcp:127.0.0.1:0", "unix": f"unix:{path}"}[form])
    assert server.line == f"listening on {server.name}\n"
    there = run(server.name, tmp_path / "there")
    here = run("reference", tmp_path / "here")
    assert canonical.encode(there) == canonical.encode(here)
    assert server.end() == (0, "", "")


def test_the_contract_is_kept_behind_a_socket(start: Start, capsys: pytest.CaptureFixture[str]) -> None:
    """With a restart, which is a new connection."""
    server = start("reference", "tcp:127.0.0.1:0")
    assert main(["adapter", "check", server.name]) == 0
    assert "in order  a restart" in capsys.readouterr().out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_and_its_file_is_removed(number: signal.Signals, start: Start, path: Path) -> None:
    """It is the way to end it: exit status 0, nothing said; with a client connected too."""
    server = start("reference", f"unix:{path}")
    held = connectors.connector(server.name).connect()
    assert path.is_socket()
    assert server.end(number) == (0, "", "")
    assert not path.exists()
    held.close()


def test_each_client_gets_an_adapter_of_its_own(start: Start, numbered: str) -> None:
    """One after the other; what the adapter prints is on standard error, behind the line there is nothing."""
    server = start(numbered, "tcp:127.0.0.1:0")
    assert [version_of(server.name) for _ in range(3)] == ["1", "2", "3"]
    assert server.end() == (0, "", "a word of the adapter's own\n" * 3)


def test_a_second_client_waits_for_the_first(start: Start, numbered: str) -> None:
    """One that wants both at once, as two workers do, is not answered in time."""
    server = start(numbered, "tcp:127.0.0.1:0")
    first = connectors.connector(server.name).connect()
    with pytest.raises(CannotStart, match=r"no answer within 0\.2 s"):
        connectors.connector(server.name, Limits(start_seconds=0.2)).connect()
    first.close()


def test_an_adapter_that_exits_loses_its_client_only(start: Start, numbered: str) -> None:
    """The next client is served."""
    server = start(numbered, "tcp:127.0.0.1:0")
    held = connectors.connector(server.name).connect()
    with pytest.raises(Crashed, match="closed the connection"):
        held.exchange([SocketOpen(socket="\x1b[2J", program="P")])
    held.close()
    assert version_of(server.name) == "2"
    assert "the adapter exited: \\x1b[2J\n" in server.end()[2]


def test_a_line_that_does_not_end_is_not_read_for_ever(start: Start, numbered: str) -> None:
    """After a megabyte the client is dropped; the next one is served."""
    server = start(numbered, "tcp:127.0.0.1:0")
    with server.raw() as client, pytest.raises(ConnectionError):
        client.sendall(b"x" * 64 * 1024 * 1024)
    assert version_of(server.name) == "2"
    assert server.end()[2].startswith("a request line longer than 1048576 bytes; no more is read\n")


def test_over_standard_input_a_line_has_the_same_limit() -> None:
    """The process ends."""
    done = subprocess.run(
        [*OWN, "serve", "reference"], input=b"x" * 2_000_000, capture_output=True, check=False
    )
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr == b"a request line longer than 1048576 bytes; no more is read\n"


def test_a_client_that_breaks_off_costs_nobody_else_anything(start: Start, numbered: str) -> None:
    """It resets the connection instead of closing it."""
    server = start(numbered, "tcp:127.0.0.1:0")
    client = server.raw()
    client.sendall(b"no request\n" * 1000)
    client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    client.close()
    assert version_of(server.name) == "2"
    assert server.end()[0] == 0


def test_only_the_owner_may_connect_to_a_unix_socket(start: Start, path: Path) -> None:
    """Whatever the umask says, which is as before afterwards."""
    before = os.umask(0)
    try:
        start("echo", f"unix:{path}")
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_umask_is_as_it_was(path: Path) -> None:
    """What an adapter writes has the mode it would have anyway."""
    before = os.umask(0o027)
    try:
        with listening(f"unix:{path}"):
            assert os.umask(0o027) == 0o027
    finally:
        os.umask(before)


def test_a_file_of_somebody_else_is_left_alone(start: Start, path: Path) -> None:
    """Somebody has put it where the socket was."""
    server = start("echo", f"unix:{path}")
    path.unlink()
    path.write_text("mine")
    assert server.end() == (0, "", "")
    assert path.read_text() == "mine"


def test_a_socket_that_was_removed_already_is_no_mistake(start: Start, path: Path) -> None:
    """There is nothing left to do."""
    server = start("echo", f"unix:{path}")
    path.unlink()
    assert server.end() == (0, "", "")


def test_an_adapter_that_cannot_be_made_again_ends_it(start: Start, numbered: str, path: Path) -> None:
    """In one line, and with its file removed."""
    server = start(numbered.replace(":Numbered", ":Twice"), f"unix:{path}")
    assert [version_of(server.name) for _ in range(2)] == ["1", "2"]
    _, err = server.process.communicate(timeout=60)
    last = (
        "ezconform: the adapter cannot start: the adapter's class cannot be called: MemoryError: no third one"
    )
    assert (server.process.returncode, err.splitlines()[-1]) == (3, last)
    assert not path.exists()


def test_an_address_of_the_sixth_version_stands_in_brackets(start: Start, numbered: str) -> None:
    """As it has to after --adapter."""
    try:
        socket.create_server(("::1", 0), family=socket.AF_INET6).close()
    except OSError:
        pytest.skip("no IPv6 here")
    server = start(numbered, "tcp:[::1]:0")
    assert server.name.startswith("tcp:[::1]:")
    assert version_of(server.name) == "1"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("udp:127.0.0.1:1", "'udp:127.0.0.1:1' is no address to listen on; give tcp:HOST:PORT or unix:PATH"),
        ("unix:", "'unix:' is no address to listen on; give tcp:HOST:PORT or unix:PATH"),
        ("tcp:127.0.0.1", "tcp:127.0.0.1 is not tcp:HOST:PORT; port 0 is any that is free"),
        ("tcp:127.0.0.1:65536", "tcp:127.0.0.1:65536 is not tcp:HOST:PORT; port 0 is any that is free"),
        ("tcp:127.0.0.1:x", "tcp:127.0.0.1:x is not tcp:HOST:PORT; port 0 is any that is free"),
        ("tcp:ü..x:0", "tcp:ü..x:0 is not tcp:HOST:PORT; port 0 is any that is free"),
        ("tcp:192.0.2.1:0", f"tcp:192.0.2.1:0: {os.strerror(errno.EADDRNOTAVAIL)}"),
        ("unix:/nowhere/a", "unix:/nowhere/a: No such file or directory"),
        (f"unix:{'x' * 120}", f"unix:{'x' * 120}: AF_UNIX path too long"),
    ],
)
def test_what_cannot_be_listened_on_is_told_in_one_line(
    address: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2."""
    assert main(["serve", "reference", "--listen", address]) == 2
    assert capsys.readouterr().err == f"ezconform: {said}\n"


def test_a_place_that_is_taken_is_told_in_one_line(
    start: Start, path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A port, or a path, whatever is there; what is there stays."""
    taken = start("echo", "tcp:127.0.0.1:0").name
    path.write_text("mine")
    assert main(["serve", "reference", "--listen", taken]) == 2
    assert main(["serve", "reference", "--listen", f"unix:{path}"]) == 2
    assert capsys.readouterr().err == (
        f"ezconform: {taken}: Address already in use; take another port, or 0\n"
        f"ezconform: unix:{path}: is there already; remove it unless somebody uses it\n"
    )
    assert path.read_text() == "mine"
