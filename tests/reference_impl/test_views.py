"""What Netstat is shown of one end: every fact, taken from the end itself."""

from collections.abc import Callable
from typing import Any

import pytest

from reference_impl.interfaces.interface import Interface
from reference_impl.netstat.connection_view import Protocol, StateWord
from reference_impl.partner.request import RequestItem
from reference_impl.tcp.connection import Connection
from reference_impl.tcp.socket import Family, SocketType
from reference_impl.views import ViewRules, view_of

Make = Callable[..., Any]


def view(here: Any, end: Connection) -> Any:
    return view_of(end, here.plex._conn_type, ViewRules())


def test_an_end_is_shown_with_its_addresses_counters_and_time(world: Make) -> None:
    """Time in virtual seconds, counters in segments."""
    here = world("two systems")
    here.plex.advance(7)
    here.pair()
    shown = view(here, here.plex.sockets["c"].connection)
    assert (shown.client_name, shown.protocol, shown.state) == ("CLIENT", Protocol.TCP, StateWord.ESTABLISHED)
    assert (shown.local_address, shown.local_port) == ("10.1.1.1", 1024)
    assert (shown.foreign_address, shown.foreign_port) == ("10.1.1.2", 5000)
    assert (shown.segments_out, shown.segments_in, shown.last_touched) == (2, 1, 7.0)


def test_a_client_id_is_shown_in_32_bits(world: Make) -> None:
    """Its low ones."""
    here = world("two systems")
    end = here.client().connection
    end.client_id = (1 << 32) + 5
    assert view(here, end).client_id == 5


def test_an_end_without_owner_is_shown_without_client_name(world: Make) -> None:
    """The name is empty."""
    here = world("two systems")
    here.client()
    stack = here.plex.stack("TCPCS1")
    assert view(here, Connection(stack, None, None)).client_name == ""


def test_a_udp_socket_is_shown_as_one(world: Make) -> None:
    """By its protocol."""
    here = world("two systems")
    here.client()
    here.plex.open_socket("u", "CLIENT", Family.AF_INET, SocketType.SOCK_DGRAM)
    assert view(here, here.plex.sockets["u"].connection).protocol is Protocol.UDP


def test_prefetched_means_fetched_and_not_yet_retrieved(world: Make) -> None:
    """Not before the answer has come, and not after a program has taken all of it."""
    here = world("two systems")
    here.client()
    here.server()
    here.plex.set_partner("c", Interface.IOCTL)
    here.connect()
    seen = [view(here, here.plex.sockets["c"].connection).history.prefetched]
    here.plex.advance(1)
    seen.append(view(here, here.plex.sockets["c"].connection).history.prefetched)
    here.reply(RequestItem.USER_ID, RequestItem.UTOKEN)
    seen.append(view(here, here.plex.sockets["c"].connection).history.prefetched)
    assert seen == [False, True, False]


@pytest.mark.parametrize(("issued", "expected"), [(True, (True, False)), (False, (False, True))])
def test_a_mark_is_shown_as_issued_or_inherited(world: Make, *, issued: bool, expected: Any) -> None:
    """Never as both."""
    here = world("two systems")
    here.client()
    here.server()
    here.plex.set_partner("c" if issued else "l", Interface.IOCTL)
    here.connect()
    history = view(here, here.plex.sockets["c" if issued else "s"].connection).history
    assert (history.set_issued, history.set_inherited) == expected
