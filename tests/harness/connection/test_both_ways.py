"""A Python adapter in process and the same adapter as a child: equal answers, equal faults, equal words."""

import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from ezconform.connection import connectors
from ezconform.protocol import requests as r
from ezconform.protocol.adapter import Connection
from ezconform.protocol.answers import Done, Now, PartnerInfo, Refused
from ezconform.protocol.faults import AdapterFault, Crashed, ProtocolFault
from ezconform.protocol.values import Indicator

CHILDREN = Path(__file__).parents[2] / "miniature_children"
FILE = CHILDREN / "python_subject.py"
SERVED = CHILDREN / "served.py"
WAYS = {
    "in process": f"py:{FILE}:Mixed",
    "child": f"exec:{shlex.join([sys.executable, str(SERVED), str(FILE), 'Mixed'])}",
}
HALVES = """\
from ezconform.protocol.answers import Subject

class Halves:
    def initialize(self, request):
        return Subject(protocol="1.0", name="halves", version="1", classes=(), capabilities=())

    def socket_bind(self, request):
        raise ValueError(chr(0xD800))
"""
OPEN = r.SocketOpen(socket="s", program="P")
TAKE = r.SocketTake(given="s", program="P", socket="t")
BIND = r.SocketBind(socket="s", address="10.1.1.1", port=5)


@pytest.fixture(params=WAYS)
def connection(request: pytest.FixtureRequest) -> Iterator[Connection]:
    """The adapter, each way."""
    held = connectors.connector(WAYS[request.param]).connect()
    yield held
    held.close()


def test_answers_are_equal(connection: Connection) -> None:
    """Values arrive as typed values; an int where seconds are expected has become a float for both."""
    answers = connection.exchange(
        [
            OPEN,
            r.SocketConnect(socket="s", address="10.1.1.2", port=80),
            r.PartnerGet(call="g1", socket="s"),
            r.ClockAdvance(seconds=3),
        ]
    )
    assert answers == [
        Done(),
        Refused(errno="ECONNREFUSED", number=1128, form={"port": 80}),
        PartnerInfo(routing=(Indicator.SAME_CLUSTER,), address_space_user_id="g1"),
        Now(seconds=3.0),
    ]
    assert isinstance(msgspec.to_builtins(answers[3])["seconds"], float)


@pytest.mark.parametrize(
    ("request_", "kind", "message"),
    [
        (BIND, ProtocolFault, "socket.bind: error -32603: KeyError: 'no such socket'"),
        (
            r.SocketListen(socket="s"),
            ProtocolFault,
            "socket.listen: the answer does not fit (Invalid value 'messages' - at `$.result.outcome`)",
        ),
        (
            r.SocketAccept(listener="s", socket="t"),
            ProtocolFault,
            "socket.accept: error -32603: TypeError: Encoding objects of type object is unsupported",
        ),
        (
            r.SocketClose(socket="s"),
            ProtocolFault,
            "socket.close: the answer does not fit (Expected `object`, got `null` - at `$.result`)",
        ),
        (
            r.SocketShutdown(socket="s"),
            Crashed,
            "socket.shutdown: the adapter ended with exit status 5",
        ),
        (
            r.SocketGive(socket="s", to="Q"),
            Crashed,
            "socket.give: the adapter ended with exit status 1",
        ),
        (TAKE, Crashed, "socket.take: the adapter ended with exit status 0"),
        (
            r.PartnerInterrupt(call="g1"),
            ProtocolFault,
            "partner.interrupt: the adapter does not know this verb (method not found)",
        ),
        (
            r.LabReset(),
            ProtocolFault,
            "lab.reset: the adapter does not know this verb (method not found)",
        ),
        (
            r.SocketBind(socket="s", address="10.1.1.1", port=70000),
            ProtocolFault,
            "socket.bind: error -32602: Expected `int` <= 65535 - at `$.port`",
        ),
        (r.RoutingGet(socket="s"), ProtocolFault, "routing.get: a line longer than 1048576 bytes"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, r.Value) else "",
)
def test_faults_are_equal(
    connection: Connection, request_: r.Value, kind: type[AdapterFault], message: str
) -> None:
    """Kind, message and the answers before the fault do not depend on the way."""
    with pytest.raises(AdapterFault) as caught:
        connection.exchange([OPEN, request_, OPEN])
    assert type(caught.value) is kind
    assert str(caught.value).startswith(message)
    assert caught.value.answered == (Done(),)


def test_the_traceback_of_a_method_is_equal_evidence() -> None:
    """An exception's traceback is standard error in a child, and the same text in process."""
    texts = []
    for name in WAYS.values():
        held = connectors.connector(name).connect()
        with pytest.raises(ProtocolFault) as caught:
            held.exchange([BIND])
        held.close()
        texts.append(caught.value.stderr)
    assert texts[0] == texts[1]
    assert texts[0].endswith("KeyError: 'no such socket'\n")


def test_half_a_surrogate_pair_in_a_traceback_is_shown_as_its_code(tmp_path: Path) -> None:
    """A Python string may hold one, a report may not: evidence is text that can be written."""
    file = tmp_path / "halves.py"
    file.write_text(HALVES)
    for name in (
        f"py:{file}:Halves",
        f"exec:{shlex.join([sys.executable, str(SERVED), str(file), 'Halves'])}",
    ):
        held = connectors.connector(name).connect()
        with pytest.raises(ProtocolFault) as caught:
            held.exchange([BIND])
        held.close()
        assert caught.value.stderr.endswith("ValueError: \\ud800\n")


def test_what_a_child_prints_does_not_mix_with_its_replies() -> None:
    """Standard output of a served adapter is standard error, its standard input is empty."""
    held = connectors.connector(WAYS["child"]).connect()
    start, stop = r.ProgramStart(program="P", user="ALICE"), r.ProgramStop(program="P")
    assert held.exchange([start, stop]) == [Done(), Refused(errno="''")]
    held.close()
