"""The DCAS configuration file: its documented keywords, their values and defaults.

Knows no file: the text is handed in. Search order and code page are left to whoever reads files.
Source of keywords and defaults: manual (a reprint); comments, case of keywords, and the refusal of
repeated keywords are our choice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from ipaddress import AddressValueError, IPv4Address
from types import MappingProxyType
from typing import Any

HIGHEST_PORT = 65535
CIPHERS = frozenset({"01", "02", "03", "04", "05", "06", "09", "0A"})
CIPHER_DIGITS = 2
LONGEST_JOB_NAME = 8
INADDR_ANY = IPv4Address(0)


class ClientAuthentication(StrEnum):
    """LOCAL1: TLS alone authenticates the client; LOCAL2: RACF validates its certificate too."""

    LOCAL1 = "LOCAL1"
    LOCAL2 = "LOCAL2"


class TlsMechanism(StrEnum):
    """Who does TLS: DCAS itself through System SSL, or the stack by AT-TLS."""

    SYSTEM_SSL = "DCAS"
    AT_TLS = "ATTLS"


class ConfigurationRefused(Exception):  # noqa: N818  - DCAS refuses to start
    """The file is malformed. `line` counts from 1; `text` is the line without its comment."""

    def __init__(self, line: int, text: str, why: str) -> None:
        """Keep the place apart from the reason; the message holds both."""
        super().__init__(f"line {line}: {why}: {text}")
        self.line = line
        self.text = text
        self.why = why


@dataclass(frozen=True, slots=True, kw_only=True)
class Configuration:
    """What the file says. Empty names mean that the keyword was not given."""

    tcpip: str = ""
    ipaddr: IPv4Address = INADDR_ANY
    port: int = 8990
    keyring: str = ""
    stashfile: str = ""
    safkeyring: str = ""
    clientauth: ClientAuthentication = ClientAuthentication.LOCAL2
    ldapserver: str = ""
    ldapport: int = 389
    v3cipher: tuple[str, ...] = ()
    tlsmechanism: TlsMechanism = TlsMechanism.SYSTEM_SSL


DEFAULT_CONFIGURATION = Configuration()


def _name(value: str) -> str:
    if len(value.split()) != 1:
        raise ValueError("one value is needed")
    return value


def _job_name(value: str) -> str:
    if len(_name(value)) > LONGEST_JOB_NAME:
        raise ValueError(f"a stack's name has 1 to {LONGEST_JOB_NAME} characters")
    return value.upper()


def _address(value: str) -> IPv4Address:
    try:
        return IPv4Address(value)
    except AddressValueError as refusal:
        raise ValueError("not an IPv4 address") from refusal


def _port(value: str) -> int:
    if not (value.isascii() and value.isdigit()) or not 1 <= int(value) <= HIGHEST_PORT:
        raise ValueError(f"a port is a number from 1 to {HIGHEST_PORT}")
    return int(value)


def _authentication(value: str) -> ClientAuthentication:
    if value.upper() not in set(ClientAuthentication):
        raise ValueError("LOCAL1 or LOCAL2 is needed")
    return ClientAuthentication(value.upper())


def _mechanism(value: str) -> TlsMechanism:
    if value.upper() != TlsMechanism.AT_TLS:
        raise ValueError("ATTLS is the only value documented")
    return TlsMechanism.AT_TLS


def _ciphers(value: str) -> tuple[str, ...]:
    digits = "".join(value.replace(",", " ").split()).upper()
    pairs = range(0, len(digits), CIPHER_DIGITS)
    codes = tuple(digits[at : at + CIPHER_DIGITS] for at in pairs)
    unknown = [code for code in codes if code not in CIPHERS]
    if unknown or not codes:
        raise ValueError(f"unknown cipher {', '.join(unknown)}".strip())
    return codes


KEYWORDS: Mapping[str, Callable[[str], Any]] = MappingProxyType(
    {
        "TCPIP": _job_name,
        "IPADDR": _address,
        "PORT": _port,
        "KEYRING": _name,
        "STASHFILE": _name,
        "SAFKEYRING": _name,
        "CLIENTAUTH": _authentication,
        "LDAPSERVER": _name,
        "LDAPPORT": _port,
        "V3CIPHER": _ciphers,
        "TLSMECHANISM": _mechanism,
    }
)
"""Keyword to the reader of its value; the field of Configuration is the keyword in lower case."""


def read_configuration(text: str) -> Configuration:
    """Read a whole file; raises ConfigurationRefused with the first line that is wrong."""
    values: dict[str, Any] = {}
    for number, line in enumerate(text.splitlines(), start=1):
        statement = line.partition(";")[0].strip()
        if statement:
            keyword, value = _statement(number, statement)
            if keyword in values:
                raise ConfigurationRefused(number, statement, "keyword given twice")
            values[keyword] = value
    return Configuration(**values)


def _statement(number: int, statement: str) -> tuple[str, Any]:
    keyword, *rest = statement.split(maxsplit=1)
    reader = KEYWORDS.get(keyword.upper())
    if reader is None:
        raise ConfigurationRefused(number, statement, "unknown keyword")
    try:
        return keyword.lower(), reader("".join(rest))
    except ValueError as refusal:
        raise ConfigurationRefused(number, statement, str(refusal)) from refusal
