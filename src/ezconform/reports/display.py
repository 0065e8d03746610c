"""How text that came from a subject is shown: visible, bounded, unable to change its surroundings.

Knows no report format; escaping for HTML, XML or Markdown is the business of each of them.
"""

import re

from ezconform.invisible import as_code

SHORT = 300
LONG = 6_000

# C0 and C1 controls but tab and newline, soft hyphen, zero-width and bidirectional controls, line and
# paragraph separators, byte order mark, interlinear marks, lone surrogates, noncharacters, tag characters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff0-\ufffb"
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]",
)


def _named(match: re.Match[str]) -> str:
    return as_code(match[0])


def visible(text: str) -> str:
    """The text with every character that cannot be seen, or that reorders others, written as its code."""
    if text.isascii() and text.isprintable():
        return text
    return _INVISIBLE.sub(_named, text)


def bounded(text: str, limit: int = LONG) -> str:
    """The visible text, at most about `limit` characters of it, saying how many were left out."""
    if len(text) <= limit:
        return visible(text)
    return f"{visible(text[:limit])} … ({len(text) - limit:,} more characters, see results.json)"


def one_line(text: str, limit: int = SHORT) -> str:
    """The bounded text on one line."""
    return bounded(" ".join(text[: limit * 4].split()) if not text.isprintable() else text, limit)
