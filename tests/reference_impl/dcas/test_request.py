"""PassTicket requests and what is logged of them."""

import pytest

from reference_impl.console import Console
from reference_impl.dcas.request import (
    PassTicket,
    RefusalReason,
    Refused,
    Registry,
    Request,
    RequestFormat,
    Response,
    Served,
    registry_by_common_name,
    registry_of,
)
from reference_impl.dcas.rules import DcasRules
from reference_impl.dcas.server import Dcas
from reference_impl.message import Message, Severity
from reference_impl.syslog import Syslog

REGISTRY = registry_of({"CN=ALICE": "ALICE"}, frozenset({"ALICE", "BOB"}), frozenset({"APPL"}))

BY_CERTIFICATE = Request(RequestFormat.CERTIFICATE, "APPL", "CN=ALICE", "1")
BY_USER = Request(RequestFormat.USER, "APPL", "BOB", "2")
REFUSED = Request(RequestFormat.USER, "APPL", "NOBODY", "3")


def answered(
    request: Request,
    debug: int = 0,
    rules: DcasRules | None = None,
    registry: Registry = REGISTRY,
) -> tuple[Response, tuple[Message, ...]]:
    """The response of a fresh server to one request, and what it logged."""
    syslog = Syslog()
    dcas = Dcas("DCAS", Console(), syslog, rules or DcasRules(), debug, registry)
    dcas.initialize()
    return dcas.serve(request), syslog.read()


@pytest.mark.parametrize(("request_", "user"), [(BY_CERTIFICATE, "ALICE"), (BY_USER, "BOB")])
def test_both_formats_give_a_passticket(request_: Request, user: str) -> None:
    """A certificate gives its user and a ticket, a user a ticket; the correlator comes back."""
    response, _ = answered(request_)
    assert isinstance(response, Served)
    assert (response.user, response.correlator) == (user, request_.correlator)
    assert isinstance(response.passticket, PassTicket)


@pytest.mark.parametrize(
    ("request_", "reason"),
    [
        (Request(RequestFormat.CERTIFICATE, "APPL", "CN=EVE"), RefusalReason.UNKNOWN_CERTIFICATE),
        (REFUSED, RefusalReason.UNKNOWN_USER),
        (Request(RequestFormat.USER, "OTHER", "BOB"), RefusalReason.UNKNOWN_APPLICATION),
        (Request(RequestFormat.USER, "", "BOB"), RefusalReason.MALFORMED),
        (Request(RequestFormat.USER, "A" * 21, "BOB"), RefusalReason.MALFORMED),
        (Request(RequestFormat.USER, "APPL", ""), RefusalReason.MALFORMED),
        (Request(RequestFormat.USER, "APPL", "NINECHARS"), RefusalReason.MALFORMED),
        (Request(RequestFormat.CERTIFICATE, "APPL", "C" * 32_768), RefusalReason.MALFORMED),
        (Request(RequestFormat.CERTIFICATE, "APPL", "C" * 32_767), RefusalReason.UNKNOWN_CERTIFICATE),
    ],
)
def test_refusals(request_: Request, reason: RefusalReason) -> None:
    """What is unknown or malformed is refused with its reason."""
    response, _ = answered(request_)
    assert response == Refused(reason, request_.correlator)


@pytest.mark.parametrize("length", [1, 20])
def test_application_names_of_1_to_20_characters_fit(length: int) -> None:
    """The application field has 20 characters."""
    application = "A" * length
    registry = registry_of({}, frozenset({"ALICE678"}), frozenset({application}))
    request = Request(RequestFormat.USER, application, "ALICE678")
    response, _ = answered(request, registry=registry)
    assert isinstance(response, Served)


def test_a_passticket_does_not_show_itself() -> None:
    """A ticket is eight letters and digits, different each time, and hidden from displays."""
    tickets = [PassTicket("ALICE", "APPL", serial) for serial in (1, 2)]
    assert len({ticket.reveal() for ticket in tickets}) == 2
    for ticket in tickets:
        assert len(ticket.reveal()) == 8
        assert ticket.reveal().isalnum()
        assert ticket.reveal() not in f"{ticket!r} {ticket} {Served('ALICE', ticket, '')}"


@pytest.mark.parametrize(
    ("level", "served", "refused"),
    [
        (0, set(), set()),
        (1, set(), {Severity.ERROR, Severity.WARNING}),
        (2, {Severity.INFORMATIONAL}, set(Severity) - {Severity.DEBUG}),
        (3, {Severity.INFORMATIONAL, Severity.DEBUG}, set(Severity)),
    ],
)
def test_levels_filter_the_log(level: int, served: set[Severity], refused: set[Severity]) -> None:
    """A refused request has lines of each severity; the level lets its severities through."""
    assert {line.severity for line in answered(BY_USER, level)[1]} == served
    assert {line.severity for line in answered(REFUSED, level)[1]} == refused


def test_levels_are_a_rule() -> None:
    """The table of levels is data."""
    rules = DcasRules(levels={1: frozenset({Severity.DEBUG})})
    _, lines = answered(REFUSED, 1, rules)
    assert {line.severity for line in lines} == {Severity.DEBUG}


@pytest.mark.parametrize("data", ["100%s", "%n%n%d", "50%", "{data}"])
def test_client_data_is_logged_literally(data: str) -> None:
    """Client data is never read as a format."""
    _, lines = answered(Request(RequestFormat.USER, data, data, data), 3)
    texts = [line.text for line in lines if line.severity is Severity.DEBUG]
    assert any(text.endswith(f"CLIENT DATA {data}") for text in texts)
    assert any(f"CORRELATOR {data} APPLICATION {data} " in text for text in texts)


def test_client_data_cannot_end_a_line() -> None:
    """What cannot be displayed is shown as a period."""
    _, lines = answered(Request(RequestFormat.USER, "APPL", "A\nB\0C"), 3)
    assert any(line.text.endswith("CLIENT DATA A.B.C") for line in lines)


def test_lines_name_their_connection() -> None:
    """Requests are counted, and every line about one carries its number."""
    syslog = Syslog()
    dcas = Dcas("DCAS", Console(), syslog, debug=3, registry=REGISTRY)
    dcas.initialize()
    dcas.serve(BY_USER)
    assert all(line.text.startswith("DCAS (CN001) ") for line in syslog.read())
    dcas.serve(BY_USER)
    assert all(line.text.startswith("DCAS (CN002) ") for line in syslog.read())


@pytest.mark.parametrize(
    ("subject", "user"),
    [
        ("CN=ALICE", "ALICE"),
        ("cn=alice, O=Payroll", "ALICE"),
        ("CN=EVE", None),
        ("O=ALICE", None),
        ("ALICE", None),
    ],
)
def test_certificates_by_common_name(subject: str, user: str | None) -> None:
    """Without a table of its own a system takes the user from the subject's common name."""
    registry = registry_by_common_name({"ALICE"}.__contains__)
    assert registry.user_of(subject) == user
    assert registry.has_user("ALICE")
    assert registry.has_application("ANY")
