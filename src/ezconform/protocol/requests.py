"""One frozen value per verb: what the harness asks. Expected values are never among them.

The harness invents every name (`socket`, `call`, `program`), so that scene-setting requests can be
sent ahead of their replies.
"""

from typing import Annotated

from msgspec import Meta

from ezconform.protocol.lab import LabDefinition, Value
from ezconform.protocol.values import (
    Access,
    DcasPhase,
    Disturbance,
    Family,
    Interface,
    LinkKind,
    ReportForm,
    RequestItem,
    Shutdown,
    SocketType,
    UserAttribute,
)

Port = Annotated[int, Meta(ge=0, le=65535)]
Seconds = Annotated[float, Meta(ge=0)]


class Initialize(Value, frozen=True):
    """First request of a session; `protocol` is the version the harness speaks."""

    protocol: str
    harness: str


class LabOpen(Value, frozen=True):
    """Bring up a lab. Opening the lab that is already open may be answered like `lab.reset`."""

    lab: LabDefinition


class LabReset(Value, frozen=True):
    """Back to the state just after `lab.open`: no programs, sockets, calls; clock at 0."""


class ProgramStart(Value, frozen=True):
    """Start a program in an address space of its own.

    `stack` empty: the program of `system` has no stack affinity and uses every stack there (CINET).
    `task_user` is the identity of the task that issues the calls, when it has one of its own.
    """

    program: str
    user: str
    system: str = ""
    stack: str = ""
    task_user: str = ""
    apf: bool = False
    supervisor_state: bool = False


class ProgramStop(Value, frozen=True):
    program: str


class ProgramTask(Value, frozen=True):
    """Give the program's task another identity, or (empty) none of its own."""

    program: str
    task_user: str


class SocketOpen(Value, frozen=True):
    socket: str
    program: str
    family: Family = Family.AF_INET
    type: SocketType = SocketType.SOCK_STREAM
    nonblocking: bool = False


class SocketBind(Value, frozen=True):
    socket: str
    address: str
    port: Port


class SocketListen(Value, frozen=True):
    socket: str


class SocketConnect(Value, frozen=True):
    socket: str
    address: str
    port: Port


class SocketAccept(Value, frozen=True):
    """Accept the oldest pending connection of `listener` as a new socket named `socket`."""

    listener: str
    socket: str


class SocketShutdown(Value, frozen=True):
    socket: str
    how: Shutdown = Shutdown.SHUT_WR


class SocketClose(Value, frozen=True):
    """Close the socket; with `abort` the connection is reset (SO_LINGER 0) instead of finished."""

    socket: str
    abort: bool = False


class SocketGive(Value, frozen=True):
    """givesocket(): offer the socket to another program of the same system."""

    socket: str
    to: str


class SocketTake(Value, frozen=True):
    """takesocket(): take the socket that was given, under a new name."""

    given: str
    program: str
    socket: str


class PartnerSet(Value, frozen=True):
    """SIOCSPARTNERINFO. Refusals are results."""

    socket: str
    interface: Interface = Interface.IOCTL


class PartnerGet(Value, frozen=True):
    """SIOCGPARTNERINFO, issued as `call` by the program that owns the socket.

    `timeout` is PI_TIMEOUT in seconds, passed on as it is, in range or not. `short_buffer` asks the
    adapter to pass a PartnerInfo area too small for the answer.
    """

    call: str
    socket: str
    request: tuple[RequestItem, ...] = ()
    timeout: int = 0
    interface: Interface = Interface.W_IOCTL
    short_buffer: bool = False


class PartnerOutcome(Value, frozen=True):
    """What has become of a call; may be asked any number of times."""

    call: str


class PartnerInterrupt(Value, frozen=True):
    """Deliver a signal to the program that is suspended in the call."""

    call: str


class RoutingGet(Value, frozen=True):
    """SO_CLUSTERCONNTYPE through getsockopt() or its twin in another interface."""

    socket: str
    interface: Interface = Interface.GETSOCKOPT


class SafUser(Value, frozen=True):
    """ADDUSER or ALTUSER with CONNECT: define the user, or replace what is known of it."""

    database: str
    user: str
    default_group: str = "SYS1"
    groups: tuple[str, ...] = ()
    attributes: tuple[UserAttribute, ...] = ()


