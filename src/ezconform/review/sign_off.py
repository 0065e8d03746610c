"""Reviewers' sign-offs: a text file beside the features. One goes stale when what was agreed to changes.

Knows TOML and digests of statements; knows no page.
"""

import json
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from ezconform.protocol.faults import BadInput
from ezconform.review.statement import Statement

REVIEWS = "features/reviews.toml"


class Opinion(StrEnum):
    AGREED = "agreed"
    DISPUTED = "disputed"


class Standing(StrEnum):
    """What a sign-off is worth now."""

    GOOD = "good"
    DISPUTED = "disputed"
    STALE = "stale"
    UNKNOWN = "unknown statement"


class SignOff(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One reviewer's word on one statement, as it was when it had this digest."""

    claim: str
    reviewer: str
    day: date = msgspec.field(name="date")
    digest: str
    opinion: Opinion = Opinion.AGREED
    comment: str = ""


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    review: tuple[SignOff, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """A sign-off and its standing."""

    sign_off: SignOff
    standing: Standing


def read_sign_offs(root: Path) -> tuple[SignOff, ...]:
    """The sign-offs in order of the file; none if there is no file.

    Raises:
        BadInput: the file cannot be read, or an entry is wrong.
    """
    path = root / REVIEWS
    if not path.exists():
        return ()
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(content, _File).review
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, msgspec.ValidationError) as fault:
        raise BadInput(f"{REVIEWS}: {fault}") from None


def judged(sign_offs: Sequence[SignOff], statements: Sequence[Statement]) -> tuple[Judged, ...]:
    """Each sign-off held against the statement as it is now."""
    digests = {one.claim.id: one.digest for one in statements}
    return tuple(Judged(one, _standing(one, digests.get(one.claim))) for one in sign_offs)


def _standing(one: SignOff, digest: str | None) -> Standing:
    if digest is None:
        return Standing.UNKNOWN
    if one.digest != digest:
        return Standing.STALE
    return Standing.DISPUTED if one.opinion is Opinion.DISPUTED else Standing.GOOD


def written(one: SignOff) -> str:
    """The entry as it stands in the file."""
    # A JSON string is a basic string of TOML.
    fields = {
        "claim": one.claim,
        "reviewer": one.reviewer,
        "digest": one.digest,
        "opinion": one.opinion.value,
    }
    fields |= {"comment": one.comment} if one.comment else {}
    lines = [f"{name} = {json.dumps(value)}" for name, value in fields.items()]
    return "\n".join(["[[review]]", *lines, f"date = {one.day.isoformat()}", "", ""])


def append(root: Path, new: Sequence[SignOff]) -> None:
    """Write sign-offs behind those that are there.

    Raises:
        BadInput: the file cannot be written.
    """
    try:
        with (root / REVIEWS).open("a", encoding="utf-8") as file:
            file.write("".join(map(written, new)))
    except OSError as fault:
        raise BadInput(f"{REVIEWS}: cannot be written: {fault.strerror}") from None
