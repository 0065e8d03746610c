"""Faults in the programming interfaces: what each offers, the form of its answer, its numbers.

Those against what is peculiar to REXX stand in a table of their own.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ezconform.proof.fault import Fault
from reference_impl.errno_names import Errno, Numbering, Reason
from reference_impl.interfaces.form import (
    Form,
    Result,
    c_form,
    callable_service_form,
    eza_form,
)
from reference_impl.interfaces.interface import Interface
from reference_impl.interfaces.table import ROUTING_AND_USER_ID, TABLE, TCP, UNIX
from reference_impl.partner.causes import CAUSES, Cause
from reference_impl.partner.gates import GATES, Gate, Inquiry, permitted
from reference_impl.partner.request import RequestItem
from reference_impl.rules import V1R12, Rules

EZASMI, EZASOKET, REXX, JAVA = Interface.EZASMI, Interface.EZASOKET, Interface.REXX, Interface.JAVA
W_IOCTL, BPX1IOC, BPX4IOC = Interface.W_IOCTL, Interface.BPX1IOC, Interface.BPX4IOC
CICS_C, CICS_EZASOKET = Interface.CICS_C, Interface.CICS_EZASOKET
IMS_EZASOKET = Interface.IMS_EZASOKET
UNSUPPORTED = (Interface.TCPIP_C, Interface.XTI, Interface.PASCAL)


def interfaces(**changes: Any) -> Rules:
    return replace(V1R12, interfaces=replace(V1R12.interfaces, **changes))


def offering(*concerned: Interface, **changes: Any) -> Rules:
    """These interfaces have another row in the table."""
    rows = {one: replace(TABLE[one], **changes) for one in concerned}
    return interfaces(table={**TABLE, **rows})


def formed(form: Callable[[Result], Form], *concerned: Interface) -> Rules:
    return offering(*concerned, form=form)


def numbered(series: Numbering, **numbers: int) -> Rules:
    """Errnos with other numbers in a series, by name."""

    def number_of(errno: Errno, asked: Numbering) -> int:
        right = errno.number(asked)
        return numbers.get(errno.name, right) if asked is series else right

    return interfaces(number_of=number_of)


def letting_in(*concerned: Interface) -> Rules:
    """Nobody's authority is checked through these interfaces."""

    def check(inquiry: Inquiry) -> Cause | None:
        return None if inquiry.request.interface in concerned else permitted(inquiry)

    gates = tuple(Gate(check) if gate.check is permitted else gate for gate in GATES)
    return replace(V1R12, partner=replace(V1R12.partner, gates=gates))


def reasons(**changes: Reason) -> Rules:
    """Other reason codes for these causes, by name; the errnos stay."""
    causes = {**CAUSES, **{Cause[name]: (CAUSES[Cause[name]][0], code) for name, code in changes.items()}}
    return replace(V1R12, partner=replace(V1R12.partner, causes=causes))


def negative_number(result: Result) -> Form:
    """RETCODE is the errno with a minus sign, and there is no ERRNO."""
    return {"RETCODE": -result.errno}


def one_for_failure(result: Result) -> Form:
    return {"return_value": int(result.failed), "errno": result.errno}


def reason_in_the_high_half(result: Result) -> Form:
    form = callable_service_form(result)
    return {**form, "Reason_code": (result.reason & 0xFFFF) << 16}


def return_code_alone(result: Result) -> Form:
    """The errno is the return value itself."""
    return {"Return_value": result.errno, "Return_code": 0, "Reason_code": result.reason}


def kept_zero(result: Result) -> Form:
    """RETCODE is 0 for a refusal too; only ERRNO tells."""
    return {"RETCODE": 0, "ERRNO": result.errno}


def length_of_answer(result: Result) -> Form:
    """A call that succeeds returns how many items it delivers."""
    return {**eza_form(result), "RETCODE": -1 if result.failed else len(result.request.items)}


