"""PartnerInfo, the argument of SIOCGPARTNERINFO. OUR OWN LAYOUT: IBM's mapping is not public.

Only the names PartnerInfo, PI_TIMEOUT and PI_Buflen are documented. The table can be replaced as a
whole when the real mapping becomes known; nothing else in the reference knows an offset.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reference_impl.control_block import ControlBlock, Field, Kind
from reference_impl.partner.request import PartnerRequest, RequestItem

if TYPE_CHECKING:
    from reference_impl.partner.reply import PartnerReply

EYECATCHER = "PINF"
VERSION = 1

_REQUEST_BITS = ((0x01, "CONNTYPE"), (0x02, "PARTNER_USERID"), (0x04, "PARTNER_UTOKEN"))
_STATUS_BITS = ((0x01, "ASUSER"), (0x02, "TASKUSER"), (0x04, "ASUTOKEN"), (0x08, "TASKUTOKEN"))

# Every field is our choice (the default provenance of a field).
PARTNER_INFO = ControlBlock(
    "PartnerInfo",
    204,
    (
        Field(0, 4, "PI_EYE", Kind.TEXT, "eyecatcher, EBCDIC PINF"),
        Field(4, 2, "PI_VERSION", Kind.UNSIGNED, "version, 1"),
        Field(6, 2, "", Kind.RESERVED, "reserved, zero"),
        Field(
            8,
            4,
            "PI_BUFLEN",
            Kind.UNSIGNED,
            "length of the whole area in bytes; after ENOBUFS the one needed",
        ),
        Field(12, 4, "PI_REQTYPE", Kind.FLAGS, "what is asked for", bits=_REQUEST_BITS),
        Field(16, 4, "PI_TIMEOUT", Kind.UNSIGNED, "seconds, 0 or 1 to 60"),
        Field(20, 4, "PI_CONNTYPE", Kind.UNSIGNED, "routing in the values of SO_CLUSTERCONNTYPE"),
        Field(24, 4, "PI_STATUS", Kind.FLAGS, "which credential fields are filled", bits=_STATUS_BITS),
        Field(28, 8, "PI_ASUSER", Kind.TEXT, "address-space user ID"),
        Field(36, 8, "PI_TASKUSER", Kind.TEXT, "task-level user ID"),
        Field(44, 80, "PI_ASUTOKEN", Kind.BYTES, "address-space UTOKEN, internal form"),
        Field(124, 80, "PI_TASKUTOKEN", Kind.BYTES, "task-level UTOKEN, internal form"),
    ),
)

_REQUEST_NAMES = {
    RequestItem.ROUTING: "CONNTYPE",
    RequestItem.USER_ID: "PARTNER_USERID",
    RequestItem.UTOKEN: "PARTNER_UTOKEN",
}


def request_block(request: PartnerRequest) -> bytes:
    """Return the area as a program passes it in.

    Raises:
        MalformedBlock: a PI_TIMEOUT that does not fit its field.
    """
    return PARTNER_INFO.encode(
        {
            "PI_EYE": EYECATCHER,
            "PI_VERSION": VERSION,
            "PI_BUFLEN": PARTNER_INFO.length,
            "PI_REQTYPE": frozenset(_REQUEST_NAMES[item] for item in request.items),
            "PI_TIMEOUT": request.timeout,
        }
    )


def read_request(data: bytes) -> PartnerRequest:
    """Read what a program passed in.

    Raises:
        MalformedBlock: not of this layout; the message names the field.
    """
    values = PARTNER_INFO.decode(data)
    asked, timeout = values["PI_REQTYPE"], values["PI_TIMEOUT"]
    items = frozenset(
        item for item, name in _REQUEST_NAMES.items() if isinstance(asked, frozenset) and name in asked
    )
    return PartnerRequest(items, timeout if isinstance(timeout, int) else 0)


def reply_block(request: PartnerRequest, reply: PartnerReply) -> bytes:
    """Return the area as the stack fills it in; credentials that are absent are blank or zero."""
    told = reply.credentials
    filled = {
        "ASUSER": told.address_space_user,
        "TASKUSER": told.task_user,
        "ASUTOKEN": told.address_space_utoken,
        "TASKUTOKEN": told.task_utoken,
    }
    return PARTNER_INFO.encode(
        {
            **PARTNER_INFO.decode(request_block(request)),
            "PI_CONNTYPE": int(reply.routing),
            "PI_STATUS": frozenset(name for name, value in filled.items() if value),
            "PI_ASUSER": told.address_space_user,
            "PI_TASKUSER": told.task_user,
            "PI_ASUTOKEN": told.address_space_utoken,
            "PI_TASKUTOKEN": told.task_utoken,
        }
    )
