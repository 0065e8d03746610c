"""JUnit XML of a run."""

import xml.etree.ElementTree as ET

import msgspec
import pytest
from runs import run, scenario

from ezconform.reports import junit
from ezconform.results import RunResults
from ezconform.verdict import Verdict


def parsed(results: RunResults) -> ET.Element:
    return ET.fromstring(junit.render(results))  # noqa: S314 - our own bytes


@pytest.mark.parametrize(
    ("verdict", "element"),
    [
        (Verdict.PASSED, None),
        (Verdict.FAILED, "failure"),
        (Verdict.BROKEN_DECLARATION, "failure"),
        (Verdict.DIFFERS, "skipped"),
        (Verdict.KNOWN_DEVIATION, "skipped"),
        (Verdict.NOT_APPLICABLE, "skipped"),
        (Verdict.COULD_NOT_RUN, "skipped"),
        (Verdict.TIMED_OUT, "error"),
        (Verdict.CRASHED, "error"),
        (Verdict.PROTOCOL_ERROR, "error"),
        (Verdict.HARNESS_FAULT, "error"),
    ],
)
def test_a_verdict_becomes_one_of_junits_words(verdict: Verdict, element: str | None) -> None:
    """Each verdict has one JUnit outcome; our own word and the reason are in its message."""
    (case,) = parsed(run(scenario(verdict))).iter("testcase")
    outcomes = [child for child in case if child.tag != "properties"]
    assert [child.tag for child in outcomes] == ([element] if element else [])
    assert all(child.get("message") == f"{verdict}: the reason of {verdict}" for child in outcomes)


def test_counts_add_up() -> None:
    """Tests, failures, errors and skipped are those of the cases, in the suite and above."""
    root = parsed(run())
    (suite,) = root.findall("testsuite")
    for element in (root, suite):
        assert [element.get(name) for name in ("tests", "failures", "errors", "skipped")] == [
            "11",
            "2",
            "4",
            "4",
        ]


def test_a_case_tells_its_requirement() -> None:
    """Requirement, sentence, provenance, sources and verdict are properties of the case."""
    (case,) = parsed(run(scenario(Verdict.FAILED))).iter("testcase")
    assert {one.get("name"): one.get("value") for one in case.iter("property")} == {
        "requirement": "WAIT-03",
        "sentence": "A time-out that expires gives ETIME",
        "provenance": "seed",
        "sources": "S08.11 ip-prog",
        "verdict": "failed",
    }
    assert (case.get("classname"), case.get("file"), case.get("line")) == (
        "waiting.WAIT-03",
        "features/waiting/time-out.feature",
        "21",
    )


def test_a_failure_tells_expected_and_actual() -> None:
    """The text of a failure holds the comparison and the steps."""
    (failure,) = parsed(run(scenario(Verdict.FAILED))).iter("failure")
    assert failure.text is not None
    assert "expected: ETIME\n  actual:   ETIMEDOUT" in failure.text
    assert "[failed] Then after 3 seconds the call ends with ETIME" in failure.text


def test_a_fault_tells_its_detail() -> None:
    """A harness fault brings its traceback along."""
    (error,) = parsed(run(scenario(Verdict.HARNESS_FAULT))).iter("error")
    assert "Traceback: in line 7" in (error.text or "")


def test_hostile_text_stays_text() -> None:
    """Control characters, markup and surrogates of a subject leave the XML well-formed."""
    hostile = "\x00\x1b[31m]]>&<script>\"'\ud800\uffff\n\t"
    one = msgspec.structs.replace(scenario(Verdict.FAILED), message=hostile, detail=hostile, name=hostile)
    (failure,) = parsed(run(one)).iter("failure")
    assert (failure.get("message") or "").startswith("failed: \\x00\\x1b[31m]]>&<script>")


def test_no_two_cases_have_the_same_name() -> None:
    """GitLab shows only the first of those with the same class name and name."""
    names = [(one.get("classname"), one.get("name")) for one in parsed(run()).iter("testcase")]
    assert len(set(names)) == len(names) == 11


def test_equal_results_give_equal_bytes() -> None:
    """The file depends on the results alone."""
    assert junit.render(run()) == junit.render(run())
