"""The reference without its virtual clock: every request finds it where the time of a clock has taken it.

Run as a program it serves on standard input and output by the wall's clock, as a real system would.
"""

import time
from collections.abc import Callable
from typing import Any

import msgspec

from ezconform.connection import connectors
from ezconform.connection.serve import serve
from ezconform.protocol.answers import Message, Messages, Subject
from ezconform.protocol.lab import Value
from ezconform.protocol.requests import ConsoleRead, Initialize, LabOpen, LabReset, SyslogRead
from ezconform.protocol.values import Capability
from ezconform.protocol.verbs import VERBS

METHODS = {verb.method for verb in VERBS.values()} - {"clock_advance"}


class RealTime:
    """`now` in seconds; `without`: capabilities not declared; `xcf_seconds`: its own, whatever a lab says.

    `message_seconds`: so long a message takes to where console and syslog can be read.
    """

    def __init__(
        self,
        now: Callable[[], float] = time.monotonic,
        without: frozenset[Capability] = frozenset(),
        xcf_seconds: float | None = None,
        message_seconds: float = 0.0,
    ) -> None:
        self._reference: Any = connectors.python_adapter("reference")()
        self._now, self._xcf_seconds, self._message_seconds = now, xcf_seconds, message_seconds
        self._without = without | {Capability.VIRTUAL_CLOCK}
        self._moment: float | None = None
        self._systems: tuple[str, ...] = ()
        self._coming: list[tuple[float, type[Value], str, Message]] = []

    def __getattr__(self, method: str) -> Any:
        if method not in METHODS:
            raise AttributeError(method)
        return lambda request: self._answer(method, request)

    def initialize(self, request: Initialize) -> Subject:
        subject: Subject = self._reference.initialize(request)
        left = tuple(one for one in subject.capabilities if one not in self._without)
        return msgspec.structs.replace(subject, capabilities=left)

    def _answer(self, method: str, request: Any) -> Any:
        now = self._now()
        if self._moment is not None:
            self._reference.sysplex.advance(now - self._moment)
        self._moment = now
        if isinstance(request, LabOpen) and self._xcf_seconds is not None:
            lab = msgspec.structs.replace(request.lab, xcf_seconds=self._xcf_seconds)
            request = LabOpen(lab=lab)
        if isinstance(request, (LabOpen, LabReset)):
            self._coming = []
        if isinstance(request, LabOpen):
            self._systems = tuple(one.name for one in request.lab.systems)
        if isinstance(request, (ConsoleRead, SyslogRead)):
            return self._read(type(request), request.system, now)
        answer = getattr(self._reference, method)(request)
        self._note_messages(now + self._message_seconds)
        return answer

    def _note_messages(self, moment: float) -> None:
        for system in self._systems:
            for request, read in ((ConsoleRead, "console_read"), (SyslogRead, "syslog_read")):
                messages = getattr(self._reference, read)(request(system=system)).messages
                self._coming += [(moment, request, system, one) for one in messages]

    def _read(self, kind: type[Value], system: str, now: float) -> Messages:
        here = [one for one in self._coming if one[0] <= now and one[1:3] == (kind, system)]
        self._coming = [one for one in self._coming if one not in here]
        return Messages(messages=tuple(message for *_, message in here))


if __name__ == "__main__":
    serve(RealTime())
