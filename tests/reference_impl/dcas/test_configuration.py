"""The DCAS configuration file."""

from ipaddress import IPv4Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_impl.dcas.configuration import (
    ClientAuthentication,
    Configuration,
    ConfigurationRefused,
    TlsMechanism,
    read_configuration,
)


def test_every_documented_keyword_is_read() -> None:
    """Each keyword sets its value; comments and blank lines set nothing."""
    text = """\
; how our server starts
TCPIP tcpcs1           ; stack affinity
IPADDR 10.1.1.1
PORT 8991
KEYRING\t/etc/dcas.kdb
STASHFILE /etc/dcas.sth
SAFKEYRING DCASRING

clientauth local1
LDAPSERVER ldap.example.com
LDAPPORT 390
V3CIPHER 0a,09 05
TLSMECHANISM ATTLS
"""
    assert read_configuration(text) == Configuration(
        tcpip="TCPCS1",
        ipaddr=IPv4Address("10.1.1.1"),
        port=8991,
        keyring="/etc/dcas.kdb",
        stashfile="/etc/dcas.sth",
        safkeyring="DCASRING",
        clientauth=ClientAuthentication.LOCAL1,
        ldapserver="ldap.example.com",
        ldapport=390,
        v3cipher=("0A", "09", "05"),
        tlsmechanism=TlsMechanism.AT_TLS,
    )


def test_documented_defaults() -> None:
    """An empty file means port 8990 on every address, with LOCAL2."""
    configuration = read_configuration("")
    assert (configuration.port, configuration.ldapport) == (8990, 389)
    assert configuration.ipaddr == IPv4Address("0.0.0.0")  # noqa: S104
    assert configuration.clientauth is ClientAuthentication.LOCAL2
    assert configuration.tlsmechanism is TlsMechanism.SYSTEM_SSL


@pytest.mark.parametrize(
    ("statement", "why"),
    [
        ("PROT 8990", "unknown keyword"),
        ("PORT", "a port is"),
        ("PORT 0", "a port is"),
        ("PORT 65536", "a port is"),
        ("PORT 8990x", "a port is"),
        ("PORT \N{SUPERSCRIPT TWO}", "a port is"),
        ("IPADDR 10.1.1", "not an IPv4 address"),
        ("IPADDR ::1", "not an IPv4 address"),
        ("TCPIP NINECHARS", "1 to 8"),
        ("TCPIP", "one value"),
        ("KEYRING a b", "one value"),
        ("CLIENTAUTH LOCAL3", "LOCAL1 or LOCAL2"),
        ("V3CIPHER 07", "unknown cipher 07"),
        ("V3CIPHER 0", "unknown cipher 0"),
        ("V3CIPHER", "unknown cipher"),
        ("TLSMECHANISM DCAS", "ATTLS"),
    ],
)
def test_a_malformed_statement_is_refused_with_its_place(statement: str, why: str) -> None:
    """The refusal carries the line number, the statement and the reason."""
    with pytest.raises(ConfigurationRefused, match=why) as refusal:
        read_configuration(f"; first line\n\n{statement} ; comment\nPORT 1")
    assert (refusal.value.line, refusal.value.text) == (3, statement)
    assert str(refusal.value).startswith("line 3: ")


def test_a_keyword_given_twice_is_refused() -> None:
    """The second occurrence is the malformed one, whatever its case."""
    with pytest.raises(ConfigurationRefused, match="line 2: keyword given twice"):
        read_configuration("PORT 8990\nport 8990")


def refused_line(text: str) -> int | None:
    """The line at which a text is refused, if it is."""
    try:
        read_configuration(text)
    except ConfigurationRefused as refusal:
        return refusal.line
    return None


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text does anything but give a configuration or a refusal within its lines."""
    line = refused_line(text)
    assert line is None or 1 <= line <= len(text.splitlines())
