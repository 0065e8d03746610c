"""The Markdown report."""

import msgspec
from runs import run, scenario

from ezconform.reports import markdown
from ezconform.verdict import Verdict


def test_the_report_tells_subject_claims_and_digest() -> None:
    """The beginning says who was tested with what, and what may be claimed."""
    text = markdown.render(run()).decode()
    assert text.startswith("# Acceptance report: Rehosted stack 4.2\n")
    assert "| [waiting](#waiting) | non-conformant | 2 |" in text
    assert "`sha256:5b1f6c`" in text
    assert "| interrupt |" in text


def test_every_scenario_is_there_once_under_its_requirement() -> None:
    """Below the summary each scenario has one line with its verdict and id."""
    text = markdown.render(run()).decode().partition("### WAIT-03")[2]
    for verdict in Verdict:
        assert text.count(f"(`{scenario(verdict).id}`)") == 1


def test_what_is_not_said_is_said() -> None:
    """Open questions, readings, statements not tested and requirements not selected are listed."""
    text = markdown.render(run()).decode()
    assert "- Open question: WAIT-04: " in text
    assert "- Read in one of several ways: S08.11: In time means" in text
    assert "- Not tested: S02.1: the work of another product" in text
    assert "- not selected: ROUTE-01, WAIT-04" in text
    assert "- not applicable: 1 scenario: the reason of not applicable" in text


def test_a_selection_is_told() -> None:
    """Where nothing is listed as not run, a reader would take a selection for the whole specification."""
    passed = run(scenario(Verdict.PASSED), filtered=True)
    text = markdown.render(msgspec.structs.replace(passed, requirements=passed.requirements[:1])).decode()
    assert "- Only a selection was run; what was not selected does not appear here.\n" in text


def test_a_run_where_all_is_well_has_no_list_of_failures() -> None:
    """Headings without content are left out."""
    text = markdown.render(run(scenario(Verdict.PASSED))).decode()
    assert "## Failures" not in text
    assert "## Differences" not in text


def test_an_empty_run_without_subject_can_be_told() -> None:
    """Also a run in which nobody answered gives a report."""
    empty = msgspec.structs.replace(run(), subject=None, scenarios=(), requirements=(), sources=())
    text = markdown.render(empty).decode()
    assert text.startswith("# Acceptance report: no subject answered\n")
    assert "What was not run" not in text
    assert "does not say" not in text


def test_hostile_text_cannot_leave_its_line() -> None:
    """Markup and line ends of a subject are shown, not obeyed."""
    hostile = "a\n# heading <img src=x> `code` [link](x)"
    one = msgspec.structs.replace(scenario(Verdict.FAILED), message=hostile)
    text = markdown.render(run(one)).decode()
    assert "\n# heading" not in text
    assert r"a \# heading \<img src=x\> \`code\` \[link\](x)" in text
