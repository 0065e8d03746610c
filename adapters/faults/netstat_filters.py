"""Faults in what the Netstat ALL/-A report shows: of which stack, by which filters, in which form."""

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ezconform.proof.fault import Fault
from reference_impl.netstat import filters, layout
from reference_impl.netstat.connection_view import ConnectionView, Protocol
from reference_impl.netstat.filters import Filters
from reference_impl.netstat.layout import Field, Line, ReportForm
from reference_impl.netstat.refusals import ShortFormRefused
from reference_impl.rules import V1R12, Rules

FLAGS: Line = (layout.CLUSTER_FLAG, layout.TRUSTED_FLAG)
TCP_LINES = layout.TCP_LINES

View = ConnectionView


def netstat(**changes: Any) -> Rules:
    return replace(V1R12, netstat=replace(V1R12.netstat, **changes))


def views(**changes: Any) -> Rules:
    return replace(V1R12, views=replace(V1R12.views, **changes))


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


def at_server(view: View) -> bool:
    """Servers listen on port 5000 and above here, clients are given ports from 1024 upward."""
    return view.local_port > view.foreign_port > 0


def tcp(view: View) -> bool:
    return view.protocol is Protocol.TCP


def refuse_form(*, ipv6_enabled: bool) -> ReportForm:
    """Without a form the short one is meant, whether the stack can show it or not."""
    if ipv6_enabled:
        raise ShortFormRefused("FORMat/-M", ReportForm.SHORT, "the stack is enabled for IPv6")
    return ReportForm.SHORT


def part_of_a_name(chosen: Filters, view: View) -> bool:
    return not chosen.clients or any(pattern.match(view.client_name) for pattern in chosen.clients)


def first_client_only(chosen: Filters, view: View) -> bool:
    return filters.client_matches(replace(chosen, clients=chosen.clients[:1]), view)


def local_address_only(chosen: Filters, view: View) -> bool:
    return filters.address_matches(chosen, replace(view, foreign_address=view.local_address))


def foreign_address_only(chosen: Filters, view: View) -> bool:
    return filters.address_matches(chosen, replace(view, local_address=view.foreign_address))


def whole_networks_only(chosen: Filters, view: View) -> bool:
    """A prefix or mask is taken for the one address that it begins with."""
    hosts = tuple(type(one)((one.network_address, one.max_prefixlen)) for one in chosen.networks)
    return filters.address_matches(replace(chosen, networks=hosts), view)


def local_port_only(chosen: Filters, view: View) -> bool:
    return not chosen.ports or view.local_port in chosen.ports


def foreign_port_only(chosen: Filters, view: View) -> bool:
    return not chosen.ports or view.foreign_port in chosen.ports


def clients_as(change: Callable[[str], str]) -> Rules:
    """The names of the client filter are matched with other patterns; `.*` is what an asterisk means."""

    def matches(chosen: Filters, view: View) -> bool:
        patterns = tuple(re.compile(change(one.pattern), one.flags) for one in chosen.clients)
        return filters.client_matches(replace(chosen, clients=patterns), view)

    return netstat(client_matches=matches)


def limits(**changes: int) -> Rules:
    return netstat(filter_limits=replace(filters.LIMITS, **changes))


def either_filter(chosen: Filters, view: View) -> bool:
    """A connection on a port asked for passes the client filter."""
    on_port = bool(chosen.ports) and filters.port_matches(chosen, view)
    return on_port or filters.client_matches(chosen, view)


