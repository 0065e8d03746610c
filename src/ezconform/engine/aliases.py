"""What is to be said instead of credentials, in texts, evidence and findings. Source: ARCHITECTURE 5.

Knows words and their aliases; does not know whose they are or how an alias is made.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

import msgspec

from ezconform.engine.judgement import Finding
from ezconform.results import Evidence, Mismatch

LONG_HEX = r"[0-9A-Fa-f]{33,}"
"""More digits than any counter of Netstat has (decision D25): in a fixed lab a token, or part of one."""
_EDGE = "A-Za-z0-9@#$"


class Aliases:
    """`found`: words in capitals with their aliases; `token` gives the alias of a long hexadecimal number."""

    def __init__(self, found: Mapping[str, str], token: Callable[[str], str]) -> None:
        self._found = found
        self._token = token
        words = [re.escape(one) for one in sorted(found, key=lambda one: (-len(one), one))]
        # A user ID is a whole word: TOM is not hidden in TOMATO.
        self._pattern = re.compile(
            rf"(?<![{_EDGE}])(?:{'|'.join([*words, LONG_HEX])})(?![{_EDGE}])", re.IGNORECASE
        )

    def text(self, text: str) -> str:
        return self._pattern.sub(self._said, text)

    def evidence(self, one: Evidence) -> Evidence:
        return msgspec.structs.replace(one, request=self.value(one.request), answer=self.value(one.answer))

    def finding(self, one: Finding) -> Finding:
        """The same finding in words that give nothing away."""
        said = one.mismatch
        mismatch = said and Mismatch(
            what=self.text(said.what), expected=self.text(said.expected), actual=self.text(said.actual)
        )
        return replace(one, message=self.text(one.message), detail=self.text(one.detail), mismatch=mismatch)

    def value(self, value: Any) -> Any:
        """The same JSON value with every text in it said otherwise, names of members too."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {self.text(key): self.value(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [self.value(item) for item in value]
        return value

    def _said(self, match: re.Match[str]) -> str:
        return self._found.get(match[0].upper()) or self._token(match[0])


class Plain(Aliases):
    """Says everything as it is."""

    def __init__(self) -> None:
        super().__init__({}, str)

    def text(self, text: str) -> str:
        return text

    def evidence(self, one: Evidence) -> Evidence:
        return one

    def finding(self, one: Finding) -> Finding:
        return one


PLAIN = Plain()
