"""Every decision that a requirement speaks of in Netstat ALL/-A, gathered in one frozen value."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from reference_impl.netstat import filters, history_flags, layout
from reference_impl.netstat.connection_view import ConnectionView
from reference_impl.netstat.filters import FilterLimits, Filters
from reference_impl.netstat.flags import ClusterConnFlag, TrustedPartnerFlag
from reference_impl.netstat.layout import Line, ReportForm

Match = Callable[[Filters, ConnectionView], bool]

CLUSTER_BITS = {flag: flag.value for flag in ClusterConnFlag}
TRUSTED_BITS = {flag: flag.value for flag in TrustedPartnerFlag}

COUNTER_DIGITS = {ReportForm.LONG: 32, ReportForm.SHORT: 10}
"""32 as in the source's example, 10 for a number of 32 bits."""

COUNTER_MASKS = {ReportForm.LONG: layout.LOW_64_BITS, ReportForm.SHORT: layout.LOW_32_BITS}
"""SHORT shows only the low 32 bits of a counter. Source: manual."""


def default_form(*, ipv6_enabled: bool) -> ReportForm:
    """LONG on an IPv6-enabled stack, else SHORT. Source: manual."""
    return ReportForm.LONG if ipv6_enabled else ReportForm.SHORT


def short_form_possible(*, ipv6_enabled: bool) -> bool:
    """FORMAT SHORT is refused where IPv6 addresses can appear. Source: manual, EZZ2383I."""
    return not ipv6_enabled


@dataclass(frozen=True)
class NetstatRules:
    """How Netstat ALL/-A behaves; a fault is `dataclasses.replace` on one field.

    `cluster_bits` and `trusted_bits` say which bit of the byte stands for which meaning;
    `cluster_flag` and `trusted_flag` say when the meaning holds. `refuses_empty`: a filter that
    matches nothing is refused, instead of leaving a report without connections.
    """

    release: str = "V1R12"
    cluster_flag: Callable[[ConnectionView], ClusterConnFlag] = history_flags.cluster_flag
    trusted_flag: Callable[[ConnectionView], TrustedPartnerFlag] = history_flags.trusted_flag
    flags_shown: Callable[[ConnectionView], bool] = history_flags.flags_shown
    cluster_bits: Mapping[ClusterConnFlag, int] = field(default_factory=lambda: CLUSTER_BITS)
    trusted_bits: Mapping[TrustedPartnerFlag, int] = field(default_factory=lambda: TRUSTED_BITS)
    tcp_lines: Mapping[ReportForm, tuple[Line, ...]] = field(default_factory=lambda: layout.TCP_LINES)
    udp_lines: tuple[Line, ...] = layout.UDP_LINES
    counter_digits: Mapping[ReportForm, int] = field(default_factory=lambda: COUNTER_DIGITS)
    counter_masks: Mapping[ReportForm, int] = field(default_factory=lambda: COUNTER_MASKS)
    default_form: Callable[..., ReportForm] = default_form
    short_form_possible: Callable[..., bool] = short_form_possible
    filter_limits: FilterLimits = filters.LIMITS
    client_matches: Match = filters.client_matches
    address_matches: Match = filters.address_matches
    port_matches: Match = filters.port_matches
    server_matches: Match = filters.server_matches
    refuses_empty: bool = False

    def wanted(self, chosen: Filters, view: ConnectionView) -> bool:
        """Whether every filter given lets this connection through."""
        return (
            self.server_matches(chosen, view)
            and self.port_matches(chosen, view)
            and self.client_matches(chosen, view)
            and self.address_matches(chosen, view)
        )

    def cluster_byte(self, view: ConnectionView) -> int:
        """TcpClusterConnFlag as a byte, 0 to 255."""
        meant = self.cluster_flag(view)
        return sum(bit for flag, bit in self.cluster_bits.items() if flag in meant)

    def trusted_byte(self, view: ConnectionView) -> int:
        """TcpTrustedPartner as a byte, 0 to 255."""
        meant = self.trusted_flag(view)
        return sum(bit for flag, bit in self.trusted_bits.items() if flag in meant)


V1R12_NETSTAT = NetstatRules()
"""Netstat as documented, with our choices where the documents are silent."""
