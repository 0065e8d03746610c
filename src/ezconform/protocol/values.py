"""The closed lists of the protocol, in the words of the manuals. Nothing here has behaviour."""

from enum import StrEnum


class ConformanceClass(StrEnum):
    """The seven groups of requirements that a subject may claim."""

    ROUTING = "routing"
    CREDENTIALS = "credentials"
    WAITING = "waiting"
    PREFETCH = "prefetch"
    NETSTAT = "netstat"
    DCAS = "dcas"
    INTERFACES = "interfaces"


class Indicator(StrEnum):
    """Routing indicators of SIOCGPARTNERINFO and SO_CLUSTERCONNTYPE. Source: S07.2 to S07.6."""

    NO_CONNECTION = "no-connection"
    NONE = "none"
    SAME_CLUSTER = "same-cluster"
    SAME_IMAGE = "same-image"
    INTERNAL = "internal"


class RequestItem(StrEnum):
    """What a SIOCGPARTNERINFO can ask for; routing comes in any case. Source: S06.1, S08.1."""

    ROUTING = "routing"
    USER_ID = "user-id"
    UTOKEN = "utoken"


class Interface(StrEnum):
    """The call through which a program reaches the stack.

    `ioctl`, `w_ioctl` and `getsockopt` are Language Environment C/C++; BPX1OPT is the callable
    service behind getsockopt. Source: S11.1 to S11.9; CICS, IMS and the unsupported ones: manuals.
    """

    IOCTL = "ioctl"
    W_IOCTL = "w_ioctl"
    GETSOCKOPT = "getsockopt"
    BPX1IOC = "BPX1IOC"
    BPX4IOC = "BPX4IOC"
    BPX1OPT = "BPX1OPT"
    JAVA = "Java"
    EZASMI = "EZASMI"
    EZASOKET = "EZASOKET"
    REXX = "REXX"
    CICS_C = "CICS C"
    CICS_EZASOKET = "CICS EZASOKET"
    IMS_EZASOKET = "IMS EZASOKET"
    TCPIP_C = "TCP/IP C"
    XTI = "XTI"
    PASCAL = "Pascal"


class Family(StrEnum):
    AF_INET = "AF_INET"
    AF_INET6 = "AF_INET6"


class SocketType(StrEnum):
    SOCK_STREAM = "SOCK_STREAM"
    SOCK_DGRAM = "SOCK_DGRAM"


class Shutdown(StrEnum):
    SHUT_RD = "SHUT_RD"
    SHUT_WR = "SHUT_WR"
    SHUT_RDWR = "SHUT_RDWR"


class LinkKind(StrEnum):
    """How one stack reaches another; traffic inside one stack needs no link."""

    IUTSAMEH = "IUTSAMEH"
    HIPERSOCKETS = "HiperSockets"
    XCF = "XCF"
    OSA = "OSA"


class Access(StrEnum):
    """Access authorities of a RACF general resource, lowest first."""

    NONE = "NONE"
    READ = "READ"
    UPDATE = "UPDATE"
    CONTROL = "CONTROL"
    ALTER = "ALTER"


class UserAttribute(StrEnum):
    """Attributes of a user that change how RACF decides."""

    RESTRICTED = "RESTRICTED"
    TRUSTED = "TRUSTED"
    PRIVILEGED = "PRIVILEGED"


class Disturbance(StrEnum):
    """What `xcf.disturb` does to the signalling between two stacks."""

    DELAY = "delay"
    LOSE = "lose"
    RESTORE = "restore"


class ReportForm(StrEnum):
    LONG = "LONG"
    SHORT = "SHORT"


class MessageKind(StrEnum):
    """What an operator or log message says, since IBM's message numbers are not public here."""

    DEBUG_LEVEL = "debug-level"
    UNKNOWN_PARAMETER = "unknown-parameter"
    UNKNOWN_LEVEL = "unknown-level"
    OTHER = "other"


class Severity(StrEnum):
    """Severity of a DCAS log line. Source: the level meanings of MODIFY DEBUG."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATIONAL = "informational"
    DEBUG = "debug"


class DcasPhase(StrEnum):
    INITIALIZING = "initializing"
    ACTIVE = "active"


class Capability(StrEnum):
    """Optional abilities of a subject; a scenario that needs one names it in a `@needs:` tag."""

    VIRTUAL_CLOCK = "virtual-clock"
    BUILD_LABS = "build-labs"
    XCF_CONTROL = "xcf-control"
    ROUTE_CHANGE = "route-change"
    IPV6 = "ipv6"
    SUBPLEX = "subplex"
    CINET = "cinet"
    TASK_LEVEL = "task-level"
    UTOKEN_MAP = "utoken-map"
    INTERRUPT = "interrupt"
    SOCKET_PASSING = "socket-passing"
    RAW_BLOCKS = "raw-blocks"
    NETSTAT_SHORT = "netstat-short"
    TRACE = "trace"
    BPX1IOC = "interface:BPX1IOC"
    BPX4IOC = "interface:BPX4IOC"
    JAVA = "interface:Java"
    EZASMI = "interface:EZASMI"
    EZASOKET = "interface:EZASOKET"
    REXX = "interface:REXX"
    CICS = "interface:CICS"
    IMS = "interface:IMS"
    UNSUPPORTED = "interface:unsupported"
