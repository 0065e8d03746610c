"""The acceptance report as one self-contained HTML file that asks nothing of the network.

The frame is a template; requirements and scenarios, of which there are thousands, are written by plain
string pieces beside it. Deterministic: equal results give equal bytes.
"""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from ezconform.protocol.values import ConformanceClass
from ezconform.reports.display import bounded, one_line
from ezconform.reports.html.aside import Aside
from ezconform.reports.html.authorization_grid import authorization_grid
from ezconform.reports.html.bits import SYMBOL
from ezconform.reports.html.chart import bar_markup
from ezconform.reports.html.evidence import json_markup
from ezconform.reports.html.grid import grid_markup
from ezconform.reports.html.page import resource
from ezconform.reports.html.requirement import tile_markup
from ezconform.reports.html.routing_grid import routing_grid
from ezconform.reports.html.setting import Setting
from ezconform.reports.html.topology import topology_markup
from ezconform.reports.html.verdict_style import SLUG
from ezconform.reports.overview import (
    ATTENTION,
    CLASS_WORDS,
    DEVIATING,
    PROVENANCE_WORDS,
    ClassView,
    Overview,
    counted,
    in_words,
)
from ezconform.results import RunResults
from ezconform.verdict import Claim, Verdict

if TYPE_CHECKING:
    from jinja2 import Template

GLANCED = 3
"""How many reasons for not running something stand on the first screen; those of most scenarios."""

_GRIDS = {ConformanceClass.ROUTING: routing_grid, ConformanceClass.CREDENTIALS: authorization_grid}


@cache
def _frame() -> "Template":
    from jinja2 import Environment, StrictUndefined

    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["bounded"] = bounded
    environment.filters["one_line"] = one_line
    environment.filters["in_words"] = in_words
    return environment.from_string(resource("frame.html.j2"))


def render(results: RunResults, when: str = "") -> bytes:
    """The HTML file of a run; `when` it took place, in words."""
    from markupsafe import Markup

    overview = Overview(results)
    setting = Setting.of(overview.results)
    aside = Aside(setting, len(overview.results.scenarios))
    # The markup below escaped every text when it was made: evidence.text_markup, attribute_markup.
    bodies = {view.name: Markup(_class(view, overview, aside)) for view in overview.classes}  # noqa: S704 - escaped
    return (
        _frame()
        .render(
            overview=overview,
            results=overview.results,
            when=when,
            bodies=bodies,
            definition=lambda lab: Markup(json_markup(lab)),  # noqa: S704 - escaped
            topology=lambda lab: Markup(topology_markup(lab)),  # noqa: S704 - escaped
            routes=lambda lab: Markup(setting.routes.of_lab(lab)),  # noqa: S704 - escaped
            recurring=Markup("" if aside.large else setting.shelf.shown()),  # noqa: S704 - escaped
            aside=Markup(aside.shown(setting.shelf.shown())),  # noqa: S704 - escaped
            symbol=Markup(SYMBOL),  # noqa: S704 - ours
            bar=lambda counts: Markup(bar_markup(counts)),  # noqa: S704 - escaped
            tiles=lambda view: Markup(_tiles(view, aside)),  # noqa: S704 - escaped
            attention=overview.requirements_having(ATTENTION),
            deviating=overview.requirements_having(DEVIATING),
            deviations=counted(overview.having(DEVIATING)),
            largest=sorted(overview.not_run, key=lambda one: -len(one.scenarios))[:GLANCED],
            grids=lambda view: Markup(_grids(view, overview)),  # noqa: S704 - escaped
            state=_state(overview),
            slug=SLUG,
            passed=Verdict.PASSED,
            failed=Verdict.FAILED,
            conformant=Claim.CONFORMANT,
            not_claimed=Claim.NOT_CLAIMED,
            no_claim=Claim.NO_CLAIM,
            gathered=gathered,
            class_words=CLASS_WORDS,
            provenance_words=PROVENANCE_WORDS,
            style=Markup(resource("style.css") + resource("pictures.css")),  # noqa: S704 - ours
            script=Markup(resource("behaviour.js")),  # noqa: S704 - ours
        )
        .encode(errors="replace")
    )


def gathered(names: Iterable[str]) -> str:
    """Names such as `interface:REXX` with what they have in common said once: `interface: Java, REXX`."""
    groups: dict[str, list[str]] = {}
    for one in names:
        kind, colon, rest = one.partition(":")
        groups.setdefault(f"{kind}: " if colon else "", []).append(rest or kind)
    return "; ".join(kind + ", ".join(found) for kind, found in groups.items())


def _class(view: ClassView, overview: Overview, aside: Aside) -> str:
    return "\n".join([aside.markup(one, overview.sources) for one in view.requirements])


def _tiles(view: ClassView, aside: Aside) -> str:
    return "".join([tile_markup(one, bare=aside.large) for one in view.requirements])


def _grids(view: ClassView, overview: Overview) -> str:
    """What the class as a whole can be seen by."""
    draw = _GRIDS.get(view.name)
    if draw is None:
        return ""
    labs = {one.name: one for one in overview.results.labs}
    grid = draw((one for requirement in view.requirements for one in requirement.scenarios), labs)
    return grid_markup(grid) if grid else ""


def _state(overview: Overview) -> str:
    """Style of the headline: good, bad or open."""
    claims = {view.result.claim for view in overview.classes}
    if claims & {Claim.NON_CONFORMANT, Claim.DECLARED} or overview.having(ATTENTION):
        return "bad"
    if overview.results.interrupted or Claim.INCOMPLETE in claims or overview.results.filtered:
        return "open"
    return "good"
