"""Reading Netstat reports as people paste them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ezconform.netstat.connection import UnreadableReport
from ezconform.netstat.report import Report, read_report

TSO = """\
MVS TCP/IP NETSTAT CS V1R12       TCPIP Name: TCPCS           17:40:36
Client Name: USER17                      Client Id: 00000105
Local Socket: ::ffff:193.1.4.94..1109
Foreign Socket: ::ffff:9.42.103.202..20000
BytesIn: 00000000000000000000000000000000
BytesOut: 00000000000000000000000000004711
SegmentsIn: 00000000000000000000000000000002
Last Touched: 18:14:44      State: FinWait2
Round-trip information:
Smooth trip time: 35.000      SmoothTripVariance: 911.000
TcpClusterConnFlag: 8E      TcpTrustedPartner: E0
SendDataQueued: 0000000000

Client Name: OTHER                       Client Id: 0000ABCD
Local Socket: 0.0.0.0..21
TcpClusterConnFlag: 00      TcpTrustedPartner: 20
"""

CONSOLE = """\
EZD0101I NETSTAT CS V1R12 TCPCS 123
CLIENT NAME: WEBSRV                   CLIENT ID: 0000003A
  LOCAL SOCKET: 10.1.1.1..80
  FOREIGN SOCKET: 10.1.1.2..1024
    LAST TOUCHED:         09:57:36          STATE:              ESTABLSH
    BYTESIN:              0000000123        BYTESOUT:           0000000456
    TCPCLUSTERCONNFLAG:   82                TCPTRUSTEDPARTNER:  80
1 OF 7 RECORDS DISPLAYED
END OF THE REPORT
"""


def test_title_of_tso_and_unix_reports() -> None:
    """The title gives release, stack and time of day."""
    title = read_report(TSO).title
    assert title is not None
    assert (title.release, title.stack, title.time, title.line) == ("V1R12", "TCPCS", "17:40:36", 1)


def test_title_with_its_message_number() -> None:
    """With message numbers shown the title is found all the same."""
    title = read_report("\n" + "EZZ2350I " + TSO).title
    assert title is not None
    assert (title.stack, title.line) == ("TCPCS", 2)


def test_records_keep_labels_and_values_in_order() -> None:
    """Every label is kept with its value, in the order of the report."""
    first, second = read_report(TSO).connections
    assert first.pairs[:4] == (
        ("Client Name", "USER17"),
        ("Client Id", "00000105"),
        ("Local Socket", "::ffff:193.1.4.94..1109"),
        ("Foreign Socket", "::ffff:9.42.103.202..20000"),
    )
    assert ("Round-trip information", "") in first.pairs
    assert first.labels[-3:] == ("TcpClusterConnFlag", "TcpTrustedPartner", "SendDataQueued")
    assert (first.line, second.line) == (2, 14)
    assert read_report(TSO).others == ()


def test_typed_access() -> None:
    """Flags and ids are hexadecimal bytes and numbers, counters decimal whatever their width."""
    first, second = read_report(TSO).connections
    assert (first.client_name, first.client_id) == ("USER17", 0x105)
    assert (first.local, first.foreign) == (
        "::ffff:193.1.4.94..1109",
        "::ffff:9.42.103.202..20000",
    )
    assert first.state == "FinWait2"
    assert (first.cluster_flag, first.trusted_flag) == (0x8E, 0xE0)
    assert (second.cluster_flag, second.trusted_flag) == (0x00, 0x20)
    assert first.counter("BytesOut") == 4711
    assert first.value("smooth  TRIP time") == "35.000"


def test_what_a_record_does_not_show_is_absent() -> None:
    """A UDP socket or a cut record has no flags, no state, no counters."""
    (connection,) = read_report("Client Name: RESOLVER").connections
    assert connection.cluster_flag is None
    assert connection.trusted_flag is None
    assert connection.client_id is None
    assert connection.counter("BytesIn") is None
    assert connection.value("BytesIn") is None
    assert (connection.state, connection.local, connection.foreign) == ("", "", "")


def test_console_reports_are_in_upper_case() -> None:
    """Console text gives the same values, and its own counts and closing line."""
    report = read_report(CONSOLE)
    (connection,) = report.connections
    assert (connection.client_name, connection.client_id) == ("WEBSRV", 0x3A)
    assert (connection.cluster_flag, connection.trusted_flag) == (0x82, 0x80)
    assert connection.counter("BytesOut") == 456
    assert connection.state == "ESTABLSH"
    assert report.title is not None
    assert (report.title.stack, report.title.time) == ("TCPCS", "")
    assert (report.shown, report.total, report.ended, report.cut_off) == (1, 7, True, True)
    assert report.others == ()


def test_a_truncated_report_says_so() -> None:
    """A report cut off at the console's limit keeps what it holds."""
    report = read_report(
        "\n".join(CONSOLE.splitlines()[:4]) + "\nREPORT TRUNCATED DUE TO GREATER THAN 65533 LINES OF OUTPUT"
    )
    assert (report.truncated, report.ended, report.cut_off) == (True, False, True)
    assert report.connections[0].foreign == "10.1.1.2..1024"
    assert report.connections[0].cluster_flag is None


