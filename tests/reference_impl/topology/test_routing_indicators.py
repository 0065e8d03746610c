"""Routing indicators over the topology, the life of a connection and changes of route."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from reference_impl.refusal import Refusal
from reference_impl.rules import V1R12
from reference_impl.tcp.transport import Shutdown
from reference_impl.topology.definition import LinkKind
from reference_impl.topology.routing import Routing

Make = Callable[..., Any]


@pytest.mark.parametrize(
    ("lab", "server", "address", "expected"),
    [
        ("one stack", "TCPCS1", "10.1.1.1", "SAME_CLUSTER SAME_IMAGE INTERNAL"),
        ("two stacks", "TCPCS2", "10.1.1.2", "SAME_CLUSTER SAME_IMAGE INTERNAL"),
        ("two systems", "TCPCS2", "10.1.1.2", "SAME_CLUSTER INTERNAL"),
        ("subplexes", "TCPCS2", "10.1.1.2", "NONE SAME_IMAGE"),
        ("outside", "TCPCS2", "10.1.1.2", "NONE"),
        ("host alone", "TCPCS1", "10.1.1.1", "NONE SAME_IMAGE"),
        ("vipas", "TCPCS2", "10.9.9.2", "SAME_CLUSTER INTERNAL"),
        ("vipas", "TCPCS3", "10.9.9.9", "SAME_CLUSTER INTERNAL"),
    ],
)
def test_what_is_shown_of_each_topology(
    world: Make, lab: str, server: str, address: str, expected: str
) -> None:
    """Cluster is the XCF group, image the system, internal the links on the way."""
    here = world(lab)
    here.pair(server, address)
    assert here.routing() == expected


def test_a_change_of_route_is_seen_in_its_own_direction_only(world: Make) -> None:
    """Traffic turned to OSA is not internal any more; the way back still is."""
    here = world("two systems")
    here.pair()
    here.plex.change_route("TCPCS1", "TCPCS2", LinkKind.OSA)
    assert (here.routing("c"), here.routing("s")) == ("SAME_CLUSTER", "SAME_CLUSTER INTERNAL")


@pytest.mark.parametrize("source", ["TCPCS1", "TCPCS2"])
def test_both_legs_to_a_distributed_vipa_count(world: Make, source: str) -> None:
    """From the client to the distributing stack and from there to the target; here the first leaks."""
    here = world("vipas")
    here.pair("TCPCS3", "10.9.9.9")
    target = "TCPCS2" if source == "TCPCS1" else "TCPCS3"
    if source == "TCPCS1":
        here.plex.change_route(source, target, LinkKind.OSA)
        assert here.routing() == "SAME_CLUSTER"
    else:
        here.plex.change_route("TCPCS1", "TCPCS3", LinkKind.OSA)
        assert here.routing() == "SAME_CLUSTER INTERNAL"


def test_the_stack_that_distributes_reaches_the_target_directly(world: Make) -> None:
    """A client on the distributing stack has one leg only."""
    here = world("vipas")
    here.client("TCPCS2")
    here.server("TCPCS3")
    here.connect("10.9.9.9")
    assert here.routing() == "SAME_CLUSTER INTERNAL"


def test_a_link_that_is_not_there_cannot_carry_traffic(world: Make) -> None:
    """Rerouting over a kind of link that does not join the two stacks is refused."""
    with pytest.raises(Refusal, match="ENETUNREACH"):
        world("two systems").plex.change_route("TCPCS1", "TCPCS2", LinkKind.IUTSAMEH)


def test_routing_over_the_life_of_a_connection(world: Make) -> None:
    """No connection before it and after both ends have finished; half closed is connected."""
    here = world("two systems")
    here.client()
    here.server()
    seen = [here.routing()]
    here.connect()
    seen.append(here.routing())
    here.plex.shutdown("c", Shutdown.SHUT_WR)
    seen += [here.routing("c"), here.routing("s")]
    here.plex.shutdown("s", Shutdown.SHUT_WR)
    seen += [here.routing("c"), here.routing("s")]
    there = "SAME_CLUSTER INTERNAL"
    assert seen == ["no connection", there, there, there, "no connection", "no connection"]


def test_routing_decided_once_when_the_rule_says_so(world: Make) -> None:
    """The other reading of the source is one rule away."""
    once = replace(V1R12, routing=replace(V1R12.routing, reevaluated=False))
    here = world("two systems", once)
    here.pair()
    assert here.routing() == "SAME_CLUSTER INTERNAL"
    here.plex.change_route("TCPCS1", "TCPCS2", LinkKind.OSA)
    assert here.routing() == "SAME_CLUSTER INTERNAL"


def test_indicator_values_are_those_of_the_socket_option() -> None:
    """1, 2, 4, 8, and 0 for no connection."""
    assert [value.value for value in Routing] == [1, 2, 4, 8]
    assert Routing.NO_CONNECTION == 0
