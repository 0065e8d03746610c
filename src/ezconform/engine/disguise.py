"""Credentials of a fixed lab are real ones: they stand in no report but as aliases. Source: ARCHITECTURE 5.

Who gets which alias never depends on what came before, so it is the same in every scenario, order, selection,
door and number of workers:

* a name that the settings declare is `user#1`, `group#1`, by its place in the declaration, and hidden
  wherever it stands: evidence, messages, reports of Netstat, console, syslog, standard error;
* another one, met in a field that holds a user or a group, is `user#x` and a keyed digest, and hidden in all
  that its scenario shows; where it stands in free text alone nobody can tell it from another word;
* a token is its length and a keyed digest; so is every hexadecimal number too long to be anything else.

The key is the salt: who keeps it gets the same digests in the next run. What the features or the definitions
of the labs invented stays plain. Knows names of fields; knows no verdict.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ezconform.engine.aliases import PLAIN, Aliases
from ezconform.engine.judgement import Finding
from ezconform.protocol.answers import Subject
from ezconform.protocol.lab import LabDefinition
from ezconform.protocol.values import Capability
from ezconform.specification.model import Scenario
from ezconform.vocabulary import check

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
TOKEN_DIGITS, NAME_DIGITS = 12, 8
PASSING = re.compile(rf"\b(?:user|group)#x[0-9a-f]{{{NAME_DIGITS}}}\b|, digest [0-9a-f]{{{TOKEN_DIGITS}}}\b")
"""What another salt would make another one of."""
_WORD = re.compile(r"[A-Z0-9@#$]+")
_NAME = re.compile(r"[A-Za-z0-9@#$]")
_QUOTED = re.compile(rf'"({"|".join(FIELDS)})"\s*:\s*"([^"…]*)')


@dataclass(frozen=True, slots=True)
class Disguise:
    """`salt`: the key of the digests, the same in every process of a run. `users`, `groups`: as declared.

    `lasting`: the next run has the same salt.
    """

    salt: bytes
    labs: Mapping[str, LabDefinition]
    users: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    lasting: bool = True

    def fits(self, subject: Subject) -> bool:
        """Only a lab that was there before us holds credentials that are not the features' own."""
        return Capability.BUILD_LABS not in subject.capabilities

    def passes(self, messages: Iterable[str]) -> bool:
        """Is there an alias in them that the next run would not repeat?"""
        return not self.lasting and any(map(PASSING.search, messages))

    def aliases(
        self, scenario: Scenario | None = None, answers: Iterable[Any] = (), finding: Finding | None = None
    ) -> Aliases:
        """Aliases for what is declared, and for what answers, or lines that a finding quotes, give away."""
        invented = self._invented(scenario)
        found = {one.upper(): alias for one, alias in self._declared() if one not in invented}
        met = [pair for answer in answers for pair in _credentials(answer)]
        for field, value in (*met, *_quoted(finding)):
            self._add(found, FIELDS[field], value.strip(), invented)
        return Aliases(found, lambda digits: digits if digits.upper() in invented else self._token(digits))

    def _add(self, found: dict[str, str], kind: str, value: str, invented: frozenset[str]) -> None:
        if value in invented or value.upper() in found or not _NAME.search(value):
            return
        if kind == "token":
            found[value.upper()] = found[check.brief(value).upper()] = self._token(value)
        else:
            found[value.upper()] = f"{kind}#x{self._digest(value.upper(), NAME_DIGITS)}"

    def _declared(self) -> Iterator[tuple[str, str]]:
        """A name that is declared as both is a user."""
        yield from ((name, f"group#{number}") for number, name in enumerate(self.groups, 1))
        yield from ((name, f"user#{number}") for number, name in enumerate(self.users, 1))

    def _invented(self, scenario: Scenario | None) -> frozenset[str]:
        """Names that stand in the feature or in a lab's definition."""
        steps = scenario.steps if scenario else ()
        texts = [text for step in steps for text in (step.text, step.doc_string or "", *_cells(step.table))]
        words = {word for text in texts for word in _WORD.findall(text)}
        users = [user for lab in self.labs.values() for database in lab.databases for user in database.users]
        groups = {group for user in users for group in (user.default_group, *user.groups)}
        return frozenset(words | {user.id for user in users} | groups)

    def _token(self, token: str) -> str:
        return f"token of {len(token) // 2} bytes, digest {self._digest(token.lower(), TOKEN_DIGITS)}"

    def _digest(self, text: str, digits: int) -> str:
        return hashlib.blake2b(text.encode(), key=self.salt[:64]).hexdigest()[:digits]


def aliases_for(
    disguise: Disguise | None,
    subject: Subject,
    scenario: Scenario | None = None,
    answers: Iterable[Any] = (),
    finding: Finding | None = None,
) -> Aliases:
    """Those of the disguise if there is one and the subject needs it. `answers` as JSON values."""
    if disguise is None or not disguise.fits(subject):
        return PLAIN
    return disguise.aliases(scenario, answers, finding)


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


def _quoted(finding: Finding | None) -> Iterator[tuple[str, str]]:
    """The same in a line that did not fit and is quoted in a message, or that an adapter has logged."""
    if finding is not None:
        for text in (finding.message, finding.detail):
            yield from _QUOTED.findall(text)


def _cells(table: tuple[tuple[str, ...], ...]) -> Iterator[str]:
    return (cell for row in table for cell in row)
