"""Sockets and connections: states, refusals, closing, aborting, ports, handing over."""

from collections.abc import Callable
from typing import Any

import pytest

from reference_impl.refusal import Refusal
from reference_impl.tcp.port_index import PortIndex
from reference_impl.tcp.socket import Family, SocketType
from reference_impl.tcp.states import TRANSITIONS, Happening, TcpState
from reference_impl.tcp.transport import Shutdown

Make = Callable[..., Any]


def test_every_state_is_entered_and_the_table_has_no_dead_end() -> None:
    """From every state but Closed and Listen something leads on; every state can be reached."""
    left = {state for state, _ in TRANSITIONS}
    assert left == set(TcpState) - {TcpState.LISTEN}
    assert set(TRANSITIONS.values()) == set(TcpState)


def test_a_simultaneous_close_passes_through_closing() -> None:
    """The table knows the case that segments arriving at once never produce here."""
    assert TRANSITIONS[TcpState.FIN_WAIT_1, Happening.FIN_RECEIVED] is TcpState.CLOSING
    assert TRANSITIONS[TcpState.CLOSING, Happening.FIN_ACKNOWLEDGED] is TcpState.TIME_WAIT


def test_an_orderly_close_from_the_client(world: Make) -> None:
    """The one that finishes first waits, the other closes; after two maximum lifetimes all is gone."""
    here = world("two systems")
    here.pair()
    seen = [(here.state("c"), here.state("s"))]
    here.plex.shutdown("c", Shutdown.SHUT_WR)
    seen.append((here.state("c"), here.state("s")))
    here.plex.shutdown("s", Shutdown.SHUT_RDWR)
    seen.append((here.state("c"), here.state("s")))
    here.plex.advance(60)
    seen.append((here.state("c"), here.state("s")))
    assert seen == [
        ("Establsh", "Establsh"),
        ("FinWait2", "ClosWait"),
        ("TimeWait", "Closed"),
        ("Closed", "Closed"),
    ]
    here.plex.close("c")
    here.plex.close("s")


def test_shutting_down_receiving_or_twice_sends_nothing(world: Make) -> None:
    """SHUT_RD sends no FIN, and one FIN is enough."""
    here = world("two systems")
    here.pair()
    here.plex.shutdown("c", Shutdown.SHUT_RD)
    assert here.state("c") == "Establsh"
    here.plex.shutdown("c", Shutdown.SHUT_WR)
    here.plex.shutdown("c", Shutdown.SHUT_WR)
    assert here.state("c") == "FinWait2"


def test_a_reset_closes_both_ends_at_once(world: Make) -> None:
    """After an abort neither end is connected, and no timer is left."""
    here = world("two systems")
    here.pair()
    here.plex.close("c", abort=True)
    assert here.state("s") == "Closed"
    here.plex.close("s")


def test_a_reset_ends_time_wait_early(world: Make) -> None:
    """A TimeWait that was reset is not closed a second time when its time is over."""
    here = world("two systems")
    here.pair()
    here.plex.shutdown("c", Shutdown.SHUT_WR)
    here.plex.shutdown("s", Shutdown.SHUT_WR)
    here.plex.close("c", abort=True)
    here.plex.advance(60)
    assert here.state("s") == "Closed"


def test_closing_a_listener_resets_what_nobody_accepted(world: Make) -> None:
    """A client in the queue loses its connection when the listener closes."""
    here = world("two systems")
    here.client()
    here.server()
    here.plex.listen("l")
    here.plex.connect("c", "10.1.1.2", 5000)
    here.plex.close("l")
    assert here.state("c") == "Closed"


def test_a_connection_reset_in_the_queue_is_never_accepted(world: Make) -> None:
    """Accept passes over what has ended meanwhile, and would then block."""
    here = world("two systems")
    here.client()
    here.server()
    here.plex.listen("l")
    here.plex.connect("c", "10.1.1.2", 5000)
    here.plex.close("c", abort=True)
    with pytest.raises(Refusal, match="EWOULDBLOCK"):
        here.plex.accept("l", "s")


def test_the_listener_is_as_it_was_after_accepting(world: Make) -> None:
    """The accepted socket is a new one; the listener goes on listening."""
    here = world("two systems")
    here.pair()
    assert (here.state("l"), here.state("s")) == ("Listen", "Establsh")