def test_a_complete_report_is_not_cut_off() -> None:
    """Without counts, or with all records shown, nothing is missing."""
    assert not read_report(TSO).cut_off
    assert not read_report(CONSOLE.replace("1 OF 7", "7 OF 7")).cut_off


@given(st.integers(0, len(TSO)))
def test_a_report_cut_anywhere_keeps_what_came_before(length: int) -> None:
    """A cut inside the title leaves no report; a later one leaves every record begun before it."""
    cut = TSO[:length]
    if length < len("MVS TCP/IP NETSTAT CS V1R12       T"):
        with pytest.raises(UnreadableReport):
            read_report(cut)
    else:
        assert len(read_report(cut).connections) == cut.count("Client Name:")


@pytest.mark.parametrize("line_end", ["\r\n", "\r", "\n"])
def test_line_ends_do_not_matter(line_end: str) -> None:
    """The usual line ends all give the same report, line numbers included."""
    assert read_report(TSO.replace("\n", line_end)) == read_report(TSO)


def test_columns_do_not_matter() -> None:
    """A report whose runs of blanks became single ones reads the same."""
    normalised = "\n".join(" ".join(line.split()) for line in TSO.splitlines())
    assert read_report(normalised).connections == read_report(TSO).connections
    console = "\n".join(" ".join(line.split()) for line in CONSOLE.splitlines())
    assert read_report(console).connections == read_report(CONSOLE).connections


@pytest.mark.parametrize(
    ("line", "pairs"),
    [
        ("QOSPolicy: No", [("QOSPolicy", "No")]),
        ("SockOpt: 80    TcpTimer: 00", [("SockOpt", "80"), ("TcpTimer", "00")]),
        ("SockOpt: 80 Tcp Timer: 00", [("SockOpt", "80"), ("Tcp Timer", "00")]),
        ("Some Rule: two words  Other One: x", [("Some Rule", "two words"), ("Other One", "x")]),
        ("Some Rule: two words State: x", [("Some Rule", "two words"), ("State", "x")]),
        ("Empty: Other: x", [("Empty", ""), ("Other", "x")]),
        ("Empty:   Last Touched: 1", [("Empty", ""), ("Last Touched", "1")]),
        ("Ancillary Input Queue: N/A", [("Ancillary Input Queue", "N/A")]),
    ],
)
def test_unknown_labels_are_kept(line: str, pairs: list[tuple[str, str]]) -> None:
    """A label that nobody knows keeps its place and its value."""
    (connection,) = read_report("Client Name: A\n" + line).connections
    assert list(connection.pairs[1:]) == pairs


