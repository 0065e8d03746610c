"""docs/verdicts.md: every word that a run can say has its row, and the weights are those of the code."""

import re
from pathlib import Path

import pytest

from ezconform.engine.judgement import is_good, judge
from ezconform.reports.overview import ATTENTION
from ezconform.specification import read
from ezconform.verdict import Claim, ExitCode, Provenance, Verdict
from ezconform.vocabulary.check import ExpectationFailed

PAGE = (Path(__file__).parents[2] / "docs/verdicts.md").read_text(encoding="utf-8")
SPEC = read()


def rows(section: str) -> dict[str, list[str]]:
    """The rows of the table of a section, by their first cell."""
    text = PAGE.partition(f"## {section}\n")[2].partition("\n## ")[0]
    found = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if "|" in line
    ]
    return {cells[0]: cells[1:] for cells in found[2:]}


@pytest.mark.parametrize(
    ("section", "words"),
    [
        ("Of a scenario", {str(one) for one in Verdict}),
        ("What a failure weighs", {str(one) for one in Provenance}),
        ("Of a class", {str(one) for one in Claim}),
        ("Of the run: exit codes", {str(int(one)) for one in ExitCode}),
    ],
)
def test_every_word_has_its_row_and_no_other(section: str, words: set[str]) -> None:
    """A verdict, provenance, claim or exit code that the code knows, and none that it does not."""
    assert rows(section).keys() == words


@pytest.mark.parametrize("provenance", Provenance)
def test_what_a_failure_weighs_is_what_the_code_makes_of_it(provenance: Provenance) -> None:
    """The verdict of an expectation that was not met, and whether a run exits with 1 for it."""
    requirement = next(one for one in SPEC.requirements.values() if one.provenance is provenance)
    verdict = judge(ExpectationFailed("x", "1", "2"), requirement).verdict
    _, said, exits = rows("What a failure weighs")[provenance]
    assert said.startswith(str(verdict))
    assert exits == ("no" if is_good(verdict, requirement) else "yes")


def test_what_asks_for_attention_is_named() -> None:
    """The reports' word for what somebody has to look at."""
    found = re.search(r"\*asks for attention\*: ([^.]*)\.", PAGE)
    assert found
    assert set(found[1].split(", ")) == {str(one) for one in ATTENTION}
