"""The text of Netstat ALL/-A reports."""

from dataclasses import replace

import pytest

from reference_impl.netstat.connection_view import (
    ConnectionView,
    PartnerHistory,
    Protocol,
    StateWord,
)
from reference_impl.netstat.filters import read_filters
from reference_impl.netstat.flags import ClusterConnFlag
from reference_impl.netstat.layout import ReportForm
from reference_impl.netstat.refusals import NothingMatches, ShortFormRefused
from reference_impl.netstat.report import ReportStack, connection_lines, print_report
from reference_impl.netstat.rules import NetstatRules

STACK = ReportStack(name="TCPCS1", ipv6_enabled=True, seconds=65_684.9)
IPV4_STACK = replace(STACK, ipv6_enabled=False)

EXAMPLE = ConnectionView(
    client_name="USER17",
    client_id=0x105,
    local_address="::ffff:193.1.4.94",
    local_port=1109,
    foreign_address="::ffff:9.42.103.202",
    foreign_port=20000,
    state=StateWord.FIN_WAIT_2,
    history=PartnerHistory(
        asked_by_ioctl=True,
        routing=ClusterConnFlag.SAME_CLUSTER | ClusterConnFlag.SAME_IMAGE | ClusterConnFlag.INTERNAL,
        set_issued=True,
        user_id_retrieved=True,
        utoken_retrieved=True,
    ),
    segments_in=2,
    segments_out=3,
    last_touched=65_684,
    receive_next=1243893851,
    send_next=1239411960,
    client_receive_next=1243893851,
    client_send_next=1239411960,
    maximum_segment_size=2948,
    smooth_trip_time=35,
    smooth_trip_variance=911,
)

LINES = """\
Client Name: USER17 Client Id: 00000105
Local Socket: ::ffff:193.1.4.94..1109
Foreign Socket: ::ffff:9.42.103.202..20000
BytesIn: 00000000000000000000000000000000
BytesOut: 00000000000000000000000000000000
SegmentsIn: 00000000000000000000000000000002
SegmentsOut: 00000000000000000000000000000003
Last Touched: 18:14:44 State: FinWait2
RcvNxt: 1243893851 SndNxt: 1239411960
ClientRcvNxt: 1243893851 ClientSndNxt: 1239411960
MaximumSegmentSize: 0000002948 DSField: 00
Round-trip information:
Smooth trip time: 35.000 SmoothTripVariance: 911.000
ReceiveBufferSize: 0000016384 SendBufferSize: 0000016384
TcpClusterConnFlag: 8E TcpTrustedPartner: E0
ReceiveDataQueued: 0000000000
SendDataQueued: 0000000000""".splitlines()


def shown(view: ConnectionView, form: ReportForm = ReportForm.LONG) -> list[str]:
    """The lines of one connection with runs of blanks made one."""
    return [" ".join(line.split()) for line in connection_lines(view, form)]


def test_long_form_has_the_labels_and_order_of_the_source() -> None:
    """The LONG form of the source's example connection reads as in the source."""
    assert shown(EXAMPLE) == LINES


def test_client_id_begins_in_column_42() -> None:
    """The second field of a line stands where the source's first line has it."""
    first = next(iter(connection_lines(EXAMPLE, ReportForm.LONG)))
    assert first.index("Client Id:") == 41


def test_short_form_shows_the_low_32_bits_of_counters() -> None:
    """SHORT cuts a counter to 32 bits, LONG shows all 64."""
    busy = replace(EXAMPLE, bytes_in=2**32 + 7, bytes_out=2**64 - 1)
    assert "BytesIn: 0000000007 BytesOut: 4294967295" in shown(busy, ReportForm.SHORT)
    assert f"BytesIn: {2**32 + 7:032d}" in shown(busy)
    assert f"BytesOut: {2**64 - 1:032d}" in shown(busy)


def test_short_form_keeps_labels_and_order() -> None:
    """Both forms show the same labels in the same order."""
    long, short = (" ".join(shown(EXAMPLE, form)).split() for form in ReportForm)
    labels = [word for word in long if word.endswith(":")]
    assert [word for word in short if word.endswith(":")] == labels


def test_header_carries_release_stack_and_virtual_time() -> None:
    """The title line has the stack's name and the virtual time of day."""
    text = print_report(STACK, [])
    assert text == "MVS TCP/IP NETSTAT CS V1R12       TCPIP Name: TCPCS1          18:14:44\n"


def test_time_of_day_wraps_after_a_day() -> None:
    """Virtual seconds are shown as a time of day."""
    assert "00:00:01" in print_report(replace(STACK, seconds=86_401), [])


def test_records_are_separated_and_filtered() -> None:
    """Only wanted connections are shown, each followed by a blank line."""
    other = replace(EXAMPLE, client_name="OTHER")
    text = print_report(STACK, [EXAMPLE, other], chosen=read_filters(clients=["USER*"]))
    assert text.count("Client Name:") == 1
    assert text.endswith("SendDataQueued: 0000000000\n\n")


def test_default_form_follows_the_stack() -> None:
    """An IPv6-enabled stack shows LONG, another one SHORT."""
    assert print_report(STACK, [EXAMPLE]) == print_report(STACK, [EXAMPLE], ReportForm.LONG)
    short = print_report(IPV4_STACK, [EXAMPLE], ReportForm.SHORT)
    assert print_report(IPV4_STACK, [EXAMPLE]) == short
    assert short != print_report(IPV4_STACK, [EXAMPLE], ReportForm.LONG)


def test_short_form_is_refused_on_an_ipv6_enabled_stack() -> None:
    """FORMAT SHORT stops with EZZ2383I where IPv6 addresses can appear."""
    with pytest.raises(ShortFormRefused, match="EZZ2383I"):
        print_report(STACK, [EXAMPLE], ReportForm.SHORT)


def test_udp_socket_is_shown_without_flags() -> None:
    """A UDP socket has no partner, no state and no flags."""
    lines = shown(replace(EXAMPLE, protocol=Protocol.UDP))
    assert "Foreign Socket: *..*" in lines
    assert not any("State:" in line or "Tcp" in line for line in lines)
    assert "DgramIn: " + "2".zfill(32) + " DgramOut: " + "3".zfill(32) in lines


def test_a_rule_can_hide_the_flag_line() -> None:
    """When flags are not shown their line is missing and nothing else is."""
    rules = NetstatRules(flags_shown=lambda _: False)
    lines = [" ".join(line.split()) for line in connection_lines(EXAMPLE, ReportForm.LONG, rules)]
    assert lines == [line for line in LINES if "TcpClusterConnFlag" not in line]


def test_views_are_read_once_and_in_order() -> None:
    """A report can be made from any iterable, whatever its length."""
    views = (replace(EXAMPLE, client_name=name) for name in "BAC")
    names = [line.split()[2] for line in print_report(STACK, views).splitlines() if "Name: " in line]
    assert names[1:] == ["B", "A", "C"]


def test_an_empty_report_is_refused_only_by_rules_that_say_so() -> None:
    """The documented behaviour is a report without connections."""
    assert print_report(STACK, []).count("\n") == 1
    with pytest.raises(NothingMatches, match="TCPCS"):
        print_report(STACK, [], rules=NetstatRules(refuses_empty=True))
