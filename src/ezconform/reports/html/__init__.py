"""The acceptance report as one self-contained HTML file that asks nothing of the network.

The frame is a template; requirements and scenarios, of which there are thousands, are written by plain
string pieces beside it. Deterministic: equal results give equal bytes.
"""

from functools import cache
from typing import TYPE_CHECKING

from ezconform.reports.display import bounded, one_line
from ezconform.reports.html.bits import SYMBOL
from ezconform.reports.html.chart import bar_markup
from ezconform.reports.html.evidence import json_markup
from ezconform.reports.html.page import resource
from ezconform.reports.html.requirement import requirement_markup, tile_markup
from ezconform.reports.html.scenario import SLUG
from ezconform.reports.html.setting import Setting
from ezconform.reports.html.topology import topology_markup
from ezconform.reports.overview import (
    ATTENTION,
    CLASS_WORDS,
    DEVIATING,
    PROVENANCE_WORDS,
    ClassView,
    Overview,
    in_words,
)
from ezconform.results import RunResults
from ezconform.verdict import Claim, Verdict

if TYPE_CHECKING:
    from jinja2 import Template


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
    # The markup below escaped every text when it was made: evidence.text_markup, attribute_markup.
    bodies = {view.name: Markup(_class(view, overview, setting)) for view in overview.classes}  # noqa: S704 - escaped
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
            recurring=Markup(setting.shelf.shown()),  # noqa: S704 - escaped
            symbol=Markup(SYMBOL),  # noqa: S704 - ours
            bar=lambda counts: Markup(bar_markup(counts)),  # noqa: S704 - escaped
            tiles=lambda view: Markup("".join(map(tile_markup, view.requirements))),  # noqa: S704 - escaped
            attention=overview.requirements_having(ATTENTION),
            deviating=overview.requirements_having(DEVIATING),
            state=_state(overview),
            slug=SLUG,
            passed=Verdict.PASSED,
            class_words=CLASS_WORDS,
            provenance_words=PROVENANCE_WORDS,
            style=Markup(resource("style.css") + resource("pictures.css")),  # noqa: S704 - ours
            script=Markup(resource("behaviour.js")),  # noqa: S704 - ours
        )
        .encode(errors="replace")
    )


def _class(view: ClassView, overview: Overview, setting: Setting) -> str:
    return "\n".join([requirement_markup(one, overview.sources, setting) for one in view.requirements])


def _state(overview: Overview) -> str:
    """Style of the headline: good, bad or open."""
    claims = {view.result.claim for view in overview.classes}
    if claims & {Claim.NON_CONFORMANT, Claim.DECLARED} or overview.having(ATTENTION):
        return "bad"
    if overview.results.interrupted or Claim.INCOMPLETE in claims or overview.results.filtered:
        return "open"
    return "good"
