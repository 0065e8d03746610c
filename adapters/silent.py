"""A trivial subject that answers everything with nothing: empty texts, empty lists, zeros.

It shows which scenarios pass because something is absent that never could have been there.
"""

from collections.abc import Callable
from typing import get_args

from ezconform.protocol.answers import (
    AccessDecision,
    Answer,
    DcasStarted,
    Done,
    Environment,
    Messages,
    Now,
    Opened,
    PartnerInfo,
    PassTicket,
    Report,
    Routing,
    Subject,
    Token,
    TokenFields,
    Trace,
)
from ezconform.protocol.lab import Value
from ezconform.protocol.requests import Initialize
from ezconform.protocol.values import Capability, ConformanceClass, DcasPhase
from ezconform.protocol.verbs import PROTOCOL, VERBS

NOTHING: dict[type[Answer], Answer] = {
    Opened: Opened(),
    Done: Done(),
    PartnerInfo: PartnerInfo(routing=()),
    Routing: Routing(routing=(), value=0),
    AccessDecision: AccessDecision(saf_return_code=0),
    TokenFields: TokenFields(fields={}),
    Environment: Environment(user="", group=""),
    Token: Token(utoken=""),
    Report: Report(text=""),
    Messages: Messages(messages=()),
    DcasStarted: DcasStarted(phase=DcasPhase.INITIALIZING),
    PassTicket: PassTicket(user=""),
    Now: Now(seconds=0.0),
    Trace: Trace(events=()),
}


class Silent:
    """Has a method for every verb, and nothing to say."""

    def initialize(self, _request: Initialize) -> Subject:
        return Subject(
            protocol=PROTOCOL,
            name="silent",
            version="1",
            classes=tuple(ConformanceClass),
            capabilities=tuple(Capability),
        )

    def __getattr__(self, method: str) -> Callable[[Value], Answer]:
        for verb in VERBS.values():
            if verb.method == method:
                kind = (get_args(verb.answer) or (verb.answer,))[0]
                return lambda _request: NOTHING[kind]
        raise AttributeError(method)
