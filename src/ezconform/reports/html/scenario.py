"""One scenario as markup: verdict, expected and actual side by side, steps with their evidence.

Written with plain string pieces because a report holds thousands of these; every text passes `text_markup`.
"""

from functools import lru_cache

from ezconform.reports.display import LONG, bounded, one_line
from ezconform.reports.html.bits import bits_markup
from ezconform.reports.html.evidence import Shelf, attribute_markup, text_markup
from ezconform.reports.html.setting import Setting
from ezconform.reports.html.verdict_style import SLUG
from ezconform.reports.overview import ATTENTION, DEVIATING
from ezconform.results import Mismatch, ScenarioResult, StepResult
from ezconform.verdict import Verdict

_TRIED_AGAIN = ATTENTION | DEVIATING
_SUMMARY = {
    verdict: f"<summary><span class=b>{verdict}</span> "
    for verdict in Verdict
}  # fmt: skip
_STEP = {verdict: f"<li class={SLUG[verdict]}><b>" for verdict in Verdict} | {
    Verdict.PASSED: "<li><b>",
    Verdict.NOT_APPLICABLE: "<li class=rest><b>",
}


def scenario_markup(one: ScenarioResult, setting: Setting, uri: str) -> str:
    """The scenario as a folded block, open if it asks for attention; `uri` of its feature file is markup."""
    opened = " open" if one.verdict in ATTENTION else ""
    id_ = attribute_markup(bounded(one.id))
    head = (
        f'<details class="s {SLUG[one.verdict]}" id="{id_}"{opened}>{_SUMMARY[one.verdict]}'
        f"{text_markup(_named(one))} <code>{text_markup(one_line(one.id))}</code></summary>"
    )
    link = f'<a class=h href="#{id_}">permanent link</a></details>'
    whole = one.verdict is not Verdict.PASSED
    why = f"{_why(one)}{_again(one, setting, uri)}" if whole else ""
    telling = _telling(one) if one.verdict in ATTENTION else None
    steps = "".join([_step(step, setting.shelf, whole=whole, opened=step is telling) for step in one.steps])
    if not steps:
        return f"{head}{why}{link}"
    route = setting.routes.shown(one, drawn=whole and setting.shelf.few)
    return f"{head}{why}{route}{setting.drawings.markup(one)}<ol>{steps}</ol>{link}"


def _again(one: ScenarioResult, setting: Setting, uri: str) -> str:
    """Where it is written, and the line that shows it again in the shell, step by step."""
    if one.verdict not in _TRIED_AGAIN:
        return ""
    line = f"<code class=y>:run {text_markup(bounded(one.id))}</code>"
    place = f"Written in <code>{uri}:{one.line}</code>. " if one.line else ""
    return f"<p class=a>{place}To see it again, paste into <code>{setting.shell}</code> the line {line}"


def _named(one: ScenarioResult) -> str:
    """The name, and for a row of an outline its case: rows share a name."""
    _, _, case = one.id.partition("/")[2].partition("/")
    return one_line(f"{one.name}: {case}" if case else one.name)


def _why(one: ScenarioResult) -> str:
    if one.mismatch:
        parts = [_comparison(one.mismatch)]
    else:
        parts = [f"<p class=m>{text_markup(bounded(one.message))}" if one.message else ""]
    if one.detail:
        detail = text_markup(bounded(one.detail))
        parts.append(f"<details class=e><summary>detail</summary><pre>{detail}</pre></details>")
    return "".join(parts)


def _comparison(mismatch: Mismatch) -> str:
    expected, actual = marked(bounded(mismatch.expected), bounded(mismatch.actual))
    return (
        f"<table class=c><caption class=m>{text_markup(bounded(mismatch.what))}</caption>"
        "<tr><th scope=col>expected<th scope=col>actual"
        f"<tr><td><pre>{expected}</pre><td><pre>{actual}</pre></table>"
    )


def marked(expected: str, actual: str) -> tuple[str, str]:
    """Both texts as markup, with the part in which they differ marked."""
    before = _alike(expected, actual)
    after = _alike(expected[before:][::-1], actual[before:][::-1])
    return _marked(expected, before, after), _marked(actual, before, after)


def _alike(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((index for index, (left, right) in pairs if left != right), min(len(one), len(other)))


def _marked(text: str, before: int, after: int) -> str:
    end = len(text) - after
    middle = text_markup(text[before:end])
    shown = f"<mark>{middle}</mark>" if middle else ""
    return f"{text_markup(text[:before])}{shown}{text_markup(text[end:])}" or "<i>nothing</i>"


def _telling(one: ScenarioResult) -> StepResult | None:
    """The last step of those that ran that sent something: what it was answered is what went wrong."""
    ran = (step for step in reversed(one.steps) if step.evidence)
    return next(ran, None)


def _step(step: StepResult, shelf: Shelf, *, whole: bool, opened: bool) -> str:
    parts = [_STEP[step.verdict], step.keyword.strip(), "</b> ", _worded(step.text)]
    if step.verdict is Verdict.NOT_APPLICABLE:
        parts.append(" <em>not reached</em>")
    elif step.verdict is not Verdict.PASSED:
        parts.append(f" <em>{step.verdict}</em>")
    if step.table:
        parts.append(_table(step.table))
    if step.doc_string is not None:
        parts.append(f"<pre>{text_markup(bounded(step.doc_string))}</pre>")
    if step.evidence:
        parts += [
            shelf.markup(step, whole=whole, opened=opened),
            bits_markup(step.evidence),
        ]
    return "".join(parts)


@lru_cache(maxsize=4_000)
def _worded(text: str) -> str:
    """Scenarios set their scenes alike: most texts recur."""
    return text_markup(bounded(text, LONG))


def _table(rows: tuple[tuple[str, ...], ...]) -> str:
    shown = ["<tr>" + "".join([f"<td>{text_markup(bounded(cell))}" for cell in row]) for row in rows]
    return f"<table>{''.join(shown)}</table>"
