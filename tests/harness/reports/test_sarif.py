"""SARIF and badges: other people's pages, told in their own formats."""

import json

import msgspec
import pytest
from runs import run, scenario

from ezconform.protocol.values import ConformanceClass
from ezconform.reports import badges, sarif
from ezconform.results import ClassResult
from ezconform.verdict import Claim, Verdict


def test_every_failure_is_a_result_at_its_rule() -> None:
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
        "region": {"startLine": 12},
    }
    assert failed["ruleId"] == "WAIT-03"
    assert failed["partialFingerprints"] == {"scenario/v1": scenario(Verdict.FAILED).id}
    assert failed["message"]["text"] == (
        "The call that ends as failed: failed: the reason of failed\n"
        "in the step: Then after 3 seconds the call ends with ETIME"
    )


def test_every_result_names_a_rule_that_is_there() -> None:
    """Rules are the requirements that have results, each once, with sentence and description."""
    driver = json.loads(sarif.render(run()))["runs"][0]["tool"]["driver"]
    assert [one["id"] for one in driver["rules"]] == ["WAIT-03"]
    assert driver["rules"][0]["shortDescription"]["text"] == "A time-out that expires gives ETIME"
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


@pytest.mark.parametrize("claim", Claim)
def test_every_claim_has_a_color(claim: Claim) -> None:
    """Only conformant is green."""
    one = ClassResult(conformance_class=ConformanceClass.DCAS, claim=claim, counts={})
    color = json.loads(badges.render(msgspec.structs.replace(run(), classes=(one,)))["dcas.json"])["color"]
    assert (color == "brightgreen") == (claim is Claim.CONFORMANT)
