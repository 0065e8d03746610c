"""A badge per class, as the JSON that the endpoint badge of shields.io asks for.

Knows that format only; drawing the badge is shields.io's business, and nothing is asked of it here.
"""

import msgspec

from ezconform.reports.overview import ClassView, Overview
from ezconform.results import RunResults
from ezconform.verdict import Claim, Verdict

COLORS = {
    Claim.CONFORMANT: "brightgreen",
    Claim.NON_CONFORMANT: "red",
    Claim.DECLARED: "yellow",
    Claim.INCOMPLETE: "lightgrey",
    Claim.NOT_CLAIMED: "inactive",
    Claim.NO_CLAIM: "inactive",
}


def render(results: RunResults) -> dict[str, bytes]:
    """A file for each class, by file name; equal results give equal bytes."""
    return {f"{view.name}.json": _badge(view) for view in Overview(results).classes}


def _badge(view: ClassView) -> bytes:
    claim = view.result.claim
    passed = view.counts.get(Verdict.PASSED, 0)
    message = f"{claim}, {passed} of {view.applicable}" if claim is Claim.NON_CONFORMANT else claim.value
    badge = {"schemaVersion": 1, "label": view.name.value, "message": message, "color": COLORS[claim]}
    return msgspec.json.encode(badge) + b"\n"
