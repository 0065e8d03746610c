"""What was sent and received, as compact markup. Knows HTML and evidence, not the page."""

import re
from typing import Any

import msgspec

from ezconform.reports.display import LONG, bounded
from ezconform.results import Evidence

ON_ONE_LINE = 24
_encode = msgspec.json.Encoder().encode
_PLAIN = re.compile(r"[\w.:/#@$*+-]+").fullmatch
_SILENT: tuple[Any, ...] = ("", None, [], (), {})


def text_markup(text: str) -> str:
    """The text as element content; quotes stay as they are, since they cost five bytes and harm nothing."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def attribute_markup(text: str) -> str:
    """The text as the value of a double-quoted attribute."""
    return text_markup(text).replace('"', "&quot;")


def json_markup(value: Any) -> str:
    """The value as indented JSON."""
    return text_markup(bounded(msgspec.json.format(_encode(value), indent=2).decode(), LONG))


def evidence_markup(evidence: tuple[Evidence, ...]) -> str:
    """One folded block for the exchanges of one step."""
    lines = [_exchange(one) for one in evidence]
    number = f"{len(lines)} exchanges" if len(lines) > 1 else "1 exchange"
    return f"<details class=e><summary>{number}</summary><pre>{''.join(lines)}</pre></details>"


def _exchange(one: Evidence) -> str:
    request = text_markup(bounded(_fields(one.request)))
    answer = text_markup(bounded(_answer(one.answer)))
    place = " " if len(answer) <= ON_ONE_LINE else "\n  "
    return f"<b>{text_markup(bounded(one.verb))}</b> {request}{place}→ {answer}\n"


def _answer(answer: dict[str, Any] | None) -> str:
    if answer is None:
        return "no answer"
    outcome, fields = _word(answer.get("outcome")), _fields(answer, "outcome")
    return f"{outcome}: {fields}" if fields else outcome


def _fields(value: dict[str, Any], told: str = "") -> str:
    """The fields that say something, in the notation of a person: empty and false ones are left out."""
    return ", ".join([
        f"{name}: {_word(held)}"
        for name, held in value.items()
        if held not in _SILENT and held is not False and name != told
    ])  # fmt: skip


def _word(value: Any) -> str:
    """A name as it is, anything else as JSON; line ends in it, as in a Netstat report, are line ends."""
    if isinstance(value, str) and _PLAIN(value):
        return value
    return _encode(value).decode().replace("\\n", "\n")
