"""What an end of a connection holds from its socket's opening to its own end."""

from collections.abc import Callable
from typing import Any

import pytest

from reference_impl.partner.request import RequestItem
from reference_impl.refusal import Refusal
from reference_impl.tcp.socket import Family, SocketType
from reference_impl.tcp.transport import Shutdown

Make = Callable[..., Any]
USER = RequestItem.USER_ID


def end(here: Any, name: str) -> Any:
    return here.plex.sockets[name].connection


def counted(here: Any, *names: str) -> list[tuple[int, int]]:
    """Segments out and in."""
    return [(end(here, name).segments_out, end(here, name).segments_in) for name in names]


def test_a_new_socket(world: Make) -> None:
    """It blocks, has not been used, is offered to nobody, and has sent and received nothing."""
    here = world("two systems")
    here.plex.advance(5)
    socket = here.client()
    assert (socket.nonblocking, socket.used, socket.offered_to) == (False, False, "")
    assert (counted(here, "c"), socket.connection.touched) == ([(0, 0)], 0)


def test_segments_of_the_handshake_and_of_a_fin(world: Make) -> None:
    """SYN and two acknowledgements; a FIN and its acknowledgement."""
    here = world("two systems")
    here.pair()
    assert counted(here, "c", "s") == [(2, 1), (1, 2)]
    here.plex.shutdown("c", Shutdown.SHUT_WR)
    assert counted(here, "c", "s") == [(3, 2), (2, 3)]


@pytest.mark.parametrize("family", Family)
def test_both_ends_see_the_same_addresses(world: Make, family: Family) -> None:
    """Local here is foreign there; an IPv6 server sees an IPv4 client mapped."""
    here = world("two systems")
    here.client()
    here.server(family=family)
    here.connect()
    mapped = family is Family.AF_INET6
    for one, other in (("c", "local"), ("s", "foreign")):
        address, port = getattr(end(here, one), other)
        assert (address.ip, port, address.mapped) == ("10.1.1.1", 1024, mapped and one == "s")
    assert end(here, "s").local.address.mapped is mapped


def test_an_ipv6_socket_bound_to_an_ipv4_address_shows_it_mapped(world: Make) -> None:
    """A mapped address is the IPv4 address it holds."""
    here = world("two systems")
    here.client()
    here.plex.open_socket("d", "CLIENT", Family.AF_INET6, SocketType.SOCK_STREAM)
    here.plex.bind("d", "::ffff:10.1.1.1", 5001)
    assert str(end(here, "d").local.address) == "::ffff:10.1.1.1"
    here.plex.open_socket("e", "CLIENT", Family.AF_INET6, SocketType.SOCK_STREAM)
    here.plex.bind("e", "10.1.1.1", 5002)
    assert str(end(here, "e").local.address) == "::ffff:10.1.1.1"


def test_a_udp_socket_notes_whom_it_talks_to(world: Make) -> None:
    """It has a partner's address and no connection."""
    here = world("two systems")
    here.client()
    here.plex.open_socket("u", "CLIENT", Family.AF_INET, SocketType.SOCK_DGRAM)
    here.plex.connect("u", "10.1.1.2", 5000)
    assert (end(here, "u").foreign.address.ip, end(here, "u").foreign.port) == ("10.1.1.2", 5000)


def test_only_a_distributed_vipa_is_noted_as_the_way(world: Make) -> None:
    """One that its owner serves is an address like others."""
    here = world("vipas")
    here.client()
    here.server("TCPCS2")
    here.plex.listen("l")
    here.plex.connect("c", "10.9.9.2", 5000)
    assert end(here, "c").vipa is None


@pytest.mark.parametrize("name", ["l", "s"])
def test_a_socket_that_listens_or_was_accepted_cannot_connect(world: Make, name: str) -> None:
    """EISCONN, as after a connect."""
    here = world("two systems")
    here.pair()
    with pytest.raises(Refusal, match="EISCONN"):
        here.plex.connect(name, "10.1.1.2", 5000)


def test_a_socket_is_taken_once(world: Make) -> None:
    """The taker would have to be given it again."""
    here = world("two systems")
    here.client()
    here.plex.start_program("XXXX", "CAROL", stack="TCPCS1")
    here.plex.give("c", "XXXX")
    here.plex.take("c", "XXXX", "d")
    with pytest.raises(Refusal, match="EBADF"):
        here.plex.take("d", "XXXX", "e")


@pytest.mark.parametrize("asking", ["c", "s"])
def test_a_call_ends_when_its_connection_has_been_finished_from_both_ends(world: Make, asking: str) -> None:
    """Not with the first FIN; the end that waits and the one that closes alike."""
    here = world("two systems")
    here.pair()
    call = here.get(USER, socket=asking)
    here.plex.shutdown("c", Shutdown.SHUT_WR)
    assert call.suspended
    here.plex.shutdown("s", Shutdown.SHUT_WR)
    assert here.errno(call) == "ENOTCONN"


def test_a_reset_does_not_reach_an_end_that_is_gone(world: Make) -> None:
    """The partner has closed, and is not closed again."""
    here = world("two systems")
    here.pair()
    here.plex.shutdown("c", Shutdown.SHUT_WR)
    here.plex.close("s")
    assert here.state("c") == "TimeWait"
    here.plex.close("c", abort=True)
    here.plex.advance(60)
    assert "s" not in here.plex.sockets