def socket_of(here: Any, name: str, family: Family = Family.AF_INET) -> None:
    here.plex.open_socket(name, "CLIENT", family, SocketType.SOCK_STREAM)


def refusals() -> dict[str, tuple[str, Callable[[Any], None]]]:
    """Name, errno and the operation, on an unbound socket c, a listener l, a socket s in a connection."""
    return {
        "bind twice": ("EINVAL", lambda here: here.plex.bind("l", "10.1.1.2", 5001)),
        "bind after connect": ("EINVAL", lambda here: here.plex.bind("used", "10.1.1.1", 5001)),
        "bind elsewhere": ("EADDRNOTAVAIL", lambda here: here.plex.bind("c", "10.1.1.2", 5001)),
        "bind a used port": ("EADDRINUSE", lambda here: here.plex.bind("c", "0.0.0.0", 4000)),  # noqa: S104
        "bind the wrong family": ("EAFNOSUPPORT", lambda here: here.plex.bind("c", "::", 5001)),
        "bind no address": ("EINVAL", lambda here: here.plex.bind("c", "nowhere", 5001)),
        "listen unbound": ("EINVAL", lambda here: here.plex.listen("c")),
        "listen on a connection": ("EISCONN", lambda here: here.plex.listen("used")),
        "connect twice": ("EISCONN", lambda here: here.plex.connect("used", "10.1.1.2", 5000)),
        "connect to nobody": ("ECONNREFUSED", lambda here: here.plex.connect("c", "10.1.1.2", 5999)),
        "connect nowhere": ("ENETUNREACH", lambda here: here.plex.connect("c", "10.7.7.7", 5000)),
        "connect the wrong family": (
            "EAFNOSUPPORT",
            lambda here: here.plex.connect("c", "2001:db8::2", 5000),
        ),
        "accept without listening": ("EINVAL", lambda here: here.plex.accept("c", "x")),
        "accept as a known name": ("EEXIST", lambda here: here.plex.accept("l", "c")),
        "shut down unconnected": ("ENOTCONN", lambda here: here.plex.shutdown("c", Shutdown.SHUT_WR)),
        "an unknown socket": ("EBADF", lambda here: here.plex.close("x")),
        "a known socket name": ("EEXIST", lambda here: socket_of(here, "c")),
        "an unknown program": ("ESRCH", lambda here: here.plex.stop_program("X")),
        "a known program": (
            "EEXIST",
            lambda here: here.plex.start_program("CLIENT", "ALICE", stack="TCPCS1"),
        ),
        "an unknown stack": ("ESRCH", lambda here: here.plex.start_program("P", "ALICE", stack="X")),
    }


@pytest.mark.parametrize("case", refusals())
def test_what_cannot_be_done_is_refused_with_its_errno(world: Make, case: str) -> None:
    """And nothing is changed: the client can still connect afterwards."""
    here = world("two systems")
    here.client()
    here.server()
    here.plex.listen("l")
    for name in ("used", "bound"):
        socket_of(here, name)
    here.plex.bind("bound", "0.0.0.0", 4000)  # noqa: S104 - an address in a lab
    here.plex.connect("used", "10.1.1.2", 5000)
    errno, operation = refusals()[case]
    with pytest.raises(Refusal, match=errno):
        operation(here)
    here.plex.connect("c", "10.1.1.2", 5000)


def test_a_client_bound_to_a_port_keeps_it(world: Make) -> None:
    """Bound to an address and port, or given a port by binding to 0."""
    here = world("two systems")
    here.client()
    here.plex.bind("c", "10.1.1.1", 4000)
    here.server()
    here.connect()
    assert here.plex.sockets["s"].connection.foreign.port == 4000
    socket_of(here, "d")
    here.plex.bind("d", "10.1.1.1", 0)
    assert here.plex.sockets["d"].connection.local.port == 1024


def test_a_port_is_free_again_after_closing(world: Make) -> None:
    """A closed listener's port can be bound and listened on again; a second listen changes nothing."""
    here = world("two systems")
    here.server()
    here.plex.listen("l")
    here.plex.listen("l")
    here.plex.close("l")
    here.plex.open_socket("l", "SERVER", Family.AF_INET, SocketType.SOCK_STREAM)
    here.plex.bind("l", "10.1.1.2", 5000)
    here.plex.listen("l")


