"""SARIF 2.1.0, as code-scanning pages read it: a result for each scenario that needs a look, at its line.

Knows the format's spelling; paths are those of the features, relative to the root that was read.
"""

from typing import Any

import msgspec

from ezconform.reports.display import bounded, one_line
from ezconform.reports.overview import ATTENTION, DEVIATING, Overview
from ezconform.results import RequirementRecord, RunResults, ScenarioResult, Source
from ezconform.verdict import Verdict

VERSION = "2.1.0"
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"


def render(results: RunResults) -> bytes:
    """The SARIF file of a run; equal results give equal bytes."""
    overview = Overview(results)
    told = overview.having(ATTENTION | DEVIATING)
    records = {one.id: one for one in results.requirements}
    rules = [records[id_] for id_ in sorted({one.requirement for one in told} & records.keys())]
    sources = {one.id: one for one in results.sources}
    driver = {
        "name": "ezconform",
        "version": results.harness,
        "rules": [_rule(one, sources) for one in rules],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": _automation(results)},
        "invocations": [{"executionSuccessful": not results.interrupted}],
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, records[one.requirement]) for one in told if one.requirement in records],
    }
    log = {"$schema": SCHEMA, "version": VERSION, "runs": [run]}
    return msgspec.json.format(msgspec.json.encode(log), indent=1) + b"\n"


def _automation(results: RunResults) -> str:
    subject = results.subject
    return one_line(f"ezconform/{subject.name} {subject.version}" if subject else "ezconform/")


def _rule(one: RequirementRecord, sources: dict[str, Source]) -> dict[str, Any]:
    return {
        "id": one.id,
        "shortDescription": {"text": one_line(one.sentence)},
        "fullDescription": {"text": bounded(one.description or one.sentence)},
        "help": {"text": _help(one, sources)},  # GitHub shows no rule without one
        "properties": {"tags": [one.conformance_class.value, one.provenance.value]},
    }


def _help(one: RequirementRecord, sources: dict[str, Source]) -> str:
    """The sentence, and what it rests on."""
    known = [sources[id_] for id_ in (*one.claims, *one.documents) if id_ in sources]
    said = [f"{source.id}: {source.title}" + (f": {source.text}" if source.text else "") for source in known]
    return "\n".join(map(bounded, [f"{one.sentence} ({one.provenance})", *said]))


def _result(one: ScenarioResult, record: RequirementRecord) -> dict[str, Any]:
    place = {"artifactLocation": {"uri": record.uri}, "region": {"startLine": one.line or record.line}}
    logical = {"fullyQualifiedName": one_line(one.id), "kind": "member"}
    return {
        "ruleId": record.id,
        "level": "error" if one.verdict in ATTENTION else "note",
        "kind": "fail",
        "message": {"text": _message(one)},
        "locations": [{"physicalLocation": place, "logicalLocations": [logical]}],
        "partialFingerprints": {"scenario/v1": one.id},
        "properties": {"verdict": one.verdict.value},
    }


def _message(one: ScenarioResult) -> str:
    said = f"{one.name}: {one.verdict}"
    step = next((step for step in one.steps if step.verdict is not Verdict.PASSED), None)
    lines = [f"{said}: {one.message}" if one.message else said]
    lines += [f"in the step: {step.keyword.strip()} {step.text}"] if step else []
    return "\n".join(bounded(line) for line in lines)
