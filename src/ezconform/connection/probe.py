"""The handshake: version, identity, and proof that "method not found" can be believed.

Knows lines, no scenario. An adapter that answers whatever it is asked would look conformant where it
merely says yes, so a verb with a random name must be refused before anything else is believed.
"""

import secrets

import msgspec

from ezconform import __version__
from ezconform.connection import codec
from ezconform.connection.limits import Limits
from ezconform.connection.transport import Transport
from ezconform.protocol.answers import Subject
from ezconform.protocol.faults import AdapterFault, CannotStart
from ezconform.protocol.requests import Initialize
from ezconform.protocol.verbs import PROTOCOL, VERBS

INITIALIZE, PROBE = 1, 2
FIRST_FREE = 3
"""The number of the first request after the handshake."""


class _Spoken(msgspec.Struct):
    """The one member of the answer that every version of the protocol has."""

    protocol: str = ""


def greet(transport: Transport, limits: Limits) -> Subject:
    """Shake hands.

    Raises:
        CannotStart: with one line saying what is wrong with the adapter.
    """
    try:
        subject = _initialize(transport, limits.start_seconds)
        _probe(transport, limits.answer_seconds)
    except AdapterFault as fault:
        raise _cannot_start(fault, transport.evidence()) from None
    return subject


def _initialize(transport: Transport, seconds: float) -> Subject:
    request = Initialize(protocol=PROTOCOL, harness=f"ezconform {__version__}")
    transport.send(codec.encode_call(INITIALIZE, "initialize", request))
    line = transport.line(seconds)
    reply = codec.outline(line, INITIALIZE)
    if isinstance(reply.error, codec.Error):
        said = codec.shown(reply.error.message)
        raise CannotStart(f"initialize was answered with an error: {said} (the harness speaks {PROTOCOL})")
    _check_version(reply.result)
    answer = codec.decode(line, VERBS["initialize"], INITIALIZE)
    assert isinstance(answer, Subject)  # noqa: S101 - the codec decodes nothing else for this verb
    return answer


def _check_version(result: msgspec.Raw | msgspec.UnsetType) -> None:
    try:
        spoken = msgspec.json.decode(result or b"{}", type=_Spoken).protocol
    except codec.UNREADABLE:
        return  # not even an object: the codec will say so
    if spoken and spoken != PROTOCOL:
        theirs = codec.shown(spoken, 40)
        raise CannotStart(f"the adapter speaks protocol {theirs}, the harness speaks {PROTOCOL}")


def _probe(transport: Transport, seconds: float) -> None:
    transport.send(codec.encode_call(PROBE, f"probe.{secrets.token_hex(8)}", {}))
    reply = codec.outline(transport.line(seconds), PROBE)
    wanted = f'the harness expects "method not found" ({codec.ErrorCode.METHOD_NOT_FOUND:d})'
    if not isinstance(reply.error, codec.Error):
        raise CannotStart(f"a verb with a random name was answered as if it existed; {wanted}")
    if reply.error.code != codec.ErrorCode.METHOD_NOT_FOUND:
        raise CannotStart(f"a verb with a random name was answered with error {reply.error.code}; {wanted}")


def _cannot_start(fault: AdapterFault, stderr: str) -> CannotStart:
    """The fault in one line, with the last thing the adapter said to its standard error."""
    words = stderr.split("\n")
    last = next((line for line in reversed(words) if line.strip()), "")
    said = f' (it wrote "{codec.shown(last)}")' if last else ""
    new = CannotStart(f"{fault}{said}")
    new.stderr = stderr
    return new
