"""Verdicts as a stacked bar in inline SVG, with its meaning in words for those who do not see it.

Knows style classes, not colours.
"""

from ezconform.reports.html.verdict_style import SLUG
from ezconform.reports.overview import in_words
from ezconform.verdict import Verdict


def bar_markup(counts: dict[Verdict, int]) -> str:
    """One bar, as wide as its place, divided in proportion; every part has a tooltip."""
    total = sum(counts.values())
    if not total:
        return '<svg class=bar role=img aria-label="nothing was run" viewBox="0 0 100 10"></svg>'
    parts, left = [], 0.0
    for verdict, number in counts.items():
        width = 100 * number / total
        parts.append(
            f'<rect class="{SLUG[verdict]}" x="{left:.3f}" width="{width:.3f}" height="10">'
            f"<title>{number:,} {verdict}</title></rect>",
        )
        left += width
    label = in_words(counts)
    return (
        f'<svg class=bar role=img aria-label="{label}" viewBox="0 0 100 10" preserveAspectRatio="none">'
        f"{''.join(parts)}</svg>"
    )
