"""SARIF and badges: other people's pages, told in their own formats."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from runs import run, scenario

from ezconform.cli import main
from ezconform.protocol.values import ConformanceClass
from ezconform.reports import badges, canonical, journal_reading, junit, sarif
from ezconform.results import ClassResult, RunResults
from ezconform.verdict import Claim, Verdict

SCHEMA = Path(__file__).parent / "sarif-2.1.0.schema.json"
# Source: shields.io, "Endpoint Badge".
SHIELDS_FIELDS = {
    *("schemaVersion", "label", "message", "color", "labelColor", "isError", "namedLogo", "logoSvg"),
    *("logoColor", "logoSize", "style", "cacheSeconds"),
}
SHIELDS_COLORS = {"brightgreen", "green", "yellow", "orange", "red", "blue", "lightgrey", "inactive"}


def places(data: bytes) -> list[tuple[str, int]]:
    """File and line of each result."""
    found = [one["locations"][0]["physicalLocation"] for one in json.loads(data)["runs"][0]["results"]]
    return [(one["artifactLocation"]["uri"], one["region"]["startLine"]) for one in found]


def test_every_failure_is_a_result_at_its_line() -> None:
    """What asks for attention is an error, a difference is a note, what passed or was not run is silent."""
    log = json.loads(sarif.render(run()))
    assert (log["version"], len(log["runs"])) == ("2.1.0", 1)
    found = log["runs"][0]["results"]
    levels = {one["properties"]["verdict"]: one["level"] for one in found}
    assert levels == {
        "failed": "error",
        "broken declaration": "error",
        "timed out": "error",
        "crashed": "error",
        "protocol error": "error",
        "harness fault": "error",
        "differs": "note",
        "known deviation": "note",
    }
    failed = next(one for one in found if one["properties"]["verdict"] == "failed")
    place = failed["locations"][0]["physicalLocation"]
    assert place == {
        "artifactLocation": {"uri": "features/waiting/time-out.feature"},
        "region": {"startLine": 21},
    }
    assert failed["ruleId"] == "WAIT-03"
    assert failed["partialFingerprints"] == {"scenario/v1": scenario(Verdict.FAILED).id}
    assert failed["message"]["text"] == (
        "The call that ends as failed: failed: the reason of failed\n"
        "in the step: Then after 3 seconds the call ends with ETIME"
    )


def test_a_result_of_an_older_run_points_at_its_rule() -> None:
    """Where the line of a scenario is not known, that of its requirement is the nearest."""
    one = msgspec.structs.replace(scenario(Verdict.FAILED), line=0)
    assert places(sarif.render(run(one))) == [("features/waiting/time-out.feature", 12)]


def test_the_line_is_that_of_the_scenario_or_of_its_row(tiny: Any, miniature: str, tmp_path: Path) -> None:
    """In the feature file as it is: also from the journal alone, and in JUnit."""
    tiny.rule("""\
        Scenario: alone
          Given a counter at 1
          Then the counter stands at 2

        Scenario Outline: many
          Given a counter at <start>
          Then the counter stands at 2

          Examples:
            | case | start |
            | good | 2     |
            | bad  | 1     |
        """)
    out = str(tmp_path / "out")
    assert (
        main(["run", "--root", str(tiny.root), "--adapter", miniature + "Willing", "--report-dir", out]) == 1
    )
    results = canonical.read(tmp_path / "out/results.json")
    assert journal_reading.read(tmp_path / "out/journal.ndjson") == results
    lines = (tiny.root / "features/waiting/counting.feature").read_text().splitlines()
    found = places(sarif.render(results))
    assert [(uri, lines[line - 1].strip()) for uri, line in found] == [
        ("features/waiting/counting.feature", "Scenario: alone"),
        ("features/waiting/counting.feature", "| bad  | 1     |"),
    ]
    xml = junit.render(results).decode()
    assert all(f'line="{line}"' in xml for _, line in found)


@pytest.mark.parametrize("results", [run(), run(interrupted="Ctrl-C"), run(scenario(Verdict.PASSED))])
def test_the_file_is_valid_sarif(results: RunResults) -> None:
    """By the schema of SARIF 2.1.0, which knows no further fields."""
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    log = json.loads(sarif.render(results))
    jsonschema.Draft202012Validator(schema).validate(log)
    log["runs"][0]["mood"] = 1
    assert not jsonschema.Draft202012Validator(schema).is_valid(log)


def test_every_result_names_a_rule_that_is_there() -> None:
    """Rules are the requirements that have results, each once, with sentence and description."""
    driver = json.loads(sarif.render(run()))["runs"][0]["tool"]["driver"]
    assert [one["id"] for one in driver["rules"]] == ["WAIT-03"]
    assert driver["rules"][0]["shortDescription"]["text"] == "A time-out that expires gives ETIME"
    assert driver["rules"][0]["help"]["text"] == (
        "A time-out that expires gives ETIME (seed)\n"
        "S08.11: SIOCGPARTNERINFO: waiting: "
        "If the partner's answer does not come in time the call fails with a time-out.\n"
        "ip-prog: IP Programmer's Guide and Reference, SC31-8787-12"
    )
    assert driver["rules"][0]["properties"]["tags"] == ["waiting", "seed"]


def test_an_incomplete_or_silent_run_is_told() -> None:
    """An interrupted run did not succeed; without subject and words the file is made too."""
    bare = msgspec.structs.replace(scenario(Verdict.FAILED), message="", steps=())
    results = msgspec.structs.replace(run(bare, interrupted="Ctrl-C"), subject=None)
    one = json.loads(sarif.render(results))["runs"][0]
    assert one["invocations"] == [{"executionSuccessful": False}]
    assert one["results"][0]["message"]["text"] == "The call that ends as failed: failed"
    assert one["automationDetails"] == {"id": "ezconform/"}
    unknown = msgspec.structs.replace(run(bare), requirements=())
    assert json.loads(sarif.render(unknown))["runs"][0]["results"] == []


def test_a_badge_says_the_claim_of_its_class() -> None:
    """One file a class in the form of the endpoint badge; how far a non-conformant class is, in figures."""
    found = {name: json.loads(data) for name, data in badges.render(run()).items()}
    assert found["routing.json"] == {
        "schemaVersion": 1,
        "label": "routing",
        "message": "incomplete",
        "color": "lightgrey",
    }
    assert found["waiting.json"]["message"] == "non-conformant, 1 of 10"
    assert found["waiting.json"]["color"] == "red"


def test_a_badge_has_only_what_shields_documents() -> None:
    """The fields of the endpoint badge, the three that must be there, and a colour it has a name for."""
    results = run()
    for name, data in badges.render(results).items():
        badge = json.loads(data)
        assert {"schemaVersion", "label", "message"} <= badge.keys() <= SHIELDS_FIELDS
        assert (badge["schemaVersion"], f"{badge['label']}.json") == (1, name)
        assert badge["message"]
    assert set(badges.COLORS.values()) <= SHIELDS_COLORS
    assert len(badges.render(results)) == len(results.classes)


@pytest.mark.parametrize("claim", Claim)
def test_every_claim_has_a_color(claim: Claim) -> None:
    """Only conformant is green."""
    one = ClassResult(conformance_class=ConformanceClass.DCAS, claim=claim, counts={})
    color = json.loads(badges.render(msgspec.structs.replace(run(), classes=(one,)))["dcas.json"])["color"]
    assert (color == "brightgreen") == (claim is Claim.CONFORMANT)
