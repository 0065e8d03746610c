"""PassTicket requests, already taken out of their TLS session, and what becomes of them.

Format 1 names a certificate, format 2 a user. Binary headers and extended return codes are not
modelled: their table is not public.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from hashlib import sha256

LONGEST_APPLICATION = 20
LONGEST_CERTIFICATE = 32_767
LONGEST_USER = 8
PASSTICKET_LENGTH = 8
PASSTICKET_SIGNS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


class RequestFormat(Enum):
    """The two documented formats by their number."""

    CERTIFICATE = 1
    USER = 2


@dataclass(frozen=True, slots=True)
class Request:
    """One request. `data` is the certificate (its subject's name stands for it) or the user ID.

    `application` has 1 to 20 characters, the certificate at most 32,767, a user ID at most 8. The
    correlator is echoed whatever it is. Source: manual, formats of DCAS.
    """

    format: RequestFormat
    application: str
    data: str
    correlator: str = ""


class PassTicket:
    """A ticket that can be handed on but not looked into: neither repr nor str shows it."""

    __slots__ = ("_signs",)

    def __init__(self, user: str, application: str, serial: int) -> None:
        """Derive the ticket; the same request twice gives two different tickets."""
        digest = sha256(f"{user}/{application}/{serial}".encode()).digest()
        signs = digest[:PASSTICKET_LENGTH]
        self._signs = "".join(PASSTICKET_SIGNS[sign % len(PASSTICKET_SIGNS)] for sign in signs)

    def __repr__(self) -> str:
        """Say what it is, not which."""
        return "<PassTicket>"

    def reveal(self) -> str:
        """The eight characters, for the application that signs on with them."""
        return self._signs


class RefusalReason(Enum):
    """Why a request is not served, in the words of the log."""

    NOT_ACTIVE = "SERVER IS NOT ACTIVE"
    MALFORMED = "REQUEST IS MALFORMED"
    UNKNOWN_CERTIFICATE = "NO USER FOR THE CERTIFICATE"
    UNKNOWN_USER = "USER IS NOT DEFINED"
    UNKNOWN_APPLICATION = "APPLICATION IS NOT DEFINED"


@dataclass(frozen=True, slots=True)
class Served:
    """The answer to a request that was served."""

    user: str
    passticket: PassTicket
    correlator: str


@dataclass(frozen=True, slots=True)
class Refused:
    """The answer to a request that was not."""

    reason: RefusalReason
    correlator: str


Response = Served | Refused


@dataclass(frozen=True, slots=True)
class Registry:
    """What DCAS asks the security server, as three look-ups.

    `user_of` gives the user to whom a certificate belongs or None; the other two say whether a user
    or an application (its PTKTDATA profile) is defined.
    """

    user_of: Callable[[str], str | None]
    has_user: Callable[[str], bool]
    has_application: Callable[[str], bool]


def registry_of(
    certificates: Mapping[str, str], users: frozenset[str], applications: frozenset[str]
) -> Registry:
    """A registry over tables that do not change."""
    return Registry(certificates.get, users.__contains__, applications.__contains__)


def registry_by_common_name(has_user: Callable[[str], bool]) -> Registry:
    """A registry for systems without certificate tables of their own (our choice).

    A certificate whose subject's name begins with `CN=USER` belongs to that user if it is defined;
    every application counts as defined.
    """

    def user_of(subject: str) -> str | None:
        attribute, _, name = subject.partition(",")[0].strip().partition("=")
        user = name.strip().upper()
        return user if attribute.upper() == "CN" and has_user(user) else None

    return Registry(user_of, has_user, lambda _application: True)


NOBODY = registry_of({}, frozenset(), frozenset())


def identify(request: Request, registry: Registry) -> str | RefusalReason:
    """The user for whom a PassTicket is to be made, or why there is none."""
    if _malformed(request):
        return RefusalReason.MALFORMED
    if not registry.has_application(request.application):
        return RefusalReason.UNKNOWN_APPLICATION
    if request.format is RequestFormat.CERTIFICATE:
        return registry.user_of(request.data) or RefusalReason.UNKNOWN_CERTIFICATE
    return request.data if registry.has_user(request.data) else RefusalReason.UNKNOWN_USER


LONGEST_DATA = {
    RequestFormat.CERTIFICATE: LONGEST_CERTIFICATE,
    RequestFormat.USER: LONGEST_USER,
}


def _malformed(request: Request) -> bool:
    application_fits = 1 <= len(request.application) <= LONGEST_APPLICATION
    data_fits = 1 <= len(request.data) <= LONGEST_DATA[request.format]
    return not (application_fits and data_fits)
