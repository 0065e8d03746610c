"""Legs of a way, and changing them."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from reference_impl.refusal import Refusal
from reference_impl.rules import V1R12
from reference_impl.tcp.states import TcpState
from reference_impl.topology.definition import LinkKind
from reference_impl.topology.routes import Hop
from reference_impl.topology.routing import Routing

Make = Callable[..., Any]


def test_a_leg_names_its_ends_and_the_first_link_listed(world: Make) -> None:
    """Inside one stack there is no link."""
    plex = world("two systems").plex
    one, other = plex.stack("TCPCS1"), plex.stack("TCPCS2")
    assert plex.routes.hop(one, other) == Hop(one, other, LinkKind.XCF)
    assert plex.routes.hop(one, one) == Hop(one, one, None)


def test_a_changed_leg_uses_the_other_link_one_way(world: Make) -> None:
    """The way back stays as it is."""
    plex = world("two systems").plex
    one, other = plex.stack("TCPCS1"), plex.stack("TCPCS2")
    plex.change_route("TCPCS1", "TCPCS2", LinkKind.OSA)
    assert plex.routes.hop(one, other) == Hop(one, other, LinkKind.OSA)
    assert plex.routes.hop(other, one) == Hop(other, one, LinkKind.XCF)


def test_stacks_without_a_link_cannot_be_given_one(world: Make) -> None:
    """ENETUNREACH, as for a link of another kind."""
    here = world("cinet")
    with pytest.raises(Refusal, match="ENETUNREACH"):
        here.plex.change_route("TCPCS1", "TCPCS3", LinkKind.XCF)


def test_a_rule_about_sockets_without_connection_is_given_the_state(world: Make) -> None:
    """Also where the option needs the ioctl first."""
    for needs_ioctl in (False, True):
        rules = replace(
            V1R12.routing,
            option_needs_ioctl=needs_ioctl,
            unconnected=lambda state: Routing.SAME_IMAGE if state is TcpState.LISTEN else Routing.NONE,
        )
        here = world("two systems", replace(V1R12, routing=rules))
        here.client()
        here.server()
        here.plex.listen("l")
        assert (here.routing("c"), here.routing("l")) == ("NONE", "SAME_IMAGE")


def test_a_rule_about_indicators_is_given_the_partners_address(world: Make) -> None:
    """As this end sees it."""
    rules = replace(V1R12.routing, indicators=lambda _rules, path: Routing(1 << path.address.ip.count("2")))
    here = world("two systems", replace(V1R12, routing=rules))
    here.pair()
    assert (here.routing("c"), here.routing("s")) == ("SAME_CLUSTER", "NONE")
