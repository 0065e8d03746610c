"""What may stand in a `{placeholder}` of a step: one row a type, with its regular expression and converter.

The annotation of the step's parameter selects the row; type checkers see the Python type behind it.
Any StrEnum is a placeholder too: its values as they are written. Knows no step.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from ipaddress import ip_address
from typing import Annotated, Any, get_args

from ezconform.protocol.values import Indicator, RequestItem

LARGEST_PORT = 65535


@dataclass(frozen=True, slots=True)
class Placeholder:
    """`regex` has no capturing group; `convert` may raise ValueError with a sentence for the user."""

    name: str
    regex: str
    convert: Callable[[str], Any] = str


def _unquoted(text: str) -> str:
    return text[1:-1]


def _hexadecimal(text: str) -> int:
    return int(text, 16)


def _address(text: str) -> str:
    ip_address(text)
    return text


def _port(text: str) -> int:
    if int(text) > LARGEST_PORT:
        raise ValueError(f"{text} is not a port: ports end at {LARGEST_PORT}")
    return int(text)


def _alternatives(kind: type[StrEnum]) -> str:
    """The values as a regular expression; the longest first, so that none hides behind its own beginning."""
    return "|".join(re.escape(value) for value in sorted(kind, key=len, reverse=True))


def _indicators(text: str) -> tuple[Indicator, ...]:
    return tuple(sorted({Indicator(word.strip()) for word in text.split(",")}))


def _items(text: str) -> tuple[RequestItem, ...]:
    return tuple(RequestItem(word) for word in re.split(r", | and ", text))


def _list_of(kind: type[StrEnum], separator: str) -> str:
    one = f"(?:{_alternatives(kind)})"
    return f"{one}(?:{separator}{one})*"


Name = Annotated[str, Placeholder("name", r"[A-Za-z][A-Za-z0-9_$#@-]*")]
LabName = Annotated[str, Placeholder("lab name", r"[a-z][a-z0-9-]*")]
UserId = Annotated[str, Placeholder("user ID", r"[A-Z0-9#@$]{1,8}")]
Number = Annotated[int, Placeholder("number", r"-?\d+", int)]
Seconds = Annotated[float, Placeholder("seconds", r"\d+(?:\.\d+)?", float)]
Word = Annotated[str, Placeholder("word", r"\S+")]
Quoted = Annotated[str, Placeholder("quoted text", r'"[^"]*"', _unquoted)]
HexByte = Annotated[int, Placeholder("hexadecimal byte", r"[0-9A-Fa-f]{2}", _hexadecimal)]
Address = Annotated[str, Placeholder("address", r"[0-9A-Fa-f]*[.:][0-9A-Fa-f.:]*", _address)]
Port = Annotated[int, Placeholder("port", r"\d{1,5}", _port)]
Errno = Annotated[str, Placeholder("errno", r"E[A-Z0-9]+")]
Indicators = Annotated[
    tuple[Indicator, ...], Placeholder("routing indicators", _list_of(Indicator, ", ?"), _indicators)
]
Items = Annotated[
    tuple[RequestItem, ...], Placeholder("requested items", _list_of(RequestItem, "(?:, | and )"), _items)
]


@cache
def _of_enum(kind: type[StrEnum]) -> Placeholder:
    return Placeholder(kind.__name__, _alternatives(kind), kind)


def placeholder_of(annotation: object) -> Placeholder | None:
    """The placeholder that a parameter's annotation stands for, or None if it stands for none."""
    if isinstance(annotation, type) and issubclass(annotation, StrEnum):
        return _of_enum(annotation)
    return next((part for part in get_args(annotation) if isinstance(part, Placeholder)), None)


LAB_NAME = placeholder_of(LabName)
