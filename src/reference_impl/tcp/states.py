"""TCP states under their Netstat names, and the one table that says how they change."""

from enum import Enum, auto, unique


@unique
class TcpState(Enum):
    """The value is the word Netstat prints."""

    CLOSED = "Closed"
    LISTEN = "Listen"
    SYN_SENT = "SynSent"
    SYN_RECEIVED = "SynRcvd"
    ESTABLISHED = "Establsh"
    FIN_WAIT_1 = "FinWait1"
    FIN_WAIT_2 = "FinWait2"
    CLOSE_WAIT = "ClosWait"
    CLOSING = "Closing"
    LAST_ACK = "LastAck"
    TIME_WAIT = "TimeWait"


class Happening(Enum):
    """What moves a connection from state to state."""

    PASSIVE_OPEN = auto()
    ACTIVE_OPEN = auto()
    SYN_RECEIVED = auto()
    SYN_ACKNOWLEDGED = auto()
    FIN_SENT = auto()
    FIN_RECEIVED = auto()
    FIN_ACKNOWLEDGED = auto()
    TWO_MSL_OVER = auto()


# Source: RFC 9293 section 3.3.2, without the transitions no program here can cause.
TRANSITIONS: dict[tuple[TcpState, Happening], TcpState] = {
    (TcpState.CLOSED, Happening.PASSIVE_OPEN): TcpState.LISTEN,
    (TcpState.CLOSED, Happening.ACTIVE_OPEN): TcpState.SYN_SENT,
    (TcpState.CLOSED, Happening.SYN_RECEIVED): TcpState.SYN_RECEIVED,
    (TcpState.SYN_SENT, Happening.SYN_ACKNOWLEDGED): TcpState.ESTABLISHED,
    (TcpState.SYN_RECEIVED, Happening.SYN_ACKNOWLEDGED): TcpState.ESTABLISHED,
    (TcpState.ESTABLISHED, Happening.FIN_SENT): TcpState.FIN_WAIT_1,
    (TcpState.ESTABLISHED, Happening.FIN_RECEIVED): TcpState.CLOSE_WAIT,
    (TcpState.FIN_WAIT_1, Happening.FIN_ACKNOWLEDGED): TcpState.FIN_WAIT_2,
    (TcpState.FIN_WAIT_1, Happening.FIN_RECEIVED): TcpState.CLOSING,
    (TcpState.FIN_WAIT_2, Happening.FIN_RECEIVED): TcpState.TIME_WAIT,
    (TcpState.CLOSE_WAIT, Happening.FIN_SENT): TcpState.LAST_ACK,
    (TcpState.LAST_ACK, Happening.FIN_ACKNOWLEDGED): TcpState.CLOSED,
    (TcpState.CLOSING, Happening.FIN_ACKNOWLEDGED): TcpState.TIME_WAIT,
    (TcpState.TIME_WAIT, Happening.TWO_MSL_OVER): TcpState.CLOSED,
}

CAN_SEND_FIN = frozenset(state for state, happening in TRANSITIONS if happening is Happening.FIN_SENT)
TIME_WAIT_SECONDS = 60.0
