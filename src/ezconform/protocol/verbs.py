"""The table of verbs: name, what is asked, what may be answered. The one place that lists them."""

from dataclasses import dataclass
from types import UnionType
from typing import Any

from ezconform.protocol import answers as a
from ezconform.protocol import requests as r
from ezconform.protocol.lab import Value
from ezconform.protocol.values import Capability

PROTOCOL = "1.0"


@dataclass(frozen=True, slots=True)
class Verb:
    """`answer` is a class or a union of classes; `needs` is the capability without which it is not used."""

    name: str
    request: type[Value]
    answer: type[Any] | UnionType
    needs: Capability | None = None

    @property
    def method(self) -> str:
        """Name of the method of a Python adapter: `partner.get` is `partner_get`."""
        return self.name.replace(".", "_")


_CALL = a.PartnerInfo | a.Suspended | a.Refused
_ACT = a.Done | a.Refused
_SAID = a.Messages | a.Refused

VERBS: dict[str, Verb] = {
    verb.name: verb
    for verb in (
        Verb("initialize", r.Initialize, a.Subject),
        Verb("lab.open", r.LabOpen, a.Opened | a.Absent),
        Verb("lab.reset", r.LabReset, a.Done),
        Verb("program.start", r.ProgramStart, _ACT),
        Verb("program.stop", r.ProgramStop, _ACT),
        Verb("program.task", r.ProgramTask, _ACT, Capability.TASK_LEVEL),
        Verb("socket.open", r.SocketOpen, _ACT),
        Verb("socket.bind", r.SocketBind, _ACT),
        Verb("socket.listen", r.SocketListen, _ACT),
        Verb("socket.connect", r.SocketConnect, _ACT),
        Verb("socket.accept", r.SocketAccept, _ACT),
        Verb("socket.shutdown", r.SocketShutdown, _ACT),
        Verb("socket.close", r.SocketClose, _ACT),
        Verb("socket.give", r.SocketGive, _ACT, Capability.SOCKET_PASSING),
        Verb("socket.take", r.SocketTake, _ACT, Capability.SOCKET_PASSING),
        Verb("partner.set", r.PartnerSet, _ACT),
        Verb("partner.get", r.PartnerGet, _CALL),
        Verb("partner.outcome", r.PartnerOutcome, _CALL),
        Verb("partner.interrupt", r.PartnerInterrupt, _ACT, Capability.INTERRUPT),
        Verb("routing.get", r.RoutingGet, a.Routing | a.Refused),
        Verb("saf.user", r.SafUser, _ACT),
        Verb("saf.define", r.SafDefine, _ACT),
        Verb("saf.alter", r.SafAlter, _ACT),
        Verb("saf.delete", r.SafDelete, _ACT),
        Verb("saf.permit", r.SafPermit, _ACT),
        Verb("saf.options", r.SafOptions, _ACT),
        Verb("saf.refresh", r.SafRefresh, _ACT),
        Verb("access.check", r.AccessCheck, a.AccessDecision | a.Refused, Capability.UTOKEN_MAP),
        Verb("token.map", r.TokenMap, a.TokenFields | a.Refused, Capability.UTOKEN_MAP),
        Verb("token.login", r.TokenLogin, a.Environment | a.Refused, Capability.UTOKEN_MAP),
        Verb("token.foreign", r.TokenForeign, a.Token | a.Refused, Capability.UTOKEN_MAP),
        Verb("netstat.report", r.NetstatReport, a.Report | a.Refused),
        Verb("console.command", r.ConsoleCommand, _ACT),
        Verb("console.read", r.ConsoleRead, _SAID),
        Verb("syslog.read", r.SyslogRead, _SAID),
        Verb("dcas.start", r.DcasStart, a.DcasStarted | a.Refused),
        Verb("dcas.stop", r.DcasStop, _ACT),
        Verb("dcas.request", r.DcasRequest, a.PassTicket | a.Refused),
        Verb("clock.advance", r.ClockAdvance, a.Now),
        Verb("xcf.disturb", r.XcfDisturb, _ACT, Capability.XCF_CONTROL),
        Verb("route.change", r.RouteChange, _ACT, Capability.ROUTE_CHANGE),
        Verb("trace.read", r.TraceRead, a.Trace, Capability.TRACE),
    )
}
VERB_OF: dict[type[Value], Verb] = {verb.request: verb for verb in VERBS.values()}
