"""Comparisons for steps. A check that does not hold says what was expected and what came, in words.

Expected comes before actual everywhere. Knows no verdict: provenance decides elsewhere what a failure means.
"""

from collections.abc import Collection
from enum import Enum
from typing import Any, NoReturn, TypeVar

from ezconform.protocol.answers import Answer, Refused

A = TypeVar("A", bound=Answer)
LONGEST_FIELD = 60
BEGINNING = 16


class ExpectationFailed(Exception):  # noqa: N818 - it is a finding, not an error of ours
    """An expectation of a step did not hold. All three are readable strings."""

    def __init__(self, what: str, expected: str, actual: str) -> None:
        super().__init__(f"{what}: expected {expected}, got {actual}")
        self.what = what
        self.expected = expected
        self.actual = actual


def equal(what: str, expected: object, actual: object) -> None:
    if expected != actual:
        _fail(what, shown(expected), shown(actual))


def true(what: str, condition: object, actual: object = None) -> None:
    """The condition holds; `actual` is what is shown if it does not (the condition itself if None)."""
    if not condition:
        _fail(what, "it to hold", shown(condition if actual is None else actual))


def contains(what: str, needle: object, haystack: Collection[Any]) -> None:
    if needle not in haystack:
        _fail(what, f"{shown(needle)} among it", shown(haystack))


def absent(what: str, needle: object, haystack: Collection[Any]) -> None:
    if needle in haystack:
        _fail(what, f"no {shown(needle)} among it", shown(haystack))


def refused(what: str, errno: str, answer: Answer) -> Refused:
    """The answer is a refusal with this errno; returned for a look at its other fields."""
    if not isinstance(answer, Refused) or answer.errno != errno:
        _fail(what, f"refused with {errno}", shown(answer))
    return answer


def kind(what: str, expected: type[A], answer: Answer) -> A:
    """The answer is of this kind; returned as such."""
    if not isinstance(answer, expected):
        _fail(what, _outcome(expected), shown(answer))
    return answer


def shown(value: object) -> str:
    """A value as reports show it: words without quotes around enums, answers by outcome and fields."""
    if isinstance(value, Refused):
        return f"refused with {value.errno}" + (f" ({value.reason})" if value.reason else "")
    if isinstance(value, Answer):
        return _answer_shown(value)
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, (str, bytes)):
        return f'"{value}"' if isinstance(value, str) else value.hex()
    if isinstance(value, (tuple, list, set, frozenset)):
        items = sorted(value, key=str) if isinstance(value, (set, frozenset)) else value
        return ", ".join(shown(item) for item in items) or "nothing"
    return "nothing" if value is None else str(value)


def brief(value: object) -> str:
    """A field among others: of a long text, such as a UTOKEN's 160 digits, its beginning and length."""
    if isinstance(value, str) and len(value) > LONGEST_FIELD:
        return f"{shown(value[:BEGINNING])}... ({len(value)} characters)"
    return shown(value)


def _answer_shown(answer: Answer) -> str:
    fields = {name: getattr(answer, name) for name in answer.__struct_fields__}
    said = ", ".join(f"{name.replace('_', ' ')} {brief(value)}" for name, value in fields.items() if value)
    return _outcome(type(answer)) + (f" ({said})" if said else "")


def _outcome(answer_class: type[Answer]) -> str:
    return str(answer_class.__struct_config__.tag)


def _fail(what: str, expected: str, actual: str) -> NoReturn:
    raise ExpectationFailed(what, expected, actual)
