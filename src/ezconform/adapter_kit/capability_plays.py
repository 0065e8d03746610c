"""Short plays for each capability: the smallest exchange that only a subject which has it can go through.

What each means is said in docs/capabilities.md. The order is that in which one would build them. Knows no
connection and no scenario.
"""

from collections.abc import Sequence

from ezconform.adapter_kit.play import ADDRESS, CONNECTED, GET, ONE_STACK, PORT, PROFILE, Named, Play
from ezconform.protocol import requests as r
from ezconform.protocol.answers import Answer, Now, Refused, Report
from ezconform.protocol.lab import Database, LabDefinition, Stack, System, User, Value
from ezconform.protocol.values import (
    Capability,
    Disturbance,
    Family,
    Interface,
    LinkKind,
    ReportForm,
    RequestItem,
)

BUILT = LabDefinition(
    name="a-lab-nobody-knows",
    purpose="Is in no register: whoever builds labs builds it from this definition alone.",
    systems=(
        System(
            name="SYSX",
            cpc="CPCX",
            stacks=(Stack(name="TCPX", addresses=("10.77.1.1",)),),
            database="RACFX",
        ),
    ),
    databases=(Database(name="RACFX", users=(User(id="QUENTIN"),)),),
)
ADDRESS_6 = "2001:db8:1::1"
LACKING = (Interface.TCPIP_C, Interface.XTI, Interface.PASCAL)
TWO_STACKS, TWO_SYSTEMS, SUBPLEXES, IPV4_ONLY = "two-stacks", "two-systems", "subplexes", "ipv4-only"


def _connection(
    server: r.ProgramStart, client: r.ProgramStart, address: str, family: Family = Family.AF_INET
) -> tuple[Value, ...]:
    anywhere = "::" if family is Family.AF_INET6 else "0.0.0.0"  # noqa: S104 - an address in a lab
    return (
        server,
        client,
        r.SocketOpen(socket="listener", program=server.program, family=family),
        r.SocketBind(socket="listener", address=anywhere, port=PORT),
        r.SocketListen(socket="listener"),
        r.SocketOpen(socket="client", program=client.program, family=family),
        r.SocketConnect(socket="client", address=address, port=PORT),
        r.SocketAccept(listener="listener", socket="server"),
    )


def _runs(program: str, stack: str, user: str = "ALICE", system: str = "") -> r.ProgramStart:
    return r.ProgramStart(program=program, user=user, stack=stack, system=system)


def _called_through(*interfaces: Interface) -> Play:
    """The plainest call must go through: everything else about an interface is its scenarios' affair."""
    calls = (_get(f"call-{number}", one) for number, one in enumerate(interfaces, 1))
    return Play(ONE_STACK, (*CONNECTED, *calls))


def _get(call: str, interface: Interface) -> r.PartnerGet:
    item = (RequestItem.USER_ID,)
    return r.PartnerGet(call=call, socket="client", request=item, timeout=5, interface=interface)


def _none_of_them(answers: Sequence[Answer]) -> str:
    bad = [
        one
        for one, answer in zip(LACKING, answers[len(CONNECTED) :], strict=True)
        if not isinstance(answer, Refused)
    ]
    return f"partner.get: not refused through {', '.join(bad)}, which has no ioctl" if bad else ""


def _two_and_three_are_five(answers: Sequence[Answer]) -> str:
    moments = [one.seconds for one in answers if isinstance(one, Now)]
    if moments == [2.0, 5.0]:
        return ""
    said = " and ".join(f"{one:g}" for one in moments)
    return f"clock.advance: 2 and then 3 seconds brought the clock from 0 to {said}, not to 2 and 5"


def _two_forms(answers: Sequence[Answer]) -> str:
    long, short = (one.text for one in answers if isinstance(one, Report))
    return "netstat.report: LONG and SHORT are the same text" if long == short else ""


