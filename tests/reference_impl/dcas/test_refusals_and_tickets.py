"""What DCAS says of a malformed configuration, limits of its fields, and tickets."""

import pytest

from reference_impl.console import Console
from reference_impl.dcas.configuration import (
    DEFAULT_CONFIGURATION,
    ConfigurationRefused,
    read_configuration,
)
from reference_impl.dcas.messages import Destination
from reference_impl.dcas.request import (
    PassTicket,
    RefusalReason,
    Registry,
    Request,
    RequestFormat,
    Served,
    identify,
    registry_by_common_name,
    registry_of,
)
from reference_impl.dcas.rules import DcasRules
from reference_impl.dcas.server import Dcas
from reference_impl.message import MessageKind
from reference_impl.syslog import Syslog

REGISTRY = registry_of({"CN=ALICE": "ALICE"}, frozenset({"ALICE", "B"}), frozenset({"A"}))


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("KEYRING", "one value is needed"),
        ("KEYRING A B", "one value is needed"),
        ("TCPIP TCPIPPROC", "a stack's name has 1 to 8 characters"),
        ("IPADDR ::1", "not an IPv4 address"),
        ("PORT 0", "a port is a number from 1 to 65535"),
        ("LDAPPORT 65536", "a port is a number from 1 to 65535"),
        ("CLIENTAUTH LOCAL3", "LOCAL1 or LOCAL2 is needed"),
        ("TLSMECHANISM DCAS", "ATTLS is the only value documented"),
        ("V3CIPHER 0AFFEE", "unknown cipher FF, EE"),
        ("V3CIPHER", "unknown cipher"),
        ("TRACE ON", "unknown keyword"),
    ],
)
def test_a_malformed_line_is_refused_with_number_reason_and_text(line: str, why: str) -> None:
    """The three are in the message, and can be had one by one."""
    with pytest.raises(ConfigurationRefused) as refused:
        read_configuration(f"; first\n{line} ; comment\n")
    told = refused.value
    assert (told.line, told.text, told.why) == (2, line, why)
    assert str(told) == f"line 2: {why}: {line}"


def test_a_keyword_given_twice_is_refused_at_its_second_place() -> None:
    """In any case."""
    with pytest.raises(ConfigurationRefused, match=r"^line 2: keyword given twice: port 2$"):
        read_configuration("PORT 1\nport 2\n")


def test_the_longest_and_shortest_values_are_taken() -> None:
    """A stack's name of 8 characters, the first and the last port."""
    read = read_configuration("TCPIP TCPIPROC\nPORT 1\nLDAPPORT 65535\n")
    assert (read.tcpip, read.port, read.ldapport) == ("TCPIPROC", 1, 65535)


def test_a_server_that_is_starting_has_the_default_configuration() -> None:
    """Until its file has been read."""
    assert Dcas("DCAS", Console(), Syslog()).configuration is DEFAULT_CONFIGURATION


def test_a_ticket_does_not_show_itself() -> None:
    """Its text says what it is."""
    assert repr(PassTicket("ALICE", "APPL", 1)) == str(PassTicket("BOB", "APPL", 1)) == "<PassTicket>"


def test_a_ticket_is_made_of_user_application_and_request() -> None:
    """The server takes all three from the request that it serves."""
    dcas = Dcas("DCAS", Console(), Syslog(), registry=REGISTRY)
    dcas.initialize()
    for number in (1, 2):
        response = dcas.serve(Request(RequestFormat.USER, "A", "ALICE"))
        assert isinstance(response, Served)
        assert response.passticket.reveal() == PassTicket("ALICE", "A", number).reveal()


@pytest.mark.parametrize(
    ("format_", "data", "found"),
    [
        (RequestFormat.CERTIFICATE, "CN=ALICE", "ALICE"),
        (RequestFormat.CERTIFICATE, "CN=BOB", RefusalReason.UNKNOWN_CERTIFICATE),
        (RequestFormat.USER, "B", "B"),
        (RequestFormat.USER, "", RefusalReason.MALFORMED),
    ],
)
def test_who_is_meant(format_: RequestFormat, data: str, found: str | RefusalReason) -> None:
    """By the table of certificates, or as the user ID, of one character at least."""
    assert identify(Request(format_, "A", data), REGISTRY) == found


def test_tables_of_a_registry_answer_for_what_is_in_them() -> None:
    """Certificates, users and applications, each by itself."""
    tables = registry_of({"CN=X": "X"}, frozenset({"Y"}), frozenset({"Z"}))
    assert (tables.user_of("CN=X"), tables.user_of("CN=Y")) == ("X", None)
    assert (tables.has_user("Y"), tables.has_user("X")) == (True, False)
    assert (tables.has_application("Z"), tables.has_application("Y")) == (True, False)


def test_a_common_name_ends_at_the_comma_and_not_at_an_equals_sign() -> None:
    """`A=B` is no user ID, and none of its parts is taken for one."""
    asked: list[str] = []
    by_name: Registry = registry_by_common_name(lambda user: bool(asked.append(user)))
    assert by_name.user_of("CN=A=B, O=Example") is None
    assert asked == ["A=B"]


def test_lines_about_requests_are_of_no_special_kind() -> None:
    """They are told from the three messages of MODIFY."""
    syslog = Syslog()
    dcas = Dcas("DCAS", Console(), syslog, debug=3, registry=REGISTRY)
    dcas.initialize()
    dcas.serve(Request(RequestFormat.USER, "A", "B"))
    assert {message.kind for message in syslog.read()} == {MessageKind.OTHER}


def test_the_data_of_clients_is_written_as_the_rule_says() -> None:
    """All of it."""
    syslog = Syslog()
    rules = DcasRules(client_data=lambda data: f"<{data}>")
    dcas = Dcas("DCAS", Console(), syslog, rules, 3, REGISTRY)
    dcas.initialize()
    dcas.serve(Request(RequestFormat.USER, "A", "B"))
    assert [message.text for message in syslog.read() if "<B>" in message.text]


def test_where_a_message_goes_may_depend_on_its_kind_and_the_level() -> None:
    """The rule is given both."""
    asked: list[tuple[MessageKind, int]] = []

    def nowhere(kind: MessageKind, level: int) -> frozenset[Destination]:
        asked.append((kind, level))
        return frozenset()

    console, syslog = Console(), Syslog()
    dcas = Dcas("DCAS", console, syslog, DcasRules(destinations=nowhere))
    dcas.initialize()
    console.read()
    dcas.modify("DEBUG=2")
    assert asked == [(MessageKind.DEBUG_LEVEL, 2)]
    assert console.read() == syslog.read() == ()
