"""One requirement as markup: its sentence, where it comes from, and its scenarios.

Knows what a source is; the scenarios' own markup is made elsewhere.
"""

import re

from ezconform.reports.display import bounded, one_line
from ezconform.reports.html.evidence import attribute_markup, text_markup
from ezconform.reports.html.grid import grid_markup
from ezconform.reports.html.outline import outlines
from ezconform.reports.html.scenario import scenario_markup
from ezconform.reports.html.setting import Setting
from ezconform.reports.html.verdict_style import SLUG
from ezconform.reports.overview import RequirementView, in_words, provenance_words
from ezconform.results import ProvenBy, RequirementRecord, Source
from ezconform.verdict import Verdict

_STATEMENT = re.compile(r"S0*(\d+)\.")
# Which verdict a requirement with several is coloured by: the first of these that it has.
_WORST_FIRST = (
    Verdict.HARNESS_FAULT,
    Verdict.BROKEN_DECLARATION,
    Verdict.FAILED,
    Verdict.CRASHED,
    Verdict.TIMED_OUT,
    Verdict.PROTOCOL_ERROR,
    Verdict.KNOWN_DEVIATION,
    Verdict.DIFFERS,
    Verdict.COULD_NOT_RUN,
    Verdict.PASSED,
    Verdict.NOT_APPLICABLE,
)


def worst(view: RequirementView) -> str:
    """Style class of the requirement as a whole."""
    return next((SLUG[verdict] for verdict in _WORST_FIRST if verdict in view.counts), "unselected")


def tile_markup(view: RequirementView, *, bare: bool = False) -> str:
    """A link to the requirement, coloured by its worst verdict; its sentence as title, unless `bare`."""
    if bare:
        return f'<a class="t {worst(view)}" href="#{view.record.id}">{view.record.id}</a> '
    said = in_words(view.counts) if view.counts else "not selected"
    title = attribute_markup(one_line(f"{view.record.sentence}: {said}"))
    return f'<a class="t {worst(view)}" href="#{view.record.id}" title="{title}">{view.record.id}</a> '


def stub_markup(view: RequirementView, block: int) -> str:
    """What stands for the requirement while the rest of it is packed in that block."""
    record = view.record
    return (
        f'<section class="r z {worst(view)}" id="{record.id}" data-p={record.provenance} data-z={block}>'
        f'<h3><a class=h href="#{record.id}">{record.id}</a> {text_markup(one_line(record.sentence))}</h3>'
        f"<p class=n><span class=g>{record.provenance}</span> {in_words(view.counts)}.</section>"
    )


def requirement_markup(view: RequirementView, sources: dict[str, Source], setting: Setting) -> str:
    """The requirement as a section with a permanent anchor."""
    record = view.record
    uri = text_markup(bounded(record.uri))
    scenarios = "".join([scenario_markup(one, setting, uri) for one in view.scenarios])
    grids = "".join(map(grid_markup, outlines(view.scenarios)))
    words = provenance_words(record)
    counts = in_words(view.counts) if view.counts else "No scenario of it was selected for this run"
    return (
        f'<section class="r {worst(view)}" id="{record.id}" data-p={record.provenance}>'
        f'<h3><a class=h href="#{record.id}">{record.id}</a> {text_markup(one_line(record.sentence))}</h3>'
        f"<p class=n><span class=g>{record.provenance}</span> {words}. {counts}."
        f"{_description(record)}{_sources(record, sources)}{_proven(view.proven)}{grids}{scenarios}</section>"
    )


def _description(record: RequirementRecord) -> str:
    paragraphs = [part.strip() for part in record.description.split("\n\n") if part.strip()]
    return "".join([f"<p class=d>{text_markup(bounded(part))}" for part in paragraphs])


def _sources(record: RequirementRecord, sources: dict[str, Source]) -> str:
    cited = [_source(id_, sources.get(id_)) for id_ in (*record.claims, *record.documents)]
    where = f"{text_markup(bounded(record.uri))}:{record.line}"
    return f"<ul class=q>{''.join(cited)}<li>feature file <code>{where}</code></ul>"


def _proven(faults: tuple[ProvenBy, ...]) -> str:
    """What was broken on purpose to see that the scenarios notice."""
    if not faults:
        return ""
    rows = [
        f"<li>{text_markup(one.fault)} <small>Noticed by <code>{text_markup(one.scenario)}</code>: "
        f"{text_markup(one.step)}</small>"
        for one in faults
    ]
    number = f"{len(faults)} deliberate fault" + ("s" if len(faults) > 1 else "")
    return f"<details class=n><summary>Proven by {number}</summary><ul class=q>{''.join(rows)}</ul></details>"


def _slide(id_: str) -> str:
    """Where a statement such as S08.11 stands, for who holds the document and not our register."""
    found = _STATEMENT.match(id_)
    return f"slide {found[1]}: " if found else ""


def _source(id_: str, source: Source | None) -> str:
    if source is None:
        return f"<li><b>{text_markup(id_)}</b>"
    if source.text.startswith("https://"):
        address = attribute_markup(source.text)
        return f'<li><b>{text_markup(id_)}</b> <a href="{address}">{text_markup(source.title)}</a>'
    parts = [f"<li><b>{text_markup(id_)}</b> {text_markup(source.text or source.title)}"]
    if source.text and source.title:
        parts.append(f" <cite>{_slide(id_)}{text_markup(source.title)}</cite>")
    if source.reading:
        parts.append(f"<br><em>Our reading:</em> {text_markup(source.reading)}")
    return "".join(parts)