BUILT_FOR_DCAS = Play(BUILT.name, (r.DcasStart(job="DCAS", system="SYSX", debug=0),))
CAPABILITIES: dict[Named, Play] = {
    Capability.BUILD_LABS: Play(
        BUILT.name,
        _connection(_runs("SERVER", "TCPX", "QUENTIN"), _runs("CLIENT", "TCPX", "QUENTIN"), "10.77.1.1"),
    ),
    Capability.VIRTUAL_CLOCK: Play(
        ONE_STACK,
        (),
        (r.ClockAdvance(seconds=2.0), r.ClockAdvance(seconds=3.0)),
        judge=_two_and_three_are_five,
    ),
    Capability.IPV6: Play(
        ONE_STACK,
        _connection(_runs("SERVER", "TCPCS1"), _runs("CLIENT", "TCPCS1"), ADDRESS_6, Family.AF_INET6),
    ),
    Capability.TRACE: Play(ONE_STACK, (), (r.TraceRead(),)),
    Capability.TASK_LEVEL: Play(
        ONE_STACK, (*CONNECTED[:2], r.ProgramTask(program="CLIENT", task_user="CAROL"))
    ),
    Capability.SOCKET_PASSING: Play(
        ONE_STACK,
        (
            *CONNECTED,
            r.SocketGive(socket="server", to="CLIENT"),
            r.SocketTake(given="server", program="CLIENT", socket="taken"),
        ),
    ),
    Capability.INTERRUPT: Play(ONE_STACK, CONNECTED, (GET, r.PartnerInterrupt(call="call-1"))),
    Capability.UTOKEN_MAP: Play(
        ONE_STACK,
        CONNECTED[:2],
        (
            r.AccessCheck(program="CLIENT", resource=PROFILE),
            r.TokenForeign(user="ALICE"),
            r.TokenMap(program="CLIENT", utoken="00" * 80),
            r.TokenLogin(program="CLIENT", utoken="00" * 80),
        ),
    ),
    Capability.NETSTAT_SHORT: Play(
        IPV4_ONLY,
        (
            *CONNECTED,
            r.NetstatReport(stack="TCPCS1", form=ReportForm.LONG),
            r.NetstatReport(stack="TCPCS1", form=ReportForm.SHORT),
        ),
        judge=_two_forms,
    ),
    Capability.CINET: Play(
        TWO_STACKS,
        (
            *_connection(_runs("SERVER", "", system="SYS1"), _runs("CLIENT", "TCPCS1"), ADDRESS),
            r.SocketOpen(socket="other", program="CLIENT"),
            r.SocketConnect(socket="other", address="10.1.1.2", port=PORT),
        ),
    ),
    Capability.SUBPLEX: Play(
        SUBPLEXES, _connection(_runs("SERVER", "TCPCS2"), _runs("CLIENT", "TCPCS1"), "10.1.1.2")
    ),
    Capability.XCF_CONTROL: Play(
        TWO_SYSTEMS,
        tuple(
            r.XcfDisturb(between=("TCPCS1", "TCPCS2"), effect=effect, seconds=seconds)
            for effect, seconds in (
                (Disturbance.DELAY, 1.0),
                (Disturbance.LOSE, 0.0),
                (Disturbance.RESTORE, 0.0),
            )
        ),
    ),
    Capability.ROUTE_CHANGE: Play(
        TWO_SYSTEMS, (r.RouteChange(source="TCPCS1", target="TCPCS2", via=LinkKind.OSA),)
    ),
    Capability.BPX1IOC: _called_through(Interface.BPX1IOC),
    Capability.BPX4IOC: _called_through(Interface.BPX4IOC),
    Capability.JAVA: _called_through(Interface.JAVA),
    Capability.EZASMI: _called_through(Interface.EZASMI),
    Capability.EZASOKET: _called_through(Interface.EZASOKET),
    Capability.REXX: _called_through(Interface.REXX),
    Capability.CICS: _called_through(Interface.CICS_C, Interface.CICS_EZASOKET),
    Capability.IMS: _called_through(Interface.IMS_EZASOKET),
    Capability.UNSUPPORTED: Play(
        ONE_STACK,
        CONNECTED,
        tuple(_get(f"call-{number}", one) for number, one in enumerate(LACKING, 1)),
        judge=_none_of_them,
    ),
    Capability.RAW_BLOCKS: Play(
        ONE_STACK, nothing="reserved: protocol 1.0 has no field for control blocks, so no scenario needs it"
    ),
}
