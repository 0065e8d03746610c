"""A trivial subject with one constant answer for each kind, in the middle between yes and no.

Its partners are in the same cluster but reached over a network, its credentials absent, its access
undecided. It shows which scenarios pass because one value happens to be the expected one.
"""

from collections.abc import Callable
from typing import get_args

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
    XcfMessage,
)
from ezconform.protocol.lab import Value
from ezconform.protocol.requests import Initialize
from ezconform.protocol.values import (
    Capability,
    ConformanceClass,
    DcasPhase,
    Indicator,
    MessageKind,
    Severity,
)
from ezconform.protocol.verbs import PROTOCOL, VERBS

CONSTANT: dict[type[Answer], Answer] = {
    Opened: Opened(),
    Done: Done(),
    PartnerInfo: PartnerInfo(routing=(Indicator.SAME_CLUSTER,), seconds=0.5),
    Routing: Routing(routing=(Indicator.SAME_CLUSTER,), value=2),
    AccessDecision: AccessDecision(saf_return_code=4),
    TokenFields: TokenFields(fields={"TOKSUSER": "BOB"}),
    Environment: Environment(user="BOB", group="PAYROLL"),
    Token: Token(utoken="00" * 80),
    Report: Report(text="TcpClusterConnFlag: 82\nTcpTrustedPartner: 00\n"),
    Messages: Messages(
        messages=(Message(kind=MessageKind.OTHER, text="READY", severity=Severity.INFORMATIONAL),)
    ),
    DcasStarted: DcasStarted(phase=DcasPhase.ACTIVE),
    PassTicket: PassTicket(user="BOB", correlator="1"),
    Now: Now(seconds=1.0),
    Trace: Trace(events=(XcfMessage(at=0.5, sender="TCPCS1", receiver="TCPCS2", what="question"),)),
}


class Constant:
    """Has a method for every verb, and one answer for each kind."""

    def initialize(self, _request: Initialize) -> Subject:
        return Subject(
            protocol=PROTOCOL,
            name="constant",
            version="1",
            classes=tuple(ConformanceClass),
            capabilities=tuple(Capability),
        )

    def __getattr__(self, method: str) -> Callable[[Value], Answer]:
        for verb in VERBS.values():
            if verb.method == method:
                kind = (get_args(verb.answer) or (verb.answer,))[0]
                return lambda _request: CONSTANT[kind]
        raise AttributeError(method)
