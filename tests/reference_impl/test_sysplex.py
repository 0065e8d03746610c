"""The sysplex as a whole: RACF, Netstat, DCAS and resets."""

from collections.abc import Callable
from typing import Any

import pytest

from reference_impl.dcas.states import ServerState
from reference_impl.interfaces.interface import Interface
from reference_impl.lab import DatabaseDefinition, Lab, LabDefinition, UserDefinition
from reference_impl.netstat.command import NetstatOptions
from reference_impl.partner.request import RequestItem
from reference_impl.refusal import Refusal
from reference_impl.security.access import Access
from reference_impl.security.refusal import NotAuthorized
from reference_impl.sysplex import Sysplex
from reference_impl.tcp.socket import Family, SocketType
from reference_impl.tcp.transport import Shutdown
from reference_impl.topology.definition import (
    BadTopology,
    StackDefinition,
    SystemDefinition,
    TopologyDefinition,
)

Make = Callable[..., Any]
USER, TOKEN = RequestItem.USER_ID, RequestItem.UTOKEN


def report(here: Any, stack: str = "TCPCS1", **options: Any) -> str:
    return str(here.plex.netstat(stack, NetstatOptions(**options)))


def flags(here: Any, stack: str = "TCPCS1", **options: Any) -> list[str]:
    """Both flags and the state of each connection shown, such as `Establsh 8A C0`."""
    words = report(here, stack, **options).split()
    states = [words[at + 1] for at, word in enumerate(words) if word == "State:"]
    pairs = [(words[at + 1], words[at + 3]) for at, word in enumerate(words) if word == "TcpClusterConnFlag:"]
    return [f"{state} {one} {other}" for state, (one, other) in zip(states, pairs, strict=True)]


def test_the_sources_example_comes_from_behaviour(world: Make) -> None:
    """FinWait2, mapped addresses, 8E and E0: two stacks of one image, both ioctls, then a shutdown."""
    here = world("two stacks")
    here.client()
    here.server()
    here.plex.open_socket("d", "CLIENT", Family.AF_INET6, SocketType.SOCK_STREAM)
    here.plex.set_partner("d", Interface.IOCTL)
    here.plex.listen("l")
    here.plex.connect("d", "::ffff:10.1.1.2", 5000)
    here.plex.accept("l", "s")
    here.plex.advance(1)
    here.reply(USER, TOKEN, socket="d")
    here.plex.shutdown("d", Shutdown.SHUT_WR)
    text = report(here, ports=(5000,))
    assert "Local Socket: ::ffff:10.1.1.1..1024" in text
    assert flags(here, ports=(5000,)) == ["FinWait2 8E E0"]


def test_what_each_request_turns_on(world: Make) -> None:
    """Nothing, the option, the user ID, the token: each end for itself; the listener has its own."""
    here = world("two systems")
    here.pair()
    assert flags(here) == ["Establsh 00 00"]
    here.routing()
    assert flags(here) == ["Establsh 8A 00"]
    here.reply(USER)
    assert flags(here) == ["Establsh 8A 80"]
    here.reply(TOKEN)
    assert flags(here) == ["Establsh 8A C0"]
    assert flags(here, "TCPCS2") == ["Listen 00 00", "Establsh 00 00"]
    here.routing("l")
    assert flags(here, "TCPCS2", server=True) == ["Listen 80 00"]


def test_inherited_and_issued_marks_and_stored_credentials(world: Make) -> None:
    """SIOCSPARTNERINFO alone shows 20 and leaves the cluster flag at 00, whatever has been fetched."""
    here = world("two systems")
    here.client()
    here.server()
    here.plex.set_partner("l", Interface.IOCTL)
    here.connect()
    here.plex.advance(1)
    assert flags(here, "TCPCS2") == ["Listen 00 20", "Establsh 00 20"]


def test_a_refused_request_counts_as_asked_unless_its_form_was_wrong(world: Make) -> None:
    """EACCES leaves 80 and the routing; EINVAL leaves nothing."""
    here = world("two systems")
    here.pair(user="CAROL")
    here.get(timeout=61)
    assert flags(here) == ["Establsh 00 00"]
    here.get(USER)
    assert flags(here) == ["Establsh 8A 00"]


def test_ends_that_outlive_their_sockets_are_shown_until_they_are_gone(world: Make) -> None:
    """A closed client is in FinWait2, then TimeWait; UDP sockets have no flags."""
    here = world("two systems")
    here.pair()
    here.plex.open_socket("u", "CLIENT", Family.AF_INET, SocketType.SOCK_DGRAM)
    here.plex.close("u")
    here.plex.close("c")
    assert flags(here) == ["FinWait2 00 00"]
    here.plex.close("s")
    assert flags(here) == ["TimeWait 00 00"]
    here.plex.advance(60)
    assert flags(here) == []


def test_a_report_on_a_port_shows_the_ends_that_use_it_at_either_side(world: Make) -> None:
    """Local or foreign; a listener on every stack is shown on each."""
    here = world("cinet")
    here.server("", system="SYS1")
    here.client("TCPCS3")
    here.connect("10.1.1.2")
    assert [len(flags(here, "TCPCS2", ports=ports)) for ports in ((), (5000,), (1024,), (9,))] == [2, 2, 1, 0]
    assert flags(here, "TCPCS1", ports=(5000,)) == ["Listen 00 00"]
    assert "Client Name: SERVER" in report(here, "TCPCS1")