def test_ephemeral_ports_run_out(world: Make) -> None:
    """When every port of an address is bound, there is none left to give."""
    here = world("one stack")
    client = here.client()
    ports = here.plex._transport.ports(client.connection.stack)
    for port in range(1024, 65536):
        ports.bind("10.1.1.1", port, client)
    with pytest.raises(Refusal, match="EADDRINUSE"):
        here.plex.bind("c", "10.1.1.1", 0)


@pytest.mark.parametrize(
    ("listening", "family", "address", "local", "foreign"),
    [
        (Family.AF_INET, Family.AF_INET, "10.1.1.2", "10.1.1.1", "10.1.1.2"),
        (Family.AF_INET6, Family.AF_INET6, "2001:db8::2", "2001:db8::1", "2001:db8::2"),
        (Family.AF_INET, Family.AF_INET6, "::ffff:10.1.1.2", "::ffff:10.1.1.1", "::ffff:10.1.1.2"),
        (Family.AF_INET6, Family.AF_INET, "10.1.1.2", "10.1.1.1", "10.1.1.2"),
    ],
)
def test_families_and_what_each_end_shows(
    world: Make, listening: Family, family: Family, address: str, local: str, foreign: str
) -> None:
    """An AF_INET6 socket shows IPv4 addresses mapped, at its own end only."""
    here = world("two systems")
    here.client()
    here.server(family=listening)
    here.plex.listen("l")
    socket_of(here, "d", family)
    here.plex.connect("d", address, 5000)
    here.plex.accept("l", "s")
    end, other = here.plex.sockets["d"].connection, here.plex.sockets["s"].connection
    assert (str(end.local.address), str(end.foreign.address)) == (local, foreign)
    assert other.local.address.mapped == (listening is Family.AF_INET6 and family is Family.AF_INET)


def test_an_ipv6_client_finds_no_ipv4_listener(world: Make) -> None:
    """A listener on every IPv4 address does not take IPv6 connections."""
    here = world("two systems")
    here.client()
    here.server()
    here.plex.listen("l")
    socket_of(here, "d", Family.AF_INET6)
    with pytest.raises(Refusal, match="ECONNREFUSED"):
        here.plex.connect("d", "2001:db8::2", 5000)


def test_udp_sockets_note_their_partner_and_never_listen(world: Make) -> None:
    """Connecting a UDP socket sends nothing; listening on one is refused."""
    here = world("two systems")
    here.client()
    here.plex.open_socket("u", "CLIENT", Family.AF_INET, SocketType.SOCK_DGRAM)
    here.plex.bind("u", "0.0.0.0", 4000)  # noqa: S104 - an address in a lab
    here.plex.connect("u", "10.1.1.2", 5000)
    assert here.state("u") == "Closed"
    with pytest.raises(Refusal, match="EOPNOTSUPP"):
        here.plex.listen("u")
    with pytest.raises(Refusal, match="EPROTOTYPE"):
        here.routing("u")


def test_stopping_a_program_closes_its_sockets(world: Make) -> None:
    """The partner sees an orderly close."""
    here = world("two systems")
    here.pair()
    here.plex.stop_program("SERVER")
    assert here.state("c") == "ClosWait"
    with pytest.raises(Refusal, match="EBADF"):
        here.plex.close("l")


def test_a_program_without_affinity_listens_on_every_stack_of_its_system(world: Make) -> None:
    """CINET: a client of either stack reaches it, and the accepted end lies on that stack."""
    here = world("cinet")
    here.server("", system="SYS1")
    here.client("TCPCS3")
    here.connect("10.1.1.2")
    assert here.plex.sockets["s"].connection.stack.name == "TCPCS2"
    here.plex.close("l")
    socket_of(here, "d")
    with pytest.raises(Refusal, match="ECONNREFUSED"):
        here.plex.connect("d", "10.1.1.2", 5000)


