"""What a Python adapter's side of the line protocol answers to lines of every kind."""

import json
from typing import Any

import pytest

from ezconform.connection.dispatch import Dispatcher
from ezconform.protocol.answers import Done, Refused
from ezconform.protocol.requests import LabReset, SocketClose


class Small:
    """Two verbs: one that works, one that raises for the socket `bad`."""

    def lab_reset(self, _request: LabReset) -> Done:
        return Done()

    def socket_close(self, request: SocketClose) -> Refused:
        if request.socket == "bad":
            raise ValueError
        return Refused(errno="EBADF")


def reply(line: bytes) -> dict[str, Any]:
    """The reply to one line, decoded."""
    answer: dict[str, Any] = json.loads(Dispatcher(Small(), list).reply(line))
    return answer


@pytest.mark.parametrize(
    ("line", "number", "code"),
    [
        (b"junk", None, -32700),
        (b"", None, -32700),
        (b"[" * 100_000, None, -32600),
        (b'{"jsonrpc":"2.0","id":1,"method":"\xe4"}', None, -32700),
        (b'{"jsonrpc":"2.0","id":1,"method":"socket.close","params":{"socket":"\xe4"}}', 1, -32602),
        (b'{"jsonrpc":"2.0","id":1,"method":7}', None, -32600),
        (b'{"jsonrpc":"1.0","id":1,"method":"lab.reset"}', None, -32600),
        (b'{"jsonrpc":"2.0","id":1,"method":"no.such"}', 1, -32601),
        (b'{"jsonrpc":"2.0","id":1,"method":"socket.open","params":{}}', 1, -32601),
        (b'{"jsonrpc":"2.0","id":1,"method":"__init__","params":{}}', 1, -32601),
        (b'{"jsonrpc":"2.0","id":1,"method":"socket.close","params":{}}', 1, -32602),
        (b'{"jsonrpc":"2.0","id":1,"method":"socket.close","params":{"socket":"s","x":1}}', 1, -32602),
        (b'{"jsonrpc":"2.0","id":"a","method":"socket.close","params":{"socket":"bad"}}', "a", -32603),
    ],
)
def test_what_is_not_a_known_request_is_answered_with_its_error(
    line: bytes, number: object, code: int
) -> None:
    """The codes are those of JSON-RPC 2.0; an unreadable request has no id to repeat."""
    answer = reply(line)
    assert answer["id"] == number
    assert answer["error"]["code"] == code
    assert "result" not in answer


def test_a_refusal_is_a_result() -> None:
    """The subject's no is an answer, not an error."""
    answer = reply(b'{"jsonrpc":"2.0","id":4,"method":"socket.close","params":{"socket":"s"}}')
    assert answer["id"] == 4
    assert answer["result"]["outcome"] == "refused"


def test_params_may_be_left_out() -> None:
    """A verb without fields needs none."""
    assert reply(b'{"jsonrpc":"2.0","id":1,"method":"lab.reset"}')["result"] == {"outcome": "done"}


def test_after_an_error_the_rest_of_the_batch_is_not_executed() -> None:
    """Exactly as many requests as the failed one announced are skipped, then things go on."""
    dispatcher = Dispatcher(Small(), list)
    close = '{{"jsonrpc":"2.0","id":{},"method":"socket.close","params":{{"socket":"{}"}},"batch":{}}}'
    lines = [(1, "s", 3), (2, "bad", 2), (3, "s", 1), (4, "s", 0), (5, "s", 0)]
    answers = [json.loads(dispatcher.reply(close.format(*line).encode())) for line in lines]
    codes = [answer.get("error", {}).get("code") for answer in answers]
    assert codes == [None, -32603, -32000, -32000, None]
    assert [answer["id"] for answer in answers] == [1, 2, 3, 4, 5]


def test_an_exception_is_complained_about_with_its_traceback() -> None:
    """The reply holds one line, the complaint all of it."""
    complaints: list[str] = []
    line = b'{"jsonrpc":"2.0","id":1,"method":"socket.close","params":{"socket":"bad"}}'
    answer = json.loads(Dispatcher(Small(), complaints.append).reply(line))
    assert answer["error"]["message"] == "ValueError"
    assert complaints[0].startswith("Traceback")
