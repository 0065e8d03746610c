"""What each interface hands to the program, in that interface's own words.

Names of the C, callable-service and EZASMI/EZASOKET results are the manuals'; the REXX result string
for this command and the Java names are our own, since no public copy gives them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reference_impl.errno_names import Errno, Reason
from reference_impl.partner.request import RequestItem
from reference_impl.refusal import Refusal

if TYPE_CHECKING:
    from reference_impl.partner.reply import PartnerReply
    from reference_impl.partner.request import PartnerRequest

Form = dict[str, int | str]
TCPIP_QUALIFIER = 0x70000000  # high half of a reason word of TCP/IP; only the low half is to be compared


@dataclass(frozen=True, slots=True)
class Result:
    """What a call came to; `errno` is the number in its interface's series, 0 when the call succeeded."""

    request: PartnerRequest
    outcome: PartnerReply | Refusal
    errno: int = 0

    @property
    def failed(self) -> bool:
        return isinstance(self.outcome, Refusal)

    @property
    def reason(self) -> int:
        """The whole reason word, 0 when none is known."""
        reason = self.outcome.reason if isinstance(self.outcome, Refusal) else Reason.NONE
        return TCPIP_QUALIFIER | reason.value if reason is not Reason.NONE else 0


def c_form(result: Result) -> Form:
    """Language Environment C: 0 or -1, errno, and the reason code of __errno2()."""
    if not result.failed:
        return {"return_value": 0}
    return {"return_value": -1, "errno": result.errno, "errnojr": result.reason}


def callable_service_form(result: Result) -> Form:
    """BPX1IOC and its kin: three fullwords."""
    value = -1 if result.failed else 0
    return {"Return_value": value, "Return_code": result.errno, "Reason_code": result.reason}


def eza_form(result: Result) -> Form:
    """EZASMI and EZASOKET, also under CICS and IMS."""
    return {"RETCODE": -1 if result.failed else 0, "ERRNO": result.errno}


def rexx_form(result: Result) -> Form:
    """One blank-delimited string beginning with the return code; an absent user ID is a dash."""
    if isinstance(result.outcome, Refusal):
        name = result.outcome.errno.name
        return {"result": f"{result.errno} {name} {TEXTS.get(result.outcome.errno, name)}"}
    words = ["0", str(int(result.outcome.routing))]
    if RequestItem.USER_ID in result.request.items:
        told = result.outcome.credentials
        words += [told.address_space_user or "-", told.task_user or "-"]
    return {"result": " ".join(words)}


def java_form(result: Result) -> Form:
    """An object, or an exception that carries the errno."""
    if result.failed:
        return {"exception": "TrustedPartnerException", "errno": result.errno}
    return {"object": "TrustedPartner"}


TEXTS = {
    Errno.EPERM: "Not in the same security domain",
    Errno.EACCES: "Permission denied",
    Errno.EAGAIN: "The call would suspend",
    Errno.EINVAL: "Invalid argument",
    Errno.EINPROGRESS: "The information is on its way",
    Errno.EALREADY: "A call is outstanding",
    Errno.ENOTCONN: "Socket is not connected",
    Errno.ETIME: "Time expired",
    Errno.ENOPARTNERINFO: "No partner information",
}
