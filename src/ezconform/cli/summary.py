"""The last words of a run on the terminal: per class the claim and the verdicts, and where the reports are.

Knows results; knows no report format.
"""

from ezconform.engine.judgement import is_warning
from ezconform.reports.display import one_line
from ezconform.reports.overview import ATTENTION, DEVIATING, Overview, in_words, numbered
from ezconform.reports.run_directory import FORMATS, RunDirectory
from ezconform.results import RunResults, ScenarioResult
from ezconform.verdict import Verdict

SHOWN = 10
WARNING = " (a warning)"


def summary(results: RunResults, directory: RunDirectory) -> str:
    """Lines for standard output, ended by a line end."""
    overview = Overview(results)
    subject = results.subject
    name = f"{subject.name} {subject.version}" if subject else "no subject"
    lines = [
        "",
        one_line(f"{name}, edition {results.edition}, adapter {results.adapter}"),
        f"{one_line(overview.headline)}. {in_words(overview.counts)}.",
        "",
        *_table(overview),
        *_attention(overview),
        *_could_not_run(overview),
        "",
        *(f"{form:<10}{directory.path / one.file}" for form, one in FORMATS.items()),
        *_read_on(overview),
        "",
    ]
    return "\n".join(lines)


def _table(overview: Overview) -> list[str]:
    views = [view for view in overview.classes if view.total or not overview.results.filtered]
    rows = [(view.name.value, view.result.claim.value, in_words(view.counts)) for view in views]
    if not rows:
        return []
    name, claim = (max(len(row[column]) for row in rows) for column in (0, 1))
    return [f"{row[0]:<{name}}  {row[1]:<{claim}}  {row[2]}" for row in rows]


def _attention(overview: Overview) -> list[str]:
    """Gathered by what is said of them: one verb that is not built yet may stand behind most of them.

    Warnings come last: nothing depends on them.
    """
    weights = {one.id: one for one in overview.results.requirements}
    groups: dict[tuple[str, str], list[ScenarioResult]] = {}
    found = overview.having(ATTENTION)
    for one in found:
        warning = WARNING if is_warning(one.verdict, weights[one.requirement]) else ""
        groups.setdefault((f"{one.verdict}{warning}", one.message), []).append(one)
    first = sorted(groups.items(), key=lambda group: (group[0][0].endswith(WARNING), -len(group[1])))[:SHOWN]
    lines = [one_line(f"{word}: {_first(same)}: {message}", limit=200) for (word, message), same in first]
    left = len(found) - sum(len(same) for _, same in first)
    return ["", *lines, *([f"and {left} more"] if left else [])] if lines else []


def _first(same: list[ScenarioResult]) -> str:
    return same[0].id if len(same) == 1 else f"{same[0].id} and {len(same) - 1} more"


def _read_on(overview: Overview) -> list[str]:
    """Where the words and what is asked are explained, for who has something to look at."""
    if not overview.having(ATTENTION | DEVIATING | {Verdict.COULD_NOT_RUN}):
        return []
    return ["", "`ezconform explain ID` says what is asked, `ezconform docs verdicts` what these words mean"]


def _could_not_run(overview: Overview) -> list[str]:
    """Why: without it a class is incomplete and nobody knows what for."""
    groups = [one for one in overview.not_run if one.verdict is Verdict.COULD_NOT_RUN]
    lines = [one_line(f"{one.verdict}: {len(one.scenarios)}: {one.reason}", limit=200) for one in groups]
    more = [f"and for {numbered(len(groups) - SHOWN, 'more reason')}"] if len(groups) > SHOWN else []
    return ["", *lines[:SHOWN], *more] if lines else []
