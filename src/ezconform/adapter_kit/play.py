"""Short plays: for each class the plainest requests that its scenarios cannot do without.

Literal tables in the order in which an adapter is built. Names and addresses are those of the labs they
are played in. Knows no connection; expects nothing of answers but their kind.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ezconform.protocol import requests as r
from ezconform.protocol.answers import Answer
from ezconform.protocol.lab import Value
from ezconform.protocol.values import Access, Capability, ConformanceClass, Interface, RequestItem

Named = ConformanceClass | Capability
ONE_STACK = "one-stack"
PORT, CLOSED_PORT = 5000, 5999
ADDRESS = "10.1.1.1"


@dataclass(frozen=True, slots=True)
class Play:
    """`scene` sets up what `acts` need: a refusal there leaves nothing to try. `no`: must be refused.

    `judge` says what is wrong with answers that are all of the right kind, in the order of the requests;
    empty: nothing. `nothing`: why there is nothing to look at.
    """

    lab: str
    scene: tuple[Value, ...] = ()
    acts: tuple[Value, ...] = ()
    no: Value | None = None
    judge: Callable[[Sequence[Answer]], str] | None = None
    nothing: str = ""

    @property
    def requests(self) -> tuple[Value, ...]:
        return self.scene + self.acts


CONNECTED = (
    r.ProgramStart(program="SERVER", user="BOB", system="SYS1", stack="TCPCS1"),
    r.ProgramStart(program="CLIENT", user="ALICE", system="SYS1", stack="TCPCS1"),
    r.SocketOpen(socket="listener", program="SERVER"),
    r.SocketBind(socket="listener", address=ADDRESS, port=PORT),
    r.SocketListen(socket="listener"),
    r.SocketOpen(socket="client", program="CLIENT"),
    r.SocketConnect(socket="client", address=ADDRESS, port=PORT),
    r.SocketAccept(listener="listener", socket="server"),
)
NOBODY_LISTENS = r.SocketConnect(socket="lonely", address=ADDRESS, port=CLOSED_PORT)
LONELY = r.SocketOpen(socket="lonely", program="CLIENT")
GET = r.PartnerGet(call="call-1", socket="client", request=(RequestItem.USER_ID,), timeout=5)
OUTCOME = r.PartnerOutcome(call="call-1")
ENDS = (r.SocketShutdown(socket="client"), r.SocketClose(socket="client"), r.ProgramStop(program="CLIENT"))
PROFILE = "EZB.IOCTL.SYS1.TCPCS1.PARTNERINFO"
SECURITY = (
    r.SafUser(database="RACFA", user="DAVE"),
    r.SafDefine(database="RACFA", profile=PROFILE),
    r.SafPermit(database="RACFA", profile=PROFILE, id="DAVE", access=Access.READ),
    r.SafAlter(database="RACFA", profile=PROFILE, uacc=Access.READ),
    r.SafOptions(system="SYS1", active=True),
    r.SafRefresh(system="SYS1"),
    r.SafDelete(database="RACFA", profile=PROFILE),
)
DCAS = (
    r.SafDefine(database="RACFA", profile="PAYAPP", resource_class="PTKTDATA"),
    r.SafRefresh(system="SYS1", resource_class="PTKTDATA"),
    r.DcasStart(job="DCAS", system="SYS1", debug=0),
    r.ConsoleRead(system="SYS1"),
    r.ConsoleCommand(system="SYS1", command="MODIFY DCAS,DEBUG=3"),
    r.SyslogRead(system="SYS1"),
    r.DcasRequest(job="DCAS", application="PAYAPP", user="ALICE", correlator="1", system="SYS1"),
    r.DcasStop(job="DCAS", system="SYS1"),
)
NOT_RUNNING = r.DcasRequest(job="NOBODY", application="PAYAPP", user="ALICE", correlator="2", system="SYS1")


def _connected(*acts: Value) -> Play:
    return Play(ONE_STACK, (*CONNECTED, LONELY), (*acts, *ENDS), NOBODY_LISTENS)


CLASSES: dict[Named, Play] = {
    ConformanceClass.ROUTING: _connected(r.RoutingGet(socket="client"), GET, OUTCOME),
    ConformanceClass.CREDENTIALS: _connected(GET, OUTCOME, *SECURITY),
    ConformanceClass.WAITING: _connected(GET, OUTCOME),
    ConformanceClass.PREFETCH: _connected(r.PartnerSet(socket="lonely"), GET, OUTCOME),
    ConformanceClass.NETSTAT: _connected(r.NetstatReport(stack="TCPCS1")),
    ConformanceClass.DCAS: Play(ONE_STACK, (), DCAS, NOT_RUNNING),
    ConformanceClass.INTERFACES: _connected(
        r.RoutingGet(socket="client"),
        r.PartnerSet(socket="lonely", interface=Interface.W_IOCTL),
        GET,
        OUTCOME,
    ),
}
