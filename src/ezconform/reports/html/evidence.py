"""What was sent and received, as compact markup. Knows HTML and evidence, not the page."""

from typing import Any

import msgspec

from ezconform.reports.display import LONG, bounded
from ezconform.results import Evidence

_encode = msgspec.json.Encoder().encode


def text_markup(text: str) -> str:
    """The text as element content; quotes stay as they are, since they cost five bytes and harm nothing."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute_markup(text: str) -> str:
    """The text as the value of a double-quoted attribute."""
    return text_markup(text).replace('"', "&quot;")


def json_markup(value: Any, indent: int = 0) -> str:
    """The value as JSON; line ends inside a string, as in a Netstat report, are shown as line ends."""
    text = msgspec.json.format(_encode(value), indent=indent).decode()
    return text_markup(bounded(text, LONG)).replace("\\n", "\n")


def evidence_markup(evidence: tuple[Evidence, ...]) -> str:
    """One folded block for the exchanges of one step."""
    lines = [_exchange(one) for one in evidence]
    number = f"{len(lines)} exchanges" if len(lines) > 1 else "1 exchange"
    return f"<details class=e><summary>{number}</summary><pre>{''.join(lines)}</pre></details>"


def _exchange(one: Evidence) -> str:
    answer = "no answer" if one.answer is None else json_markup(one.answer)
    return f"<b>{text_markup(bounded(one.verb))}</b> {json_markup(one.request)}\n  <i>→</i> {answer}\n"
