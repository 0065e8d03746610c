"""What is seen while a run is under way."""

import io
import sys
from typing import Any

import pytest

from ezconform.cli import progress
from ezconform.cli.progress import Audience, Bar, Lines
from ezconform.connection.connectors import connector
from ezconform.engine.listener import Listener
from ezconform.engine.run import run_scenarios
from ezconform.engine.session import Session

ROWS = "".join(f"        | c{n:02} | {n} |\n" for n in range(40))
OUTLINE = (
    "Scenario Outline: rows\n  Given a counter at <n>\n  Then the counter stands at {end}\n"
    "  Examples:\n        | case | n |\n" + ROWS
)


def listen(tiny: Any, miniature: str, listener: Listener, end: str) -> None:
    spec = tiny.rule(OUTLINE.format(end=end)).read()
    session = Session(connector(f"{miniature}Willing"))
    run_scenarios(spec, spec.scenarios, tiny.table(), session, listener)


def test_plain_lines_tell_tenths(tiny: Any, miniature: str) -> None:
    """In a log: the start, and ten lines of progress, however many scenarios there are."""
    stream = io.StringIO()
    listen(tiny, miniature, Lines(stream), "<n>")
    lines = stream.getvalue().splitlines()
    assert lines[0] == "40 scenarios on miniature 1"
    assert lines[1:] == [f"{4 * n} of 40, 0 asking for attention" for n in range(1, 11)]


def test_plain_lines_tell_the_first_failures(tiny: Any, miniature: str) -> None:
    """Failures are told as they come, but not by the thousand."""
    stream = io.StringIO()
    listen(tiny, miniature, Lines(stream), "-1")
    text = stream.getvalue()
    assert text.count("failed: WAIT-01/rows/") == progress.FAILURES_TOLD
    assert text.endswith("40 of 40, 40 asking for attention\n")


def test_a_terminal_gets_a_bar(
    tiny: Any, miniature: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """On a terminal a bar shows subject, number and verdicts, and goes away at the end."""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "120")
    listener = progress.progress()
    assert isinstance(listener, Bar)
    listen(tiny, miniature, listener, "<n>")
    err = capsys.readouterr().err
    assert "miniature 1" in err
    assert "40 passed" in err
    listener.run_finished()
    assert capsys.readouterr().err == ""


def test_a_bar_that_never_started_can_be_told_of_results(tiny: Any, miniature: str) -> None:
    """Without a start nothing is drawn and nothing breaks."""
    bar = Bar()
    bar.run_started = lambda *_: None
    listen(tiny, miniature, bar, "<n>")


def test_elsewhere_there_are_plain_lines() -> None:
    """A pipe or a file gets lines, no control sequences."""
    assert isinstance(progress.progress(), Lines)


def test_an_audience_tells_all_in_order(tiny: Any, miniature: str) -> None:
    """Each listener hears the same, the first one first."""
    one, other = io.StringIO(), io.StringIO()
    listen(tiny, miniature, Audience(Lines(one), Lines(other)), "<n>")
    assert one.getvalue() == other.getvalue() != ""
