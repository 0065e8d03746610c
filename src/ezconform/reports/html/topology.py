"""A lab as inline SVG: systems with their stacks, and the links between stacks.

Knows lab definitions, and a route if it is to be highlighted; knows no scenario.
"""

from ezconform.protocol.lab import LabDefinition, Link, System
from ezconform.reports.display import one_line
from ezconform.reports.html.evidence import attribute_markup, text_markup
from ezconform.reports.html.route import EXPOSED, Route

STACK, GAP, INSET, TOP = 170, 26, 14, 30
STACK_TOP, STACK_HIGH, SYSTEM_HIGH, DROP = 78, 52, 122, 26


def topology_markup(lab: LabDefinition, route: Route | None = None) -> str:
    """The drawing, with the route highlighted if one is given; empty for a lab without systems."""
    if not lab.systems:
        return ""
    middles: dict[str, int] = {}
    boxes, x = [], 1
    for system in lab.systems:
        boxes.append(_system(system, x, middles))
        x += _width(system) + GAP
    depth = TOP + SYSTEM_HIGH + DROP * (len(lab.links) + 1) + 8 if lab.links else TOP + SYSTEM_HIGH + 8
    width = max(x - GAP + 1, 300)
    vipas = "".join(_vipa(lab, number, depth) for number in range(len(lab.vipas)))
    links = "".join(_link(one, number, lab.links, middles, route) for number, one in enumerate(lab.links))
    links += _inside(route, middles) if route and route.client == route.server else ""
    height = depth + 20 * len(lab.vipas)
    taken = f", the route from {route.client} to {route.server} highlighted" if route else ""
    label = attribute_markup(one_line(f"Topology of the lab {lab.name}{taken}"))
    return (
        f'<svg class=topo viewBox="0 0 {width} {height}" style="max-width:{width}px" role=img '
        f'aria-label="{label}">{"".join(boxes)}{links}{vipas}</svg>'
    )


def _width(system: System) -> int:
    return len(system.stacks) * (STACK + INSET) + INSET


def _system(system: System, x: int, middles: dict[str, int]) -> str:
    """The box of a system with its stacks; notes the middle of each stack."""
    outside = "" if system.sysplex else " outside"
    where = system.sysplex or "no sysplex"
    parts = [
        f'<path class="system{outside}" d="M{x} {TOP}h{_width(system)}v{SYSTEM_HIGH}h-{_width(system)}z"/>',
        f"<text class=h x={x + INSET} y={TOP + 21}>{_shown(system.name)}</text>",
        f"<text x={x + INSET} y={TOP + 38}>{_shown(f'{where}, {system.cpc}, {system.release}')}</text>",
    ]
    for number, stack in enumerate(system.stacks):
        left = x + INSET + number * (STACK + INSET)
        middles[stack.name] = left + STACK // 2
        address = next(iter(stack.addresses), "")
        name = f"{stack.name}, subplex {stack.subplex}" if stack.subplex else stack.name
        parts += [
            f'<path class=stack d="M{left} {STACK_TOP}h{STACK}v{STACK_HIGH}h-{STACK}z"/>',
            f"<text class=h x={left + 10} y={STACK_TOP + 21}>{_shown(name)}</text>",
            f"<text x={left + 10} y={STACK_TOP + 39}>{_shown(address)}</text>",
        ]
    return "".join(parts)


def _link(
    link: Link, number: int, links: tuple[Link, ...], middles: dict[str, int], route: Route | None
) -> str:
    """A line below the systems; dashed unless it carries the traffic of its pair at the start."""
    first = next(one for one in links if set(one.stacks) == set(link.stacks))
    taken = bool(route) and _carries(link, route)
    style = "exposed" if link.kind in EXPOSED else "internal"
    style += "" if first is link or taken else " spare"
    style += " taken" if taken else " idle" if route else ""
    left, right = sorted(middles[one] for one in link.stacks)
    shift = 12 * number - 18
    y = STACK_TOP + STACK_HIGH
    down = TOP + SYSTEM_HIGH + DROP * (number + 1) - y
    path = f"M{left + shift} {y}v{down}H{right + shift}v-{down}"
    said = f"{link.kind}{'' if first is link or taken else ', to turn to'}{', taken' if taken else ''}"
    return f'<path class="{style}" d="{path}"/><text x={left + 34} y={y + down - 6}>{_shown(said)}</text>'


def _carries(link: Link, route: Route | None) -> bool:
    return route is not None and link.kind == route.way and set(link.stacks) == {route.client, route.server}


def _inside(route: Route, middles: dict[str, int]) -> str:
    """A loop in the stack that both ends use."""
    x, y = middles[route.client] + 44, STACK_TOP + 12
    return f'<path class="internal taken" d="M{x} {y}c34-8 34 36 0 28m6-5l-6 5 6 5"/>'


def _vipa(lab: LabDefinition, number: int, depth: int) -> str:
    vipa = lab.vipas[number]
    to = f", distributed to {', '.join(vipa.targets)}" if vipa.targets else ""
    said = _shown(f"Dynamic VIPA {vipa.address}: owned by {vipa.owner}{to}")
    return f"<text x=1 y={depth + 20 * number + 12}>{said}</text>"


def _shown(text: str) -> str:
    return text_markup(one_line(text, 80))
