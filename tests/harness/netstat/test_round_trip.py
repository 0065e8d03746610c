"""What the reference implementation prints, the harness reads back."""

from hypothesis import given
from hypothesis import strategies as st

from ezconform.netstat.connection import Connection
from ezconform.netstat.report import read_report
from reference_impl.netstat.connection_view import (
    ConnectionView,
    PartnerHistory,
    Protocol,
    StateWord,
)
from reference_impl.netstat.flags import ClusterConnFlag
from reference_impl.netstat.layout import ReportForm
from reference_impl.netstat.report import ReportStack, print_report
from reference_impl.netstat.rules import V1R12_NETSTAT

NAMES = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789$#@", min_size=1, max_size=8)
ADDRESSES = st.ip_addresses().map(str) | st.ip_addresses(v=4).map("::ffff:{}".format)
PORTS = st.integers(0, 65535)
NUMBERS = st.integers(0, 2**32 - 1)
COUNTERS = st.integers(0, 2**64 - 1)

HISTORIES = st.builds(
    PartnerHistory,
    asked_by_ioctl=st.booleans(),
    asked_by_option=st.booleans(),
    routing=st.integers(0, 15).map(ClusterConnFlag),
    set_issued=st.booleans(),
    set_inherited=st.booleans(),
    prefetched=st.booleans(),
    user_id_retrieved=st.booleans(),
    utoken_retrieved=st.booleans(),
)

VIEWS = st.builds(
    ConnectionView,
    client_name=NAMES,
    client_id=NUMBERS,
    local_address=ADDRESSES,
    local_port=PORTS,
    foreign_address=ADDRESSES,
    foreign_port=PORTS,
    protocol=st.sampled_from(Protocol),
    state=st.sampled_from(StateWord),
    history=HISTORIES,
    bytes_in=COUNTERS,
    bytes_out=COUNTERS,
    segments_in=COUNTERS,
    segments_out=COUNTERS,
    last_touched=st.floats(0, 1e9),
    receive_next=NUMBERS,
    send_next=NUMBERS,
    ds_field=st.integers(0, 255),
    smooth_trip_time=st.floats(0, 1e6),
    receive_data_queued=NUMBERS,
)

FORMS = st.sampled_from(ReportForm)
MASKS = {ReportForm.LONG: 2**64 - 1, ReportForm.SHORT: 2**32 - 1}


def agrees(connection: Connection, view: ConnectionView, form: ReportForm) -> None:
    """Hold what was read of one connection against what was printed."""
    assert (connection.client_name, connection.client_id) == (view.client_name, view.client_id)
    assert connection.local == view.local
    assert connection.counter("BytesIn") == view.bytes_in & MASKS[form]
    assert connection.counter("BytesOut") == view.bytes_out & MASKS[form]
    if view.protocol is Protocol.UDP:
        assert (connection.cluster_flag, connection.trusted_flag) == (None, None)
        return
    assert connection.foreign == view.foreign
    assert connection.state == view.state
    assert connection.cluster_flag == V1R12_NETSTAT.cluster_byte(view)
    assert connection.trusted_flag == V1R12_NETSTAT.trusted_byte(view)
    assert connection.counter("SegmentsOut") == view.segments_out & MASKS[form]
    assert connection.counter("RcvNxt") == view.receive_next
    assert connection.counter("ReceiveDataQueued") == view.receive_data_queued


@given(NAMES, st.lists(VIEWS, max_size=4), FORMS)
def test_what_is_printed_is_read_back(name: str, views: list[ConnectionView], form: ReportForm) -> None:
    """Every connection comes back with its values, in order, in both forms."""
    stack = ReportStack(name=name, ipv6_enabled=False, seconds=59)
    report = read_report(print_report(stack, views, form))
    assert report.title is not None
    assert (report.title.stack, report.title.time) == (name, "00:00:59")
    assert report.others == ()
    for connection, view in zip(report.connections, views, strict=True):
        agrees(connection, view, form)


@given(st.lists(VIEWS, min_size=1, max_size=4), FORMS)
def test_lost_columns_and_upper_case_change_nothing(views: list[ConnectionView], form: ReportForm) -> None:
    """The same report in upper case, or with single blanks, gives the same values."""
    stack = ReportStack(name="TCPCS", ipv6_enabled=False, seconds=0)
    text = print_report(stack, views, form)
    single = "\n".join(" ".join(line.split()) for line in text.splitlines())
    upper = read_report(text.upper()).connections
    assert read_report(single).connections == read_report(text).connections
    assert [one.cluster_flag for one in upper] == [one.cluster_flag for one in read_report(text).connections]
