"""The text of a Netstat ALL/-A report, made line by line from views of connections.

Each connection is written from its own view alone, so its cost does not depend on how many others
there are. Knows no socket; the time in the header is the virtual clock's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from reference_impl.netstat.connection_view import ConnectionView, Protocol
from reference_impl.netstat.filters import Filters
from reference_impl.netstat.layout import FLAG_FIELDS, Field, Line, ReportForm, Shown, time_of_day
from reference_impl.netstat.refusals import NothingMatches, ShortFormRefused
from reference_impl.netstat.rules import V1R12_NETSTAT, NetstatRules

SECOND_COLUMN = 41
"""Blanks and text before the second field of a line, as before `Client Id:` in the source."""

NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportStack:
    """The stack a report is about: TCP/IP procedure name (1 to 8), IPv6 or not, virtual seconds."""

    name: str
    ipv6_enabled: bool
    seconds: float


def print_report(
    stack: ReportStack,
    views: Iterable[ConnectionView],
    form: ReportForm | None = None,
    chosen: Filters = NO_FILTERS,
    rules: NetstatRules = V1R12_NETSTAT,
) -> str:
    """The whole report, each line ended by a newline; without a form, the stack's default one.

    Raises ShortFormRefused. A filter that matches nothing leaves the header lines.
    """
    shape = _form(stack, form, rules)
    records = list(_records(views, shape, chosen, rules))
    if rules.refuses_empty and not records:
        raise NothingMatches("ALL/-A", stack.name, "nothing matches")
    return "\n".join([header(stack, rules), *records]) + "\n"


def _form(stack: ReportStack, form: ReportForm | None, rules: NetstatRules) -> ReportForm:
    if form is None:
        return rules.default_form(ipv6_enabled=stack.ipv6_enabled)
    possible = rules.short_form_possible(ipv6_enabled=stack.ipv6_enabled)
    if form is ReportForm.SHORT and not possible:
        raise ShortFormRefused("FORMat/-M", form, "EZZ2383I the stack is enabled for IPv6")
    return form


def header(stack: ReportStack, rules: NetstatRules = V1R12_NETSTAT) -> str:
    """The title line of TSO and UNIX reports."""
    return (
        f"MVS TCP/IP NETSTAT CS {rules.release}       TCPIP Name: {stack.name:<8}"
        f"        {time_of_day(stack.seconds)}"
    )


def _records(
    views: Iterable[ConnectionView], form: ReportForm, chosen: Filters, rules: NetstatRules
) -> Iterator[str]:
    for view in views:
        if rules.wanted(chosen, view):
            yield from connection_lines(view, form, rules)
            yield ""


def connection_lines(
    view: ConnectionView, form: ReportForm, rules: NetstatRules = V1R12_NETSTAT
) -> Iterator[str]:
    """The lines about one connection, without line ends."""
    flagged = rules.flags_shown(view)
    shown = Shown(
        view,
        rules.counter_digits[form],
        rules.counter_masks[form],
        rules.cluster_byte(view),
        rules.trusted_byte(view),
    )
    for line in _lines(view, form, rules):
        if flagged or FLAG_FIELDS.isdisjoint(line):
            yield _written(line, shown)


def _lines(view: ConnectionView, form: ReportForm, rules: NetstatRules) -> tuple[Line, ...]:
    if view.protocol is Protocol.UDP:
        return rules.udp_lines
    return rules.tcp_lines[form]


def _written(line: Line, shown: Shown) -> str:
    first, *others = (_field(field, shown) for field in line)
    return "".join([f"{first:<{SECOND_COLUMN - 1}} " if others else first, *others])


def _field(field: Field, shown: Shown) -> str:
    return field.label if field.text is None else f"{field.label} {field.text(shown)}"