class SafDefine(Value, frozen=True):
    """RDEFINE: a general-resource profile, discrete or generic."""

    database: str
    profile: str
    resource_class: str = "SERVAUTH"
    uacc: Access = Access.NONE
    appldata: str = ""
    warning: bool = False


class SafAlter(Value, frozen=True):
    """RALTER: change what is given, leave the rest (None)."""

    database: str
    profile: str
    resource_class: str = "SERVAUTH"
    uacc: Access | None = None
    appldata: str | None = None


class SafDelete(Value, frozen=True):
    """RDELETE."""

    database: str
    profile: str
    resource_class: str = "SERVAUTH"


class SafPermit(Value, frozen=True):
    """PERMIT: an entry for a user, a group or `*`; `access` None removes the entry."""

    database: str
    profile: str
    id: str
    access: Access | None
    resource_class: str = "SERVAUTH"


class SafOptions(Value, frozen=True):
    """SETROPTS on one system: CLASSACT, RACLIST, GRPLIST. None leaves an option as it is."""

    system: str
    resource_class: str = "SERVAUTH"
    active: bool | None = None
    raclist: bool | None = None
    grplist: bool | None = None


class SafRefresh(Value, frozen=True):
    """SETROPTS RACLIST(class) REFRESH on one system."""

    system: str
    resource_class: str = "SERVAUTH"


class AccessCheck(Value, frozen=True):
    """RACROUTE REQUEST=AUTH in the environment the program runs in (after token.login: that one)."""

    program: str
    resource: str
    resource_class: str = "SERVAUTH"
    access: Access = Access.READ


class TokenMap(Value, frozen=True):
    """RACROUTE REQUEST=TOKENMAP from internal to external form; `utoken` in hexadecimal digits."""

    program: str
    utoken: str


class TokenLogin(Value, frozen=True):
    """RACROUTE REQUEST=VERIFY with a UTOKEN and no password; `utoken` in hexadecimal digits."""

    program: str
    utoken: str


class TokenForeign(Value, frozen=True):
    """A UTOKEN of another security product for this user, to be offered to this one."""

    user: str


class NetstatReport(Value, frozen=True):
    """Netstat ALL/-A of one stack. Filters: CLIent/-E, IPAddr/-I, POrt/-P, SERVER modifier.

    `form` None leaves the form to the stack's default.
    """

    stack: str
    form: ReportForm | None = ReportForm.LONG
    clients: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    ports: tuple[Port, ...] = ()
    server: bool = False


class ConsoleCommand(Value, frozen=True):
    """An operator command as typed, such as `F DCAS,DEBUG=2`."""

    system: str
    command: str


class ConsoleRead(Value, frozen=True):
    """The messages issued to the console since the last read, oldest first."""

    system: str


class SyslogRead(Value, frozen=True):
    """What was written to syslog since the last read, oldest first."""

    system: str


class DcasStart(Value, frozen=True):
    """Start DCAS under a job name; answered when `until` is reached. `debug` None: no -d option."""

    job: str
    system: str
    debug: Annotated[int, Meta(ge=0, le=3)] | None = None
    until: DcasPhase = DcasPhase.ACTIVE


class DcasStop(Value, frozen=True):
    """End a DCAS. An empty `system` means the only one that runs the job."""

    job: str
    system: str = ""


class DcasRequest(Value, frozen=True):
    """A PassTicket request to DCAS, already decoded from its TLS session.

    With `certificate` (the subject's distinguished name) format 1, with `user` format 2. An empty
    `system` means the only one that runs the job.
    """

    job: str
    application: str
    certificate: str = ""
    user: str = ""
    correlator: str = ""
    system: str = ""


class ClockAdvance(Value, frozen=True):
    seconds: Seconds


class XcfDisturb(Value, frozen=True):
    """Delay (by `seconds` for one question and its answer), lose, or restore the XCF signalling."""

    between: tuple[str, str]
    effect: Disturbance
    seconds: Seconds = 0.0


class RouteChange(Value, frozen=True):
    """From now on traffic from one stack to the other takes this link (one direction only)."""

    source: str
    target: str
    via: LinkKind


class TraceRead(Value, frozen=True):
    """The XCF messages about partner credentials since the last read, oldest first."""
