"""TCP addresses as they are typed."""

import pytest

from ezconform.connection.tcp_address import tcp_address


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("localhost:7000", ("localhost", 7000)),
        ("[::1]:65535", ("::1", 65535)),
        ("::1:1", ("::1", 1)),
    ],
)
def test_an_address_is_host_and_port(text: str, meant: tuple[str, int]) -> None:
    """Brackets are those of an IPv6 address and no part of it."""
    assert tcp_address(text) == meant


def test_port_0_is_one_only_where_any_port_will_do() -> None:
    """Nobody can be reached there; who listens gets another one."""
    assert tcp_address("localhost:0") is None
    assert tcp_address("localhost:0", first_port=0) == ("localhost", 0)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "7000",
        ":7000",
        "localhost:",
        "localhost:x",
        "h:65536",
        "h:-1",
        "h:+1",
        "h:٣",
        "h:" + "9" * 5000,
        "a..b:1",
        "ü..b:1",
        "a\0b:1",
        f"{'a' * 64}:1",
    ],
)
def test_anything_else_is_no_address(text: str) -> None:
    """No host, one that has no name, or a port that is none, however long and in whatever digits."""
    assert tcp_address(text) is None
