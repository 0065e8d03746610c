"""Requests and answers as JSON-RPC 2.0 lines. Knows no pipe, no process and no time.

Everything that comes in is validated against the answer type of the verb that was asked; whatever
does not fit is a ProtocolFault of one printable line.
"""

from collections.abc import Sequence
from enum import IntEnum
from typing import Annotated, Any, Generic, Literal, TypeVar, cast

import msgspec
from msgspec import UNSET, UnsetType

from ezconform.invisible import as_code
from ezconform.protocol.answers import Answer
from ezconform.protocol.faults import ProtocolFault
from ezconform.protocol.lab import Value
from ezconform.protocol.verbs import Verb

Result = TypeVar("Result")
SHOWN = 200
"""Characters of an adapter's own words that a message quotes."""

JUNK = "junk instead of a reply (a stray print?)"
CLOSED = "; `ezconform docs protocol`, Closed lists, has the values"


class ErrorCode(IntEnum):
    """Codes of JSON-RPC 2.0, and one of ours from the range it leaves to implementations."""

    PARSE_ERROR = -32700
    INVALID_REQUEST = -32600
    METHOD_NOT_FOUND = -32601
    INVALID_PARAMS = -32602
    INTERNAL_ERROR = -32603
    NOT_EXECUTED = -32000


class Call(msgspec.Struct, frozen=True, omit_defaults=True):
    """A request line. `batch` is the number of requests that were sent together with it and follow it."""

    jsonrpc: str
    id: int
    method: str
    params: Any
    batch: int = 0


class Error(msgspec.Struct, frozen=True):
    """The error member of a reply; further members are ignored."""

    code: int
    message: str


class Reply(msgspec.Struct, Generic[Result], frozen=True, forbid_unknown_fields=True):
    """A reply line; exactly one of `result` and `error` is set. `id` null: the request was not readable."""

    jsonrpc: Literal["2.0"]
    id: int | str | None
    result: Result | UnsetType = UNSET
    error: Error | UnsetType = UNSET


class _Impossible(Answer, frozen=True, tag="impossible"):
    """Alternative that nothing fits: with one kind of answer alone `outcome` could be left out."""

    never: Annotated[int, msgspec.Meta(gt=1, lt=1)]


UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What decoding a foreign line may raise: bytes that are no UTF-8 are no error of msgspec's."""

_encoder = msgspec.json.Encoder()
_outline = msgspec.json.Decoder(Reply[msgspec.Raw])
_decoders: dict[str, msgspec.json.Decoder[Reply[Any]]] = {}


def shown(text: str | bytes, limit: int = SHOWN) -> str:
    """Foreign text as one printable line of at most `limit` characters."""
    if isinstance(text, bytes):
        text = text[: 4 * limit].decode("utf-8", errors="backslashreplace")
    line = "".join(c if c.isprintable() else " " if c.isspace() else as_code(c) for c in text)
    line = " ".join(line[: 2 * limit].split())
    return line if len(line) <= limit else line[: limit - 1] + "…"


def encode_call(number: int, method: str, params: object, batch: int = 0) -> bytes:
    """One request line, with its newline."""
    return _encoder.encode(Call("2.0", number, method, params, batch)) + b"\n"


def encode(first: int, verbs: Sequence[Verb], requests: Sequence[Value]) -> bytes:
    """Lines of a batch, numbered from `first` on."""
    last = len(requests) - 1
    lines = [
        encode_call(first + place, verb.name, request, last - place)
        for place, (verb, request) in enumerate(zip(verbs, requests, strict=True))
    ]
    return b"".join(lines)


def decode(line: bytes, verb: Verb, number: int) -> Answer:
    """The answer to request `number`.

    Raises:
        ProtocolFault: the line is not the answer to that request, or not one the verb allows.
    """
    try:
        reply = _decoder(verb).decode(line)
    except UNREADABLE as problem:
        raise _unfit(line, number, problem) from None
    _check_number(reply, number)
    if reply.result is UNSET or reply.error is not UNSET:
        raise _error(reply)
    return cast("Answer", reply.result)


def outline(line: bytes, number: int) -> Reply[msgspec.Raw]:
    """The reply to request `number` with its result unread.

    Raises:
        ProtocolFault: the line is not a reply to that request.
    """
    try:
        reply = _outline.decode(line)
    except msgspec.ValidationError as problem:
        raise ProtocolFault(f"not a reply of JSON-RPC 2.0 ({problem}): {shown(line)}") from None
    except UNREADABLE:
        raise ProtocolFault(f"{JUNK}: {shown(line) or 'an empty line'}") from None
    _check_number(reply, number)
    return reply


def _decoder(verb: Verb) -> msgspec.json.Decoder[Reply[Any]]:
    decoder = _decoders.get(verb.name)
    if decoder is None:
        reply: Any = Reply  # the type is made at run time, which a type checker cannot follow
        decoder = _decoders[verb.name] = msgspec.json.Decoder(reply[verb.answer | _Impossible])
    return decoder


def _check_number(reply: Reply[Any], number: int) -> None:
    if reply.id == number and type(reply.id) is int:
        return
    if reply.id is None and reply.error is not UNSET:
        raise _error(reply)
    raise ProtocolFault(f"a reply with the id {shown(repr(reply.id), 40)} instead of {number}")


def _unfit(line: bytes, number: int, problem: Exception) -> ProtocolFault:
    """Say what is wrong with a line that is not the wanted answer, the plainest reason first."""
    try:
        outline(line, number)
    except ProtocolFault as plainer:
        return plainer
    said = shown(str(problem)) + (CLOSED if str(problem).startswith("Invalid enum value") else "")
    return ProtocolFault(f"the answer does not fit ({said}): {shown(line)}")


def _error(reply: Reply[Any]) -> ProtocolFault:
    error = reply.error
    if isinstance(error, UnsetType):
        return ProtocolFault("a reply with neither result nor error")
    if reply.result is not UNSET:
        return ProtocolFault("a reply with both result and error")
    if error.code == ErrorCode.METHOD_NOT_FOUND:
        return ProtocolFault("the adapter does not know this verb (method not found)")
    return ProtocolFault(f"error {error.code}: {shown(error.message)}")
