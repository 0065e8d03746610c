"""What was sent and received, as compact markup. Knows HTML and evidence, not the page.

Scenarios set their scenes alike, so that most exchanges recur. Of scenarios that passed, and of others
where there are many, those that recur are shown once, on the shelf, and linked from their steps.
"""

import re
from collections import Counter
from typing import Any

import msgspec

from ezconform.reports.display import LONG, bounded
from ezconform.results import Evidence, RunResults, StepResult
from ezconform.verdict import Verdict

ON_ONE_LINE = 24
RECURRING = 3
"""How often exchanges must be there to be shown on the shelf."""
FEW = 200
"""Up to so many scenarios that did not pass keep all their exchanges in their place."""
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


class Shelf:
    """The exchanges of a run's steps: folded where they belong, or shown once for many steps."""

    def __init__(self, results: RunResults) -> None:
        """Count what recurs among the scenarios that passed."""
        counts: Counter[str] = Counter()
        # By identity: the results outlive the shelf, and writing evidence twice would cost too much.
        self._written: dict[int, str] = {}
        unhappy = sum(one.verdict is not Verdict.PASSED for one in results.scenarios if one.steps)
        self.few = unhappy <= FEW
        for one in results.scenarios:
            if one.verdict is Verdict.PASSED or not self.few:
                counts.update([self._exchanges(step) for step in one.steps if step.evidence])
        shared = [exchanges for exchanges, number in counts.items() if number >= RECURRING]
        self._numbers = {exchanges: number for number, exchanges in enumerate(shared, 1)}

    def markup(self, step: StepResult, *, whole: bool, opened: bool = False) -> str:
        """The exchanges of one step; `whole`: in their place though they recur, if few ask for that."""
        exchanges = self._exchanges(step)
        said = f"{len(step.evidence)} exchanges" if len(step.evidence) > 1 else "1 exchange"
        if not (whole and self.few) and (number := self._numbers.get(exchanges)):
            return f"<a class=e href=#x{number}>{said}</a>"
        fold = "<details class=e open>" if opened else "<details class=e>"
        return f"{fold}<summary>{said}</summary><pre>{exchanges}</pre></details>"

    def shown(self) -> str:
        """What recurs, each with the address that steps link to."""
        return "".join([
            f"<pre id=x{number}><a href=#x{number}>{number}</a>\n{exchanges}</pre>"
            for exchanges, number in self._numbers.items()
        ])  # fmt: skip

    def _exchanges(self, step: StepResult) -> str:
        key = id(step)
        if key not in self._written:
            self._written[key] = "".join([_exchange(one) for one in step.evidence])
        return self._written[key]


def _exchange(one: Evidence) -> str:
    request = text_markup(bounded(_fields(one.request)))
    answer = text_markup(bounded(_answer(one.answer)))
    place = " " if len(answer) <= ON_ONE_LINE else "\n  "
    return f"<b>{text_markup(bounded(one.verb))}</b> {request}{place}→ {answer}\n"


def _answer(answer: dict[str, Any] | None) -> str:
    if answer is None:
        return "no usable answer"
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
