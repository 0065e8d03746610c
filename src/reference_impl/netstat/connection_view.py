"""What Netstat is shown of one connection or UDP socket: plain facts, taken at one instant.

Whoever owns the sockets makes these values; Netstat turns them into text. A view holds what
happened on the connection, never the bytes displayed: which fact turns which bit on is a rule.
"""

from dataclasses import dataclass
from enum import StrEnum

from reference_impl.netstat.flags import NO_ROUTING, ClusterConnFlag


class Protocol(StrEnum):
    """What kind of socket a view shows."""

    TCP = "TCP"
    UDP = "UDP"


class StateWord(StrEnum):
    """Connection states in Netstat's words.

    Source: Listen, Establsh and FinWait2 stand in published samples; the others follow their
    pattern; Closed is our choice.
    """

    CLOSED = "Closed"
    LISTEN = "Listen"
    SYN_SENT = "SynSent"
    SYN_RECEIVED = "SynRcvd"
    ESTABLISHED = "Establsh"
    FIN_WAIT_1 = "FinWait1"
    FIN_WAIT_2 = "FinWait2"
    CLOSE_WAIT = "ClosWait"
    LAST_ACK = "LastAck"
    CLOSING = "Closing"
    TIME_WAIT = "TimeWait"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerHistory:
    """What was done about the partner on one socket, as far as Netstat can show it.

    `asked_by_ioctl` is a SIOCGPARTNERINFO that was not refused for its form, `asked_by_option` an
    SO_CLUSTERCONNTYPE; `routing` is the routing of the connection (without the REQUESTED bit),
    whether anybody asked or not. `prefetched` says that credentials are stored which nobody has
    retrieved yet.
    """

    asked_by_ioctl: bool = False
    asked_by_option: bool = False
    routing: ClusterConnFlag = NO_ROUTING
    set_issued: bool = False
    set_inherited: bool = False
    prefetched: bool = False
    user_id_retrieved: bool = False
    utoken_retrieved: bool = False


NOTHING_DONE = PartnerHistory()


@dataclass(frozen=True, slots=True, kw_only=True)
class ConnectionView:
    """One TCP connection, listener or UDP socket of one stack.

    `client_name` is the job name (1 to 8 characters), `client_id` a number of 32 bits. Addresses
    are literals as displayed; a foreign address that is not known yet is the unspecified one, port
    0. Counters are 64-bit numbers, `last_touched` virtual seconds (0 or more), trip times
    milliseconds. `state` has no meaning for UDP.
    """

    client_name: str
    client_id: int
    local_address: str
    local_port: int
    foreign_address: str = "0.0.0.0"  # noqa: S104  - the display of "no partner", not a bind
    foreign_port: int = 0
    protocol: Protocol = Protocol.TCP
    state: StateWord = StateWord.CLOSED
    history: PartnerHistory = NOTHING_DONE
    bytes_in: int = 0
    bytes_out: int = 0
    segments_in: int = 0
    segments_out: int = 0
    last_touched: float = 0.0
    receive_next: int = 0
    send_next: int = 0
    client_receive_next: int = 0
    client_send_next: int = 0
    maximum_segment_size: int = 1024
    ds_field: int = 0
    smooth_trip_time: float = 0.0
    smooth_trip_variance: float = 0.0
    receive_buffer_size: int = 16384
    send_buffer_size: int = 16384
    receive_data_queued: int = 0
    send_data_queued: int = 0

    @property
    def local(self) -> str:
        """The local socket as displayed, `addr..port`."""
        return f"{self.local_address}..{self.local_port}"

    @property
    def foreign(self) -> str:
        """The foreign socket as displayed, `addr..port`."""
        return f"{self.foreign_address}..{self.foreign_port}"

    @property
    def listening(self) -> bool:
        """Whether this is a TCP socket waiting for connections."""
        return self.protocol is Protocol.TCP and self.state is StateWord.LISTEN
