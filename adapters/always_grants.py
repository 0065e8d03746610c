"""A trivial subject that says yes to everything, with the richest answer a verb allows.

It shows which scenarios pass without anybody checking anything (the vacuity floor).
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

CLOSEST = (Indicator.SAME_CLUSTER, Indicator.SAME_IMAGE, Indicator.INTERNAL)
TOKEN = "50" * 80

GRANTED: dict[type[Answer], Answer] = {
    Opened: Opened(),
    Done: Done(),
    PartnerInfo: PartnerInfo(
        routing=CLOSEST,
        address_space_user_id="ALICE",
        task_user_id="ALICE",
        address_space_utoken=TOKEN,
        task_utoken=TOKEN,
    ),
    Routing: Routing(routing=CLOSEST, value=14),
    AccessDecision: AccessDecision(saf_return_code=0),
    TokenFields: TokenFields(fields={"TOKSUSER": "ALICE", "TOKGROUP": "SYS1"}),
    Environment: Environment(user="ALICE", group="SYS1"),
    Token: Token(utoken=TOKEN),
    Report: Report(text="TcpClusterConnFlag: 8E\nTcpTrustedPartner: E0\n"),
    Messages: Messages(
        messages=(Message(kind=MessageKind.DEBUG_LEVEL, text="DEBUG 3", severity=Severity.INFORMATIONAL),)
    ),
    DcasStarted: DcasStarted(phase=DcasPhase.ACTIVE),
    PassTicket: PassTicket(user="ALICE"),
    Now: Now(seconds=0.0),
    Trace: Trace(events=()),
}
"""The answer for each kind; a verb is answered with the first kind it allows, which is its success."""


class AlwaysGrants:
    """Has a method for every verb, and one thought for all of them."""

    def initialize(self, _request: Initialize) -> Subject:
        return Subject(
            protocol=PROTOCOL,
            name="always grants",
            version="1",
            classes=tuple(ConformanceClass),
            capabilities=tuple(Capability),
        )

    def __getattr__(self, method: str) -> Callable[[Value], Answer]:
        for verb in VERBS.values():
            if verb.method == method:
                kind = (get_args(verb.answer) or (verb.answer,))[0]
                return lambda _request: GRANTED[kind]
        raise AttributeError(method)
