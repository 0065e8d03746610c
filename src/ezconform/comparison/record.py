"""A comparison as JSON, for other tools: sorted, without times. Knows neither markup nor words for people."""

import msgspec

from ezconform.comparison.change import Change
from ezconform.comparison.comparison import ComparedRun, Comparison, Delta, Row
from ezconform.results import ScenarioResult

FORMAT = "ezconform-comparison/1"


def render(comparison: Comparison) -> bytes:
    """The JSON file; equal comparisons give equal bytes."""
    record = {
        "format": FORMAT,
        "runs": [_run(one) for one in comparison.runs],
        "cautions": comparison.cautions,
        "deltas": [_delta(one) for one in comparison.deltas],
        "matrix": [_row(one) for rows in comparison.rows.values() for one in rows],
    }
    return msgspec.json.format(msgspec.json.encode(record), indent=1) + b"\n"


def _run(one: ComparedRun) -> dict[str, object]:
    results = one.results
    return {
        "number": one.number,
        "origin": one.origin,
        "subject": one.name,
        "adapter": results.adapter,
        "harness": results.harness,
        "digest": results.digest,
        "counts": {verdict.value: number for verdict, number in one.overview.counts.items()},
        "claims": {view.name.value: view.result.claim.value for view in one.overview.classes},
    }


def _delta(delta: Delta) -> dict[str, object]:
    return {
        "run": delta.run.number,
        "counts": {kind.option: number for kind, number in delta.counts.items()},
        "changes": [_change(one) for one in delta.changes],
    }


def _change(one: Change) -> dict[str, object]:
    return {
        "kind": one.kind.option,
        "id": one.id,
        "requirement": one.shown.requirement,
        "before": _side(one.before),
        "after": _side(one.after),
    }


def _side(one: ScenarioResult | None) -> dict[str, str] | None:
    return {"verdict": one.verdict.value, "message": one.message} if one else None


def _row(row: Row) -> dict[str, object]:
    return {
        "requirement": row.record.id,
        "class": row.record.conformance_class.value,
        "counts": [
            {verdict.value: number for verdict, number in cell.counts.items()} if cell else None
            for cell in row.cells
        ],
    }
