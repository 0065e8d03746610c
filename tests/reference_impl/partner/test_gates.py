"""The gates of SIOCGPARTNERINFO: each by itself, and which wins when several are shut."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from reference_impl.errno_names import Errno, Numbering, Reason
from reference_impl.partner import gates
from reference_impl.partner.reply import PartnerReply
from reference_impl.partner.request import RequestItem
from reference_impl.refusal import Refusal
from reference_impl.rules import V1R12
from reference_impl.tcp.socket import Family, SocketType
from reference_impl.tcp.transport import Shutdown

Make = Callable[..., Any]
USER, TOKEN = RequestItem.USER_ID, RequestItem.UTOKEN


def refusal(call: Any) -> tuple[str, str, bool]:
    """Errno, reason, and whether the routing was filled in all the same."""
    assert isinstance(call.result, Refusal)
    return call.result.errno.name, call.result.reason.label, call.result.routing is not None


def test_the_order_of_the_gates_is_the_documented_choice() -> None:
    """Form first, then the local checks, then the partner's."""
    names = [gate.check.__name__ for gate in gates.GATES]
    assert names == [
        "known_to_release",
        "buffer_large_enough",
        "timeout_in_range",
        "is_tcp",
        "connected",
        "permitted",
        "own_domain_defined",
        "none_outstanding",
        "partner_in_sysplex",
        "partner_release",
        "same_domain",
    ]


@pytest.mark.parametrize("timeout", [-1, 61])
@pytest.mark.parametrize("items", [(), (USER,)])
def test_a_time_limit_out_of_range_is_invalid_whatever_is_asked(
    world: Make, timeout: int, items: tuple[RequestItem, ...]
) -> None:
    """PI_TIMEOUT is 0 or 1 to 60."""
    here = world("two systems")
    here.pair()
    assert refusal(here.get(*items, timeout=timeout)) == ("EINVAL", "", False)


@pytest.mark.parametrize("timeout", [1, 60])
def test_the_ends_of_the_range_are_allowed(world: Make, timeout: int) -> None:
    """1 and 60 seconds are good."""
    here = world("two systems")
    here.pair()
    assert here.get(USER, timeout=timeout).suspended


def test_a_buffer_too_small_tells_the_size_needed(world: Make) -> None:
    """ENOBUFS, even when the time limit is wrong as well."""
    here = world("two systems")
    here.pair()
    call = here.get(USER, timeout=61, short=True)
    assert refusal(call)[0] == "ENOBUFS"
    assert call.result.needed == 204


def test_a_udp_socket_has_no_partner_information(world: Make) -> None:
    """EPROTOTYPE for both ioctls."""
    here = world("two systems")
    here.client()
    here.plex.open_socket("u", "CLIENT", Family.AF_INET, SocketType.SOCK_DGRAM)
    assert refusal(here.get(socket="u"))[0] == "EPROTOTYPE"
    with pytest.raises(Refusal, match="EPROTOTYPE"):
        here.plex.set_partner("u", here.get().request.interface.IOCTL)


def test_an_unconnected_socket_has_routing_but_no_credentials(world: Make) -> None:
    """Routing alone succeeds; credentials are ENOTCONN, also after the connection has ended."""
    here = world("two systems")
    here.client()
    assert isinstance(here.get().result, PartnerReply)
    assert refusal(here.get(USER)) == ("ENOTCONN", "", False)
    here.server()
    here.connect()
    here.plex.shutdown("c", Shutdown.SHUT_WR)
    assert here.reply(USER).credentials.address_space_user == "BOB"
    here.plex.shutdown("s", Shutdown.SHUT_WR)
    assert refusal(here.get(USER))[0] == "ENOTCONN"


@pytest.mark.parametrize("privilege", ["apf", "supervisor_state"])
def test_authorized_programs_need_no_profile(world: Make, privilege: str) -> None:
    """CAROL may not, unless her program is authorized."""
    here = world("two systems")
    here.pair(user="CAROL")
    assert refusal(here.get(USER)) == ("EACCES", "", True)
    setattr(here.plex.programs["CLIENT"], privilege, True)
    assert here.reply(USER).credentials.address_space_user == "BOB"


def test_the_identity_of_the_task_is_asked_before_that_of_the_address_space(world: Make) -> None:
    """Both ways: a task that may in an address space that may not, and the reverse."""
    here = world("two systems")
    here.pair(user="CAROL")
    here.plex.set_task_user("CLIENT", "ALICE")
    assert here.reply(USER).credentials.address_space_user == "BOB"
    here.plex.set_task_user("SERVER", "CAROL")
    assert refusal(here.get(USER, socket="s"))[0] == "EACCES"
    here.plex.set_task_user("SERVER", "")
    assert here.reply(USER, socket="s").credentials.task_user == "ALICE"


def test_a_security_domain_that_is_not_defined(world: Make) -> None:
    """EPERM; the reason tells it from a different one."""
    here = world("two systems")
    here.pair()
    here.alter_domain(" ")
    here.refresh("SYS1")
    assert refusal(here.get(USER)) == ("EPERM", "JrNoSecDomain", True)


def test_partners_on_one_stack_need_no_security_domain(world: Make) -> None:
    """Their credentials are told without one."""
    here = world("one stack")
    here.pair("TCPCS1", "10.1.1.1")
    here.alter_domain(" ")
    here.refresh("SYS1")
    assert here.reply(USER).credentials.address_space_user == "BOB"


