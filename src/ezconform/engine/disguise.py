"""Credentials of a fixed lab are real ones: they stand in no report but as aliases. Source: ARCHITECTURE 5.

User and group names that the features did not invent become `user#1`, `group#1` in the order in which a
scenario meets them; tokens become their length and a salted digest. Knows names of fields; knows no verdict.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import msgspec

from ezconform.engine.judgement import Finding
from ezconform.protocol.answers import Subject
from ezconform.protocol.lab import LabDefinition
from ezconform.protocol.values import Capability
from ezconform.results import Evidence, Mismatch
from ezconform.specification.model import Scenario

FIELDS = {
    "address_space_user_id": "user",
    "task_user_id": "user",
    "user": "user",
    "group": "group",
    "TOKUSER": "user",
    "TOKSUSR": "user",
    "TOKGRUP": "group",
    "TOKSGRP": "group",
    "address_space_utoken": "token",
    "task_utoken": "token",
    "utoken": "token",
}
"""What a field of an answer holds; the upper-case ones are fields of a UTOKEN in external form."""
DIGEST_CHARACTERS = 12
_WORD = re.compile(r"[A-Z0-9@#$]+")


@dataclass(frozen=True, slots=True)
class Disguise:
    """`salt` is that of the digests; the same in every process of a run, and nobody else's business."""

    salt: bytes
    labs: Mapping[str, LabDefinition]

    def fits(self, subject: Subject) -> bool:
        """Only a lab that was there before us holds credentials that are not the features' own."""
        return Capability.BUILD_LABS not in subject.capabilities

    def aliases(self, scenario: Scenario, answers: Iterable[Any]) -> "Aliases":
        """Aliases for what these answers, in their order, give away."""
        invented = _invented(scenario, self.labs)
        found: dict[str, str] = {}
        numbers: dict[str, int] = {}
        for field, value in (pair for answer in answers for pair in _credentials(answer)):
            kind = FIELDS[field]
            if not value or value in found or (kind != "token" and value in invented):
                continue
            numbers[kind] = numbers.get(kind, 0) + 1
            found[value] = self._token(value) if kind == "token" else f"{kind}#{numbers[kind]}"
        return Aliases(found)

    def _token(self, token: str) -> str:
        digest = hashlib.blake2b(token.encode(), key=self.salt[:64]).hexdigest()[:DIGEST_CHARACTERS]
        return f"token of {len(token) // 2} bytes, digest {digest}"


class Aliases:
    """What is to be said instead of what."""

    def __init__(self, found: Mapping[str, str]) -> None:
        self._found = found
        words = "|".join(re.escape(one) for one in sorted(found, key=len, reverse=True))
        # A user ID is a whole word: TOM is not hidden in TOMATO.
        self._pattern = re.compile(rf"(?<![A-Za-z0-9@#$])(?:{words})(?![A-Za-z0-9@#$])") if words else None

    def text(self, text: str) -> str:
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda match: self._found[match[0]], text)

    def evidence(self, one: Evidence) -> Evidence:
        if self._pattern is None:
            return one
        return msgspec.structs.replace(one, request=self._value(one.request), answer=self._value(one.answer))

    def finding(self, one: Finding) -> Finding:
        """The same finding in words that give nothing away."""
        if self._pattern is None:
            return one
        said = one.mismatch
        mismatch = said and Mismatch(
            what=self.text(said.what), expected=self.text(said.expected), actual=self.text(said.actual)
        )
        return replace(one, message=self.text(one.message), detail=self.text(one.detail), mismatch=mismatch)

    def _value(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {key: self._value(item) for key, item in value.items()}
        if isinstance(value, (list, tuple)):
            return [self._value(item) for item in value]
        return value


NO_ALIASES = Aliases({})


def _credentials(value: Any) -> Iterator[tuple[str, str]]:
    """Fields of an answer, however deep, that hold a credential."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in FIELDS and isinstance(item, str):
                yield key, item
            else:
                yield from _credentials(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _credentials(item)


def _invented(scenario: Scenario, labs: Mapping[str, LabDefinition]) -> frozenset[str]:
    """Names that stand in the feature or in a lab's definition."""
    texts = [
        text for step in scenario.steps for text in (step.text, step.doc_string or "", *_cells(step.table))
    ]
    words = {word for text in texts for word in _WORD.findall(text)}
    users = [user for lab in labs.values() for database in lab.databases for user in database.users]
    groups = {group for user in users for group in (user.default_group, *user.groups)}
    return frozenset(words | {user.id for user in users} | groups)


def _cells(table: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    return (cell for row in table for cell in row)
