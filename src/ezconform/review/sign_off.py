"""Reviewers' sign-offs: a text file beside the features. One goes stale when what was agreed to changes.

Features of an installed package have theirs in the working directory: who installs the package anew would
lose what is written into it. Knows TOML and digests of statements; knows no page.
"""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

import msgspec

from ezconform.bundle import PACKAGE
from ezconform.protocol.faults import BadInput
from ezconform.review.statement import Statement
from ezconform.toml_string import quoted

REVIEWS = "features/reviews.toml"
OWN = "reviews.toml"
"""In the working directory, where the features are those of an installed package."""


_BROKEN = (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError, msgspec.ValidationError)


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


def place(root: Path) -> Path:
    """Where sign-offs for the specification at `root` are written."""
    return Path(OWN) if root.resolve().is_relative_to(PACKAGE.resolve()) else root / REVIEWS


def read_sign_offs(root: Path) -> tuple[SignOff, ...]:
    """The sign-offs in order of the file, after those that an installed package brought; none without file.

    Raises:
        BadInput: the file cannot be read, or an entry is wrong.
    """
    files = dict.fromkeys((root / REVIEWS, place(root)))
    return tuple(one for path in files if path.exists() for one in _read(path))


def _read(path: Path) -> tuple[SignOff, ...]:
    try:
        content: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
        return msgspec.convert(content, _File).review
    except _BROKEN as fault:
        raise BadInput(f"{_named(path)}: {fault}") from None


def _named(path: Path) -> str:
    return OWN if path == Path(OWN) else REVIEWS


def judged(sign_offs: Sequence[SignOff], statements: Sequence[Statement]) -> tuple[Judged, ...]:
    """Each reviewer's latest word on a statement, held against the statement as it is now."""
    digests = {one.claim.id: one.digest for one in statements}
    latest = {(one.claim, one.reviewer): one for one in sign_offs}
    return tuple(Judged(one, _standing(one, digests.get(one.claim))) for one in latest.values())


def _standing(one: SignOff, digest: str | None) -> Standing:
    if digest is None:
        return Standing.UNKNOWN
    if one.digest != digest:
        return Standing.STALE
    return Standing.DISPUTED if one.opinion is Opinion.DISPUTED else Standing.GOOD


def written(one: SignOff) -> str:
    """The entry as it stands in the file."""
    fields = {
        "claim": one.claim,
        "reviewer": one.reviewer,
        "digest": one.digest,
        "opinion": one.opinion.value,
    }
    fields |= {"comment": one.comment} if one.comment else {}
    lines = [f"{name} = {quoted(value)}" for name, value in fields.items()]
    return "\n".join(["[[review]]", *lines, f"date = {one.day.isoformat()}", "", ""])


def append(root: Path, new: Sequence[SignOff]) -> Path:
    """Write sign-offs behind those that are there, and say where.

    Raises:
        BadInput: the file cannot be written, is broken, or would be by what was typed.
    """
    path = place(root)
    read_sign_offs(root)
    if not all(one.reviewer.strip() for one in new):
        raise BadInput("a sign-off needs the name of who signs")
    try:
        text = "".join(map(written, new)).encode()
    except UnicodeEncodeError:
        raise BadInput("a sign-off must be UTF-8: name or comment holds bytes that are not") from None
    try:
        line_is_open = path.exists() and path.read_bytes()[-1:] not in (b"", b"\n")
        with path.open("ab") as file:
            file.write(b"\n" + text if line_is_open else text)
    except OSError as fault:
        raise BadInput(f"{_named(path)}: cannot be written: {fault.strerror}") from None
    return path
