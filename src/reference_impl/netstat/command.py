"""The command Netstat ALL/-A as a whole: from options as given to the text of the report."""

from collections.abc import Iterable
from dataclasses import dataclass

from reference_impl.netstat.connection_view import ConnectionView
from reference_impl.netstat.filters import read_filters
from reference_impl.netstat.layout import ReportForm
from reference_impl.netstat.report import ReportStack, print_report
from reference_impl.netstat.rules import V1R12_NETSTAT, NetstatRules


@dataclass(frozen=True, slots=True, kw_only=True)
class NetstatOptions:
    """What can be given with ALL/-A; without a form the stack's default one is shown.

    Each filter takes up to six values: client names of 1 to 8 characters with `*` and `?`;
    addresses, alone or with a prefix length or mask; ports from 0 to 65535.
    """

    form: ReportForm | None = None
    clients: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    ports: tuple[int, ...] = ()
    server: bool = False


def netstat_all(
    stack: ReportStack,
    views: Iterable[ConnectionView],
    options: NetstatOptions,
    rules: NetstatRules = V1R12_NETSTAT,
) -> str:
    """The report of one stack; raises NetstatRefused before any view has been taken."""
    chosen = read_filters(
        options.clients,
        options.addresses,
        options.ports,
        server=options.server,
        limits=rules.filter_limits,
    )
    return print_report(stack, views, options.form, chosen, rules)
