"""Lines on their way out and in: numbering, batches, strict answers, printable words."""

import json
import re

import pytest

from ezconform.connection import codec
from ezconform.protocol.answers import Now, Refused
from ezconform.protocol.faults import ProtocolFault
from ezconform.protocol.requests import ClockAdvance, LabReset, SocketClose
from ezconform.protocol.verbs import VERB_OF, VERBS


def test_requests_of_a_batch_say_how_many_follow() -> None:
    """The last one of a batch says nothing, like a request that travels alone."""
    requests = [SocketClose(socket="a"), SocketClose(socket="b", abort=True), LabReset()]
    lines = codec.encode(7, [VERB_OF[type(request)] for request in requests], requests)
    assert [json.loads(line) for line in lines.splitlines()] == [
        {
            "jsonrpc": "2.0",
            "id": 7,
            "method": "socket.close",
            "params": {"socket": "a", "abort": False},
            "batch": 2,
        },
        {
            "jsonrpc": "2.0",
            "id": 8,
            "method": "socket.close",
            "params": {"socket": "b", "abort": True},
            "batch": 1,
        },
        {"jsonrpc": "2.0", "id": 9, "method": "lab.reset", "params": {}},
    ]
    assert lines.endswith(b"}\n")


def test_an_answer_is_a_value_of_its_kind() -> None:
    """The outcome decides; fields that are left out have their defaults."""
    line = b'{"jsonrpc":"2.0","id":1,"result":{"outcome":"refused","errno":"EBADF"}}'
    assert codec.decode(line, VERBS["socket.close"], 1) == Refused(errno="EBADF")


@pytest.mark.parametrize("verb", [VERB_OF[ClockAdvance], VERB_OF[LabReset], VERBS["initialize"]])
@pytest.mark.parametrize(
    "result", [b"{}", b'{"outcome":"impossible"}', b'{"outcome":"impossible","never":1}']
)
def test_every_answer_needs_its_outcome(verb: codec.Verb, result: bytes) -> None:
    """Also where a verb has one kind of answer only."""
    with pytest.raises(ProtocolFault, match="the answer does not fit"):
        codec.decode(b'{"jsonrpc":"2.0","id":1,"result":' + result + b"}", verb, 1)


@pytest.mark.parametrize(
    "line",
    [
        b'{"id":1,"result":{"outcome":"now","seconds":1}}',
        b'{"jsonrpc":"1.0","id":1,"result":{"outcome":"now","seconds":1}}',
        b'{"jsonrpc":"2.0","result":{"outcome":"now","seconds":1}}',
        b'{"jsonrpc":"2.0","id":1.5,"result":{"outcome":"now","seconds":1}}',
        b'{"jsonrpc":"2.0","id":true,"result":{"outcome":"now","seconds":1}}',
        b'{"jsonrpc":"2.0","id":null,"result":{"outcome":"now","seconds":1}}',
        b'{"jsonrpc":"2.0","id":1,"result":{"outcome":"now","seconds":"1"}}',
        b'{"jsonrpc":"2.0","id":1,"result":{"outcome":"now","seconds":1e999}}',
        b'{"jsonrpc":"2.0","id":1,"result":{"outcome":"now","seconds":1,"completed":[{"call":"g"}]}}',
        b'{"jsonrpc":"2.0","id":1,"error":"no"}',
        b'{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"\xe4"}}',
        b'{"jsonrpc":"2.0","id":1,"result":{"outcome":"\xe4","seconds":1}}',
        b'{"jsonrpc":"\xe4","id":1,"result":{"outcome":"now","seconds":1}}',
        b'{"jsonrpc":"2.0","id":1,"result":{"outcome":"now","seconds":1}} more',
    ],
)
def test_what_is_not_exactly_a_reply_is_a_protocol_fault(line: bytes) -> None:
    """Nothing that comes in is taken on trust, and each fault is one printable line."""
    with pytest.raises(ProtocolFault) as caught:
        codec.decode(line, VERB_OF[ClockAdvance], 1)
    assert str(caught.value).isprintable()


def test_an_integer_is_a_number_of_seconds() -> None:
    """JSON has one kind of number."""
    line = b'{"jsonrpc":"2.0","id":1,"result":{"outcome":"now","seconds":2}}'
    assert codec.decode(line, VERB_OF[ClockAdvance], 1) == Now(seconds=2.0)


@pytest.mark.parametrize(
    ("foreign", "line"),
    [
        ("two\nlines\tand\r more", "two lines and more"),
        ("\x1b[2J\x00\u202e\ufffe\U000e0041", r"\x1b[2J\x00\u202e\ufffe\U000e0041"),
        (b"caf\xc3\xa9 \xff", r"café \xff"),
        ("x" * 500, "x" * 199 + "…"),
        ("x" * 200, "x" * 200),
        (b"y" * 5000, "y" * 199 + "…"),
        ("", ""),
    ],
)
def test_foreign_text_is_shown_in_one_bounded_printable_line(foreign: str | bytes, line: str) -> None:
    """No control character of an adapter reaches a terminal or a report."""
    assert codec.shown(foreign) == line


def test_a_word_outside_a_closed_list_is_told_where_the_list_stands() -> None:
    """Whoever wrote the class DCAS for dcas cannot guess the others from the message."""
    result = {"outcome": "subject", "protocol": "1.0", "name": "n", "version": "1", "classes": ["DCAS"]}
    line = json.dumps({"jsonrpc": "2.0", "id": 1, "result": result}).encode()
    said = re.escape("Invalid enum value 'DCAS' - at `$.result.classes[0]`" + codec.CLOSED)
    with pytest.raises(ProtocolFault, match=said):
        codec.decode(line, VERBS["initialize"], 1)
