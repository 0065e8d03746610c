"""The documentation review as one self-contained HTML file. Knows markup; states are decided elsewhere."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from ezconform.reports.display import bounded
from ezconform.reports.html.evidence import text_markup
from ezconform.reports.html.page import page
from ezconform.reports.overview import numbered
from ezconform.review import decision_markup
from ezconform.review.decisions import Decision
from ezconform.review.sign_off import Judged, SignOff, Standing, judged
from ezconform.review.statement import STATE_WORDS, Shown, State, Statement
from ezconform.specification.model import Specification

STALE = "stale: the statement or what shows it has changed since"
SIGNING = """<p><small>A reviewer signs with <code>ezconform review sign STATEMENT --as NAME</code>, or
disputes with <code>--dispute --comment WHY</code>; <code>ezconform review check</code> is for a pipeline.
✓ signed, ≠ disputed, ! stale.</small>"""
SIGNED = {Standing.GOOD: "✓", Standing.DISPUTED: "≠", Standing.STALE: "!"}


def render(
    spec: Specification,
    statements: Sequence[Statement],
    decisions: Sequence[Decision],
    sign_offs: Sequence[SignOff],
) -> bytes:
    """The HTML file; equal input gives equal bytes."""
    found = judged(sign_offs, statements)
    signed: dict[str, list[Judged]] = {}
    for one in found:
        signed.setdefault(one.sign_off.claim, []).append(one)
    touched = _touched(statements)
    body = [
        "<header><p class=eyebrow>Documentation review<h1>What the source says, and what shows it</h1>",
        _summary(statements, signed),
        f"<p>Digest of the specification <code>{text_markup(spec.digest)}</code></header>",
        *_overview(statements, signed, decisions),
        "<main>",
        *_again(found),
        *_slides(statements, signed),
        *decision_markup.contradictions([one for one in decisions if one.contradiction], touched),
        *decision_markup.questions([one for one in decisions if not one.contradiction], touched),
        *_choices(statements),
        *decision_markup.documents(spec.documents, decisions),
        "</main>",
    ]
    return page("Documentation review", body, "review.css")


def _touched(statements: Sequence[Statement]) -> dict[str, list[str]]:
    """Statements in their order, by the decision that touches them."""
    found: dict[str, list[str]] = {}
    for statement in statements:
        for one in statement.decisions:
            found.setdefault(one.id, []).append(statement.claim.id)
    return found


def _summary(statements: Sequence[Statement], signed: dict[str, list[Judged]]) -> str:
    counts = Counter(one.state for one in statements)
    states = "".join(_state(state, counts[state]) for state in State if counts[state])
    standings = Counter(one.standing for found in signed.values() for one in found)
    told = ", ".join(f"{standings[one]} {one}" for one in Standing if standings[one])
    unsigned = sum(one.claim.id not in signed for one in statements)
    return (
        f"<p class=headline>{len(statements)} statements; sign-offs: {told or 'none yet'}; "
        f"{numbered(unsigned, 'statement')} without a reviewer.</p><ul class=states>{states}</ul>"
    )


def _state(state: State, number: int) -> str:
    words = STATE_WORDS[state]
    return f'<li class="{state.name.lower()}"><b>{number}</b> {state} <small>{words}</small>'


def _overview(
    statements: Sequence[Statement], signed: dict[str, list[Judged]], decisions: Sequence[Decision]
) -> list[str]:
    """Every statement as a small coloured link, a line for each slide; then the lists."""
    lines = ['<nav aria-label="Slides and statements">']
    for slide, found in _by_slide(statements):
        tiles = "".join(f"<li>{_tile(one, signed.get(one.claim.id, []))}" for one in found)
        lines.append(f"<div><b>Slide {slide}</b><ul>{tiles}</ul></div>")
    kinds = (("contradictions", "Contradictions", True), ("questions", "Open questions", False))
    links = [
        f'<a href="#{id_}">{title}</a>'
        for id_, title, kind in kinds
        if any(one.contradiction is kind for one in decisions)
    ]
    return [*lines, f"<p>{' · '.join(links)}" if links else "", SIGNING, "</nav>"]


def _by_slide(statements: Sequence[Statement]) -> list[tuple[str, list[Statement]]]:
    slides = groupby(statements, key=lambda one: one.claim.id.partition(".")[0].lstrip("S0"))
    return [(slide, list(found)) for slide, found in slides]


def _tile(one: Statement, signed: list[Judged]) -> str:
    marks = "".join(dict.fromkeys(SIGNED.get(each.standing, "") for each in signed))
    said = ", ".join([one.state.value, *dict.fromkeys(f"sign-off {each.standing}" for each in signed)])
    id_, state = one.claim.id, one.state.name.lower()
    return f'<a class="t {state}" href="#{id_}" title="{said}">{id_}{marks and f" {marks}"}</a>'


def _again(found: Sequence[Judged]) -> list[str]:
    """Sign-offs that are worth nothing any more, or never agreed, before everything else."""
    bad = [one for one in found if one.standing is not Standing.GOOD]
    items = "".join(f"<li>{_about(one)}: {_said(one)}" for one in bad)
    title = f"Sign-offs to look at again <small>{len(bad)}</small>"
    return [f"<section id=again><h2>{title}</h2><ul class=links>{items}</ul></section>"] if bad else []


def _about(one: Judged) -> str:
    claim = text_markup(bounded(one.sign_off.claim))
    known = one.standing is not Standing.UNKNOWN
    return f'<a href="#{claim}">{claim}</a>' if known else f"{claim} (unknown statement)"


def _said(one: Judged) -> str:
    sign_off = one.sign_off
    said = f"{sign_off.opinion} by {sign_off.reviewer}, {sign_off.day.isoformat()}"
    stale = f"; {STALE}" if one.standing is Standing.STALE else ""
    comment = f": {bounded(sign_off.comment)}" if sign_off.comment else ""
    return f"{text_markup(bounded(said))}{text_markup(comment)}{stale}"


def _slides(statements: Sequence[Statement], signed: dict[str, list[Judged]]) -> list[str]:
    lines = []
    for slide, found in _by_slide(statements):
        title = f"Slide {slide} <small>{text_markup(found[0].claim.slide)}</small>"
        lines.append(f'<section id="slide-{slide}"><h2>{title}</h2>')
        lines += [_statement(one, signed.get(one.claim.id, [])) for one in found]
        lines.append("</section>")
    return lines


def _statement(one: Statement, signed: list[Judged]) -> str:
    claim, state = one.claim, one.state
    noted = (*one.contradictions, *one.questions)
    parts = [
        f'<article class="statement {state.name.lower()}" id="{claim.id}">',
        f'<div><h3><a href="#{claim.id}">{claim.id}<span>{state}</span></a></h3><p>{text_markup(claim.text)}',
        f"<p><em>Our reading:</em> {text_markup(claim.reading)}" if claim.reading else "",
        *(f'<p class="signed {each.standing.name.lower()}">{_said(each)}' for each in signed),
        *map(decision_markup.note, noted),
        "</div><div>",
        f"<p class=why><em>Not tested:</em> {text_markup(claim.reason)}" if claim.reason else "",
        f"<ul>{''.join(map(_shown, one.shown))}</ul>" if one.shown else "",
        _touching([each for each in one.decisions if each not in noted]),
        "</div></article>",
    ]
    return "".join(parts)


def _shown(one: Shown) -> str:
    requirement = one.requirement
    items = "".join(f"<li>{text_markup(scenario.id)}" for scenario in one.scenarios)
    number = numbered(len(one.scenarios), "scenario")
    return (
        f"<li><span class=id>{requirement.id}</span>{text_markup(requirement.sentence)} "
        f"<span class=g>{requirement.provenance}</span>"
        f"<details><summary>{number}</summary><ul>{items}</ul></details>"
    )


def _touching(decisions: Sequence[Decision]) -> str:
    links = ", ".join(f'<a href="#{one.id}">{one.id}</a>' for one in decisions)
    return f"<p><small>See also the decisions {links}</small>" if links else ""


def _choices(statements: Sequence[Statement]) -> list[str]:
    """Every requirement that is our choice, with the statements it rests on."""
    chosen = {one.id: one for statement in statements for one in statement.choices}
    items = "".join(
        f"<li><span class=id>{id_}</span> {text_markup(chosen[id_].sentence)} "
        + " ".join(f'<a href="#{claim}">{claim}</a>' for claim in chosen[id_].claims)
        for id_ in sorted(chosen)
    )
    title = f"Requirements that are our choice <small>{len(chosen)}</small>"
    return [f"<section id=choices><h2>{title}</h2><ul class=links>{items}</ul></section>"] if chosen else []
