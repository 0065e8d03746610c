"""The programming interfaces by name. What each of them can do stands in `table`."""

from enum import StrEnum


class Interface(StrEnum):
    """The call through which a program reaches the stack. Source: S11.1 to S11.8, and the manuals."""

    IOCTL = "ioctl"
    W_IOCTL = "w_ioctl"
    GETSOCKOPT = "getsockopt"
    BPX1IOC = "BPX1IOC"
    BPX4IOC = "BPX4IOC"
    BPX1OPT = "BPX1OPT"
    JAVA = "Java"
    EZASMI = "EZASMI"
    EZASOKET = "EZASOKET"
    REXX = "REXX"
    CICS_C = "CICS C"
    CICS_EZASOKET = "CICS EZASOKET"
    IMS_EZASOKET = "IMS EZASOKET"
    TCPIP_C = "TCP/IP C"
    XTI = "XTI"
    PASCAL = "Pascal"
