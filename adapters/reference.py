"""The reference implementation behind the protocol: translates request values and answers, decides nothing.

What it cannot know from a request it asks the `Sysplex`; every no of the sysplex becomes `Refused`.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

import msgspec

from ezconform.protocol import answers as a
from ezconform.protocol import lab as definitions
from ezconform.protocol import requests as r
from ezconform.protocol.values import Capability, ConformanceClass, DcasPhase, Indicator
from ezconform.protocol.verbs import PROTOCOL
from reference_impl.dcas.request import RefusalReason, Request, RequestFormat
from reference_impl.dcas.request import Refused as DcasRefused
from reference_impl.dcas.server import UnknownStartLevel
from reference_impl.dcas.states import NotInThisState, ServerState
from reference_impl.errno_names import Errno
from reference_impl.interfaces.interface import Interface
from reference_impl.lab import DatabaseDefinition, Lab, LabDefinition
from reference_impl.message import Message
from reference_impl.netstat.command import NetstatOptions
from reference_impl.netstat.layout import ReportForm
from reference_impl.netstat.refusals import NetstatRefused
from reference_impl.partner.call import Call
from reference_impl.partner.request import PartnerRequest, RequestItem
from reference_impl.refusal import Refusal
from reference_impl.rules import V1R12, Rules
from reference_impl.security import Access, SecurityRefusal, User, UserAttribute
from reference_impl.sysplex import Sysplex
from reference_impl.tcp.socket import Family, SocketType
from reference_impl.tcp.transport import Shutdown
from reference_impl.topology.definition import BadTopology, LinkKind, TopologyDefinition
from reference_impl.topology.routing import Routing
from reference_impl.xcf import Disturbance

DONE = a.Done()
SUSPENDED = a.Suspended()
NO_LAB = "no lab is open"
VERSION = "0.1"


class NotHexadecimal(ValueError):  # noqa: N818 - the message is one line for the caller
    """A UTOKEN that is not written in hexadecimal digits."""


INDICATORS = {
    Routing.NONE: Indicator.NONE,
    Routing.SAME_CLUSTER: Indicator.SAME_CLUSTER,
    Routing.SAME_IMAGE: Indicator.SAME_IMAGE,
    Routing.INTERNAL: Indicator.INTERNAL,
}
ALL_ROUTINGS = {
    value: tuple(sorted(name for bit, name in INDICATORS.items() if bit & value))
    or (Indicator.NO_CONNECTION,)
    for value in range(sum(INDICATORS) + 1)
}
REFUSED_OTHERWISE = (NetstatRefused, NotInThisState, UnknownStartLevel, NotHexadecimal)
DCAS_ERRNOS = {RefusalReason.MALFORMED: Errno.EINVAL, RefusalReason.NOT_ACTIVE: Errno.ECONNREFUSED}

Verb = Callable[["Reference", Any], Any]


def refusing(verb: Verb) -> Verb:
    """Turn every no of the sysplex into an answer."""

    @wraps(verb)
    def answering(self: "Reference", request: Any) -> Any:
        try:
            return verb(self, request)
        except Refusal as refusal:
            return self.refused(refusal, getattr(request, "interface", None))
        except SecurityRefusal as refusal:
            return named(Errno[refusal.errno], str(refusal))
        except REFUSED_OTHERWISE as refusal:
            return named(Errno.EINVAL, str(refusal))

    return answering


def acting(verb: Verb) -> Verb:
    """Answer "done" unless the sysplex says no."""

    @wraps(verb)
    def done(self: "Reference", request: Any) -> Any:
        verb(self, request)
        return DONE

    return refusing(done)


def named(errno: Errno, message: str) -> a.Refused:
    """A refusal that does not come from a socket call: UNIX number, and the message as displayed."""
    return a.Refused(errno.name, errno.value[0], form={"message": message})


class Reference:
    """A subject with every class and capability. `rules` other than the documented ones make a fault."""

    def __init__(self, rules: Rules | None = None) -> None:
        self.rules = rules or V1R12
        self._labs: dict[str, tuple[definitions.LabDefinition, Lab]] = {}
        self._lab: Lab | None = None
        self._sysplex: Sysplex | None = None

    @property
    def sysplex(self) -> Sysplex:
        if self._sysplex is None:
            raise RuntimeError(NO_LAB)
        return self._sysplex

    def initialize(self, _request: r.Initialize) -> a.Subject:
        return a.Subject(
            PROTOCOL, "reference implementation", VERSION, tuple(ConformanceClass), tuple(Capability)
        )

    def lab_open(self, request: r.LabOpen) -> a.Opened | a.Absent:
        known = self._labs.get(request.lab.name)
        try:
            if known is None or known[0] != request.lab:
                known = (request.lab, Lab(lab_of(request.lab), self.rules.security))
                self._labs[request.lab.name] = known
        except (BadTopology, ValueError) as refusal:
            return a.Absent(str(refusal))
        self._lab = known[1]
        self._sysplex = Sysplex(self._lab, self.rules)
        return a.Opened()

    def lab_reset(self, _request: r.LabReset) -> a.Done:
        if self._lab is None:
            raise RuntimeError(NO_LAB)
        self._sysplex = Sysplex(self._lab, self.rules)
        return DONE

    @acting
    def program_start(self, request: r.ProgramStart) -> None:
        program = self.sysplex.start_program(request.program, request.user, request.system, request.stack)
        program.apf, program.supervisor_state = request.apf, request.supervisor_state
        if request.task_user:
            self.sysplex.set_task_user(request.program, request.task_user)

    @acting
    def program_stop(self, request: r.ProgramStop) -> None:
        self.sysplex.stop_program(request.program)

    @acting
    def program_task(self, request: r.ProgramTask) -> None:
        self.sysplex.set_task_user(request.program, request.task_user)

    @acting
    def socket_open(self, request: r.SocketOpen) -> None:
        family, kind = Family(request.family.value), SocketType(request.type.value)
        socket = self.sysplex.open_socket(request.socket, request.program, family, kind)
        socket.nonblocking = request.nonblocking

    @acting
    def socket_bind(self, request: r.SocketBind) -> None:
        self.sysplex.bind(request.socket, request.address, request.port)

    @acting
    def socket_listen(self, request: r.SocketListen) -> None:
        self.sysplex.listen(request.socket)

    @acting
    def socket_connect(self, request: r.SocketConnect) -> None:
        self.sysplex.connect(request.socket, request.address, request.port)

    @acting
    def socket_accept(self, request: r.SocketAccept) -> None:
        self.sysplex.accept(request.listener, request.socket)

    @acting
    def socket_shutdown(self, request: r.SocketShutdown) -> None:
        self.sysplex.shutdown(request.socket, Shutdown(request.how.value))

    @acting
    def socket_close(self, request: r.SocketClose) -> None:
        self.sysplex.close(request.socket, abort=request.abort)

    @acting
    def socket_give(self, request: r.SocketGive) -> None:
        self.sysplex.give(request.socket, request.to)

    @acting
    def socket_take(self, request: r.SocketTake) -> None:
        self.sysplex.take(request.given, request.program, request.socket)

    @acting
    def partner_set(self, request: r.PartnerSet) -> None:
        self.sysplex.set_partner(request.socket, Interface(request.interface.value))

    @refusing
    def partner_get(self, request: r.PartnerGet) -> a.PartnerInfo | a.Suspended | a.Refused:
        asked = PartnerRequest(
            frozenset(RequestItem(item.value) for item in request.request),
            request.timeout,
            Interface(request.interface.value),
            request.short_buffer,
        )
        return self._outcome(self.sysplex.get_partner(request.call, request.socket, asked))

    @refusing
    def partner_outcome(self, request: r.PartnerOutcome) -> a.PartnerInfo | a.Suspended | a.Refused:
        return self._outcome(self.sysplex.partners.call(request.call))

    @acting
    def partner_interrupt(self, request: r.PartnerInterrupt) -> None:
        self.sysplex.partners.interrupt(request.call)

    @refusing
    def routing_get(self, request: r.RoutingGet) -> a.Routing:
        value = self.sysplex.get_routing(request.socket, Interface(request.interface.value))
        return a.Routing(ALL_ROUTINGS[value], self.sysplex.rules.routing.number(value))

    def _outcome(self, call: Call) -> a.PartnerInfo | a.Suspended | a.Refused:
        if call.result is None:
            return SUSPENDED
        if isinstance(call.result, Refusal):
            return self.refused(call.result, call.request.interface, call)
        told = call.result.credentials
        return a.PartnerInfo(
            ALL_ROUTINGS[call.result.routing],
            told.address_space_user,
            told.task_user,
            told.address_space_utoken.hex(),
            told.task_utoken.hex(),
            self.rules.interfaces.form(call.request, call.result),
            call.seconds,
        )

    def refused(self, refusal: Refusal, interface: str | None, call: Call | None = None) -> a.Refused:
        """The refusal with its number in the numbering of the interface, UNIX where none is named."""
        table = self.rules.interfaces
        number = refusal.errno.value[0]
        if interface is not None:
            number = table.number(Interface(str(interface)), refusal.errno)
        return a.Refused(
            refusal.errno.name,
            number,
            refusal.reason.label,
            table.form(call.request, refusal) if call is not None else {},
            refusal.needed,
            None if refusal.routing is None else ALL_ROUTINGS[refusal.routing],
            call.seconds if call is not None else 0.0,
        )

    @acting
    def saf_user(self, request: r.SafUser) -> None:
        attributes = frozenset(UserAttribute(one.value) for one in request.attributes)
        user = User(request.user, request.default_group, request.groups, attributes)
        self.sysplex.database_for_command(request.database).define_user(user)

    @acting
    def saf_define(self, request: r.SafDefine) -> None:
        self.sysplex.database_for_command(request.database).define(
            request.resource_class,
            request.profile,
            uacc=Access[request.uacc.name],
            appldata=request.appldata,
            warning=request.warning,
        )

    @acting
    def saf_alter(self, request: r.SafAlter) -> None:
        self.sysplex.database_for_command(request.database).alter(
            request.resource_class,
            request.profile,
            uacc=None if request.uacc is None else Access[request.uacc.name],
            appldata=request.appldata,
        )

    @acting
    def saf_delete(self, request: r.SafDelete) -> None:
        database = self.sysplex.database_for_command(request.database)
        database.delete(request.resource_class, request.profile)

    @acting
    def saf_permit(self, request: r.SafPermit) -> None:
        access = None if request.access is None else Access[request.access.name]
        database = self.sysplex.database_for_command(request.database)
        database.permit(request.resource_class, request.profile, request.id, access)

    @acting
    def saf_options(self, request: r.SafOptions) -> None:
        self.sysplex.set_options(
            request.system, request.resource_class, request.active, request.raclist, request.grplist
        )

    @acting
    def saf_refresh(self, request: r.SafRefresh) -> None:
        self.sysplex.image(request.system).security.refresh(request.resource_class)

    @refusing
    def access_check(self, request: r.AccessCheck) -> a.AccessDecision:
        access = Access[request.access.name]
        code = self.sysplex.check_access(request.program, request.resource_class, request.resource, access)
        return a.AccessDecision(int(code))

    @refusing
    def token_map(self, request: r.TokenMap) -> a.TokenFields:
        utoken = utoken_of(request.utoken)
        return a.TokenFields(self.sysplex.security_of(request.program).tokenmap(utoken).fields())

    @refusing
    def token_login(self, request: r.TokenLogin) -> a.Environment:
        identity = self.sysplex.login(request.program, utoken_of(request.utoken))
        return a.Environment(identity.user, identity.group)

    @refusing
    def token_foreign(self, request: r.TokenForeign) -> a.Token:
        return a.Token(self.sysplex.foreign_token(request.user).hex())

    @refusing
    def netstat_report(self, request: r.NetstatReport) -> a.Report:
        options = NetstatOptions(
            form=None if request.form is None else ReportForm(request.form.value),
            clients=request.clients,
            addresses=request.addresses,
            ports=request.ports,
            server=request.server,
        )
        return a.Report(self.sysplex.netstat(request.stack, options))

    @acting
    def console_command(self, request: r.ConsoleCommand) -> None:
        self.sysplex.image(request.system).operator.command(request.command)

    @refusing
    def console_read(self, request: r.ConsoleRead) -> a.Messages:
        return messages(self.sysplex.image(request.system).console.read())

    @refusing
    def syslog_read(self, request: r.SyslogRead) -> a.Messages:
        return messages(self.sysplex.image(request.system).syslog.read())

    @refusing
    def dcas_start(self, request: r.DcasStart) -> a.DcasStarted:
        active = request.until is DcasPhase.ACTIVE
        state = self.sysplex.start_dcas(request.job, request.system, request.debug, initialize=active)
        return a.DcasStarted(DcasPhase(ServerState(state).value))

    @acting
    def dcas_stop(self, request: r.DcasStop) -> None:
        self.sysplex.dcas(request.job, request.system).stop()

    @refusing
    def dcas_request(self, request: r.DcasRequest) -> a.PassTicket | a.Refused:
        kind = RequestFormat.CERTIFICATE if request.certificate else RequestFormat.USER
        data = request.certificate or request.user
        asked = Request(kind, request.application, data, request.correlator)
        response = self.sysplex.dcas(request.job, request.system).serve(asked)
        if isinstance(response, DcasRefused):
            return named(DCAS_ERRNOS.get(response.reason, Errno.ESRCH), response.reason.value)
        return a.PassTicket(response.user, response.correlator)

    def clock_advance(self, request: r.ClockAdvance) -> a.Now:
        ended = self.sysplex.advance(request.seconds)
        completed = tuple(a.Completed(call.name, call.ended_at) for call in ended)
        return a.Now(self.sysplex.clock.seconds, completed)

    @acting
    def xcf_disturb(self, request: r.XcfDisturb) -> None:
        self.sysplex.disturb(request.between, Disturbance(request.effect.value), request.seconds)

    @acting
    def route_change(self, request: r.RouteChange) -> None:
        self.sysplex.change_route(request.source, request.target, LinkKind(request.via.value))

    def trace_read(self, _request: r.TraceRead) -> a.Trace:
        return a.Trace(
            tuple(
                a.XcfMessage(one.at, one.sender, one.receiver, one.what.value)
                for one in self.sysplex.read_trace()
            )
        )


def utoken_of(digits: str) -> bytes:
    try:
        return bytes.fromhex(digits)
    except ValueError:
        raise NotHexadecimal(f"utoken {digits!r}: expected hexadecimal digits, two a byte") from None


def messages(read: tuple[Message, ...]) -> a.Messages:
    """Translate messages: both sides have the same fields."""
    return a.Messages(msgspec.convert(msgspec.to_builtins(read), tuple[a.Message, ...]))


def lab_of(lab: definitions.LabDefinition) -> LabDefinition:
    """Translate a lab: the reference's definitions have the same fields, but for name and purpose."""
    fields = msgspec.to_builtins(lab)
    databases = msgspec.convert(fields["databases"], tuple[DatabaseDefinition, ...])
    return LabDefinition(msgspec.convert(fields, TopologyDefinition), databases)