@pytest.mark.parametrize(("address", "stack"), [("10.1.1.1", "TCPCS1"), ("10.1.1.3", "TCPCS2")])
def test_a_client_without_affinity_uses_the_stack_that_reaches_the_partner(
    world: Make, address: str, stack: str
) -> None:
    """CINET: the partner's own stack if it is one of them, else the first with a link to it."""
    here = world("cinet")
    here.client("", system="SYS1")
    here.server("TCPCS3" if address == "10.1.1.3" else "TCPCS1")
    here.connect(address)
    assert here.plex.sockets["c"].connection.stack.name == stack


def test_binding_to_an_address_settles_the_stack(world: Make) -> None:
    """CINET: who is bound to an address of one stack is a socket of that stack, and of no other."""
    here = world("cinet")
    here.client("", system="SYS1")
    here.plex.bind("c", "10.1.1.1", 4000)
    here.server("TCPCS3")
    here.plex.listen("l")
    with pytest.raises(Refusal, match="ENETUNREACH"):
        here.plex.connect("c", "10.1.1.3", 5000)


def test_connections_to_a_distributed_vipa_go_to_the_first_target_that_listens(world: Make) -> None:
    """The owner that only distributes takes none itself."""
    here = world("vipas")
    here.client()
    here.server("TCPCS2")
    here.plex.listen("l")
    with pytest.raises(Refusal, match="ECONNREFUSED"):
        here.plex.connect("c", "10.9.9.9", 5000)


def test_a_host_that_cannot_be_reached_from_this_stack(world: Make) -> None:
    """The listener exists, the link does not."""
    here = world("cinet")
    here.client("TCPCS1")
    here.server("TCPCS3")
    here.plex.listen("l")
    with pytest.raises(Refusal, match="ENETUNREACH"):
        here.plex.connect("c", "10.1.1.3", 5000)


def test_a_target_of_a_distributed_vipa_that_cannot_be_reached(world: Make) -> None:
    """It listens, but no link joins it to the client's stack."""
    here = world("vipa apart")
    here.client()
    here.server("TCPCS3")
    here.plex.listen("l")
    with pytest.raises(Refusal, match="ENETUNREACH"):
        here.plex.connect("c", "10.9.9.9", 5000)


def test_a_stack_without_an_ipv6_address_opens_no_ipv6_connection(world: Make) -> None:
    """There is nothing to send from."""
    here = world("ipv4 here")
    here.client()
    here.server(family=Family.AF_INET6)
    here.plex.listen("l")
    socket_of(here, "d", Family.AF_INET6)
    with pytest.raises(Refusal, match="ENETUNREACH"):
        here.plex.connect("d", "2001:db8::2", 5000)


def test_a_socket_is_given_and_taken(world: Make) -> None:
    """The taker owns the connection under its own name; the giver's name is a descriptor no more."""
    here = world("two systems")
    here.pair()
    here.plex.start_program("TAKER", "CAROL", stack="TCPCS2")
    here.plex.give("s", "TAKER")
    here.plex.take("s", "TAKER", "t")
    assert here.plex.sockets["t"].connection.owner.name == "TAKER"
    with pytest.raises(Refusal, match="EBADF"):
        here.plex.close("s")


def test_giving_and_taking_that_is_refused(world: Make) -> None:
    """Not to another system, not by somebody else, not under a name in use."""
    here = world("two systems")
    here.pair()
    here.plex.start_program("TAKER", "CAROL", stack="TCPCS2")
    with pytest.raises(Refusal, match="EACCES"):
        here.plex.give("s", "CLIENT")
    with pytest.raises(Refusal, match="EBADF"):
        here.plex.take("s", "TAKER", "t")
    here.plex.give("s", "TAKER")
    with pytest.raises(Refusal, match="EEXIST"):
        here.plex.take("s", "TAKER", "l")
    here.plex.take("s", "TAKER", "s")


def test_a_port_with_one_end_and_with_several() -> None:
    """The index finds all ends of a port, also after some have gone."""

    class End:
        def __init__(self, number: int) -> None:
            self.client_id = number

    index: Any = PortIndex()
    one, two = End(1), End(2)
    index.add(5000, one)
    index.add(5000, one)
    assert list(index.ends(5000)) == [one]
    index.add(5000, two)
    assert list(index.ends(5000)) == [one, two]
    index.remove(5000, one)
    assert list(index.ends(5000)) == [two]
    index.remove(5000, two)
    assert list(index.ends(5000)) == []
    assert 5000 not in index