def test_racf_options_of_one_system(world: Make) -> None:
    """Class inactive, not RACLISTed, no list of groups: each alone; None leaves an option alone."""
    here = world("two systems")
    here.pair()
    assert not here.plex.set_options("SYS1", "SERVAUTH", None, None, None)
    resource = "EZB.IOCTL.SYS1.TCPCS1.PARTNERINFO"
    assert here.plex.check_access("CLIENT", "SERVAUTH", resource, Access.READ) == 0
    here.plex.set_options("SYS1", "SERVAUTH", True, False, False)
    assert here.plex.check_access("CLIENT", "SERVAUTH", resource, Access.READ) == 4
    assert here.errno(here.get(USER)) == "EACCES"
    assert here.plex.image("SYS1").security.grplist is False


def test_a_utoken_logs_its_user_in_for_an_authorized_program(world: Make) -> None:
    """From then on access is decided for that user."""
    here = world("two systems")
    here.pair(user="ALICE")
    token = here.reply(TOKEN).credentials.address_space_utoken
    with pytest.raises(NotAuthorized):
        here.plex.login("CLIENT", token)
    here.plex.programs["CLIENT"].apf = True
    assert here.plex.login("CLIENT", token).user == "BOB"
    assert here.plex.programs["CLIENT"].task.user == "BOB"
    assert here.plex.foreign_token("BOB") != token


def test_dcas_starts_in_two_steps_or_one(world: Make) -> None:
    """A job that is initializing goes on; one that runs cannot be started again."""
    here = world("two systems")
    assert here.plex.start_dcas("DCAS", "SYS1", None, initialize=False) is ServerState.INITIALIZING
    assert here.plex.start_dcas("DCAS", "SYS1", None, initialize=True) is ServerState.ACTIVE
    with pytest.raises(Refusal, match="EEXIST"):
        here.plex.start_dcas("DCAS", "SYS1", None, initialize=True)
    here.plex.dcas("DCAS").stop()
    assert here.plex.start_dcas("DCAS", "SYS2", 3, initialize=True) is ServerState.ACTIVE
    with pytest.raises(Refusal, match="ESRCH"):
        here.plex.dcas("OTHER")


def test_what_dcas_is_told_by_racf(world: Make) -> None:
    """Users, applications of class PTKTDATA, and certificates by their common name (our choice)."""
    here = world("two systems")
    image = here.plex.image("SYS1")
    here.plex.database_for_command("RACFA").define("PTKTDATA", "PAYAPP")
    assert not image.registry().has_application("PAYAPP")
    image.security.refresh("PTKTDATA")
    registry = image.registry()
    assert registry.has_application("PAYAPP")
    assert (registry.has_user("ALICE"), registry.has_user("NOBODY")) == (True, False)
    assert registry.user_of("CN=Alice, O=Payroll") == "ALICE"
    assert registry.user_of("O=Payroll") is None


def test_a_reset_restores_databases_and_forgets_everything_else(world: Make) -> None:
    """What a scenario did to users, sockets, routes and time is gone; the clock is at 0."""
    here = world("two systems")
    here.pair()
    here.alter_domain("ELSEWHERE")
    here.plex.advance(5)
    again = Sysplex(here.lab)
    assert again.clock.seconds == 0.0
    assert again.image("SYS1").security.security_domain().name == "PAYNET"
    with pytest.raises(Refusal, match="EBADF"):
        _ = again.sockets["c"]


def test_unknown_databases(world: Make) -> None:
    """A command for one is refused; a lab that names one is not built."""
    with pytest.raises(Refusal, match="ESRCH"):
        world("two systems").plex.database_for_command("RACFZ")
    system = SystemDefinition("S", "C", (StackDefinition("T", ("10.0.0.1",)),), "RACFZ")
    with pytest.raises(BadTopology, match="there is no database RACFZ"):
        Lab(LabDefinition(TopologyDefinition((system,))))


@pytest.mark.parametrize(
    ("user", "message"),
    [(UserDefinition("bob"), "user 'bob'"), (UserDefinition("BOB", attributes=("GOD",)), "GOD")],
)
def test_a_database_that_cannot_be_is_refused_with_its_name(user: UserDefinition, message: str) -> None:
    """The message names database and user or attribute."""
    with pytest.raises(BadTopology, match=rf"database RACFA: .*{message}"):
        Lab(LabDefinition(TopologyDefinition(()), (DatabaseDefinition("RACFA", (user,)),)))


def test_ten_thousand_connections_share_a_server(world: Make) -> None:
    """The last one is found by name and by port like the first, without looking at the others."""
    here = world("two systems")
    here.client()
    here.server()
    here.plex.listen("l")
    for number in range(10_000):
        here.plex.open_socket(f"c{number}", "CLIENT", Family.AF_INET, SocketType.SOCK_STREAM)
        here.plex.connect(f"c{number}", "10.1.1.2", 5000)
        here.plex.accept("l", f"s{number}")
    here.routing("c9999")
    last = here.plex.sockets["c9999"].connection.local.port
    assert flags(here, ports=(last,)) == ["Establsh 8A 00"]


def test_a_job_that_two_systems_run_has_to_be_named_with_its_system(world: Make) -> None:
    """Without a system the only one that runs the job is meant; an ended one does not count."""
    here = world("two systems")
    for system in ("SYS1", "SYS2"):
        here.plex.start_dcas("DCAS", system, None, initialize=True)
    with pytest.raises(Refusal, match="EINVAL"):
        here.plex.dcas("DCAS")
    with pytest.raises(Refusal, match="ESRCH"):
        here.plex.dcas("DCAS", "SYS9")
    here.plex.dcas("DCAS", "SYS1").stop()
    assert here.plex.dcas("DCAS") is here.plex.dcas("DCAS", "SYS2")