def test_partners_on_one_stack_may_need_a_security_domain_by_rule(world: Make) -> None:
    """EZBDOMAIN is looked at between the stacks that the rule names."""
    always = replace(V1R12, partner=replace(V1R12.partner, domain_needed=lambda _own, _partner: True))
    here = world("one stack", always)
    here.pair("TCPCS1", "10.1.1.1")
    here.alter_domain(" ")
    here.refresh("SYS1")
    assert refusal(here.get(USER)) == ("EPERM", "JrNoSecDomain", True)


@pytest.mark.parametrize(("name", "reason"), [("", "JrNoSecDomain"), ("ELSEWHERE", "JrNotSameSecDomain")])
def test_the_partner_is_in_no_or_another_security_domain(world: Make, name: str, reason: str) -> None:
    """Only the partner's system has taken the change into its RACLIST copy."""
    here = world("two systems")
    here.pair()
    here.alter_domain(name)
    here.refresh("SYS2")
    assert refusal(here.get(USER)) == ("EPERM", reason, True)


def test_a_connection_keeps_the_domains_of_its_first_request(world: Make) -> None:
    """A corrected domain helps the next connection, and with another rule this one."""
    for kept, expected in ((True, "EPERM"), (False, "")):
        here = world("two systems", replace(V1R12, partner=replace(V1R12.partner, domains_kept=kept)))
        here.pair()
        here.alter_domain("ELSEWHERE")
        here.refresh("SYS2")
        assert refusal(here.get(USER))[0] == "EPERM"
        here.refresh("SYS1")
        call = here.get(USER)
        assert (refusal(call)[0] if call.result else "") == expected


@pytest.mark.parametrize(
    ("lab", "reason"),
    [
        ("outside", "JrNoPartnerInfo"),
        ("subplexes", "JrNoPartnerInfo"),
        ("older partner", "JrInValidTCPIPStack"),
    ],
)
def test_partners_about_whom_nothing_is_told(world: Make, lab: str, reason: str) -> None:
    """ENOPARTNERINFO: not in the group, or a stack that does not know the exchange."""
    here = world(lab)
    here.pair()
    assert refusal(here.get(USER)) == ("ENOPARTNERINFO", reason, True)


def test_a_stack_before_v1r12_knows_neither_ioctl(world: Make) -> None:
    """But it knows the socket option."""
    here = world("older partner")
    here.pair()
    assert refusal(here.get(socket="s"))[0] == "EOPNOTSUPP"
    here.plex.open_socket("n", "SERVER", Family.AF_INET, SocketType.SOCK_STREAM)
    with pytest.raises(Refusal, match="EOPNOTSUPP"):
        here.plex.set_partner("n", here.get().request.interface.IOCTL)
    assert here.routing("s") == "SAME_CLUSTER INTERNAL"


def test_a_second_call_on_the_socket_is_refused_while_one_is_outstanding(world: Make) -> None:
    """EALREADY for credentials; routing alone is answered."""
    here = world("two systems")
    here.pair()
    first = here.get(USER)
    assert refusal(here.get(TOKEN)) == ("EALREADY", "", False)
    assert isinstance(here.get().result, PartnerReply)
    assert here.get(USER, socket="s").suspended
    here.plex.advance(1)
    assert isinstance(first.result, PartnerReply)


def test_several_calls_may_be_outstanding_where_the_rule_says_so(world: Make) -> None:
    """The gate is a rule like any other."""
    ajar = tuple(gate for gate in gates.GATES if gate.check is not gates.none_outstanding)
    here = world("two systems", replace(V1R12, partner=replace(V1R12.partner, gates=ajar)))
    here.pair()
    here.get(USER)
    assert here.get(TOKEN).suspended


def test_which_gate_wins(world: Make) -> None:
    """From outside the sysplex, without authority, without a domain: each is hidden by the one before."""
    here = world("outside")
    here.pair(user="CAROL")
    here.alter_domain("")
    here.refresh("SYS1")
    assert refusal(here.get(USER))[0] == "EACCES"
    here.plex.programs["CLIENT"].apf = True
    assert refusal(here.get(USER))[0] == "EPERM"


def test_asking_behind_the_gate_without_a_partner_is_a_defect(world: Make) -> None:
    """A gate that needs the partner's stack may not stand before the gate for the connection."""
    first = (gates.Gate(gates.partner_release), *gates.GATES)
    here = world("two systems", replace(V1R12, partner=replace(V1R12.partner, gates=first)))
    here.client()
    with pytest.raises(AssertionError, match="without a partner"):
        here.get(USER)


def test_errno_numbers_in_both_numberings() -> None:
    """As the two tables of the manuals have them."""
    numbers = {
        one.name: (one.number(Numbering.UNIX), one.number(Numbering.TCP))
        for one in (Errno.EPERM, Errno.EACCES, Errno.ETIME, Errno.ENOPARTNERINFO, Errno.EINPROGRESS)
    }
    assert numbers == {
        "EPERM": (139, 1),
        "EACCES": (111, 13),
        "ETIME": (1137, 73),
        "ENOPARTNERINFO": (1162, 1162),
        "EINPROGRESS": (1103, 36),
    }
    assert [one.value for one in Reason] == [0, 0x735E, 0x735F, 0x7360, 0x7361, 0x7362]
