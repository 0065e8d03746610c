"""The command Netstat ALL/-A as a whole."""

from collections.abc import Iterator

import pytest

from reference_impl.netstat.command import NetstatOptions, netstat_all
from reference_impl.netstat.connection_view import ConnectionView, StateWord
from reference_impl.netstat.filters import FilterLimits
from reference_impl.netstat.layout import ReportForm
from reference_impl.netstat.refusals import NetstatRefused
from reference_impl.netstat.report import ReportStack, print_report
from reference_impl.netstat.rules import NetstatRules

STACK = ReportStack(name="TCPCS1", ipv6_enabled=False, seconds=0)


def view(name: str, port: int, state: StateWord) -> ConnectionView:
    return ConnectionView(
        client_name=name, client_id=1, local_address="10.1.1.1", local_port=port, state=state
    )


VIEWS = (
    view("PAYROLL", 80, StateWord.LISTEN),
    view("PAYROLL", 80, StateWord.ESTABLISHED),
    view("AUDIT", 90, StateWord.LISTEN),
)


@pytest.mark.parametrize(
    ("options", "wanted"),
    [
        (NetstatOptions(), VIEWS),
        (NetstatOptions(clients=("PAY*",)), VIEWS[:2]),
        (NetstatOptions(ports=(90,)), VIEWS[2:]),
        (NetstatOptions(addresses=("10.1.1.0/24",), server=True), VIEWS[::2]),
        (NetstatOptions(addresses=("10.2.0.0/16",)), ()),
        (NetstatOptions(form=ReportForm.LONG), VIEWS),
    ],
)
def test_options_choose_connections_and_form(
    options: NetstatOptions, wanted: tuple[ConnectionView, ...]
) -> None:
    """The report shows exactly the connections that the options let through, in their form."""
    assert netstat_all(STACK, VIEWS, options) == print_report(STACK, wanted, options.form)


def nothing_taken() -> Iterator[ConnectionView]:
    """Views that must not be asked for."""
    raise AssertionError("a view was taken")
    yield VIEWS[0]


@pytest.mark.parametrize(
    "options",
    [NetstatOptions(clients=("NINECHARS",)), NetstatOptions(ports=(1, 2, 3, 4, 5, 6, 7))],
)
def test_bad_options_are_refused_before_anything_is_shown(options: NetstatOptions) -> None:
    """A malformed option costs nothing but a refusal."""
    with pytest.raises(NetstatRefused):
        netstat_all(STACK, nothing_taken(), options)


def test_the_number_of_filter_values_is_a_rule() -> None:
    """How many values a filter takes can be replaced."""
    seven = NetstatOptions(ports=(1, 2, 3, 4, 5, 6, 80))
    text = netstat_all(
        STACK, VIEWS, seven, NetstatRules(filter_limits=FilterLimits(clients=7, addresses=7, ports=7))
    )
    assert text == print_report(STACK, VIEWS[:2])
