"""The report as Markdown: for a repository, a merge request, a terminal. Deterministic, without times.

Knows the same overview as the HTML report; leaves the evidence to that and to the results file.
"""

import re

from ezconform.reports.display import one_line
from ezconform.reports.overview import (
    ATTENTION,
    CLASS_WORDS,
    DEVIATING,
    ClassView,
    Overview,
    RequirementView,
    in_words,
    numbered,
    provenance_words,
)
from ezconform.results import RequirementRecord, RunResults, ScenarioResult
from ezconform.verdict import Verdict

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~&])")


def escaped(text: str) -> str:
    """One line of Markdown that shows exactly this text."""
    return _SPECIAL.sub(r"\\\1", one_line(text))


def render(results: RunResults) -> bytes:
    """The Markdown file of a run."""
    overview = Overview(results)
    parts = [
        _title(overview),
        _claims(overview),
        _listed("Failures", overview.having(ATTENTION)),
        _listed("Differences and known deviations", overview.having(DEVIATING)),
        _not_run(overview),
        _silence(overview),
        _floor(overview),
        *(_class(view) for view in overview.classes),
    ]
    return "\n".join(line for part in parts for line in part).encode()


def _title(overview: Overview) -> list[str]:
    results = overview.results
    subject = results.subject
    name = f"{subject.name} {subject.version}" if subject else "no subject answered"
    return [
        f"# Acceptance report: {escaped(name)}",
        "",
        f"**{escaped(overview.headline)}.** {in_words(overview.counts)}.",
        "",
        f"- Edition: {results.edition}",
        f"- Harness: ezconform {results.harness}",
        f"- Adapter: {escaped(results.adapter)}",
        f"- Digest of the specification: `{results.digest}`",
        "",
    ]


def _claims(overview: Overview) -> list[str]:
    lines = ["| class | claim | requirements | scenarios | leaves out |", "| --- | --- | --- | --- | --- |"]
    for view in overview.classes:
        left_out = ", ".join(view.result.leaves_out) or "nothing"
        lines.append(
            f"| [{view.name}](#{view.name}) | {view.result.claim} | {len(view.requirements)} "
            f"| {in_words(view.counts)} | {escaped(left_out)} |",
        )
    return [*lines, ""]


def _listed(title: str, found: tuple[ScenarioResult, ...]) -> list[str]:
    if not found:
        return []
    lines = [f"- {one.verdict}: `{one_line(one.id)}`: {escaped(one.message)}" for one in found]
    return [f"## {title}", "", *lines, ""]


def _not_run(overview: Overview) -> list[str]:
    filtered = overview.results.filtered
    if not overview.not_run and not overview.unselected and not filtered:
        return []
    lines = ["- Only a selection was run; what was not selected does not appear here."] if filtered else []
    lines += [
        f"- {group.verdict}: {numbered(len(group.scenarios), 'scenario')}: {escaped(group.reason)}"
        for group in overview.not_run
    ]
    if overview.unselected:
        lines.append(f"- not selected: {', '.join(one.record.id for one in overview.unselected)}")
    return ["## What was not run, and why", "", *lines, ""]


def _silence(overview: Overview) -> list[str]:
    lines = [f"- Open question: {one.id}: {escaped(one.sentence)}" for one in overview.choices]
    lines += [f"- Read in one of several ways: {one.id}: {escaped(one.reading)}" for one in overview.readings]
    lines += [f"- Not tested: {one.id}: {escaped(one.reason)}" for one in overview.untested]
    return ["## What this report does not say", "", *lines, ""] if lines else []


def _class(view: ClassView) -> list[str]:
    lines = [f"## {view.name}", "", f"{CLASS_WORDS[view.name]}. {view.result.claim.capitalize()}.", ""]
    for requirement in view.requirements:
        lines += _requirement(requirement)
    return lines


def _requirement(requirement: RequirementView) -> list[str]:
    record = requirement.record
    lines = [f"### {record.id} {escaped(record.sentence)}", "", _provenance(record), ""]
    for one in requirement.scenarios:
        remark = f": {escaped(one.message)}" if one.message and one.verdict is not Verdict.PASSED else ""
        lines.append(f"- {one.verdict}: {escaped(one.name)}{remark} (`{one_line(one.id)}`)")
    lines += [] if requirement.scenarios else ["No scenario of it was selected."]
    return [*lines, *_proven(requirement), ""]


def _proven(requirement: RequirementView) -> list[str]:
    if not requirement.proven:
        return []
    faults = [f"- {escaped(one.fault)} (`{one_line(one.scenario)}`)" for one in requirement.proven]
    return ["", "Proven by:", "", *faults]


def _floor(overview: Overview) -> list[str]:
    """How much of the suite says nothing, measured with subjects that do not think."""
    floor, proven = overview.results.floor, overview.results.proven
    if not floor:
        return []
    lines = [f"- {escaped(one.name)} passes {one.passed} of {one.applicable} scenarios" for one in floor]
    requirements = len({one.requirement for one in proven})
    said = f"{len(proven)} deliberate faults against {requirements} requirements were each noticed."
    return ["## What proves this suite", "", said, "Subjects that do not think:", "", *lines, ""]


def _provenance(record: RequirementRecord) -> str:
    cited = ", ".join((*record.claims, *record.documents))
    return f"{record.provenance} ({provenance_words(record)}): {cited}. `{record.uri}:{record.line}`"
