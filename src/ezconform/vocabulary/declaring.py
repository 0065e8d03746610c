"""How a step is declared: `given`, `when`, `then` note a pattern beside a plain typed function.

The decorators bear the names editors look for; which of them was used does not take part in matching.
Knows no runner.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., None])


@dataclass(frozen=True, slots=True)
class Declaration:
    """`kind` is given, when or then; kept for the generated page of the vocabulary."""

    kind: str
    pattern: str
    function: Callable[..., Any]


_DECLARED: defaultdict[str, list[Declaration]] = defaultdict(list)


def _decorator(kind: str) -> Callable[[str], Callable[[F], F]]:
    def declare(pattern: str) -> Callable[[F], F]:
        def note(function: F) -> F:
            _DECLARED[function.__module__].append(Declaration(kind, pattern, function))
            return function

        return note

    return declare


given = _decorator("given")
when = _decorator("when")
then = _decorator("then")


def take_declared(module: str) -> list[Declaration]:
    """What the module of that name has declared since this was last asked, in its order."""
    return _DECLARED.pop(module, [])
