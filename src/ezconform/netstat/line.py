"""Splitting one line of a report into labels and values, with or without its columns.

A label ends with a colon that a blank or the end of the line follows: addresses and times have
colons too, but no blank behind them.
"""

import re
from collections.abc import Iterator

from ezconform.netstat.labels import FOLDED_LABELS, folded

LABEL_END = re.compile(r":(?=\s|$)")
GAP = re.compile(r"\s{2,}")
LONGEST_LABEL = max(len(label.split()) for label in FOLDED_LABELS)
"""Words in the longest label known."""


def split_line(text: str) -> tuple[tuple[str, str], ...]:
    """The (label, value) pairs of a line; nothing if it has no label."""
    first, *stretches = LABEL_END.split(text)
    if not stretches or not first.strip():
        return ()
    return tuple(_pairs(first, stretches))


def _pairs(first: str, stretches: list[str]) -> Iterator[tuple[str, str]]:
    """Between two colons stand a value and the next label; behind the last one only a value."""
    label = _normal(first)
    for stretch in stretches[:-1]:
        value, next_label = _value_and_label(stretch.strip())
        yield label, value
        label = next_label
    yield label, _normal(stretches[-1])


def _value_and_label(stretch: str) -> tuple[str, str]:
    """Part at the last gap of blanks, else before a known label, else behind the first word."""
    gaps = list(GAP.finditer(stretch))
    if gaps:
        return _normal(stretch[: gaps[-1].start()]), _normal(stretch[gaps[-1].end() :])
    words = stretch.split()
    endings = range(max(0, len(words) - LONGEST_LABEL), len(words))
    at = next(
        (at for at in endings if folded(" ".join(words[at:])) in FOLDED_LABELS),
        min(1, len(words) - 1),
    )
    return " ".join(words[:at]), " ".join(words[at:])


def _normal(text: str) -> str:
    return " ".join(text.split())
