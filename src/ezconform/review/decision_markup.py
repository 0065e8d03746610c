"""Decisions as markup: a note beside a statement, and the lists of contradictions and open questions.

Knows HTML and decisions; knows neither sign-offs nor the page around.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby

from ezconform.reports.display import one_line
from ezconform.reports.html.evidence import attribute_markup, text_markup
from ezconform.review.decisions import Decision
from ezconform.specification.model import Document

CELL = 800
"""Characters of a cell; ours are far shorter."""
NOTHING = "-"
_NAMED = re.compile(r"`([^`]*)`")
_ID = re.compile(r"\b[A-Z]+-\d+\b")


def note(one: Decision) -> str:
    """What a reader of a statement has to know of a decision, in two or three sentences."""
    if one.contradiction:
        said = f"{_cell(one.first)} Against that: {_cell(one.second)} <b>We take:</b> {_cell(one.third)}"
    else:
        other = "" if one.third in {"", NOTHING} else f" <b>Other reading:</b> {_cell(one.third)}"
        said = f"{_cell(_ended(one.first))} <b>Our reading:</b> {_cell(one.second)}{other}"
    kind = "contradicted" if one.contradiction else "open"
    return f'<p class="note {kind}"><a href="#{one.id}">{one.id}</a> {said}'


def _ended(text: str) -> str:
    return text if text.endswith((".", "?")) else f"{text}."


def contradictions(found: Sequence[Decision], statements: Mapping[str, Sequence[str]]) -> list[str]:
    """Their list; `statements` are the ids of those that a decision touches, by its id."""
    if not found:
        return []
    table = _table(("One side", "Other side", "We take"), found, statements)
    title = f"Contradictions <small>{len(found)}</small>"
    return [f"<section id=contradictions><h2>{title}</h2>{table}</section>"]


def questions(found: Sequence[Decision], statements: Mapping[str, Sequence[str]]) -> list[str]:
    """Their list by chapters of the register."""
    if not found:
        return []
    heads = ("Question", "Our reading", "Other reading")
    lines = [f"<section id=questions><h2>Open questions <small>{len(found)}</small></h2>"]
    for chapter, rows in groupby(found, key=lambda one: one.chapter):
        lines += [f"<h3>{text_markup(chapter)}</h3>", _table(heads, list(rows), statements)]
    return [*lines, "</section>"]


def documents(known: Mapping[str, Document], decisions: Iterable[Decision]) -> list[str]:
    """What the short names of documents stand for; only those that a decision names."""
    cells = [cell for one in decisions for cell in (one.first, one.second, one.third)]
    named = {name for cell in cells for name in _NAMED.findall(cell)}
    items = "".join(
        f"<dt><code>{name}</code><dd>{text_markup(one.title)} <small>{text_markup(one.edition)}</small>"
        for name, one in sorted(known.items())
        if name in named
    )
    return [f"<section id=documents><h2>Documents named</h2><dl>{items}</dl></section>"] if named else []


def _table(heads: tuple[str, ...], found: Sequence[Decision], statements: Mapping[str, Sequence[str]]) -> str:
    columns = "".join(f"<th scope=col>{one}" for one in ("No.", *heads, "Carried by", "Statements"))
    rows = "".join(_row(one, statements.get(one.id, ())) for one in found)
    table = f"<table class=decisions><thead><tr>{columns}<tbody>{rows}</table>"
    label = attribute_markup(heads[0])
    return f'<div class=scroll tabindex=0 role=region aria-label="{label}: {found[0].id} on">{table}</div>'


def _row(one: Decision, statements: Sequence[str]) -> str:
    cells = "".join(f"<td>{_cell(cell)}" for cell in (one.first, one.second, one.third))
    links = " ".join(f'<a href="#{claim}">{claim}</a>' for claim in statements)
    carried = _ID.sub(r"<span class=w>\g<0></span>", _cell(one.carried))
    return f'<tr id="{one.id}"><th scope=row>{one.id}{cells}<td>{carried}<td>{links}\n'


def _cell(text: str) -> str:
    return _NAMED.sub(r"<code>\1</code>", text_markup(one_line(text, CELL)))
