"""A trivial subject that hands back what it was asked.

It shows which scenarios pass because the expected value could be guessed from the question.
"""

from collections.abc import Callable
from functools import partial
from typing import get_args

import msgspec

from ezconform.protocol.answers import (
    AccessDecision,
    Answer,
    DcasStarted,
    Done,
    Environment,
    Message,
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
from ezconform.protocol.values import Capability, ConformanceClass, DcasPhase, MessageKind
from ezconform.protocol.verbs import PROTOCOL, VERBS

ECHOED: dict[type[Answer], Callable[[Value], Answer]] = {
    Opened: lambda _: Opened(),
    Done: lambda _: Done(),
    PartnerInfo: lambda request: PartnerInfo(
        routing=(), address_space_user_id=_first(request), task_user_id=_first(request)
    ),
    Routing: lambda _: Routing(routing=(), value=0),
    AccessDecision: lambda _: AccessDecision(saf_return_code=0),
    TokenFields: lambda request: TokenFields(fields=_words(request)),
    Environment: lambda request: Environment(user=_first(request), group=_first(request)),
    Token: lambda request: Token(utoken=_first(request)),
    Report: lambda request: Report(text="".join(f"{k}: {v}\n" for k, v in _words(request).items())),
    DcasStarted: lambda request: DcasStarted(phase=getattr(request, "until", DcasPhase.ACTIVE)),
    PassTicket: lambda request: PassTicket(
        user=getattr(request, "user", ""), correlator=getattr(request, "correlator", "")
    ),
    Now: lambda request: Now(seconds=getattr(request, "seconds", 0.0)),
    Trace: lambda _: Trace(events=()),
}


class Echo:
    """Has a method for every verb; remembers only the last operator command, to read it back."""

    def __init__(self) -> None:
        self._heard = ""

    def initialize(self, _request: Initialize) -> Subject:
        return Subject(
            protocol=PROTOCOL,
            name="echo",
            version="1",
            classes=tuple(ConformanceClass),
            capabilities=tuple(Capability),
        )

    def __getattr__(self, method: str) -> Callable[[Value], Answer]:
        for verb in VERBS.values():
            if verb.method == method:
                kind = (get_args(verb.answer) or (verb.answer,))[0]
                return self._messages if kind is Messages else partial(self._echo, kind)
        raise AttributeError(method)

    def _echo(self, kind: type[Answer], request: Value) -> Answer:
        self._heard = getattr(request, "command", self._heard)
        return ECHOED[kind](request)

    def _messages(self, _request: Value) -> Answer:
        return Messages(messages=(Message(kind=MessageKind.OTHER, text=self._heard),))


def _words(request: Value) -> dict[str, str]:
    return {name: str(value) for name, value in msgspec.structs.asdict(request).items()}


def _first(request: Value) -> str:
    return next(iter(_words(request).values()), "")
