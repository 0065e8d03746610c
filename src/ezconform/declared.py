"""The list of known deviations in the settings file, brought up to date from a run; all else stays as it is.

Knows TOML as text and what a run without declarations found. Declarations that still hold keep their
text, comments included; what cannot be rewritten safely is refused.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import msgspec

from ezconform.engine.deviations import Declarations, Deviation
from ezconform.engine.judgement import is_warning, one_line
from ezconform.protocol.faults import BadInput
from ezconform.results import ScenarioResult
from ezconform.specification.model import Scenario
from ezconform.toml_string import quoted
from ezconform.verdict import Verdict

HEADER = "[[deviation]]"
UNEXPLAINED = "not yet explained"
"""The reason of a new declaration, until somebody gives one."""
_TABLE = re.compile(r"^(?:[ \t]*#[^\n]*\n)*[ \t]*\[", re.MULTILINE)
"""The header of a table with the comment lines right above it."""
_DEVIATION = re.compile(r"(?:[ \t]*#[^\n]*\n)*[ \t]*\[\[\s*deviation\s*\]\]")
_TAIL = re.compile(r"\n(?:[ \t]*(?:#[^\n]*)?(?:\n|$))*$")
"""Blank lines and comments that follow the last key of a table: they are not the table's."""


@dataclass(frozen=True, slots=True)
class Change:
    """What an update did, in numbers of declarations."""

    kept: int
    written: int
    dropped: int

    def __str__(self) -> str:
        return f"{self.kept} kept, {self.written} written, {self.dropped} dropped"


def needed(
    scenarios: Sequence[Scenario], results: Sequence[ScenarioResult], known: Declarations, version: str
) -> tuple[Deviation, ...]:
    """The declarations that these results, found without any, need; those for other versions stay.

    A declaration of a requirement stays if all its scenarios fail with its message; otherwise its
    failing scenarios get declarations of their own, which keep the reason, the version and the date.
    """
    failed = {one.id: one for one in results if one.verdict is Verdict.FAILED}
    kept = [one for one in known.deviations if one.version not in ("", version)]
    covered: set[str] = set()
    for one in known.deviations:
        targets = [scenario.id for scenario in scenarios if known.of(scenario, version) is one]
        if targets and all(id_ in failed and failed[id_].message == one_line(one.message) for id_ in targets):
            kept.append(one)
            covered.update(targets)
    new = [
        _declared(failed[one.id], known.of(one, version))
        for one in scenarios
        if one.id in failed and one.id not in covered and not is_warning(Verdict.FAILED, one.requirement)
    ]
    return (*(one for one in known.deviations if one in kept), *new)


def rewrite(path: Path, deviations: Sequence[Deviation]) -> Change:
    """Let the file at `path` declare exactly these.

    Raises:
        BadInput: it cannot be written, or not without changing something else.
    """
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    rest, blocks = _taken_apart(text)
    known = {deviation: block for block, deviation in blocks}
    kept = [one for one in deviations if one in known]
    new = [_as_text(one) for one in deviations if one not in known]
    parts = [rest.strip("\n"), *(known[one].strip("\n") for one in kept), *(one.strip("\n") for one in new)]
    written = "\n\n".join(part for part in parts if part) + "\n"
    _require_harmless(path, text, written, deviations)
    try:
        path.write_text(written, encoding="utf-8")
    except OSError as problem:
        raise BadInput(f"{path}: {problem.strerror}") from None
    return Change(len(kept), len(new), len(blocks) - len(kept))


def _declared(result: ScenarioResult, before: Deviation | None) -> Deviation:
    if before is None:
        return Deviation(scenario=result.id, message=result.message, reason=UNEXPLAINED)
    return msgspec.structs.replace(before, scenario=result.id, requirement="", message=result.message)


def _taken_apart(text: str) -> tuple[str, list[tuple[str, Deviation]]]:
    """The text without its `[[deviation]]` tables, and each of these with its meaning."""
    starts = [*(found.start() for found in _TABLE.finditer(text)), len(text)]
    rest, blocks = text[: starts[0]], list[tuple[str, Deviation]]()
    for start, end in pairwise(starts):
        piece = text[start:end]
        if _DEVIATION.match(piece):
            tail = _TAIL.search(piece)
            at = tail.start() if tail else len(piece)
            blocks.append((piece[:at], _meaning(piece)))
            rest += piece[at:] if piece[at:].strip() else ""
        else:
            rest += piece
    return rest, blocks


def _meaning(block: str) -> Deviation:
    try:
        return msgspec.convert(tomllib.loads(block)["deviation"][0], Deviation)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError):
        raise BadInput(f"a deviation that cannot be rewritten, edit it by hand: {block.strip()}") from None


def _as_text(deviation: Deviation) -> str:
    fields = ("scenario", "requirement", "message", "reason", "version")
    given = [(name, getattr(deviation, name)) for name in fields if getattr(deviation, name)]
    lines = [f"{name} = {quoted(value)}" for name, value in given]
    dated = [f"expires = {deviation.expires.isoformat()}"] if deviation.expires else []
    return "\n".join([HEADER, *lines, *dated])


def _require_harmless(path: Path, before: str, after: str, deviations: Sequence[Deviation]) -> None:
    """Nothing but the list may have changed, and the list must say what it is meant to."""
    try:
        then, now = tomllib.loads(before), tomllib.loads(after)
    except (tomllib.TOMLDecodeError, RecursionError):
        raise BadInput(f"{path}: the deviations cannot be rewritten, edit them by hand") from None
    then.pop("deviation", None)
    found: list[Any] = now.pop("deviation", [])
    same = {msgspec.convert(one, Deviation) for one in found} == set(deviations)
    if then != now or not same:
        raise BadInput(f"{path}: the deviations cannot be rewritten, edit them by hand")
