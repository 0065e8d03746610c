"""The documentation review as one self-contained HTML file. Knows markup; states are decided elsewhere."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby

from ezconform.reports.display import bounded, one_line
from ezconform.reports.html.evidence import text_markup
from ezconform.reports.html.page import page
from ezconform.review.decisions import Decision
from ezconform.review.sign_off import Judged, SignOff, Standing, judged
from ezconform.review.statement import STATE_WORDS, Shown, State, Statement


def render(
    digest: str, statements: Sequence[Statement], decisions: Sequence[Decision], sign_offs: Sequence[SignOff]
) -> bytes:
    """The HTML file; equal input gives equal bytes. `digest` is that of the specification."""
    signed: dict[str, list[Judged]] = {}
    for one in judged(sign_offs, statements):
        signed.setdefault(one.sign_off.claim, []).append(one)
    body = [
        "<header><p class=eyebrow>Documentation review<h1>What the source says, and what shows it</h1>",
        _summary(statements, signed),
        f"<p>Digest of the specification <code>{text_markup(digest)}</code></header>\n<main>",
        *_slides(statements, signed),
        *_decisions("contradictions", "Contradictions", [one for one in decisions if one.contradiction]),
        *_decisions("questions", "Open questions", [one for one in decisions if not one.contradiction]),
        *_choices(statements),
        "</main>",
    ]
    return page("Documentation review", body, "review.css")


def _summary(statements: Sequence[Statement], signed: dict[str, list[Judged]]) -> str:
    counts = Counter(one.state for one in statements)
    states = "".join(_state(state, counts[state]) for state in State if counts[state])
    standings = Counter(one.standing for found in signed.values() for one in found)
    told = ", ".join(f"{standings[one]} {one}" for one in Standing if standings[one])
    unsigned = sum(one.claim.id not in signed for one in statements)
    return (
        f"<p class=headline>{len(statements)} statements; sign-offs: {told or 'none yet'}; "
        f"{unsigned} statements await a reviewer.</p><ul class=states>{states}</ul>"
    )


def _state(state: State, number: int) -> str:
    words = STATE_WORDS[state]
    return f'<li class="{state.name.lower()}"><b>{number}</b> {state} <small>{words}</small>'


def _slides(statements: Sequence[Statement], signed: dict[str, list[Judged]]) -> list[str]:
    lines = []
    for slide, found in groupby(
        statements, key=lambda one: (one.claim.id.partition(".")[0], one.claim.slide)
    ):
        title = f"Slide {slide[0].lstrip('S0')} <small>{text_markup(slide[1])}</small>"
        lines.append(f"<section><h2>{title}</h2>")
        lines += [_statement(one, signed.get(one.claim.id, [])) for one in found]
        lines.append("</section>")
    return lines


def _statement(one: Statement, signed: list[Judged]) -> str:
    claim, state = one.claim, one.state
    parts = [
        f'<article class="statement {state.name.lower()}" id="{claim.id}">',
        f'<div><h3><a href="#{claim.id}">{claim.id}</a><span>{state}</span></h3><p>{text_markup(claim.text)}',
        f"<p><em>Our reading:</em> {text_markup(claim.reading)}" if claim.reading else "",
        f"<p><em>Not tested:</em> {text_markup(claim.reason)}" if claim.reason else "",
        *map(_signed, signed),
        f"</div><div><ul>{''.join(map(_shown, one.shown))}</ul>",
        _touching(one.decisions),
        "</div></article>",
    ]
    return "".join(parts)


def _shown(one: Shown) -> str:
    requirement = one.requirement
    items = "".join(f"<li>{text_markup(scenario.id)}" for scenario in one.scenarios)
    number = f"{len(one.scenarios)} scenario{'' if len(one.scenarios) == 1 else 's'}"
    return (
        f"<li><span class=id>{requirement.id}</span>{text_markup(requirement.sentence)} "
        f"<span class=g>{requirement.provenance}</span>"
        f"<details><summary>{number}</summary><ul>{items}</ul></details>"
    )


def _touching(decisions: tuple[Decision, ...]) -> str:
    links = ", ".join(f'<a href="#{one.id}">{one.id}</a>' for one in decisions)
    return f"<p><small>Decisions: {links}</small>" if links else ""


def _signed(one: Judged) -> str:
    word, sign_off = one.standing, one.sign_off
    said = f"{sign_off.opinion} by {sign_off.reviewer}, {sign_off.day.isoformat()}"
    stale = "; stale: the statement or what shows it has changed since" if word is Standing.STALE else ""
    comment = f": {bounded(sign_off.comment)}" if sign_off.comment else ""
    return f'<p class="signed {word.name.lower()}">{text_markup(bounded(said))}{stale}{text_markup(comment)}'


def _decisions(id_: str, title: str, found: list[Decision]) -> list[str]:
    if not found:
        return []
    columns = (
        ("one side", "other side", "we take")
        if found[0].contradiction
        else ("question", "our reading", "other reading")
    )
    heads = "".join(f"<th scope=col>{one}" for one in ("", *columns, "carried by"))
    rows = "".join(
        f'<tr id="{one.id}"><td><b>{one.id}</b>'
        + "".join(f"<td>{_cell(cell)}" for cell in (one.first, one.second, one.third))
        + f"<td>{', '.join(sorted(one.requirements))}"
        for one in found
    )
    table = f"<table class=decisions><thead><tr>{heads}<tbody>{rows}</table>"
    return [f'<section id="{id_}"><h2>{title} <small>{len(found)}</small></h2>{table}</section>']


def _cell(text: str) -> str:
    return text_markup(one_line(text.replace("`", ""), 800))


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
