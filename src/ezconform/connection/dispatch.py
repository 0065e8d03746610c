"""Request lines answered by a Python adapter object. Knows no pipe; in process and child share it.

Sharing it makes both ways to a Python adapter one: the same lines, the same answers.
"""

import traceback
from collections.abc import Callable
from typing import Annotated, Any, Literal, cast

import msgspec

from ezconform.connection.codec import UNREADABLE, ErrorCode, shown
from ezconform.protocol.lab import Value
from ezconform.protocol.verbs import VERBS

Method = Callable[[Value], object]


class Request(msgspec.Struct, frozen=True):
    """A request line with its parameters unread; members nobody knows are ignored."""

    jsonrpc: Literal["2.0"]
    id: int | str
    method: str
    params: msgspec.Raw = msgspec.Raw(b"{}")
    batch: Annotated[int, msgspec.Meta(ge=0)] = 0


class Reply(msgspec.Struct, frozen=True):
    jsonrpc: str
    id: int | str | None
    result: Any


class ErrorReply(msgspec.Struct, frozen=True):
    jsonrpc: str
    id: int | str | None
    error: dict[str, int | str]


class _Unanswered(Exception):  # noqa: N818 - becomes the error member
    def __init__(self, code: ErrorCode, message: str) -> None:
        super().__init__(message)
        self.code = code


class Dispatcher:
    """Answers one line at a time; after an error it does not execute the rest of that batch.

    `complain` is handed the traceback of every exception that an adapter's method let out.
    """

    def __init__(self, adapter: object, complain: Callable[[str], object]) -> None:
        self._adapter = adapter
        self._complain = complain
        self._request = msgspec.json.Decoder(Request)
        self._encoder = msgspec.json.Encoder()
        self._methods: dict[str, tuple[Method, msgspec.json.Decoder[Value]]] = {}
        self._skip = 0

    def reply(self, line: bytes) -> bytes:
        """Give the reply line, with its newline."""
        try:
            request = self._request.decode(line)
        except UNREADABLE as problem:
            return self._refuse(None, _unreadable(problem), shown(str(problem)))
        if self._skip:
            self._skip -= 1
            return self._refuse(request.id, ErrorCode.NOT_EXECUTED, "not executed")
        try:
            return self._encoder.encode(Reply("2.0", request.id, self._answer(request))) + b"\n"
        except _Unanswered as reason:
            self._skip = request.batch
            return self._refuse(request.id, reason.code, str(reason))

    def _answer(self, request: Request) -> msgspec.Raw:
        method, decoder = self._method(request.method)
        try:
            params = decoder.decode(request.params)
        except UNREADABLE as problem:
            raise _Unanswered(ErrorCode.INVALID_PARAMS, shown(str(problem))) from None
        try:
            return msgspec.Raw(self._encoder.encode(method(params)))
        except Exception as problem:  # noqa: BLE001 - whatever an adapter lets out is its error reply
            self._complain(traceback.format_exc())
            raise _Unanswered(ErrorCode.INTERNAL_ERROR, _named(problem)) from None

    def _method(self, name: str) -> tuple[Method, msgspec.json.Decoder[Value]]:
        known = self._methods.get(name)
        if known is None:
            verb = VERBS.get(name)
            method = getattr(self._adapter, verb.method, None) if verb else None
            if verb is None or not callable(method):
                raise _Unanswered(ErrorCode.METHOD_NOT_FOUND, "method not found")
            known = cast("Method", method), msgspec.json.Decoder(verb.request)
            self._methods[name] = known
        return known

    def _refuse(self, number: int | str | None, code: ErrorCode, message: str) -> bytes:
        return self._encoder.encode(ErrorReply("2.0", number, {"code": code, "message": message})) + b"\n"


def _unreadable(problem: Exception) -> ErrorCode:
    if isinstance(problem, msgspec.ValidationError):
        return ErrorCode.INVALID_REQUEST
    return ErrorCode.PARSE_ERROR


def _named(problem: Exception) -> str:
    return shown(f"{type(problem).__name__}: {problem}".rstrip(": "))