@pytest.mark.parametrize(
    ("line", "attribute"),
    [
        ("TcpClusterConnFlag: 8", "cluster_flag"),
        ("TcpClusterConnFlag: 8G", "cluster_flag"),
        ("TcpClusterConnFlag: X'8E'", "cluster_flag"),
        ("TcpTrustedPartner: 0xE0", "trusted_flag"),
        ("TcpTrustedPartner:", "trusted_flag"),
        ("Client Id: 000000105", "client_id"),
    ],
)
def test_an_unusable_value_names_its_line(line: str, attribute: str) -> None:
    """A value that is none is refused with its line when it is asked for, not before."""
    (connection,) = read_report("Client Name: A\n\n" + line).connections
    with pytest.raises(UnreadableReport, match="line 3: ") as refusal:
        getattr(connection, attribute)
    assert refusal.value.line == 3


@pytest.mark.parametrize("digits", [1, 10, 20, 32])
def test_counters_have_any_width_up_to_32(digits: int) -> None:
    """Leading zeros do not matter."""
    (connection,) = read_report(f"Client Name: A\nBytesIn: {'7'.zfill(digits)}").connections
    assert connection.counter("BytesIn") == 7


def test_counters_wider_than_32_digits_are_refused() -> None:
    """No report has more digits than the source's example."""
    (connection,) = read_report(f"Client Name: A\nBytesIn: {'7'.zfill(33)}").connections
    with pytest.raises(UnreadableReport, match="BytesIn"):
        connection.counter("BytesIn")


def test_lines_that_belong_nowhere_are_kept() -> None:
    """Text before the first record, and lines without a label, are kept with their numbers."""
    report = read_report("READY\nLocal Socket: 10.1.1.1..1\nClient Name: A\nnonsense\n: x")
    assert report.others == (
        (1, "READY"),
        (2, "Local Socket: 10.1.1.1..1"),
        (4, "nonsense"),
        (5, ": x"),
    )
    assert len(report.connections) == 1


def test_several_reports_in_one_text() -> None:
    """The first title counts; a later one ends the record before it."""
    report = read_report(TSO + CONSOLE)
    assert [connection.client_name for connection in report.connections] == [
        "USER17",
        "OTHER",
        "WEBSRV",
    ]
    assert report.title is not None
    assert report.title.time == "17:40:36"


def test_a_filter_that_matches_nothing_leaves_a_report() -> None:
    """A title alone is a report without connections."""
    assert read_report(TSO.splitlines()[0]).connections == ()


@pytest.mark.parametrize(
    ("text", "line"), [("", 1), ("\n\n", 1), ("\n\nEZZ2376I no such option\n", 3), ("a: b", 1)]
)
def test_what_is_no_report_is_refused(text: str, line: int) -> None:
    """Text without title and without connection is refused at its first line that says anything."""
    with pytest.raises(UnreadableReport, match="no Netstat report") as refusal:
        read_report(text)
    assert refusal.value.line == line


PIECES = st.sampled_from(
    [
        *("Client Name:", "CLIENT NAME: X", "NETSTAT CS", "V1R12", " ", "  ", "\n", "\r", ":", "8E"),
        *("TcpClusterConnFlag:", "END OF THE REPORT", "1 OF 2 RECORDS DISPLAYED", "::ffff:1.1.1.1"),
    ]
)


def survives(text: str) -> bool:
    """Read a text and every typed value in it; nothing but a refusal with a line may come of it."""
    try:
        use(read_report(text))
    except UnreadableReport as refusal:
        return refusal.line >= 1
    return True


def use(report: Report) -> None:
    """Ask for every typed value of a report."""
    assert report.cut_off in {True, False}
    for connection in report.connections:
        assert connection.pairs[0][0].casefold().startswith("client")
        assert connection.cluster_flag in {None, *range(256)}
        assert connection.trusted_flag in {None, *range(256)}
        assert connection.client_id is None or connection.client_id < 2**32


@given(st.text())
def test_any_text_is_survived(text: str) -> None:
    """The reader gives a report or names a line, whatever it is given."""
    assert survives(text)
    assert survives("Client Name: A\n" + text)


@given(st.lists(PIECES).map("".join))
def test_any_heap_of_pieces_is_survived(text: str) -> None:
    """The reader survives texts that look like reports."""
    assert survives(text)
