"""The adapter boundary as the harness sees it: a connection that exchanges requests for answers.

Two shapes: `Adapter` is what a Python subject implements, one method a verb; `Connection` is how the
harness talks to any subject, in process or across a pipe.
"""

from collections.abc import Sequence
from typing import Protocol

from ezconform.protocol.answers import Answer, Subject
from ezconform.protocol.lab import Value
from ezconform.protocol.requests import Initialize


class Adapter(Protocol):
    """A Python object with one method for each verb it offers, named by `Verb.method`.

    The method takes the request value and returns an answer value. A verb without a method is
    answered "method not found". `initialize` is the one method every adapter has.
    """

    def initialize(self, request: Initialize, /) -> Subject: ...


class Connection(Protocol):
    """A started adapter. After an AdapterFault the connection is dead; `close` still works."""

    @property
    def subject(self) -> Subject:
        """Who answered `initialize`."""

    def exchange(self, requests: Sequence[Value], /) -> list[Answer]:
        """Send all requests, then take the answers, one for each, in order.

        Raises:
            TimedOut, Crashed, ProtocolFault: no usable answer.
        """

    def close(self) -> None: ...


class Connector(Protocol):
    """Knows how to get a connection; called again after a crash or a hang."""

    @property
    def name(self) -> str:
        """What the user typed after --adapter."""

    def connect(self) -> Connection:
        """Start the adapter, shake hands, probe it.

        Raises:
            CannotStart: with one line saying why.
        """
