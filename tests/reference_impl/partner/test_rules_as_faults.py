"""Rules that exist to be broken: each changes the one thing it is about."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from reference_impl.interfaces.interface import Interface
from reference_impl.partner.exchange import stacks_of
from reference_impl.partner.request import BOTH, NO_ITEMS, RequestItem
from reference_impl.rules import V1R12, Rules
from reference_impl.topology.routing import Routing
from reference_impl.xcf import Disturbance

Make = Callable[..., Any]
USER, ROUTING = RequestItem.USER_ID, RequestItem.ROUTING


def waiting(**fields: Any) -> Rules:
    return replace(V1R12, waiting=replace(V1R12.waiting, **fields))


def routing(**fields: Any) -> Rules:
    return replace(V1R12, routing=replace(V1R12.routing, **fields))


@pytest.mark.parametrize(("lost", "expected"), [(False, "BOB"), (True, "ETIME")])
def test_a_call_that_waits_out_its_limit_ends_at_the_limit(world: Make, lost: bool, expected: str) -> None:
    """With the answer if it has come, else with ETIME."""
    here = world("two systems", waiting(waits_out_limit=True))
    here.pair()
    if lost:
        here.plex.disturb(("TCPCS1", "TCPCS2"), Disturbance.LOSE)
    call = here.get(USER, timeout=5)
    here.plex.advance(4.9)
    assert call.suspended
    here.plex.advance(0.1)
    told = here.errno(call) if lost else call.result.credentials.address_space_user
    assert (told, call.seconds) == (expected, 5.0)


def test_routing_may_wait_for_credentials_by_rule(world: Make) -> None:
    """Nothing of them is told, but they are fetched."""
    here = world("two systems", waiting(fetched=lambda _items: BOTH))
    here.pair()
    assert here.reply(ROUTING).credentials.address_space_user == ""
    assert here.questions() == [("TCPCS1", "TCPCS2")]


def test_what_is_stored_may_be_ignored_by_rule(world: Make) -> None:
    """Every request then asks anew, and is answered."""
    here = world("two systems", waiting(usable=lambda _record: NO_ITEMS))
    here.pair()
    for _time in range(2):
        assert here.reply(USER).credentials.address_space_user == "BOB"
    assert len(here.questions()) == 2


def test_another_stack_may_ask_by_rule(world: Make) -> None:
    """The trace shows it; the answer is the same."""
    here = world("two systems", waiting(asks=lambda end: stacks_of(end)[::-1]))
    here.pair()
    assert here.reply(USER).credentials.address_space_user == "BOB"
    assert here.questions() == [("TCPCS2", "TCPCS1")]


def test_routing_may_be_left_out_of_a_success_by_rule(world: Make) -> None:
    """The credentials come without it."""
    rules = replace(
        V1R12, partner=replace(V1R12.partner, tells_routing=lambda request: not request.credentials)
    )
    here = world("two systems", rules)
    here.pair()
    assert here.reply(USER).routing is Routing.NO_CONNECTION
    assert here.reply(ROUTING).routing == Routing.SAME_CLUSTER | Routing.INTERNAL


def test_the_option_may_depend_on_the_ioctl_by_rule(world: Make) -> None:
    """It tells nothing before the first SIOCGPARTNERINFO, and the same after it."""
    here = world("two systems", routing(option_needs_ioctl=True))
    here.pair()
    assert here.routing() == "no connection"
    here.get(ROUTING)
    assert here.routing() == "SAME_CLUSTER INTERNAL"


def test_the_option_may_tell_something_else_by_rule(world: Make) -> None:
    """SIOCGPARTNERINFO is not concerned."""
    here = world("two systems", routing(option_tells=lambda told: told & ~Routing.INTERNAL))
    here.pair()
    assert here.routing() == "SAME_CLUSTER"
    assert here.reply(ROUTING).routing == Routing.SAME_CLUSTER | Routing.INTERNAL


def test_a_socket_without_connection_may_show_something_else_by_rule(world: Make) -> None:
    """The rule is given the state."""
    here = world("two systems", routing(unconnected=lambda _state: Routing.NONE))
    here.client()
    assert here.plex.get_routing("c", Interface.GETSOCKOPT) is Routing.NONE


def test_the_mark_may_come_from_elsewhere_by_rule(world: Make) -> None:
    """An accepted socket whose listener has issued nothing is served all the same."""
    rules = replace(
        V1R12, prefetch=replace(V1R12.prefetch, inherits=lambda _listener, end: frozenset({end.stack.name}))
    )
    here = world("two systems", rules)
    here.pair()
    here.plex.advance(1)
    assert here.reply(USER, timeout=0, socket="s").credentials.address_space_user == "ALICE"


def test_a_connection_may_be_bound_to_the_domains_of_its_set_up_by_rule(world: Make) -> None:
    """At both ends, whatever the names are when somebody asks."""
    here = world("two systems", replace(V1R12, partner=replace(V1R12.partner, domains_at_set_up=True)))
    here.pair()
    here.alter_domain("OTHERNET")
    here.refresh("SYS1")
    assert here.reply(USER).credentials.address_space_user == "BOB"
    assert here.reply(USER, socket="s").credentials.address_space_user == "ALICE"
