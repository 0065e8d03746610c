"""Why SIOCGPARTNERINFO or SIOCSPARTNERINFO is refused, and the errno and reason of each cause."""

from collections.abc import Mapping
from enum import Enum, auto
from types import MappingProxyType

from reference_impl.errno_names import Errno, Reason


class Cause(Enum):
    """One condition each."""

    BUFFER_TOO_SMALL = auto()
    TIMEOUT_OUT_OF_RANGE = auto()
    NOT_TCP = auto()
    NOT_CONNECTED = auto()
    NOT_PERMITTED = auto()
    DOMAIN_NOT_DEFINED = auto()
    PARTNER_DOMAIN_NOT_DEFINED = auto()
    DOMAINS_DIFFER = auto()
    ALREADY_OUTSTANDING = auto()
    NOT_IN_SYSPLEX = auto()
    RELEASE_TOO_OLD = auto()
    NEEDS_SUSPENSION = auto()
    NOT_HERE_YET = auto()
    TIME_EXPIRED = auto()
    INTERRUPTED = auto()
    TORN_DOWN = auto()
    RESET = auto()
    TOO_LATE = auto()
    UNKNOWN_IOCTL = auto()


# Errnos: the return codes of the manual, but EINTR, EINVAL and those of an ended connection, which
# are our choice. Which reason code goes with which errno is inferred from the reasons' names.
CAUSES: Mapping[Cause, tuple[Errno, Reason]] = MappingProxyType(
    {
        Cause.BUFFER_TOO_SMALL: (Errno.ENOBUFS, Reason.NONE),
        Cause.TIMEOUT_OUT_OF_RANGE: (Errno.EINVAL, Reason.NONE),
        Cause.NOT_TCP: (Errno.EPROTOTYPE, Reason.NONE),
        Cause.NOT_CONNECTED: (Errno.ENOTCONN, Reason.NONE),
        Cause.NOT_PERMITTED: (Errno.EACCES, Reason.NONE),
        Cause.DOMAIN_NOT_DEFINED: (Errno.EPERM, Reason.JR_NO_SEC_DOMAIN),
        Cause.PARTNER_DOMAIN_NOT_DEFINED: (Errno.EPERM, Reason.JR_NO_SEC_DOMAIN),
        Cause.DOMAINS_DIFFER: (Errno.EPERM, Reason.JR_NOT_SAME_SEC_DOMAIN),
        Cause.ALREADY_OUTSTANDING: (Errno.EALREADY, Reason.NONE),
        Cause.NOT_IN_SYSPLEX: (Errno.ENOPARTNERINFO, Reason.JR_NO_PARTNER_INFO),
        Cause.RELEASE_TOO_OLD: (Errno.ENOPARTNERINFO, Reason.JR_INVALID_TCPIP_STACK),
        Cause.NEEDS_SUSPENSION: (Errno.EAGAIN, Reason.JR_NO_SUSPEND),
        Cause.NOT_HERE_YET: (Errno.EINPROGRESS, Reason.NONE),
        Cause.TIME_EXPIRED: (Errno.ETIME, Reason.NONE),
        Cause.INTERRUPTED: (Errno.EINTR, Reason.NONE),
        Cause.TORN_DOWN: (Errno.ENOTCONN, Reason.NONE),
        Cause.RESET: (Errno.ECONNRESET, Reason.NONE),
        Cause.TOO_LATE: (Errno.EOPNOTSUPP, Reason.NONE),
        Cause.UNKNOWN_IOCTL: (Errno.EOPNOTSUPP, Reason.NONE),
    }
)
