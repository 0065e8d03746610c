"""The sysplex hands everything on as it was given: rules, options, levels, times."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from reference_impl.clock import VirtualClock
from reference_impl.console import folded
from reference_impl.control_block import ControlBlock, Field, Kind, MalformedBlock
from reference_impl.interfaces.form import Result, rexx_form
from reference_impl.interfaces.interface import Interface
from reference_impl.interfaces.table import ALL_ITEMS, InterfaceRules
from reference_impl.lab import DatabaseDefinition, Lab, LabDefinition, ProfileDefinition, UserDefinition
from reference_impl.netstat.command import NetstatOptions
from reference_impl.netstat.refusals import NothingMatches
from reference_impl.partner.credentials import NO_CREDENTIALS
from reference_impl.partner.reply import PartnerReply
from reference_impl.partner.request import PartnerRequest, RequestItem
from reference_impl.rules import V1R12
from reference_impl.security.access import Access, SafReturnCode, UserAttribute
from reference_impl.security.user import User
from reference_impl.sysplex import Sysplex
from reference_impl.topology.definition import (
    BadTopology,
    StackDefinition,
    SystemDefinition,
    TopologyDefinition,
    VipaDefinition,
)
from reference_impl.topology.routing import Routing
from reference_impl.topology.topology import Topology
from reference_impl.xcf import Disturbance

Make = Callable[..., Any]
LOOSE = replace(V1R12, security=replace(V1R12.security, longest_appldata=300))
USER = RequestItem.USER_ID
PAIR = ("TCPCS1", "TCPCS2")


def test_events_of_one_instant_happen_in_the_order_in_which_they_were_scheduled() -> None:
    """However many there are."""
    clock, done = VirtualClock(), list[int]()
    for number in range(20):
        clock.schedule(5, lambda number=number: done.append(number))  # type: ignore[misc]
    clock.advance(5)
    assert done == list(range(20))


def test_no_two_bits_of_a_field_overlap() -> None:
    """A bit is compared with every bit before it, not with the last one only."""
    bits = ((1, "A"), (2, "B"), (1, "C"))
    with pytest.raises(MalformedBlock, match="bit C overlaps"):
        ControlBlock("BLOCK", 1, (Field(0, 1, "FLAGS", Kind.FLAGS, "flags", bits=bits),))


def test_a_program_uses_its_stack_or_all_stacks_of_its_system(world: Make) -> None:
    """With affinity one; it starts without privileges."""
    plex = world("cinet").plex
    one = plex.start_program("ONE", "ALICE", stack="TCPCS1")
    every = plex.start_program("EVERY", "ALICE", "SYS1")
    assert [stack.name for stack in one.stacks] == ["TCPCS1"]
    assert [stack.name for stack in every.stacks] == ["TCPCS1", "TCPCS2"]
    assert (one.apf, one.supervisor_state) == (False, False)


def test_options_are_switched_both_ways(world: Make) -> None:
    """A class and its RACLIST copy are back after being switched off and on."""
    here = world("two systems")
    here.client()
    resource = "EZB.IOCTL.SYS1.TCPCS1.PARTNERINFO"
    seen = []
    for active, raclist in ((False, None), (True, None), (None, False), (None, True)):
        here.plex.set_options("SYS1", "SERVAUTH", active, raclist, None)
        seen.append(here.plex.check_access("CLIENT", "SERVAUTH", resource, Access.READ))
    assert seen == [SafReturnCode.NO_DECISION, SafReturnCode.PERMITTED] * 2


def test_the_access_asked_for_counts(world: Make) -> None:
    """READ does not give UPDATE."""
    here = world("two systems")
    here.client()
    resource = "EZB.IOCTL.SYS1.TCPCS1.PARTNERINFO"
    assert here.plex.check_access("CLIENT", "SERVAUTH", resource, Access.UPDATE) is SafReturnCode.DENIED


def test_messages_may_be_delayed_by_nothing_and_no_more_delayed(world: Make) -> None:
    """Without a time they arrive at once, and after the restoration as at the start."""
    here = world("two systems")
    here.pair()
    here.plex.disturb(PAIR, Disturbance.DELAY)
    assert (call := here.get(USER)).result is not None
    here.plex.disturb(PAIR, Disturbance.DELAY, 5)
    here.plex.disturb(PAIR, Disturbance.RESTORE, 0)
    call = here.get(USER, socket="s")
    here.plex.advance(9)
    assert call.seconds == 0.5


def test_an_odd_round_trip_takes_its_whole_time(world: Make) -> None:
    """Three microseconds: one there and two back."""
    here = world("two systems")
    here.pair()
    here.plex.disturb(PAIR, Disturbance.DELAY, 0.000003)
    call = here.get(USER)
    here.plex.advance(0.000003)
    assert (call.suspended, call.seconds) == (False, 0.000003)
    assert [one.at for one in here.plex.read_trace()] == [0.0, 0.000001]


def test_a_question_that_arrives_on_the_instant_of_the_limit_is_too_late(world: Make) -> None:
    """The call has ended before the answer leaves."""
    here = world("two systems")
    here.pair()
    here.plex.disturb(PAIR, Disturbance.DELAY, 2)
    call = here.get(USER, timeout=1)
    here.plex.advance(1)
    assert (here.errno(call), call.seconds) == ("ETIME", 1.0)


def test_the_rules_reach_netstat_and_the_operator(world: Make) -> None:
    """Each system's operator answers on that system's console."""
    rules = replace(
        V1R12,
        netstat=replace(V1R12.netstat, release="V9R9"),
        dcas=replace(V1R12.dcas, answer_not_active="NO {job}", answer_initializing="WAIT {job}"),
    )
    here = world("two systems", rules)
    assert "NETSTAT CS V9R9 " in here.plex.netstat("TCPCS1", NetstatOptions())
    image = here.plex.image("SYS1")
    here.plex.start_dcas("DCAS", "SYS1", None, initialize=False)
    image.operator.command("P OTHER")
    image.operator.command("F DCAS,DEBUG=1")
    assert [message.text for message in image.console.read()] == ["NO OTHER", "WAIT DCAS"]


def test_dcas_starts_with_the_level_of_its_option(world: Make) -> None:
    """Of -d."""
    here = world("two systems")
    here.plex.start_dcas("DCAS", "SYS1", 2, initialize=True)
    assert here.plex.dcas("DCAS").level == 2


def test_a_job_may_take_commands_from_every_console_by_rule(world: Make) -> None:
    """The rule is given the system of the job and all systems there are."""
    rules = replace(V1R12, dcas=replace(V1R12.dcas, consoles=lambda _own, every: tuple(every)))
    here = world("two systems", rules)
    here.plex.start_dcas("DCAS", "SYS1", None, initialize=True)
    here.plex.image("SYS2").operator.command("F DCAS,DEBUG=2")
    assert here.plex.dcas("DCAS").level == 2


def test_a_command_is_folded_outside_apostrophes() -> None:
    """What stands between them stays as it was typed."""
    assert folded("f d,'ab' c 'd' 'e'") == "F D,'ab' C 'd' 'e'"
    assert folded("f 'a'b'c'd") == "F 'a'B'c'D"


def test_a_lab_hands_its_definitions_to_the_databases() -> None:
    """Users with groups and attributes, profiles with UACC, and the rules they have to keep."""
    user = UserDefinition("ANN", "PAY", ("AUDIT",), ("TRUSTED",))
    profiles = (ProfileDefinition("P", uacc="UPDATE"), ProfileDefinition("D", appldata="X" * 300))
    definition = LabDefinition(TopologyDefinition(()), (DatabaseDefinition("RACFA", (user,), profiles),))
    database = Lab(definition, LOOSE.security).databases["RACFA"]
    assert database.name == "RACFA"
    assert database.user("ANN") == User("ANN", "PAY", ("AUDIT",), frozenset({UserAttribute.TRUSTED}))
    assert database.profile("SERVAUTH", "P").uacc is Access.UPDATE
    with pytest.raises(BadTopology, match=r"^database RACFA: "):
        Lab(definition)


def test_a_sysplex_says_why_it_does_not_take_a_lab(world: Make) -> None:
    """Its databases follow other rules."""
    text = "the lab was built with other security rules than the sysplex is to follow"
    with pytest.raises(ValueError, match=f"^{text}$"):
        Sysplex(world("two systems").lab, LOOSE)


def test_a_distributed_vipa_names_itself_where_a_target_is_unknown() -> None:
    """So does one whose owner is unknown."""
    stack = StackDefinition("TCPCS1", ("10.1.1.1",))
    systems = (SystemDefinition("SYS1", "CPC1", (stack,), "RACFA"),)
    for owner, target in (("TCPCS1", "TCPCS9"), ("TCPCS9", "TCPCS1")):
        with pytest.raises(BadTopology, match=r"VIPA 10\.9\.9\.9.*TCPCS9"):
            Topology(TopologyDefinition(systems, (), (VipaDefinition("10.9.9.9", owner, (target,)),)))


def test_the_group_of_a_stack_without_subplex_ends_in_cs(world: Make) -> None:
    """EZBTCPCS is the default group; the two digits of a subplex stand in place of CS."""
    plain, part = world("two systems").plex.stack("TCPCS1"), world("subplexes").plex.stack("TCPCS1")
    assert [stack.group[1] for stack in (plain, part)] == ["EZBTCPCS", "EZBTCP11"]


def test_a_report_may_be_of_other_stacks_by_rule(world: Make) -> None:
    """The rule is given the stack and all there are."""
    rules = replace(V1R12, views=replace(V1R12.views, stacks=lambda _asked, every: tuple(every)))
    here = world("two systems", rules)
    here.pair()
    assert here.plex.netstat("TCPCS1", NetstatOptions()).count("Client Name: ") == 3


def test_a_filter_that_matches_nothing_may_be_refused_by_rule(world: Make) -> None:
    """The refusal names the report and the stack."""
    rules = replace(V1R12, netstat=replace(V1R12.netstat, refuses_empty=True))
    with pytest.raises(NothingMatches, match=r"^ALL/-A TCPCS1: nothing matches$"):
        world("two systems", rules).plex.netstat("TCPCS1", NetstatOptions(clients=("X",)))


def test_a_socket_that_is_not_bound_is_under_no_port(world: Make) -> None:
    """0 is no port."""
    here = world("two systems")
    here.client()
    ports = here.plex._transport.ports(here.plex.stack("TCPCS1"))
    assert 0 not in ports.by_port


def test_an_interface_takes_everything_that_it_offers() -> None:
    """All items at once."""
    rules = InterfaceRules()
    assert rules.refuse_get(PartnerRequest(ALL_ITEMS, interface=Interface.W_IOCTL)) is None
    both = frozenset({RequestItem.ROUTING, USER})
    assert rules.refuse_get(PartnerRequest(both, interface=Interface.REXX)) is None


def test_rexx_has_a_dash_for_a_user_that_is_not_there() -> None:
    """One for each of the two."""
    result = Result(PartnerRequest(frozenset({USER})), PartnerReply(Routing.NONE, NO_CREDENTIALS))
    assert rexx_form(result) == {"result": "0 1 - -"}
