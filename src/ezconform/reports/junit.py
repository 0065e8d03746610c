"""JUnit XML as GitLab, Jenkins and GitHub read it: a suite per class, a case per scenario, with properties.

Knows how verdicts map to passed, failure, error and skipped; no times, so equal results give equal bytes.
"""

from ezconform.reports.display import LONG, bounded, one_line
from ezconform.reports.overview import ATTENTION, NO_ANSWER, ClassView, Overview, RequirementView
from ezconform.results import RunResults, ScenarioResult
from ezconform.verdict import Verdict

_SKIPPED = frozenset({
    Verdict.DIFFERS,
    Verdict.KNOWN_DEVIATION,
    Verdict.NOT_APPLICABLE,
    Verdict.COULD_NOT_RUN,
})  # fmt: skip
_FAILURES = ATTENTION - NO_ANSWER


def _text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _attribute(text: str) -> str:
    return _text(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def render(results: RunResults) -> bytes:
    """The XML file of a run."""
    overview = Overview(results)
    subject = results.subject
    name = f"ezconform: {subject.name} {subject.version}" if subject else "ezconform"
    head = f'<testsuites name="{_attribute(one_line(name))}" {_totals(overview.counts)}>'
    suites = [line for view in overview.classes if view.total for line in _suite(view, results)]
    return "\n".join(['<?xml version="1.0" encoding="UTF-8"?>', head, *suites, "</testsuites>\n"]).encode()


def _totals(counts: dict[Verdict, int]) -> str:
    def number(verdicts: frozenset[Verdict]) -> int:
        return sum(counts.get(verdict, 0) for verdict in verdicts)

    total = sum(counts.values())
    failures, errors, skipped = number(_FAILURES), number(NO_ANSWER), number(_SKIPPED)
    return f'tests="{total}" failures="{failures}" errors="{errors}" skipped="{skipped}"'


def _suite(view: ClassView, results: RunResults) -> list[str]:
    properties = {
        "claim": view.result.claim.value,
        "digest": view.result.digest,
        "edition": results.edition,
        "adapter": results.adapter,
        "interrupted": results.interrupted,
    }
    lines = [f'<testsuite name="{view.name}" {_totals(view.counts)}>', *_properties(properties)]
    for requirement in view.requirements:
        lines += _cases(requirement)
    return [*lines, "</testsuite>"]


def _properties(values: dict[str, str]) -> list[str]:
    said = [
        f'<property name="{name}" value="{_attribute(one_line(value))}"/>'
        for name, value in values.items()
        if value
    ]
    return ["<properties>", *said, "</properties>"] if said else []


def _cases(requirement: RequirementView) -> list[str]:
    record = requirement.record
    known = _properties({
        "requirement": record.id,
        "sentence": record.sentence,
        "provenance": record.provenance.value,
        "sources": " ".join((*record.claims, *record.documents)),
    })  # fmt: skip
    shared = "".join(known)
    where = f'classname="{record.conformance_class}.{record.id}" file="{_attribute(record.uri)}"'
    return [_case(one, f'{where} line="{one.line or record.line}"', shared) for one in requirement.scenarios]


def _case(one: ScenarioResult, where: str, shared: str) -> str:
    verdict = f'<property name="verdict" value="{one.verdict}"/></properties>'
    properties = shared.removesuffix("</properties>") + verdict
    name = _attribute(one_line(one.id))
    return f'<testcase name="{name}" {where}>{properties}{_outcome(one)}</testcase>'


def _outcome(one: ScenarioResult) -> str:
    if one.verdict is Verdict.PASSED:
        return ""
    message = _attribute(one_line(f"{one.verdict}: {one.message}" if one.message else one.verdict.value))
    if one.verdict in _SKIPPED:
        return f'<skipped message="{message}"/>'
    element = "failure" if one.verdict in _FAILURES else "error"
    return f'<{element} message="{message}" type="{one.verdict}">{_text(_story(one))}</{element}>'


def _story(one: ScenarioResult) -> str:
    """Everything a reader of the CI page needs: comparison, steps, detail."""
    lines = [bounded(one.message, LONG)]
    if one.mismatch:
        lines += [
            f"{one.mismatch.what}",
            f"  expected: {bounded(one.mismatch.expected)}",
            f"  actual:   {bounded(one.mismatch.actual)}",
        ]
    lines += [f"  [{step.verdict}] {step.keyword.strip()} {bounded(step.text)}" for step in one.steps]
    if one.detail:
        lines.append(bounded(one.detail))
    return "\n".join(lines)