FAULTS: tuple[Fault, ...] = (
    Fault(
        "report-of-the-sysplex",
        "NET-50",
        "The report shows the connections of every stack there is.",
        views(stacks=lambda _asked, every: every),
    ),
    Fault(
        "report-of-the-first-stack",
        "NET-50",
        "The report is that of the first stack, whichever was asked for.",
        views(stacks=lambda _asked, every: tuple(every)[:1]),
    ),
    Fault(
        "client-filter-for-one-name",
        "NET-51",
        "Of several client names only the first counts.",
        netstat(client_matches=first_client_only),
    ),
    Fault(
        "client-filter-ignored",
        "NET-51",
        "The client filter leaves everything.",
        netstat(client_matches=lambda _chosen, _view: True),
    ),
    Fault(
        "address-filter-for-the-local-one",
        "NET-51",
        "The address filter looks at the local address only.",
        netstat(address_matches=local_address_only),
    ),
    Fault(
        "address-filter-for-the-foreign-one",
        "NET-51",
        "The address filter looks at the foreign address only.",
        netstat(address_matches=foreign_address_only),
    ),
    Fault(
        "address-filter-without-masks",
        "NET-51",
        "A prefix or mask behind the address is ignored.",
        netstat(address_matches=whole_networks_only),
    ),
    Fault(
        "port-filter-for-the-local-one",
        "NET-51",
        "The port filter looks at the local port only.",
        netstat(port_matches=local_port_only),
    ),
    Fault(
        "port-filter-for-the-foreign-one",
        "NET-51",
        "The port filter looks at the foreign port only.",
        netstat(port_matches=foreign_port_only),
    ),
    Fault(
        "client-filter-by-beginning",
        "NET-52",
        "Every client name of the filter is taken for the beginning of one.",
        netstat(client_matches=part_of_a_name),
    ),
    Fault(
        "asterisk-as-one-character",
        "NET-52",
        "An asterisk is one character.",
        clients_as(lambda pattern: pattern.replace(".*", ".")),
    ),
    Fault(
        "asterisk-at-the-end-only",
        "NET-52",
        "An asterisk at the beginning matches nothing.",
        clients_as(lambda pattern: re.sub(r"^\.\*(?=.)", r"\\*", pattern)),
    ),
    Fault(
        "question-mark-as-any-string",
        "NET-52",
        "A question mark may be missing or several characters.",
        clients_as(lambda pattern: re.sub(r"\.(?!\*)", ".*", pattern)),
    ),
    Fault(
        "question-mark-as-itself",
        "NET-52",
        "A question mark is a question mark.",
        clients_as(lambda pattern: re.sub(r"\.(?!\*)", r"\\?", pattern)),
    ),
    Fault(
        "server-ignored",
        "NET-53",
        "With SERVER the report is the same as without.",
        netstat(server_matches=lambda _chosen, _view: True),
    ),
    Fault(
        "server-with-udp",
        "NET-53",
        "SERVER leaves UDP sockets as well.",
        netstat(server_matches=lambda chosen, view: not tcp(view) or filters.server_matches(chosen, view)),
    ),
    Fault(
        "server-with-the-connections-of-servers",
        "NET-53",
        "SERVER leaves the connections that servers have accepted as well.",
        netstat(server_matches=lambda chosen, view: at_server(view) or filters.server_matches(chosen, view)),
    ),
    Fault(
        "either-filter-is-enough",
        "NET-54",
        "A connection that passes one of two filters is shown.",
        netstat(client_matches=either_filter, port_matches=lambda _chosen, _view: True),
    ),
    Fault(
        "seven-clients",
        "NET-55",
        "A client filter takes seven names.",
        limits(clients=7),
    ),
    Fault(
        "five-clients",
        "NET-55",
        "A client filter takes five names.",
        limits(clients=5),
    ),
    Fault(
        "nine-characters",
        "NET-55",
        "A client name may have nine characters.",
        limits(client_name=9),
    ),
    Fault(
        "seven-ports",
        "NET-56",
        "A port filter takes seven values.",
        limits(ports=7),
    ),
    Fault(
        "five-ports",
        "NET-56",
        "A port filter takes five values.",
        limits(ports=5),
    ),
    Fault(
        "seven-addresses",
        "NET-56",
        "An address filter takes seven values.",
        limits(addresses=7),
    ),
    Fault(
        "five-addresses",
        "NET-56",
        "An address filter takes five values.",
        limits(addresses=5),
    ),
    Fault(
        "empty-report-refused",
        "NET-57",
        "A filter that matches nothing is refused.",
        netstat(refuses_empty=True),
    ),
    Fault(
        "short-form-without-flags",
        "NET-58",
        "The short form leaves the flags out.",
        tcp_lines(without(*FLAGS), ReportForm.SHORT),
    ),
    Fault(
        "long-form-without-flags",
        "NET-58",
        "The long form leaves the flags out.",
        tcp_lines(without(*FLAGS), ReportForm.LONG),
    ),
    Fault(
        "short-form-without-trusted-flag",
        "NET-58",
        "The short form has TcpClusterConnFlag only.",
        tcp_lines(without(layout.TRUSTED_FLAG), ReportForm.SHORT),
    ),
    Fault(
        "short-form-for-ipv6",
        "NET-59",
        "A stack that is enabled for IPv6 shows the short form when asked.",
        netstat(short_form_possible=lambda **_stack: True),
    ),
    Fault(
        "short-form-by-default",
        "NET-59",
        "Without a form the short one is meant, which a stack that is enabled for IPv6 refuses.",
        netstat(default_form=refuse_form),
    ),
)
