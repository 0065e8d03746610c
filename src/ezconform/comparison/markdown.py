"""A comparison as Markdown, for a merge request or a terminal. Knows no HTML."""

from ezconform.comparison.change import Change, ChangeKind
from ezconform.comparison.comparison import ComparedRun, Comparison, Delta, Row, counts_in_words
from ezconform.reports.markdown import escaped
from ezconform.reports.overview import RequirementView, in_words
from ezconform.results import ScenarioResult
from ezconform.verdict import Verdict


def render(comparison: Comparison) -> bytes:
    """The Markdown file."""
    lines = ["# Comparison", "", *_runs(comparison), ""]
    lines += [f"- **Note:** {escaped(one)}" for one in comparison.cautions]
    for delta in comparison.deltas:
        lines += _delta(delta, comparison.first)
    return "\n".join([*lines, "", *_matrix(comparison)]).encode()


def _runs(comparison: Comparison) -> list[str]:
    lines = ["| run | subject | adapter | verdicts | from |", "| --- | --- | --- | --- | --- |"]
    for one in comparison.runs:
        said = (one.name, one.results.adapter, in_words(one.overview.counts), one.origin)
        lines.append(f"| {one.number} | {' | '.join(map(escaped, said))} |")
    return lines


def _delta(delta: Delta, first: ComparedRun) -> list[str]:
    title = escaped(f"{delta.run.number} {delta.run.name} against {first.number} {first.name}")
    lines = ["", f"## {title}", "", f"{counts_in_words(delta.counts)}."]
    for kind in ChangeKind:
        found = [one for one in delta.changes if one.kind is kind]
        if found:
            lines += ["", f"### {kind.capitalize()}: {len(found)}", "", *map(_change, found)]
    return lines


def _change(one: Change) -> str:
    before, after = _side(one.before), _side(one.after)
    return f"- {escaped(one.id)}: {before} → {after}"


def _side(one: ScenarioResult | None) -> str:
    if one is None:
        return "absent"
    return escaped(f"{one.verdict} ({one.message})" if one.message else one.verdict)


def _matrix(comparison: Comparison) -> list[str]:
    heads = " | ".join(escaped(f"{one.number} {one.name}") for one in comparison.runs)
    lines = ["## Requirements and subjects", ""]
    for conformance_class, rows in comparison.rows.items():
        claims = " | ".join(f"**{one.claim(conformance_class)}**" for one in comparison.runs)
        lines += [f"| {conformance_class} | {heads} |", "| --- |" + " --- |" * len(comparison.runs)]
        lines += [f"| claim | {claims} |", *map(_row, rows), ""]
    return lines


def _row(row: Row) -> str:
    cells = " | ".join(cell_words(cell) for cell in row.cells)
    return f"| {row.record.id} {escaped(row.record.sentence)} | {cells} |"


def cell_words(cell: RequirementView | None) -> str:
    """What a run says of a requirement, short: `5 passed`, or `3 of 5, 2 failed`."""
    if cell is None:
        return "unknown"
    if not cell.counts:
        return "not selected"
    passed, total = cell.counts.get(Verdict.PASSED, 0), len(cell.scenarios)
    if passed in {0, total}:
        return in_words(cell.counts)
    others = dict(cell.counts)
    others.pop(Verdict.PASSED)
    return f"{passed} of {total}, {in_words(others)}"
