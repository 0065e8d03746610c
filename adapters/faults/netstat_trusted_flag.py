"""Faults in TcpTrustedPartner: which bit means what, when it turns on, and whose retrieval it shows."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ezconform.proof.fault import Fault
from reference_impl.netstat.connection_view import ConnectionView, PartnerHistory, StateWord
from reference_impl.netstat.flags import TrustedPartnerFlag
from reference_impl.netstat.history_flags import trusted_flag
from reference_impl.netstat.rules import TRUSTED_BITS
from reference_impl.rules import V1R12, Rules

SET = TrustedPartnerFlag.SET
USER_ID, UTOKEN = TrustedPartnerFlag.USER_ID_RETRIEVED, TrustedPartnerFlag.UTOKEN_RETRIEVED
BOTH = USER_ID | UTOKEN
NOTHING = TrustedPartnerFlag(0)

View = ConnectionView
Flag = TrustedPartnerFlag


def netstat(**changes: Any) -> Rules:
    return replace(V1R12, netstat=replace(V1R12.netstat, **changes))


def views(**changes: Any) -> Rules:
    return replace(V1R12, views=replace(V1R12.views, **changes))


def bits(**changes: int) -> Rules:
    """Other bits of the byte for these meanings, by name."""
    return netstat(trusted_bits={**TRUSTED_BITS, **{Flag[name]: bit for name, bit in changes.items()}})


def flag(told: Callable[[View, Flag], Flag]) -> Rules:
    """The flag is made of the view and of what it should be."""
    return netstat(trusted_flag=lambda view: told(view, trusted_flag(view)))


def adding(more: Flag, condition: Callable[[PartnerHistory], bool]) -> Rules:
    return flag(lambda view, right: right | more if condition(view.history) else right)


def dropping(less: Flag, condition: Callable[[View], bool]) -> Rules:
    return flag(lambda view, right: right & ~less if condition(view) else right)


def at_server(view: View) -> bool:
    """Servers listen on port 5000 and above here, clients are given ports from 1024 upward."""
    return view.local_port > view.foreign_port > 0


def retrieving_end(end: Any) -> Any:
    """The record of whichever end has retrieved something, this one first."""
    ends = (end, end.partner)
    records = [one.record for one in ends if one is not None and one.record is not None]
    return next((record for record in records if record.retrieved), end.record)


FAULTS: tuple[Fault, ...] = (
    Fault(
        "trusted-flag-in-the-other-half",
        "NET-20",
        "The bits stand in the right half of the byte, so E0 becomes 0E.",
        bits(SET=0x02, UTOKEN_RETRIEVED=0x04, USER_ID_RETRIEVED=0x08),
    ),
    Fault(
        "trusted-flag-of-the-last-retrieval",
        "NET-20",
        "With the UTOKEN retrieved the user ID is no longer shown.",
        dropping(USER_ID, lambda view: view.history.utoken_retrieved),
    ),
    Fault(
        "set-forgotten-on-retrieval",
        "NET-20",
        "Bit 20 goes off when both credentials have been retrieved.",
        dropping(SET, lambda view: view.history.user_id_retrieved and view.history.utoken_retrieved),
    ),
    Fault(
        "user-id-and-utoken-bits-exchanged",
        "NET-21",
        "Bit 80 tells of the UTOKEN and bit 40 of the user ID.",
        bits(USER_ID_RETRIEVED=0x40, UTOKEN_RETRIEVED=0x80),
    ),
    Fault(
        "user-id-bit-of-the-other-flag",
        "NET-21",
        "Bit 80 says that the routing was asked for, as in the other flag.",
        adding(USER_ID, lambda history: history.asked_by_ioctl or history.asked_by_option),
    ),
    Fault(
        "user-id-bit-by-the-option",
        "NET-21",
        "SO_CLUSTERCONNTYPE turns bit 80 on.",
        adding(USER_ID, lambda history: history.asked_by_option),
    ),
    Fault(
        "utoken-bit-missing",
        "NET-22",
        "Bit 40 is never on.",
        bits(UTOKEN_RETRIEVED=0),
    ),
    Fault(
        "utoken-bit-with-any-credential",
        "NET-22",
        "The user ID turns bit 40 on as well.",
        adding(UTOKEN, lambda history: history.user_id_retrieved),
    ),
    Fault(
        "set-as-bit-10",
        "NET-23",
        "SIOCSPARTNERINFO is told by bit 10.",
        bits(SET=0x10),
    ),
    Fault(
        "set-by-any-retrieval",
        "NET-23",
        "Bit 20 is on when credentials were retrieved without SIOCSPARTNERINFO.",
        adding(SET, lambda history: history.user_id_retrieved or history.utoken_retrieved),
    ),
    Fault(
        "set-shown-at-both-ends",
        "NET-23",
        "The partner of a socket with SIOCSPARTNERINFO shows its mark.",
        views(record=lambda end: end.record or (end.partner.record if end.partner is not None else None)),
    ),
    Fault(
        "retrieval-hides-set",
        "NET-24",
        "Bit 20 is off while only one credential has been retrieved.",
        dropping(SET, lambda view: view.history.user_id_retrieved != view.history.utoken_retrieved),
    ),
    Fault(
        "utoken-implies-user-id",
        "NET-24",
        "With the UTOKEN retrieved the user ID counts as retrieved too.",
        adding(USER_ID, lambda history: history.utoken_retrieved),
    ),
    Fault(
        "reserved-bit-of-trusted-flag",
        "NET-24",
        "Bit 08, to which nothing is assigned, is on with bit 80.",
        bits(USER_ID_RETRIEVED=0x88),
    ),
    Fault(
        "inherited-set-not-shown",
        "NET-25",
        "Bit 20 is off for a socket accepted from a listener with SIOCSPARTNERINFO.",
        dropping(SET, lambda view: view.history.set_inherited),
    ),
    Fault(
        "set-inherited-by-every-other",
        "NET-25",
        "Only every other of the sockets accepted from such a listener shows bit 20.",
        dropping(SET, lambda view: view.history.set_inherited and view.foreign_port % 2 == 1),
    ),
    Fault(
        "every-server-shows-set",
        "NET-25",
        "Every accepted socket shows bit 20, whatever its listener did.",
        flag(lambda view, right: right | SET if at_server(view) else right),
    ),
    Fault(
        "fetched-counts-as-retrieved",
        "NET-26",
        "Credentials that the stack has fetched ahead count as retrieved.",
        adding(BOTH, lambda history: history.prefetched),
    ),
    Fault(
        "refused-counts-as-user-id",
        "NET-27",
        "A SIOCGPARTNERINFO turns bit 80 on though it is refused.",
        adding(USER_ID, lambda history: history.asked_by_ioctl),
    ),
    Fault(
        "refused-counts-as-utoken",
        "NET-27",
        "A SIOCGPARTNERINFO turns bit 40 on though it is refused.",
        adding(UTOKEN, lambda history: history.asked_by_ioctl),
    ),
    Fault(
        "retrieved-from-the-call-on",
        "NET-28",
        "Both bits are on while the call is still suspended.",
        adding(BOTH, lambda history: history.asked_by_ioctl),
    ),
    Fault(
        "answer-after-suspension-not-shown",
        "NET-28",
        "Credentials that came over XCF do not turn the bits on.",
        dropping(BOTH, lambda view: view.local_address != view.foreign_address),
    ),
    Fault(
        "trusted-flag-while-established-only",
        "NET-29",
        "The flag goes back to 00 when the connection begins to end.",
        dropping(BOTH | SET, lambda view: view.state is not StateWord.ESTABLISHED),
    ),
    Fault(
        "trusted-flag-until-the-next-call",
        "NET-29",
        "A later request without credentials turns the bits off.",
        replace(V1R12, partner=replace(V1R12.partner, retrieved=lambda _before, items: items)),
    ),
    Fault(
        "retrieval-shown-at-both-ends",
        "NET-30",
        "What one end has retrieved is shown at the other end too.",
        views(record=retrieving_end),
    ),
    Fault(
        "retrieval-shown-at-the-other-end",
        "NET-30",
        "Each end shows what its partner has retrieved.",
        views(record=lambda end: end.partner.record if end.partner is not None else end.record),
    ),
)
