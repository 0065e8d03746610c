"""Which labels a report shows of a connection, in which order, and how each value is written.

The order of the labels is the source's example (S13.1); what its example leaves out is left out.
Columns and the number of digits are our choice.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from reference_impl.netstat.connection_view import ConnectionView

DAY = 24 * 60 * 60
LOW_32_BITS = 0xFFFF_FFFF
LOW_64_BITS = 0xFFFF_FFFF_FFFF_FFFF


class ReportForm(StrEnum):
    """FORMAT LONG or SHORT."""

    LONG = "LONG"
    SHORT = "SHORT"


@dataclass(frozen=True, slots=True)
class Shown:
    """One connection on its way into the report: its view, the form's counters, its flag bytes."""

    view: ConnectionView
    digits: int
    mask: int
    cluster_byte: int
    trusted_byte: int

    def counter(self, count: int) -> str:
        """A byte or segment counter with leading zeros, cut to the bits that the form shows."""
        return f"{count & self.mask:0{self.digits}d}"


@dataclass(frozen=True, slots=True)
class Field:
    """A label and how its value is written; a heading has no value."""

    label: str
    text: Callable[[Shown], str] | None = None


Line = tuple[Field, ...]


def time_of_day(seconds: float) -> str:
    """Virtual seconds as HH:MM:SS; the clock begins at midnight and wraps after a day."""
    minutes, second = divmod(int(seconds) % DAY, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{second:02}"


def _ten(number: int) -> str:
    return f"{number & LOW_32_BITS:010d}"


CLIENT_NAME = Field("Client Name:", lambda shown: shown.view.client_name)
CLIENT_ID = Field("Client Id:", lambda shown: f"{shown.view.client_id & LOW_32_BITS:08X}")
LOCAL_SOCKET = Field("Local Socket:", lambda shown: shown.view.local)
FOREIGN_SOCKET = Field("Foreign Socket:", lambda shown: shown.view.foreign)
NO_PARTNER = Field("Foreign Socket:", lambda _: "*..*")
BYTES_IN = Field("BytesIn:", lambda shown: shown.counter(shown.view.bytes_in))
BYTES_OUT = Field("BytesOut:", lambda shown: shown.counter(shown.view.bytes_out))
SEGMENTS_IN = Field("SegmentsIn:", lambda shown: shown.counter(shown.view.segments_in))
SEGMENTS_OUT = Field("SegmentsOut:", lambda shown: shown.counter(shown.view.segments_out))
DATAGRAMS_IN = Field("DgramIn:", SEGMENTS_IN.text)
DATAGRAMS_OUT = Field("DgramOut:", SEGMENTS_OUT.text)
LAST_TOUCHED = Field("Last Touched:", lambda shown: time_of_day(shown.view.last_touched))
STATE = Field("State:", lambda shown: shown.view.state)
RECEIVE_NEXT = Field("RcvNxt:", lambda shown: _ten(shown.view.receive_next))
SEND_NEXT = Field("SndNxt:", lambda shown: _ten(shown.view.send_next))
CLIENT_RECEIVE_NEXT = Field("ClientRcvNxt:", lambda shown: _ten(shown.view.client_receive_next))
CLIENT_SEND_NEXT = Field("ClientSndNxt:", lambda shown: _ten(shown.view.client_send_next))
SEGMENT_SIZE = Field("MaximumSegmentSize:", lambda shown: _ten(shown.view.maximum_segment_size))
DS_FIELD = Field("DSField:", lambda shown: f"{shown.view.ds_field & 0xFF:02X}")
ROUND_TRIP = Field("Round-trip information:")
TRIP_TIME = Field("Smooth trip time:", lambda shown: f"{shown.view.smooth_trip_time:.3f}")
TRIP_VARIANCE = Field("SmoothTripVariance:", lambda shown: f"{shown.view.smooth_trip_variance:.3f}")
RECEIVE_BUFFER = Field("ReceiveBufferSize:", lambda shown: _ten(shown.view.receive_buffer_size))
SEND_BUFFER = Field("SendBufferSize:", lambda shown: _ten(shown.view.send_buffer_size))
CLUSTER_FLAG = Field("TcpClusterConnFlag:", lambda shown: f"{shown.cluster_byte & 0xFF:02X}")
TRUSTED_FLAG = Field("TcpTrustedPartner:", lambda shown: f"{shown.trusted_byte & 0xFF:02X}")
RECEIVE_QUEUED = Field("ReceiveDataQueued:", lambda shown: _ten(shown.view.receive_data_queued))
SEND_QUEUED = Field("SendDataQueued:", lambda shown: _ten(shown.view.send_data_queued))
SEND_LIMIT = Field("MaxSendLim:", SEND_BUFFER.text)
RECEIVE_LIMIT = Field("MaxRecvLim:", RECEIVE_BUFFER.text)

FLAG_FIELDS = frozenset({CLUSTER_FLAG, TRUSTED_FLAG})

# Source: S13.1, from Client Name to SendDataQueued.
_TCP_COUNTERS: tuple[Line, ...] = ((BYTES_IN,), (BYTES_OUT,), (SEGMENTS_IN,), (SEGMENTS_OUT,))
_TCP_SHORT_COUNTERS: tuple[Line, ...] = ((BYTES_IN, BYTES_OUT), (SEGMENTS_IN, SEGMENTS_OUT))
_ENDS: tuple[Line, ...] = ((CLIENT_NAME, CLIENT_ID), (LOCAL_SOCKET,), (FOREIGN_SOCKET,))
_TCP_REST: tuple[Line, ...] = (
    (LAST_TOUCHED, STATE),
    (RECEIVE_NEXT, SEND_NEXT),
    (CLIENT_RECEIVE_NEXT, CLIENT_SEND_NEXT),
    (SEGMENT_SIZE, DS_FIELD),
    (ROUND_TRIP,),
    (TRIP_TIME, TRIP_VARIANCE),
    (RECEIVE_BUFFER, SEND_BUFFER),
    (CLUSTER_FLAG, TRUSTED_FLAG),
    (RECEIVE_QUEUED,),
    (SEND_QUEUED,),
)

TCP_LINES: dict[ReportForm, tuple[Line, ...]] = {
    ReportForm.LONG: _ENDS + _TCP_COUNTERS + _TCP_REST,
    ReportForm.SHORT: _ENDS + _TCP_SHORT_COUNTERS + _TCP_REST,
}

# The source shows no UDP socket; these labels follow the TCP ones (our choice).
UDP_LINES: tuple[Line, ...] = (
    (CLIENT_NAME, CLIENT_ID),
    (LOCAL_SOCKET,),
    (NO_PARTNER,),
    (BYTES_IN, BYTES_OUT),
    (DATAGRAMS_IN, DATAGRAMS_OUT),
    (LAST_TOUCHED,),
    (SEND_LIMIT, RECEIVE_LIMIT),
)
