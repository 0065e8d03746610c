"""A Connection over any Transport: typed requests out, validated answers in. Knows no scenario."""

from collections.abc import Sequence

from ezconform.connection import codec
from ezconform.connection.limits import Limits
from ezconform.connection.probe import FIRST_FREE, greet
from ezconform.connection.transport import Transport
from ezconform.protocol.answers import Answer, Subject
from ezconform.protocol.faults import AdapterFault, Crashed, ProtocolFault
from ezconform.protocol.lab import Value
from ezconform.protocol.verbs import VERB_OF, Verb


class Conversation:
    """A started adapter that has passed the handshake; dead after its first fault."""

    def __init__(self, transport: Transport, limits: Limits) -> None:
        """Shake hands, or end the adapter and raise CannotStart."""
        self._transport = transport
        self._seconds = limits.answer_seconds
        self._next = FIRST_FREE
        self._dead = False
        try:
            self.subject: Subject = greet(transport, limits)
        except BaseException:
            transport.close(politely=False)
            raise

    def exchange(self, requests: Sequence[Value]) -> list[Answer]:
        """Send all requests, then take the answers, one for each, in order.

        Raises:
            TimedOut, Crashed, ProtocolFault: no usable answer; the message begins with the verb, and
            the fault carries the good answers before it and the adapter's standard error.
        """
        if self._dead:
            raise Crashed("the adapter was stopped after an earlier fault")
        verbs = [VERB_OF[type(request)] for request in requests]
        first = self._next
        self._next += len(requests)
        self._dead = True  # until proven otherwise: also an interrupt leaves answers on the way
        self._transport.send(codec.encode(first, verbs, requests))
        answers = self._answers(verbs, first)
        self._dead = False
        return answers

    def close(self) -> None:
        self._transport.close(politely=not self._dead)

    def _answers(self, verbs: Sequence[Verb], first: int) -> list[Answer]:
        answers: list[Answer] = []
        verb = None
        try:
            for number, verb in enumerate(verbs, first):
                answers.append(codec.decode(self._transport.line(self._seconds), verb, number))
            if extra := self._transport.unasked():
                raise ProtocolFault(f"followed by a line nobody asked for: {codec.shown(extra)}")
        except AdapterFault as fault:
            located = type(fault)(f"{verb.name}: {fault}" if verb else str(fault))
            located.answered = tuple(answers)
            located.stderr = self._transport.evidence()
            raise located from None
        return answers
