"""From the history of a socket to the two flag bytes."""

from dataclasses import replace

import pytest

from reference_impl.netstat.connection_view import ConnectionView, PartnerHistory, Protocol
from reference_impl.netstat.flags import ClusterConnFlag, TrustedPartnerFlag
from reference_impl.netstat.rules import V1R12_NETSTAT, NetstatRules

EVERYWHERE = ClusterConnFlag.SAME_CLUSTER | ClusterConnFlag.SAME_IMAGE | ClusterConnFlag.INTERNAL


def view(history: PartnerHistory) -> ConnectionView:
    return ConnectionView(
        client_name="USER17",
        client_id=0x105,
        local_address="10.1.1.1",
        local_port=1109,
        history=history,
    )


@pytest.mark.parametrize(
    ("history", "byte"),
    [
        (PartnerHistory(), 0x00),
        (PartnerHistory(routing=EVERYWHERE), 0x00),
        (PartnerHistory(routing=EVERYWHERE, set_issued=True), 0x00),
        (PartnerHistory(routing=EVERYWHERE, set_inherited=True, prefetched=True), 0x00),
        (PartnerHistory(asked_by_ioctl=True), 0x80),
        (PartnerHistory(asked_by_ioctl=True, routing=EVERYWHERE), 0x8E),
        (PartnerHistory(asked_by_option=True, routing=EVERYWHERE), 0x8E),
        (PartnerHistory(asked_by_option=True, routing=ClusterConnFlag.NOT_SAME_CLUSTER), 0x81),
        (PartnerHistory(asked_by_option=True, routing=ClusterConnFlag.SAME_CLUSTER), 0x82),
        (
            PartnerHistory(asked_by_ioctl=True, asked_by_option=True, routing=ClusterConnFlag.INTERNAL),
            0x88,
        ),
        (PartnerHistory(asked_by_ioctl=True, routing=ClusterConnFlag.SAME_IMAGE), 0x84),
        (PartnerHistory(routing=ClusterConnFlag.REQUESTED), 0x00),
    ],
)
def test_cluster_byte(history: PartnerHistory, byte: int) -> None:
    """TcpClusterConnFlag stays 00 until a request is made, then shows it with the routing."""
    assert V1R12_NETSTAT.cluster_byte(view(history)) == byte


@pytest.mark.parametrize(
    ("history", "byte"),
    [
        (PartnerHistory(), 0x00),
        (PartnerHistory(asked_by_ioctl=True, asked_by_option=True, routing=EVERYWHERE), 0x00),
        (PartnerHistory(user_id_retrieved=True), 0x80),
        (PartnerHistory(utoken_retrieved=True), 0x40),
        (PartnerHistory(set_issued=True), 0x20),
        (PartnerHistory(set_inherited=True), 0x20),
        (PartnerHistory(set_issued=True, prefetched=True), 0x20),
        (PartnerHistory(user_id_retrieved=True, utoken_retrieved=True, set_inherited=True), 0xE0),
    ],
)
def test_trusted_byte(history: PartnerHistory, byte: int) -> None:
    """TcpTrustedPartner shows what was retrieved and SIOCSPARTNERINFO, issued or inherited."""
    assert V1R12_NETSTAT.trusted_byte(view(history)) == byte


def test_bit_values_are_rules() -> None:
    """Which bit stands for a meaning can be changed without touching when the meaning holds."""
    rules = NetstatRules(
        cluster_bits={ClusterConnFlag.REQUESTED: 0x40},
        trusted_bits={TrustedPartnerFlag.SET: 0x02},
    )
    seen = view(PartnerHistory(asked_by_ioctl=True, routing=EVERYWHERE, set_issued=True))
    assert (rules.cluster_byte(seen), rules.trusted_byte(seen)) == (0x40, 0x02)


def test_udp_sockets_do_not_show_the_flags() -> None:
    """The flags belong to TCP."""
    seen = view(PartnerHistory())
    assert V1R12_NETSTAT.flags_shown(seen)
    assert not V1R12_NETSTAT.flags_shown(replace(seen, protocol=Protocol.UDP))
