"""The routes that the scenarios of a run took: each drawn once, named by every scenario that took it.

Knows routes and labs; what a lab looks like is `topology`.
"""

from ezconform.protocol.lab import LabDefinition
from ezconform.reports.html.evidence import text_markup
from ezconform.reports.html.foreign import drawn_or
from ezconform.reports.html.route import Route, place, route_of, why
from ezconform.reports.html.topology import topology_markup
from ezconform.results import RunResults, ScenarioResult


class Routes:
    """`shown` numbers a route when it first meets it, so drawings are asked for after the scenarios."""

    def __init__(self, results: RunResults) -> None:
        self._labs = {one.name: one for one in results.labs}
        self._numbers: dict[Route, int] = {}

    def shown(self, one: ScenarioResult, *, drawn: bool) -> str:
        """The scenario's route in words, with a link to its picture or, `drawn`, with the picture itself."""
        route = drawn_or(None, lambda: route_of(one, self._labs))
        if route is None:
            return ""
        number = self._numbers.setdefault(route, len(self._numbers) + 1)
        lab = self._labs[route.lab]
        said = f"<p class=w><a href=#route{number}>{_ends(route)}</a> {text_markup(why(route, lab))}."
        return f"{said}{topology_markup(lab, route)}" if drawn else said

    def of_lab(self, lab: LabDefinition) -> str:
        """Every route taken through a lab: a picture with its reason, and the address scenarios link to."""
        return "".join(
            f"<figure id=route{number}>{topology_markup(lab, route)}<figcaption><b>{_ends(route)}</b>: "
            f"{text_markup(place(route, lab))}; {text_markup(why(route, lab))}.</figcaption></figure>"
            for route, number in self._numbers.items()
            if route.lab == lab.name
        )  # fmt: skip


def _ends(route: Route) -> str:
    """The route in a few words."""
    if route.client == route.server:
        return text_markup(f"Route: inside {route.client}")
    over = f" over {route.way}" if route.way else ""
    turned = ", turned there on the way" if route.turned else ""
    return text_markup(f"Route: {route.client} to {route.server}{over}{turned}")
