"""What a run amounts to."""

from runs import run, scenario

from ezconform.reports.overview import ATTENTION, Overview, in_words, numbered
from ezconform.verdict import Verdict


def test_scenarios_are_gathered_under_requirement_and_class() -> None:
    """A class counts the verdicts of the scenarios of its requirements."""
    overview = Overview(run(scenario(Verdict.PASSED, 1), scenario(Verdict.FAILED, 2)))
    assert [(view.name.value, in_words(view.counts)) for view in overview.classes] == [
        ("routing", "nothing was run"),
        ("waiting", "1 passed, 1 failed"),
    ]


def test_what_is_not_applicable_is_not_applicable() -> None:
    """A class's applicable scenarios are all but those that do not apply."""
    view = Overview(run(scenario(Verdict.PASSED), scenario(Verdict.NOT_APPLICABLE))).classes[1]
    assert (view.total, view.applicable) == (2, 1)


def test_what_was_not_run_is_gathered_by_reason() -> None:
    """Scenarios left out for one reason are told together."""
    overview = Overview(run(scenario(Verdict.NOT_APPLICABLE, 1), scenario(Verdict.NOT_APPLICABLE, 2)))
    (group,) = overview.not_run
    assert (group.reason, len(group.scenarios)) == ("the reason of not applicable", 2)


def test_requirements_without_scenario_are_named() -> None:
    """A requirement of which nothing was selected is not passed over in silence."""
    assert [one.record.id for one in Overview(run()).unselected] == ["ROUTE-01", "WAIT-04"]


def test_failures_are_gathered_by_requirement() -> None:
    """Each requirement with failures is told once, with those scenarios only."""
    (view,) = Overview(run()).requirements_having(ATTENTION)
    assert view.record.id == "WAIT-03"
    assert {one.verdict for one in view.scenarios} == ATTENTION


def test_the_headline_tells_what_may_be_claimed() -> None:
    """A whole run counts claims, a filtered one makes none, an interrupted one says why."""
    assert Overview(run()).headline == "Of 2 classes: 1 non-conformant, 1 incomplete"
    assert "makes no claim" in Overview(run(filtered=True)).headline
    assert Overview(run(interrupted="Ctrl-C")).headline == "Incomplete: Ctrl-C"


def test_open_questions_are_told() -> None:
    """Choices, readings and statements that cannot be shown are all found."""
    overview = Overview(run())
    assert [one.id for one in overview.choices] == ["WAIT-04"]
    assert [one.id for one in overview.readings] == ["S08.11"]
    assert [one.id for one in overview.untested] == ["S02.1"]


def test_one_of_a_kind_is_told_in_the_singular() -> None:
    """Nobody has to read of 1 scenarios."""
    assert [numbered(number, "scenario") for number in (0, 1, 2000)] == [
        "0 scenarios",
        "1 scenario",
        "2,000 scenarios",
    ]
