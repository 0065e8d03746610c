"""One frozen value per kind of answer. A refusal by the subject is an answer, not a fault.

The field `outcome` tells the kinds apart on the wire.
"""

import msgspec

from ezconform.protocol.lab import Value
from ezconform.protocol.values import (
    Capability,
    ConformanceClass,
    DcasPhase,
    Indicator,
    MessageKind,
    Severity,
)


class Answer(Value, frozen=True, tag_field="outcome"):
    """Root of the answers."""


class Done(Answer, frozen=True, tag="done"):
    """It was done; there is nothing more to say."""


class Refused(Answer, frozen=True, tag="refused"):
    """The subject said no.

    `errno` is a name, `number` its value in the numbering of the calling interface, `reason` the
    name of the reason code if it is known. `form` is what the interface itself handed to the
    program (return value, return code, string...). `needed` is the buffer size asked for with
    ENOBUFS. `routing` is what was filled in although the call failed. `seconds`: how long the
    program was suspended.
    """

    errno: str
    number: int | None = None
    reason: str = ""
    form: dict[str, int | str] = msgspec.field(default_factory=dict)
    needed: int | None = None
    routing: tuple[Indicator, ...] | None = None
    seconds: float = 0.0


class Suspended(Answer, frozen=True, tag="suspended"):
    """The calling program is suspended; `partner.outcome` will tell more."""


class PartnerInfo(Answer, frozen=True, tag="answered"):
    """A SIOCGPARTNERINFO that succeeded. An absent credential is the empty string.

    UTOKENs are hexadecimal digits (160 of them for 80 bytes). `form` as in Refused.
    """

    routing: tuple[Indicator, ...]
    address_space_user_id: str = ""
    task_user_id: str = ""
    address_space_utoken: str = ""
    task_utoken: str = ""
    form: dict[str, int | str] = msgspec.field(default_factory=dict)
    seconds: float = 0.0


class Routing(Answer, frozen=True, tag="routing"):
    """A SO_CLUSTERCONNTYPE that succeeded; `value` is the option's number in that interface."""

    routing: tuple[Indicator, ...]
    value: int


class Opened(Answer, frozen=True, tag="opened"):
    """The lab is up."""


class Absent(Answer, frozen=True, tag="absent"):
    """A fixed subject does not have that lab, and why."""

    why: str


class AccessDecision(Answer, frozen=True, tag="decision"):
    """The SAF return code: 0 allowed, 4 no decision, 8 denied."""

    saf_return_code: int


class TokenFields(Answer, frozen=True, tag="fields"):
    """A UTOKEN in external form, by ICHRUTKN field name; character fields without blanks."""

    fields: dict[str, str]


class Token(Answer, frozen=True, tag="token"):
    """A UTOKEN in hexadecimal digits."""

    utoken: str


class Environment(Answer, frozen=True, tag="environment"):
    """The security environment that was established."""

    user: str
    group: str


class Report(Answer, frozen=True, tag="report"):
    """A Netstat report as displayed, lines ended by a newline."""

    text: str


class Message(Value, frozen=True):
    """A console or syslog message. `kind` is the adapter's reading of it, `text` as displayed."""

    kind: MessageKind
    text: str
    severity: Severity | None = None


class Messages(Answer, frozen=True, tag="messages"):
    messages: tuple[Message, ...]


class DcasStarted(Answer, frozen=True, tag="started"):
    phase: DcasPhase


class PassTicket(Answer, frozen=True, tag="passticket"):
    """A served DCAS request: the user ID and whether a PassTicket came with it; never the ticket."""

    user: str
    correlator: str = ""


class Completed(Value, frozen=True):
    """A suspended call that ended while the clock advanced, and when."""

    call: str
    at: float


class Now(Answer, frozen=True, tag="now"):
    """Virtual seconds since the lab was opened or reset."""

    seconds: float
    completed: tuple[Completed, ...] = ()


class XcfMessage(Value, frozen=True):
    """One XCF message about credentials: `what` is `question`, `answer` or `lost`."""

    at: float
    sender: str
    receiver: str
    what: str


class Trace(Answer, frozen=True, tag="trace"):
    events: tuple[XcfMessage, ...]


class Subject(Answer, frozen=True, tag="subject"):
    """Answer to `initialize`: who the subject is and what it claims."""

    protocol: str
    name: str
    version: str
    classes: tuple[ConformanceClass, ...]
    capabilities: tuple[Capability, ...]
    homepage: str = ""
