"""The port table of a stack: client IDs, ports given out, and ends found by port."""

from collections.abc import Callable
from typing import Any

import pytest

from reference_impl.refusal import Refusal
from reference_impl.tcp.connection import Connection
from reference_impl.tcp.port_index import PortIndex
from reference_impl.tcp.socket import Family, SocketType
from reference_impl.tcp.stack_ports import FIRST_EPHEMERAL, LAST_EPHEMERAL, StackPorts

Make = Callable[..., Any]
HERE = "10.1.1.1"
HOLDER: Any = object()


def full(*but: int) -> StackPorts:
    """A table in which every port is bound but these."""
    ports = StackPorts()
    for port in set(range(FIRST_EPHEMERAL, LAST_EPHEMERAL + 1)) - set(but):
        ports.bind(HERE, port, HOLDER)
    return ports


def test_client_ids_count_up_from_one() -> None:
    """Each is new."""
    ports = StackPorts()
    assert [ports.new_client_id() for _ in range(3)] == [1, 2, 3]


def test_the_last_port_is_found_and_after_it_the_first() -> None:
    """The search begins where the one before has ended, and goes round."""
    ports = full(LAST_EPHEMERAL)
    assert ports.ephemeral(HERE) == LAST_EPHEMERAL
    ports.release(HERE, FIRST_EPHEMERAL, HOLDER)
    assert ports.ephemeral(HERE) == FIRST_EPHEMERAL


def test_a_stack_without_free_ports_refuses() -> None:
    """EADDRINUSE; another address has all of them."""
    ports = full()
    with pytest.raises(Refusal, match="EADDRINUSE"):
        ports.ephemeral(HERE)
    assert ports.ephemeral("10.1.1.9") == FIRST_EPHEMERAL


def test_a_port_holds_as_many_ends_as_there_are() -> None:
    """Each once, in the order in which they came."""
    ends = [Connection(None, None, None) for _ in range(3)]
    index = PortIndex()
    for number, end in enumerate(ends, 1):
        end.client_id = number
        index.add(5000, end)
    assert list(index.ends(5000)) == ends
    index.remove(5000, ends[0])
    assert list(index.ends(5000)) == ends[1:]


def test_an_end_added_twice_is_there_once() -> None:
    """One removal is enough."""
    end = Connection(None, None, None)
    index = PortIndex()
    index.add(5000, end)
    index.add(5000, end)
    index.remove(5000, end)
    assert 5000 not in index


def test_closing_a_bound_socket_frees_its_port(world: Make) -> None:
    """It need not have listened."""
    here = world("two systems")
    here.client()
    here.plex.bind("c", HERE, 5001)
    here.plex.close("c")
    here.plex.open_socket("d", "CLIENT", Family.AF_INET, SocketType.SOCK_STREAM)
    here.plex.bind("d", HERE, 5001)
    with pytest.raises(Refusal, match="EINVAL"):
        here.plex.bind("d", HERE, 5002)


def test_a_udp_socket_takes_no_tcp_port(world: Make) -> None:
    """Both can be bound to the same number."""
    here = world("two systems")
    here.client()
    here.plex.open_socket("u", "CLIENT", Family.AF_INET, SocketType.SOCK_DGRAM)
    here.plex.bind("u", HERE, 5001)
    here.plex.bind("c", HERE, 5001)


def test_a_port_bound_on_all_stacks_is_not_chosen_for_another_socket(world: Make) -> None:
    """Without affinity the sockets are on no stack yet, and their ports are taken all the same."""
    here = world("cinet")
    here.client("", system="SYS1")
    here.plex.bind("c", "0.0.0.0", FIRST_EPHEMERAL)  # noqa: S104
    here.plex.open_socket("d", "CLIENT", Family.AF_INET, SocketType.SOCK_STREAM)
    here.plex.bind("d", "0.0.0.0", 0)  # noqa: S104
    assert here.plex.sockets["d"].connection.local.port == FIRST_EPHEMERAL + 1


def test_a_distributed_vipa_can_be_bound_where_it_is_served(world: Make) -> None:
    """At its owner and at its targets, and nowhere else."""
    here = world("vipa apart")
    for number, user in ((2, "BOB"), (3, "CAROL")):
        here.plex.start_program(f"P{number}", user, stack=f"TCPCS{number}")
        here.plex.open_socket(f"p{number}", f"P{number}", Family.AF_INET, SocketType.SOCK_STREAM)
        here.plex.bind(f"p{number}", "10.9.9.9", 5000)
    here.client()
    with pytest.raises(Refusal, match="EADDRNOTAVAIL"):
        here.plex.bind("c", "10.9.9.9", 5000)


def test_a_listener_without_affinity_has_the_next_client_id_of_the_first_stack(world: Make) -> None:
    """It is shown by every stack under that one."""
    here = world("cinet")
    here.plex.start_program("OTHER", "CAROL", stack="TCPCS1")
    here.plex.open_socket("o", "OTHER", Family.AF_INET, SocketType.SOCK_STREAM)
    here.server("", system="SYS1")
    here.plex.listen("l")
    assert here.plex.sockets["l"].connection.client_id == 2


def test_a_udp_socket_that_named_a_partner_can_be_closed(world: Make) -> None:
    """Its end is found by the partner's port, the one named last, until it is closed."""
    here = world("two systems")
    here.client()
    here.plex.open_socket("u", "CLIENT", Family.AF_INET, SocketType.SOCK_DGRAM)
    ports = here.plex._transport.ports(here.plex.sockets["u"].connection.stack)
    here.plex.connect("u", "10.1.1.2", 80)
    here.plex.connect("u", "10.1.1.2", 81)
    assert (80 in ports.by_port, 81 in ports.by_port) == (False, True)
    here.plex.close("u")
    assert 81 not in ports.by_port
