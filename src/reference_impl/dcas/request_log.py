"""What DCAS logs of a request: a table of lines, each with its severity and when it is written.

Which line has which severity is not documented; a refused request has lines of all four
severities, a served one has none of the two that speak of trouble (our choice).
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from reference_impl.dcas.request import Refused, Request, Response
from reference_impl.message import Message, MessageKind, Severity


def literal(data: str) -> str:
    """Client data as it came, `%` included; a sign that cannot be displayed becomes a period.

    Source: APAR PK80201, where client data had been used as a format.
    """
    return "".join(sign if sign.isprintable() else "." for sign in data)


@dataclass(frozen=True, slots=True)
class Logged:
    """A request with its connection number and its response: what the lines are made of."""

    connection: int
    request: Request
    response: Response
    client_data: Callable[[str], str] = literal

    @property
    def refused(self) -> bool:
        """Whether the request was refused."""
        return isinstance(self.response, Refused)

    @property
    def outcome(self) -> str:
        """The user served, or the reason of the refusal."""
        if isinstance(self.response, Refused):
            return self.response.reason.value
        return self.response.user

    @property
    def application(self) -> str:
        """The application as the client wrote it."""
        return self.client_data(self.request.application)

    @property
    def correlator(self) -> str:
        """The correlator as the client wrote it."""
        return self.client_data(self.request.correlator)

    @property
    def data(self) -> str:
        """Certificate or user as the client wrote it."""
        return self.client_data(self.request.data)


@dataclass(frozen=True, slots=True)
class RequestLine:
    """One line: its severity, whether served and refused requests write it, and its text."""

    severity: Severity
    served: bool
    refused: bool
    text: Callable[[Logged], str]


REQUEST_LINES = (
    RequestLine(Severity.INFORMATIONAL, True, True, lambda _: "CLIENT CONNECTED"),
    RequestLine(
        Severity.DEBUG,
        True,
        True,
        lambda logged: (
            f"REQUEST FORMAT {logged.request.format.value} CORRELATOR {logged.correlator}"
            f" APPLICATION {logged.application} LENGTH {len(logged.request.data)}"
        ),
    ),
    RequestLine(Severity.DEBUG, True, True, lambda logged: f"CLIENT DATA {logged.data}"),
    RequestLine(
        Severity.INFORMATIONAL,
        True,
        False,
        lambda logged: f"PASSTICKET MADE FOR USER {logged.outcome} AND {logged.application}",
    ),
    RequestLine(Severity.ERROR, False, True, lambda logged: f"REQUEST REFUSED: {logged.outcome}"),
    RequestLine(Severity.WARNING, False, True, lambda _: "CLIENT LEFT WITHOUT A PASSTICKET"),
)


def request_messages(
    logged: Logged, lines: tuple[RequestLine, ...], severities: frozenset[Severity]
) -> Iterator[Message]:
    """The lines about one request that the level lets through, in the order of the table."""
    for line in lines:
        concerned = line.refused if logged.refused else line.served
        if concerned and line.severity in severities:
            text = f"DCAS (CN{logged.connection:03d}) {line.text(logged)}"
            yield Message(MessageKind.OTHER, text, line.severity)
