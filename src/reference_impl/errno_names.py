"""Error names, their two numberings, and the reason codes that are public. Decides nothing.

UNIX numbers are those of z/OS UNIX and Language Environment; TCP numbers are those of the
Communications Server table that EZASMI, EZASOKET, CICS, IMS and REXX programs see.
"""

from enum import Enum, StrEnum


class Numbering(StrEnum):
    UNIX = "UNIX"
    TCP = "TCP"


class Errno(Enum):
    """An error by name; the value is its pair of numbers, UNIX then TCP."""

    EPERM = (139, 1)
    ESRCH = (143, 3)
    EINTR = (120, 4)
    EBADF = (113, 9)
    EAGAIN = (112, 11)
    EACCES = (111, 13)
    EEXIST = (117, 17)
    EINVAL = (121, 22)
    EWOULDBLOCK = (1102, 35)
    EINPROGRESS = (1103, 36)
    EALREADY = (1104, 37)
    EPROTOTYPE = (1108, 41)
    ENOPROTOOPT = (1109, 42)
    EOPNOTSUPP = (1112, 45)
    EAFNOSUPPORT = (1114, 47)
    EADDRINUSE = (1115, 48)
    EADDRNOTAVAIL = (1116, 49)
    ENETUNREACH = (1118, 51)
    ECONNRESET = (1121, 54)
    ENOBUFS = (1122, 55)
    EISCONN = (1123, 56)
    ENOTCONN = (1124, 57)
    ETIMEDOUT = (1127, 60)
    ECONNREFUSED = (1128, 61)
    ETIME = (1137, 73)
    ENOPARTNERINFO = (1162, 1162)

    def number(self, numbering: Numbering) -> int:
        return self.value[0] if numbering is Numbering.UNIX else self.value[1]


class Reason(Enum):
    """Low half of the reason words. Names and values are public; which errno has which is inferred."""

    NONE = 0
    JR_NO_PARTNER_INFO = 0x735E
    JR_INVALID_TCPIP_STACK = 0x735F
    JR_NOT_SAME_SEC_DOMAIN = 0x7360
    JR_NO_SEC_DOMAIN = 0x7361
    JR_NO_SUSPEND = 0x7362

    @property
    def label(self) -> str:
        """The product's spelling, or nothing where no reason is known."""
        return _REASON_LABELS[self]


_REASON_LABELS = {
    Reason.NONE: "",
    Reason.JR_NO_PARTNER_INFO: "JrNoPartnerInfo",
    Reason.JR_INVALID_TCPIP_STACK: "JrInValidTCPIPStack",
    Reason.JR_NOT_SAME_SEC_DOMAIN: "JrNotSameSecDomain",
    Reason.JR_NO_SEC_DOMAIN: "JrNoSecDomain",
    Reason.JR_NO_SUSPEND: "JrNoSuspend",
}
