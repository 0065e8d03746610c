"""Faults against the class routing: what each indicator means, and the combinations over the topology."""

from dataclasses import replace
from typing import Any

from ezconform.proof.fault import Fault
from reference_impl.rules import V1R12, Rules
from reference_impl.topology.definition import LinkKind, Release
from reference_impl.topology.routing import Routing
from reference_impl.topology.rules import Path, RoutingRules, indicators, same_group
from reference_impl.topology.topology import Stack

V1R12_RELEASE = Release(1, 12)


def routing(**changes: Any) -> Rules:
    return replace(V1R12, routing=replace(V1R12.routing, **changes))


def internal_over(*kinds: LinkKind) -> Rules:
    return routing(internal_links=frozenset(kinds))


def vipa_is_outside(rules: RoutingRules, path: Path) -> Routing:
    held = {address.ip for address in path.partner.addresses}
    return indicators(rules, path) if path.address.ip in held else Routing.NONE


def distributor_is_partner(rules: RoutingRules, path: Path) -> Routing:
    return indicators(rules, replace(path, partner=path.hops[0].target))


def one_at_a_time(rules: RoutingRules, path: Path) -> Routing:
    return max(one for one in Routing if one in indicators(rules, path))


def silent_outside(rules: RoutingRules, path: Path) -> Routing:
    return indicators(rules, path) & ~Routing.NONE


def internal_by_link_alone(rules: RoutingRules, path: Path) -> Routing:
    return indicators(rules, path) | (Routing.INTERNAL if rules.internal(rules, path) else Routing(0))


def image_instead_of_cluster(rules: RoutingRules, path: Path) -> Routing:
    told = indicators(rules, path)
    return told & ~Routing.SAME_CLUSTER if Routing.SAME_IMAGE in told else told


def none_alone(rules: RoutingRules, path: Path) -> Routing:
    told = indicators(rules, path)
    return Routing.NONE if Routing.NONE in told else told


def image_needs_links(rules: RoutingRules, path: Path) -> bool:
    return all(hop.link in rules.internal_links for hop in path.hops)


def same_cpc(one: Stack, other: Stack) -> bool:
    return one.system.cpc == other.system.cpc


def same_sysplex(one: Stack, other: Stack) -> bool:
    return bool(one.system.sysplex) and one.system.sysplex == other.system.sysplex


def new_enough(one: Stack, other: Stack) -> bool:
    return same_group(one, other) and other.system.release >= V1R12_RELEASE


def outside_any_subplex(one: Stack, other: Stack) -> bool:
    return same_group(one, other) and one.group == (one.system.sysplex, "EZBTCPCS")


def first_by_name(one: Stack, other: Stack) -> bool:
    return same_group(one, other) and one.name <= other.name


FAULTS: tuple[Fault, ...] = (
    Fault(
        "silent-outside",
        "ROUTE-07",
        "A connection to a host outside the sysplex shows nothing at all.",
        routing(indicators=silent_outside),
    ),
    Fault(
        "outsiders-in-cluster",
        "ROUTE-07",
        "A host outside the sysplex counts as inside.",
        routing(same_cluster=lambda _one, _other: True),
    ),
    Fault(
        "cluster-is-image",
        "ROUTE-08",
        "Only partners on the same image are in the same cluster.",
        routing(same_cluster=lambda one, other: one.system is other.system),
    ),
    Fault(
        "cluster-is-cpc",
        "ROUTE-08",
        "Only partners on the same CPC are in the same cluster.",
        routing(same_cluster=same_cpc),
    ),
    Fault(
        "cluster-everywhere",
        "ROUTE-08",
        "Every partner is in the same cluster.",
        routing(same_cluster=lambda _one, _other: True),
    ),
    Fault(
        "image-is-stack",
        "ROUTE-09",
        "Only partners on the same stack are in the same image.",
        routing(same_image=lambda one, other: one is other),
    ),
    Fault(
        "image-is-cpc", "ROUTE-09", "Two images on one CPC count as one image.", routing(same_image=same_cpc)
    ),
    Fault(
        "image-is-sysplex",
        "ROUTE-09",
        "Every partner in the sysplex is in the same image.",
        routing(same_image=same_sysplex),
    ),
    Fault(
        "xcf-not-internal",
        "ROUTE-10",
        "XCF counts as a way out of the sysplex.",
        internal_over(LinkKind.IUTSAMEH, LinkKind.HIPERSOCKETS),
    ),
    Fault(
        "hipersockets-not-internal",
        "ROUTE-10",
        "HiperSockets count as a way out of the sysplex.",
        internal_over(LinkKind.IUTSAMEH, LinkKind.XCF),
    ),
    Fault(
        "iutsameh-not-internal",
        "ROUTE-10",
        "The link between the stacks of an image counts as a way out of the sysplex.",
        internal_over(LinkKind.HIPERSOCKETS, LinkKind.XCF),
    ),
    Fault(
        "own-stack-not-internal",
        "ROUTE-10",
        "A connection inside one stack, which uses no link, is not internal.",
        routing(internal=image_needs_links),
    ),
    Fault(
        "internal-outside",
        "ROUTE-10",
        "Every connection is internal, even one to a host outside.",
        routing(internal=lambda _rules, _path: True, indicators=internal_by_link_alone),
    ),
    Fault(
        "osa-is-internal",
        "ROUTE-11",
        "An OSA adapter counts as a link inside the sysplex.",
        internal_over(*LinkKind),
    ),
    Fault(
        "one-indicator-at-a-time",
        "ROUTE-12",
        "Only the highest indicator is told.",
        routing(indicators=one_at_a_time),
    ),
    Fault(
        "image-without-cluster",
        "ROUTE-12",
        "Same image is told instead of same cluster.",
        routing(indicators=image_instead_of_cluster),
    ),
    Fault(
        "ends-disagree",
        "ROUTE-13",
        "Only the stack that comes first by name sees its partner in the cluster.",
        routing(same_cluster=first_by_name),
    ),
    Fault("never-internal", "ROUTE-13", "Internal is never told.", internal_over()),
    Fault(
        "older-release-is-outside",
        "ROUTE-14",
        "A partner on a release before V1R12 is not in the cluster.",
        routing(same_cluster=new_enough),
    ),
    Fault(
        "subplexes-are-one-cluster",
        "ROUTE-15",
        "Same cluster is judged by the sysplex and not by the subplex.",
        routing(same_cluster=same_sysplex),
    ),
    Fault(
        "none-excludes-image",
        "ROUTE-16",
        "Same image is not told beside none.",
        routing(indicators=none_alone),
    ),
    Fault(
        "subplex-has-no-cluster",
        "ROUTE-17",
        "Stacks of a subplex other than the default one are in no cluster.",
        routing(same_cluster=outside_any_subplex),
    ),
    Fault(
        "distributor-is-partner",
        "ROUTE-18",
        "The stack that distributes the address counts, not the one that hosts the server.",
        routing(indicators=distributor_is_partner),
    ),
    Fault(
        "vipa-is-outside",
        "ROUTE-18",
        "A dynamic VIPA counts as an address outside the sysplex.",
        routing(indicators=vipa_is_outside),
    ),
)
