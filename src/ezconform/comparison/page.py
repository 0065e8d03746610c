"""A comparison as one self-contained HTML file. Knows markup; what changed is decided elsewhere."""

from ezconform.comparison.change import KIND_WORDS, Change, ChangeKind
from ezconform.comparison.comparison import ComparedRun, Comparison, Delta, Row
from ezconform.comparison.markdown import cell_words
from ezconform.protocol.values import ConformanceClass
from ezconform.reports.display import bounded, one_line
from ezconform.reports.html.chart import bar_markup
from ezconform.reports.html.evidence import text_markup
from ezconform.reports.html.page import page
from ezconform.reports.html.requirement import worst
from ezconform.reports.html.verdict_style import SLUG
from ezconform.reports.overview import CLASS_WORDS, RequirementView, in_words
from ezconform.results import ScenarioResult
from ezconform.verdict import Claim

UNFOLDED = 40
"""How many groups of changes of one kind stand open; more are folded behind their number."""

ABREAST = 5
"""How many runs stand side by side on a screen; with more the tables scroll."""

LISTED = 4
"""How many scenarios of one group stand open."""


def _shown(text: str) -> str:
    return text_markup(one_line(text))


def render(comparison: Comparison) -> bytes:
    """The HTML file; equal comparisons give equal bytes."""
    title = " and ".join(dict.fromkeys(one.name for one in comparison.runs))
    body = [
        f"<header><p class=eyebrow>Comparison of {len(comparison.runs)} runs<h1>{_shown(title)}</h1>",
        *(f"<p class=caution>{text_markup(bounded(one))}" for one in comparison.cautions),
        _runs(comparison),
        _claims(comparison),
        '<p><a href="#matrix">Every requirement, every run: the matrix</a></header>\n<main>',
    ]
    for delta in comparison.deltas:
        body += _delta(delta, comparison.first)
    return page(f"{title}: comparison", [*body, *_matrix(comparison), "</main>"], "comparison.css")


def _runs(comparison: Comparison) -> str:
    rows = "".join(
        f'<tr><td class=number>{one.number}<th scope="row"><b>{_shown(one.name)}</b>'
        f"<small>{_shown(one.results.adapter)}</small>"
        f"<td>{bar_markup(one.overview.counts)}<small>{in_words(one.overview.counts)}</small>"
        f"<td><small>{_shown(one.origin)}</small>"
        for one in comparison.runs
    )
    heads = "".join(f'<th scope="col">{head}' for head in ("Run", "Subject", "Verdicts", "From"))
    table = f"<table class=runs><thead><tr>{heads}<tbody>{rows}</table>"
    return f'<div class=scroll tabindex=0 role=region aria-label="The runs">{table}</div>'


def _claims(comparison: Comparison) -> str:
    """Every class, every run: what is claimed, and the verdicts counted."""
    rows = "".join(
        f'<tr><th scope="row"><a href="#{name}">{name}</a> <small>{CLASS_WORDS[name]}</small>'
        + "".join(
            f"<td>{_claim(one.claim(name))}<small>{_counted(one, name)}</small>" for one in comparison.runs
        )
        for name in comparison.rows
    )
    return _sheet("Classes and runs", "Class", comparison, rows)


def _counted(run: ComparedRun, wanted: ConformanceClass) -> str:
    return next((in_words(one.counts) for one in run.overview.classes if one.name is wanted), "")


def _sheet(label: str, first: str, comparison: Comparison, rows: str) -> str:
    """A table with a column for each run; it scrolls within itself where it is too wide."""
    heads = "".join(
        f'<th scope="col"><span class=number>{one.number}</span> {_shown(one.name)}'
        for one in comparison.runs
    )
    many = " many" if len(comparison.runs) > ABREAST else ""
    return (
        f'<div class="sheet{many}" tabindex=0 role=region aria-label="{label}">'
        f'<table class=matrix style="--runs:{len(comparison.runs)}"><thead>'
        f'<tr><th scope="col">{first}{heads}<tbody>{rows}</table></div>'
    )


def _delta(delta: Delta, first: ComparedRun) -> list[str]:
    run = delta.run
    title = f"{run.number} {_shown(run.name)} <small>against {first.number} {_shown(first.name)}</small>"
    links = "".join(
        f'<li><a class={kind.option} href="#{run.number}-{kind.option}">{number:,} {kind}</a>'
        for kind, number in delta.counts.items()
    )
    said = f"<ul class=kinds>{links}</ul>" if links else "<p>No scenario changed.</p>"
    return [f"<section id=run-{run.number}><h2>{title}</h2>{said}", *_kinds(delta), "</section>"]


def _kinds(delta: Delta) -> list[str]:
    lines = []
    for kind, number in delta.counts.items():
        title = f"{kind.capitalize()} <small>{number:,}: {KIND_WORDS[kind]}</small>"
        groups = [_group(one) for one in _grouped(delta, kind)]
        lines.append(f'<h3 id="{delta.run.number}-{kind.option}">{title}</h3>')
        lines += groups[:UNFOLDED]
        if rest := groups[UNFOLDED:]:
            lines.append(f"<details><summary>{len(rest):,} more</summary>{''.join(rest)}</details>")
    return lines


def _grouped(delta: Delta, kind: ChangeKind) -> list[list[Change]]:
    """The changes of a kind, gathered where they changed from the same to the same."""
    groups: dict[tuple[object, ...], list[Change]] = {}
    for one in delta.changes:
        if one.kind is kind:
            sides = tuple(side and (side.verdict, side.message) for side in (one.before, one.after))
            groups.setdefault(sides, []).append(one)
    return list(groups.values())


def _group(found: list[Change]) -> str:
    first = found[0]
    items = "".join(f"<li><code>{_shown(one.id)}</code> {_shown(one.shown.name)}" for one in found)
    listed = f"<ul>{items}</ul>"
    if len(found) > LISTED:
        listed = f"<details><summary>{len(found):,} scenarios</summary>{listed}</details>"
    return (
        f'<div class="change {first.kind.option}">'
        f"<p>{_side(first.before)} <b>→</b> {_side(first.after)}{listed}</div>"
    )


def _side(one: ScenarioResult | None) -> str:
    if one is None:
        return "<i>not in this run</i>"
    reason = f" {text_markup(bounded(one.message, 600))}" if one.message else ""
    return f'<span class="b {SLUG[one.verdict]}">{one.verdict}</span>{reason}'


def _matrix(comparison: Comparison) -> list[str]:
    lines = [
        "<section id=matrix><h2>Requirements and subjects <small>every requirement, every run</small></h2>"
    ]
    for name, rows in comparison.rows.items():
        claims = "".join(f"<td>{_claim(one.claim(name))}" for one in comparison.runs)
        content = f'<tr class=claimed><th scope="row">Claim{claims}{"".join(map(_row, rows))}'
        lines.append(f'<h3 id="{name}">{name} <small>{CLASS_WORDS[name]}</small></h3>')
        lines.append(_sheet(f"{name}: requirements and runs", "Requirement", comparison, content))
    return [*lines, "</section>"]


def _claim(claim: Claim) -> str:
    return f'<span class="claim {claim.name.lower()}">{claim}</span>'


def _row(row: Row) -> str:
    alike = " class=alike" if row.alike else ""
    cells = "".join(_cell(one) for one in row.cells)
    record = row.record
    return (
        f'<tr{alike} id="{record.id}"><th scope="row"><b>{record.id}</b> {_shown(record.sentence)}{cells}\n'
    )


def _cell(cell: RequirementView | None) -> str:
    style = worst(cell) if cell else "unselected"
    return f'<td class="{style}">{cell_words(cell)}'
