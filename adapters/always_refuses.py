"""A trivial subject that refuses whatever may be refused and does the least of the rest.

It shows which scenarios pass merely because something did not work (the vacuity floor).
"""

from collections.abc import Callable
from typing import get_args

from ezconform.protocol.answers import Answer, Done, Now, Opened, Refused, Subject, Trace
from ezconform.protocol.lab import Value
from ezconform.protocol.requests import Initialize
from ezconform.protocol.values import Capability, ConformanceClass
from ezconform.protocol.verbs import PROTOCOL, VERBS

REFUSAL = Refused(errno="EACCES", number=111)
UNREFUSABLE: dict[type[Answer], Answer] = {
    Opened: Opened(),
    Done: Done(),
    Now: Now(seconds=0.0),
    Trace: Trace(events=()),
}
"""Answers to the verbs that know no refusal."""


class AlwaysRefuses:
    """Has a method for every verb, and one thought for all of them."""

    def initialize(self, _request: Initialize) -> Subject:
        return Subject(
            protocol=PROTOCOL,
            name="always refuses",
            version="1",
            classes=tuple(ConformanceClass),
            capabilities=tuple(Capability),
        )

    def __getattr__(self, method: str) -> Callable[[Value], Answer]:
        for verb in VERBS.values():
            if verb.method == method:
                kinds = get_args(verb.answer) or (verb.answer,)
                return lambda _request: REFUSAL if Refused in kinds else UNREFUSABLE[kinds[0]]
        raise AttributeError(method)
