"""The list of known deviations, brought up to date in the settings file."""

import datetime as dt
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ezconform import declared
from ezconform.engine.deviations import Declarations, Deviation
from ezconform.protocol.faults import BadInput
from ezconform.results import ScenarioResult
from ezconform.verdict import Verdict

FILE = """\
# our settings
adapter = "echo"

# known since spring
[[deviation]]
scenario = "WAIT-01/one"  # see the ticket
message = "no"
reason = "ticket 7"

# how long we wait
[limits]
answer_seconds = 5

[[deviation]]
scenario = "WAIT-01/two"
message = "never"
reason = "ticket 8"
# the end
"""
ONE = Deviation(scenario="WAIT-01/one", message="no", reason="ticket 7")
TWO = Deviation(scenario="WAIT-01/two", message="never", reason="ticket 8")


def failed(name: str, message: str = "no") -> ScenarioResult:
    return ScenarioResult(
        id=f"WAIT-01/{name}", requirement="WAIT-01", verdict=Verdict.FAILED, name=name, message=message
    )


@pytest.fixture
def settings(tmp_path: Path) -> Path:
    path = tmp_path / "ezconform.toml"
    path.write_text(FILE)
    return path


def test_what_still_holds_keeps_its_words(settings: Path) -> None:
    """Comments above and in a kept table stay with it; a dropped one goes; nothing else changes."""
    change = declared.rewrite(settings, [ONE])
    assert str(change) == "1 kept, 0 written, 1 dropped"
    text = settings.read_text()
    assert '# known since spring\n[[deviation]]\nscenario = "WAIT-01/one"  # see the ticket\n' in text
    assert "# how long we wait\n[limits]\nanswer_seconds = 5\n" in text
    assert "WAIT-01/two" not in text
    assert "# the end" in text
    assert text.startswith('# our settings\nadapter = "echo"\n')


def test_new_declarations_are_written_as_toml_reads_them(settings: Path) -> None:
    """Quotes, backslashes, control characters and dates survive."""
    new = Deviation(
        scenario="WAIT-01/three",
        message='expected "a\\b", got \x7f\u20ac\x01',
        reason="line one\nline two",
        version="1.2",
        expires=dt.date(2027, 1, 31),
    )
    declared.rewrite(settings, [TWO, new])
    found = tomllib.loads(settings.read_text())
    assert found["deviation"][1]["message"] == new.message
    assert found["deviation"][1]["reason"] == new.reason
    assert found["deviation"][1]["expires"] == new.expires
    assert found["limits"] == {"answer_seconds": 5}


def test_a_file_that_is_not_there_is_made(tmp_path: Path) -> None:
    """It holds the list alone."""
    declared.rewrite(tmp_path / "new.toml", [ONE])
    assert tomllib.loads((tmp_path / "new.toml").read_text())["deviation"][0]["scenario"] == "WAIT-01/one"


@pytest.mark.parametrize(
    "text",
    [
        'deviation = [{ scenario = "WAIT-01/one", message = "no", reason = "x" }]\n',
        'report_dir = """\n[[deviation]]\n"""\n',
        'report_dir = """\n[[deviation]]\nscenario = "a"\nmessage = "no"\nreason = "x"\n"""\n',
    ],
)
def test_what_cannot_be_rewritten_safely_is_left_alone(tmp_path: Path, text: str) -> None:
    """A list in another notation, or text that only looks like one: one line, and no byte is changed."""
    path = tmp_path / "ezconform.toml"
    path.write_text(text)
    with pytest.raises(BadInput, match="by hand"):
        declared.rewrite(path, [TWO])
    assert path.read_text() == text


def test_a_file_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    """In one line."""
    with pytest.raises(BadInput, match=r"new\.toml: No such file or directory"):
        declared.rewrite(tmp_path / "no" / "new.toml", [ONE])


def test_the_list_follows_the_run(tiny: Any) -> None:
    """What holds stays, what fails otherwise gets its new message, what passes goes, what is new comes."""
    names = ("holds", "changed", "passes", "new")
    spec = tiny.rule("".join(f"Scenario: {name}\n  Given a counter at 1\n" for name in names)).read()
    before = [
        Deviation(scenario=f"WAIT-01/{name}", message="no", reason=name)
        for name in ("holds", "changed", "passes")
    ]
    other = Deviation(scenario="WAIT-01/new", message="x", reason="other", version="2")
    results = [failed("holds"), failed("changed", "yes"), failed("new")]
    found = declared.needed(spec.scenarios, results, Declarations((*before, other)), "1")
    assert [(one.scenario, one.message, one.reason) for one in found] == [
        ("WAIT-01/holds", "no", "holds"),
        ("WAIT-01/new", "x", "other"),
        ("WAIT-01/changed", "yes", "changed"),
        ("WAIT-01/new", "no", declared.UNEXPLAINED),
    ]


def test_a_requirements_declaration_stays_only_as_a_whole(tiny: Any) -> None:
    """As soon as one scenario passes, those that fail get their own, with the same reason."""
    spec = tiny.rule("Scenario: a\n  Given a counter at 1\nScenario: b\n  Given a counter at 1\n").read()
    known = Declarations((Deviation(requirement="WAIT-01", message="no", reason="all"),))
    assert declared.needed(spec.scenarios, [failed("a"), failed("b")], known, "1") == known.deviations
    assert declared.needed(spec.scenarios, [failed("a")], known, "1") == (
        Deviation(scenario="WAIT-01/a", message="no", reason="all"),
    )


def test_a_warning_needs_no_declaration(tiny: Any) -> None:
    """A failed @inferred requirement does not fail the run."""
    spec = tiny.feature(
        "Feature: f\n  @inferred @S03.1\n  Rule: WAIT-01 Rule\n    Scenario: a\n      Given a counter at 1\n"
    ).read()
    assert declared.needed(spec.scenarios, [failed("a")], Declarations(), "1") == ()
