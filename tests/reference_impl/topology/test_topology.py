"""Building a sysplex, and what its definition may not say."""

from collections.abc import Callable
from typing import Any

import pytest

from reference_impl.topology.address import parse_address
from reference_impl.topology.definition import (
    BadTopology,
    LinkDefinition,
    LinkKind,
    Release,
    StackDefinition,
    SystemDefinition,
    TopologyDefinition,
    VipaDefinition,
)
from reference_impl.topology.topology import Topology

ONE = StackDefinition("A", ("10.0.0.1",))
TWO = StackDefinition("B", ("10.0.0.2",))


def systems(*stacks: StackDefinition, release: str = "V1R12") -> tuple[SystemDefinition, ...]:
    return tuple(
        SystemDefinition(f"S{at}", f"C{at}", (one,), "R", release=release) for at, one in enumerate(stacks)
    )


@pytest.mark.parametrize(
    ("definition", "message"),
    [
        (TopologyDefinition(systems(ONE, ONE)), "stack A is defined twice"),
        (TopologyDefinition(systems(ONE)[:1] * 2), "system S0 is defined twice"),
        (TopologyDefinition(systems(ONE, StackDefinition("B", ("10.0.0.1",)))), "two owners, A and B"),
        (TopologyDefinition(systems(StackDefinition("A", ("10.0.0",)))), "'10.0.0' is not an IP address"),
        (TopologyDefinition(systems(ONE, release="1.12")), "release '1.12'"),
        (
            TopologyDefinition(systems(ONE), (LinkDefinition(LinkKind.OSA, ("A", "Z")),)),
            "OSA link: there is no stack Z",
        ),
        (
            TopologyDefinition(systems(ONE, TWO), (LinkDefinition(LinkKind.IUTSAMEH, ("A", "B")),)),
            "IUTSAMEH joins stacks of one system",
        ),
        (
            TopologyDefinition(systems(ONE, TWO), (LinkDefinition(LinkKind.HIPERSOCKETS, ("A", "B")),)),
            "HiperSockets join systems of one CPC",
        ),
        (
            TopologyDefinition(systems(ONE), vipas=(VipaDefinition("10.9.9.9", "Z"),)),
            "VIPA 10.9.9.9: there is no stack Z",
        ),
        (
            TopologyDefinition(systems(ONE, TWO), vipas=(VipaDefinition("10.0.0.2", "A"),)),
            "10.0.0.2 has two owners, B and A",
        ),
    ],
)
def test_a_definition_that_contradicts_itself_is_refused(
    definition: TopologyDefinition, message: str
) -> None:
    """The message names the place."""
    with pytest.raises(BadTopology, match=message):
        Topology(definition)


def test_releases_are_ordered() -> None:
    """V1R9 comes before V1R12, and that before V2R1."""
    assert Release.parse("V1R9") < Release.parse("V1R12") < Release.parse("V2R1")
    assert str(Release.parse("V1R12")) == "V1R12"


@pytest.mark.parametrize(
    ("text", "ip", "shown"),
    [
        ("10.1.1.1", "10.1.1.1", "10.1.1.1"),
        ("::ffff:10.1.1.1", "10.1.1.1", "::ffff:10.1.1.1"),
        ("2001:DB8:0::1", "2001:db8::1", "2001:db8::1"),
    ],
)
def test_a_mapped_address_is_the_address_it_holds(text: str, ip: str, shown: str) -> None:
    """Stacks compare the address without the mapping; the display keeps it."""
    address = parse_address(text)
    assert address.ip == ip
    assert str(address) == shown


def test_stacks_of_one_group_and_of_two(world: Callable[..., Any]) -> None:
    """A subplex is a group of its own; a host outside the sysplex is in none."""
    groups = {name: world(name).lab.topology for name in ("two stacks", "subplexes", "host alone")}
    assert groups["two stacks"].stacks["TCPCS1"].group == groups["two stacks"].stacks["TCPCS2"].group
    assert groups["subplexes"].stacks["TCPCS1"].group == ("PLEX1", "EZBTCP11")
    assert groups["host alone"].stacks["TCPCS1"].group is None
