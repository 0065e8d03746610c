"""Filters of Netstat ALL/-A."""

from dataclasses import replace

import pytest

from reference_impl.netstat.connection_view import ConnectionView, Protocol, StateWord
from reference_impl.netstat.filters import read_filters
from reference_impl.netstat.refusals import BadFilterValue, NetstatRefused, TooManyValues
from reference_impl.netstat.rules import V1R12_NETSTAT

VIEW = ConnectionView(
    client_name="USER17",
    client_id=1,
    local_address="::ffff:10.1.1.1",
    local_port=1109,
    foreign_address="2001:db8:1::2",
    foreign_port=20000,
    state=StateWord.ESTABLISHED,
)


@pytest.mark.parametrize(
    ("pattern", "matches"),
    [
        ("USER17", True),
        ("user17", True),
        ("USER1", False),
        ("SER17", False),
        ("*", True),
        ("USER*", True),
        ("*17", True),
        ("U*R*7", True),
        ("USER1?", True),
        ("USER17?", False),
        ("????????", False),
        ("USER.7", False),
    ],
)
def test_client_filter(pattern: str, *, matches: bool) -> None:
    """In CLIent/-E `*` is any string, `?` one character, anything else itself in any case."""
    assert V1R12_NETSTAT.wanted(read_filters(clients=[pattern]), VIEW) is matches


@pytest.mark.parametrize(
    ("address", "matches"),
    [
        ("10.1.1.1", True),
        ("::ffff:10.1.1.1", True),
        ("10.1.1.2", False),
        ("10.1.0.0/16", True),
        ("10.1.1.99/24", True),
        ("10.1.0.0/255.255.0.0", True),
        ("10.2.0.0/255.255.0.0", False),
        ("::ffff:10.0.0.0/104", True),
        ("2001:db8:1::2", True),
        ("2001:db8::/32", True),
        ("2001:db9::/32", False),
    ],
)
def test_address_filter(address: str, *, matches: bool) -> None:
    """IPAddr/-I matches either end; a mapped address is the IPv4 address it stands for."""
    assert V1R12_NETSTAT.wanted(read_filters(addresses=[address]), VIEW) is matches


@pytest.mark.parametrize(
    ("ports", "matches"), [((1109,), True), ((20000,), True), ((1, 1109), True), ((1,), False)]
)
def test_port_filter(ports: tuple[int, ...], *, matches: bool) -> None:
    """POrt/-P matches either end, with any of the ports given."""
    assert V1R12_NETSTAT.wanted(read_filters(ports=ports), VIEW) is matches


def test_server_shows_tcp_listeners_only() -> None:
    """SERVER leaves out connections and UDP sockets."""
    server = read_filters(server=True)
    listener = replace(VIEW, state=StateWord.LISTEN)
    assert V1R12_NETSTAT.wanted(server, listener)
    assert not V1R12_NETSTAT.wanted(server, VIEW)
    assert not V1R12_NETSTAT.wanted(server, replace(listener, protocol=Protocol.UDP))


def test_every_kind_of_filter_must_match() -> None:
    """A connection is shown only if each kind of filter lets it through."""
    assert V1R12_NETSTAT.wanted(read_filters(["USER*"], ["10.1.1.1"], [1109]), VIEW)
    assert not V1R12_NETSTAT.wanted(read_filters(["USER*"], ["10.1.1.1"], [1]), VIEW)
    assert not V1R12_NETSTAT.wanted(read_filters(["A*"], ["10.1.1.1"], [1109]), VIEW)


def test_six_values_are_taken_and_a_seventh_is_refused() -> None:
    """A filter takes six values; the refusal names the option and the value too many."""
    assert len(read_filters(clients=list("ABCDEF")).clients) == 6
    with pytest.raises(TooManyValues, match="at most 6") as refusal:
        read_filters(clients=list("ABCDEFG"))
    assert (refusal.value.option, refusal.value.value) == ("CLIent/-E", "G")


@pytest.mark.parametrize(
    "given",
    [
        {"clients": [""]},
        {"clients": ["NINECHARS"]},
        {"addresses": ["10.1.1"]},
        {"addresses": ["10.1.1.1/33"]},
        {"addresses": [""]},
        {"ports": [-1]},
        {"ports": [65536]},
    ],
)
def test_malformed_values_are_refused(given: dict[str, list[str]]) -> None:
    """A value that is none is refused by its option; nothing is shown."""
    with pytest.raises(BadFilterValue) as refusal:
        read_filters(**given)  # type: ignore[arg-type]
    assert isinstance(refusal.value, NetstatRefused)
    assert str(refusal.value).startswith(refusal.value.option)
