"""The way that the traffic of a scenario's connection took through its lab, and whether that is internal.

Read from evidence and the lab's definition. Knows no markup. That a link leaves the sysplex is S07.6 and,
for OSA, our choice.
"""

import re
from dataclasses import dataclass

from ezconform.protocol.lab import LabDefinition, System
from ezconform.protocol.values import LinkKind
from ezconform.reports.html.cast import Cast
from ezconform.results import Evidence, ScenarioResult

LAB = re.compile(r"the lab ([a-z0-9-]+)")
EXPOSED = frozenset({LinkKind.OSA})
"""Links that leave the sysplex: traffic over them is not internal (S07.6)."""

NEAREST_FIRST = (
    "the same stack",
    "another stack of the same image",
    "another image on the same CPC",
    "another system of the sysplex",
    "outside the sysplex",
)
"""Where a partner can be."""


@dataclass(frozen=True, slots=True)
class Route:
    """From the client's stack to the server's.

    `way` names the link that the evidence or the lab gives; empty: both are one stack, or no link is listed.
    `turned`: the scenario moved the traffic there.
    """

    lab: str
    client: str
    server: str
    way: str = ""
    turned: bool = False


def lab_of(one: ScenarioResult) -> str:
    """The name of the lab that a step of the scenario opens; empty if none does."""
    found = (LAB.fullmatch(step.text) for step in one.steps)
    return next((match[1] for match in found if match), "")


def route_of(one: ScenarioResult, labs: dict[str, LabDefinition]) -> Route | None:
    """The route of the first connection of the scenario; None if it has none, or its lab is not known."""
    evidence = [exchange for step in one.steps for exchange in step.evidence]
    lab = labs.get(lab_of(one)) if evidence else None
    if lab is None:
        return None
    cast = Cast()
    for exchange in evidence:
        cast.note(exchange)
    ends = cast.first_pair()
    stacks = {stack.name for system in lab.systems for stack in system.stacks}
    if ends is None or not stacks.issuperset(ends):
        return None
    turned = _turned(evidence, ends)
    return Route(lab.name, *ends, turned or _first_link(lab, ends), bool(turned))


def _first_link(lab: LabDefinition, ends: tuple[str, str]) -> str:
    return next((link.kind.value for link in lab.links if set(link.stacks) == set(ends)), "")


def _turned(evidence: list[Evidence], ends: tuple[str, str]) -> str:
    """The link to which the traffic from client to server was turned last; empty if it never was."""
    vias = [
        str(one.request.get("via", ""))
        for one in evidence
        if one.verb == "route.change" and (one.request.get("source"), one.request.get("target")) == ends
    ]
    return vias[-1] if vias else ""


def system_of(lab: LabDefinition, stack: str) -> System:
    """The system that a stack of the lab belongs to."""
    return next(one for one in lab.systems if any(own.name == stack for own in one.stacks))


def place(route: Route, lab: LabDefinition) -> str:
    """Where the server runs as the client sees it, in words."""
    here, there = system_of(lab, route.client), system_of(lab, route.server)
    over = f", over {route.way}" if route.way else ""
    same_stack, same_image, same_cpc, same_sysplex, outside = NEAREST_FIRST
    if route.client == route.server:
        return same_stack
    if here.sysplex != there.sysplex or not here.sysplex:
        return f"{outside}{over}"
    subplex = ", another subplex" if _subplex(here, route.client) != _subplex(there, route.server) else ""
    if here is there:
        return f"{same_image}{subplex}{over}"
    return f"{same_cpc if here.cpc == there.cpc else same_sysplex}{subplex}{over}"


def is_internal(route: Route, lab: LabDefinition) -> bool:
    """Whether the traffic counts as internal; not where the lab lists no link."""
    return _judged(route, lab)[0]


def why(route: Route, lab: LabDefinition) -> str:
    """Whether the traffic counts as internal, with the reason."""
    return _judged(route, lab)[1]


def _judged(route: Route, lab: LabDefinition) -> tuple[bool, str]:
    here, there = system_of(lab, route.client), system_of(lab, route.server)
    if route.client == route.server:
        return True, "internal: the traffic never leaves the stack"
    if here.sysplex != there.sysplex or not here.sysplex:
        return False, "not internal: the partner is outside the sysplex"
    if not route.way:
        return False, "the lab lists no link between the two stacks"
    if route.way in EXPOSED:
        way = f"an {route.way} adapter leads out of the sysplex, though both ends are inside"
        return False, f"not internal: {way}"
    return True, f"internal: {route.way} stays inside the sysplex"


def _subplex(system: System, stack: str) -> str:
    return next(one.subplex for one in system.stacks if one.name == stack)
