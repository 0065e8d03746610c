"""An adapter asked line by line, where an error reply is something to look at and not the end.

Knows the wire; a Connection is dead after its first fault, this is not.
"""

from collections.abc import Sequence

from ezconform.connection import codec
from ezconform.connection.codec import Error
from ezconform.connection.limits import Limits
from ezconform.connection.probe import FIRST_FREE, greet
from ezconform.connection.transport import Transport
from ezconform.protocol.answers import Answer
from ezconform.protocol.faults import AdapterFault, ProtocolFault
from ezconform.protocol.lab import Value
from ezconform.protocol.verbs import VERB_OF


class LineByLine:
    """A started adapter that has passed the handshake."""

    def __init__(self, transport: Transport, limits: Limits) -> None:
        """Shake hands.

        Raises:
            CannotStart: it failed; the transport is closed.
        """
        self.transport = transport
        self._seconds = limits.answer_seconds
        self._next = FIRST_FREE
        try:
            self.subject = greet(transport, limits)
        except BaseException:
            transport.close(politely=False)
            raise

    def ask(self, *requests: Value) -> list[Answer | Error]:
        """Send the requests as one batch and give what came for each.

        Raises:
            TimedOut, Crashed, ProtocolFault: a reply is missing or fits nothing; the message begins with
            the verb.
        """
        names = [VERB_OF[type(request)].name for request in requests]
        return self.ask_raw([(name, request) for name, request in zip(names, requests, strict=True)])

    def ask_raw(self, calls: Sequence[tuple[str, Value]]) -> list[Answer | Error]:
        """The same with verbs by name, which need not exist."""
        first, last = self._next, len(calls) - 1
        self._next += len(calls)
        self.transport.send(
            b"".join(
                codec.encode_call(first + place, name, request, last - place)
                for place, (name, request) in enumerate(calls)
            )
        )
        replies = [self._reply(first + place, *call) for place, call in enumerate(calls)]
        if extra := self.transport.unasked():
            raise ProtocolFault(f"{calls[-1][0]}: followed by a line nobody asked for: {codec.shown(extra)}")
        return replies

    def _reply(self, number: int, name: str, request: Value) -> Answer | Error:
        try:
            line = self.transport.line(self._seconds)
            reply = codec.outline(line, number)
            if isinstance(reply.error, Error) and not reply.result:
                return reply.error
            return codec.decode(line, VERB_OF[type(request)], number)
        except AdapterFault as fault:
            raise type(fault)(f"{name}: {fault}") from None
