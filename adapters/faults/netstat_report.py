"""Faults in the Netstat ALL/-A report around the flags: its lines, its words, its two families."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ezconform.proof.fault import Fault
from reference_impl.netstat import filters, layout
from reference_impl.netstat.connection_view import ConnectionView, Protocol, StateWord
from reference_impl.netstat.flags import ClusterConnFlag, TrustedPartnerFlag
from reference_impl.netstat.history_flags import cluster_flag, trusted_flag
from reference_impl.netstat.layout import Field, Line, ReportForm
from reference_impl.rules import V1R12, Rules

FLAGS: Line = (layout.CLUSTER_FLAG, layout.TRUSTED_FLAG)
TCP_LINES = layout.TCP_LINES

View = ConnectionView


def netstat(**changes: Any) -> Rules:
    return replace(V1R12, netstat=replace(V1R12.netstat, **changes))


def tcp_lines(other: Callable[[tuple[Line, ...]], tuple[Line, ...]], *forms: ReportForm) -> Rules:
    """The lines about a TCP connection are others, in both forms or in these."""
    changed = {form: other(TCP_LINES[form]) for form in forms or ReportForm}
    return netstat(tcp_lines={**TCP_LINES, **changed})


def without(*fields: Field) -> Callable[[tuple[Line, ...]], tuple[Line, ...]]:
    """The lines without these fields."""

    def lines(right: tuple[Line, ...]) -> tuple[Line, ...]:
        kept = (tuple(field for field in line if field not in fields) for line in right)
        return tuple(line for line in kept if line)

    return lines


def instead(field: Field, other: Field) -> Callable[[tuple[Line, ...]], tuple[Line, ...]]:
    """The lines with one field in another's place."""
    return lambda right: tuple(tuple(other if one is field else one for one in line) for line in right)


def state_words(**words: str) -> Rules:
    """Other words for these states, by the names of the states."""
    other = {StateWord[name]: word for name, word in words.items()}
    shown = Field("State:", lambda one: other.get(one.view.state, one.view.state))
    return tcp_lines(instead(layout.STATE, shown))


def flags_if(condition: Callable[[View], bool]) -> Rules:
    """Both flags are 00 unless the condition holds."""
    return netstat(
        cluster_flag=lambda view: cluster_flag(view) if condition(view) else ClusterConnFlag(0),
        trusted_flag=lambda view: trusted_flag(view) if condition(view) else TrustedPartnerFlag(0),
    )


def mapped(view: View) -> bool:
    return view.local_address.startswith("::ffff:")


def over_ipv6(view: View) -> bool:
    return ":" in view.local_address and not mapped(view)


def at_server(view: View) -> bool:
    """Servers listen on port 5000 and above here, clients are given ports from 1024 upward."""
    return view.local_port > view.foreign_port > 0


def tcp(view: View) -> bool:
    return view.protocol is Protocol.TCP


def split(line: Line) -> tuple[Line, ...]:
    return tuple((field,) for field in line)


FAULTS: tuple[Fault, ...] = (
    Fault(
        "flags-only-if-requested",
        "NET-40",
        "A connection about which nobody asked has no line with the flags.",
        netstat(flags_shown=lambda view: bool(cluster_flag(view))),
    ),
    Fault(
        "trusted-flag-not-in-the-report",
        "NET-40",
        "The report has TcpClusterConnFlag only.",
        tcp_lines(without(layout.TRUSTED_FLAG)),
    ),
    Fault(
        "flags-at-the-end",
        "NET-41",
        "The flags stand behind the queued data.",
        tcp_lines(lambda right: (*without(*FLAGS)(right), FLAGS)),
    ),
    Fault(
        "flags-on-two-lines",
        "NET-41",
        "Each flag has a line of its own.",
        tcp_lines(
            lambda right: tuple(part for one in right for part in (split(one) if one == FLAGS else (one,)))
        ),
    ),
    Fault(
        "flags-in-the-other-order",
        "NET-41",
        "TcpTrustedPartner stands before TcpClusterConnFlag.",
        tcp_lines(lambda right: tuple(one[::-1] if one == FLAGS else one for one in right)),
    ),
    Fault(
        "no-line-for-the-round-trip",
        "NET-41",
        "The heading of the round-trip information is missing.",
        tcp_lines(without(layout.ROUND_TRIP)),
    ),
    Fault(
        "flags-with-prefix",
        "NET-41",
        "The flags are written as 0x8E.",
        tcp_lines(
            instead(
                layout.CLUSTER_FLAG, Field("TcpClusterConnFlag:", lambda one: f"0x{one.cluster_byte:02X}")
            )
        ),
    ),
    Fault(
        "mapped-shown-as-ipv4",
        "NET-42",
        "A mapped address is shown without its prefix.",
        tcp_lines(
            instead(
                layout.LOCAL_SOCKET,
                Field("Local Socket:", lambda one: one.view.local.removeprefix("::ffff:")),
            )
        ),
    ),
    Fault(
        "mapped-without-flags",
        "NET-42",
        "A connection over mapped addresses shows 00 and 00.",
        flags_if(lambda view: not mapped(view)),
    ),
    Fault(
        "fin-wait-as-closing",
        "NET-42",
        "A connection of which this end has been closed is shown as Closing.",
        state_words(FIN_WAIT_2="Closing"),
    ),
    Fault(
        "flags-over-ipv4-only",
        "NET-43",
        "A connection over IPv6 shows 00 and 00.",
        flags_if(lambda view: not over_ipv6(view)),
    ),
    Fault(
        "mapped-server-without-flags",
        "NET-43",
        "Over mapped addresses the server's end shows 00 and 00.",
        flags_if(lambda view: not (mapped(view) and at_server(view))),
    ),
    Fault(
        "established-in-full",
        "NET-44",
        "The word for an established connection is Established.",
        state_words(ESTABLISHED="Established"),
    ),
    Fault(
        "listening-in-full",
        "NET-44",
        "The word for a listening socket is Listening.",
        state_words(LISTEN="Listening"),
    ),
    Fault(
        "close-wait-in-full",
        "NET-44",
        "The word for an end whose partner has closed is CloseWait.",
        state_words(CLOSE_WAIT="CloseWait"),
    ),
    Fault(
        "fin-wait-1-for-2",
        "NET-44",
        "An end that has closed stays FinWait1 though its partner has confirmed.",
        state_words(FIN_WAIT_2="FinWait1"),
    ),
    Fault(
        "time-wait-as-closed",
        "NET-44",
        "A connection in TimeWait is shown as Closed.",
        state_words(TIME_WAIT="Closed"),
    ),
    Fault(
        "listener-without-flags",
        "NET-45",
        "A listening socket has no line with the flags.",
        netstat(flags_shown=lambda view: view.protocol is Protocol.TCP and not view.listening),
    ),
    Fault(
        "udp-with-flags",
        "NET-46",
        "A UDP socket shows the flags, as 00 and 00.",
        netstat(flags_shown=lambda _view: True, udp_lines=(*layout.UDP_LINES, FLAGS)),
    ),
    Fault(
        "udp-not-shown",
        "NET-46",
        "The report leaves UDP sockets out.",
        netstat(server_matches=lambda chosen, view: tcp(view) and filters.server_matches(chosen, view)),
    ),
)