FAULTS: tuple[Fault, ...] = (
    Fault(
        "no-get-in-ezasmi", "API-01", "EZASMI does not offer SIOCGPARTNERINFO.", offering(EZASMI, gets=False)
    ),
    Fault("no-get-in-java", "API-01", "Java does not offer SIOCGPARTNERINFO.", offering(JAVA, gets=False)),
    Fault(
        "no-get-in-64-bit",
        "API-01",
        "BPX4IOC does not offer SIOCGPARTNERINFO.",
        offering(BPX4IOC, gets=False),
    ),
    Fault(
        "no-user-id-in-java",
        "API-01",
        "Java can ask for the routing only.",
        offering(JAVA, items=frozenset({RequestItem.ROUTING})),
    ),
    Fault("no-set-in-rexx", "API-02", "REXX does not offer SIOCSPARTNERINFO.", offering(REXX, sets=False)),
    Fault(
        "no-set-in-c",
        "API-02",
        "ioctl() does not offer SIOCSPARTNERINFO.",
        offering(Interface.IOCTL, sets=False),
    ),
    Fault(
        "no-set-in-64-bit",
        "API-02",
        "BPX4IOC does not offer SIOCSPARTNERINFO.",
        offering(BPX4IOC, sets=False),
    ),
    Fault(
        "no-set-in-cics",
        "API-03",
        "CICS C programs cannot issue SIOCSPARTNERINFO.",
        offering(CICS_C, sets=False),
    ),
    Fault(
        "no-get-in-ims",
        "API-03",
        "IMS programs cannot issue SIOCGPARTNERINFO.",
        offering(IMS_EZASOKET, gets=False),
    ),
    Fault(
        "no-utoken-in-ezasoket",
        "API-04",
        "EZASOKET is as limited as REXX.",
        offering(EZASOKET, items=ROUTING_AND_USER_ID),
    ),
    Fault(
        "no-utoken-in-ims",
        "API-04",
        "EZASOKET under IMS is as limited as REXX.",
        offering(IMS_EZASOKET, items=ROUTING_AND_USER_ID),
    ),
    Fault("no-authority-asked-in-rexx", "API-05", "REXX programs need no authority.", letting_in(REXX)),
    Fault(
        "no-authority-asked-in-cics-and-ims",
        "API-05",
        "CICS and IMS programs need no authority.",
        letting_in(CICS_C, CICS_EZASOKET, IMS_EZASOKET),
    ),
    Fault("no-authority-asked-in-64-bit", "API-05", "BPX4IOC needs no authority.", letting_in(BPX4IOC)),
    Fault(
        "einval-where-not-supported",
        "API-08",
        "The unsupported interfaces refuse with EINVAL.",
        interfaces(unsupported_ioctl=Errno.EINVAL),
    ),
    Fault(
        "get-everywhere",
        "API-08",
        "The unsupported interfaces offer SIOCGPARTNERINFO.",
        offering(*UNSUPPORTED, gets=True),
    ),
    Fault(
        "set-everywhere",
        "API-08",
        "The unsupported interfaces offer SIOCSPARTNERINFO.",
        offering(*UNSUPPORTED, sets=True),
    ),
    Fault(
        "get-in-pascal", "API-08", "Pascal offers SIOCGPARTNERINFO.", offering(Interface.PASCAL, gets=True)
    ),
    Fault("get-by-ioctl", "API-09", "ioctl() takes SIOCGPARTNERINFO.", offering(Interface.IOCTL, gets=True)),
    Fault("set-by-w-ioctl", "API-09", "w_ioctl() takes SIOCSPARTNERINFO.", offering(W_IOCTL, sets=True)),
    Fault(
        "option-in-ezasoket", "API-10", "EZASOKET offers SO_CLUSTERCONNTYPE.", offering(EZASOKET, option=True)
    ),
    Fault("option-in-xti", "API-10", "XTI offers SO_CLUSTERCONNTYPE.", offering(Interface.XTI, option=True)),
    Fault(
        "no-option-in-tcpip-c",
        "API-10",
        "The TCP/IP C sockets do not offer SO_CLUSTERCONNTYPE.",
        offering(Interface.TCPIP_C, option=False),
    ),
    Fault(
        "no-option-in-assembler",
        "API-10",
        "BPX1OPT does not offer SO_CLUSTERCONNTYPE.",
        offering(Interface.BPX1OPT, option=False),
    ),
    Fault("ezasmi-in-the-form-of-c", "API-20", "EZASMI hands over return_value.", formed(c_form, EZASMI)),
    Fault(
        "callable-service-in-the-form-of-c",
        "API-20",
        "BPX4IOC hands over return_value.",
        formed(c_form, BPX4IOC),
    ),
    Fault(
        "number-of-items-for-zero",
        "API-20",
        "EZASOKET hands over how many items there are.",
        formed(length_of_answer, EZASOKET),
    ),
    Fault(
        "unix-numbers-in-ezasmi",
        "API-21",
        "EZASMI has the z/OS UNIX numbers.",
        offering(EZASMI, numbering=UNIX),
    ),
    Fault(
        "unix-numbers-in-cics",
        "API-21",
        "EZASOKET under CICS has the z/OS UNIX numbers.",
        offering(CICS_EZASOKET, numbering=UNIX),
    ),
    Fault(
        "negative-retcode",
        "API-21",
        "RETCODE is the negative errno.",
        formed(negative_number, EZASMI, EZASOKET),
    ),
    Fault(
        "retcode-zero-for-a-refusal",
        "API-21",
        "RETCODE is 0 for a refusal too.",
        formed(kept_zero, EZASMI, EZASOKET),
    ),
    Fault(
        "callable-service-in-the-form-of-eza",
        "API-22",
        "BPX1IOC hands over RETCODE and ERRNO.",
        formed(eza_form, BPX1IOC),
    ),
    Fault(
        "one-for-failure-in-c",
        "API-22",
        "w_ioctl() returns 1 for a refusal.",
        formed(one_for_failure, W_IOCTL),
    ),
    Fault(
        "errno-as-return-value",
        "API-22",
        "BPX4IOC returns the errno itself.",
        formed(return_code_alone, BPX4IOC),
    ),
    Fault(
        "unix-numbers-in-ezasoket",
        "API-25",
        "EZASOKET has the z/OS UNIX numbers.",
        offering(EZASOKET, numbering=UNIX),
    ),
    Fault(
        "ewouldblock-for-eagain", "API-25", "EAGAIN has the number of EWOULDBLOCK.", numbered(TCP, EAGAIN=35)
    ),
    Fault(
        "etime-of-another-system",
        "API-25",
        "ETIME has the number that it has on Linux.",
        numbered(TCP, ETIME=62),
    ),
    Fault(
        "numbers-off-by-one",
        "API-25",
        "EINPROGRESS and EALREADY are one too high.",
        numbered(TCP, EINPROGRESS=37, EALREADY=38),
    ),
    Fault(
        "enopartnerinfo-in-the-old-series",
        "API-26",
        "ENOPARTNERINFO follows the others of the Communications Server.",
        numbered(TCP, ENOPARTNERINFO=162),
    ),
    Fault(
        "enopartnerinfo-off-by-one",
        "API-26",
        "ENOPARTNERINFO is 1163 in C.",
        numbered(UNIX, ENOPARTNERINFO=1163),
    ),
    Fault(
        "numbers-of-the-communications-server-in-c",
        "API-27",
        "w_ioctl() has the numbers of the Communications Server.",
        offering(W_IOCTL, numbering=TCP),
    ),
    Fault(
        "ewouldblock-for-eagain-in-c",
        "API-27",
        "EAGAIN has the number of EWOULDBLOCK.",
        numbered(UNIX, EAGAIN=1102),
    ),
    Fault("etime-off-by-one-in-c", "API-27", "ETIME is 1136.", numbered(UNIX, ETIME=1136)),
    Fault(
        "unix-numbers-in-ims",
        "API-28",
        "EZASOKET under IMS has the z/OS UNIX numbers.",
        offering(IMS_EZASOKET, numbering=UNIX),
    ),
    Fault(
        "unix-numbers-in-cics-c",
        "API-28",
        "CICS C, being C, has the z/OS UNIX numbers.",
        offering(CICS_C, numbering=UNIX),
    ),
    Fault(
        "unix-numbers-in-rexx", "API-28", "REXX has the z/OS UNIX numbers.", offering(REXX, numbering=UNIX)
    ),
    Fault(
        "reason-in-the-high-half",
        "API-29",
        "The reason stands in the high half.",
        formed(reason_in_the_high_half, BPX1IOC),
    ),
    Fault(
        "no-reason-for-no-suspend",
        "API-29",
        "EAGAIN comes without a reason.",
        reasons(NEEDS_SUSPENSION=Reason.NONE),
    ),
    Fault(
        "reason-of-differing-domains",
        "API-29",
        "A domain that is not defined has the reason of domains that differ.",
        reasons(DOMAIN_NOT_DEFINED=Reason.JR_NOT_SAME_SEC_DOMAIN),
    ),
)
