"""When a run took place: told by what lies beside the results, never by the results."""

import os
from pathlib import Path

import pytest
from runs import run

from ezconform.reports import html
from ezconform.reports.moment import moment
from ezconform.reports.run_directory import RunDirectory, moment_of

STARTED = '{"testRunStarted":{"id":"run","timestamp":{"seconds":1700000000,"nanos":5}}}\n'


@pytest.fixture
def directory(tmp_path: Path) -> Path:
    """The directory of a run with its reports."""
    found = RunDirectory(tmp_path / "run")
    found.begin()
    found.journal.write_text('{"meta":{}}\n' + STARTED)
    found.write(run())
    return found.path


def test_the_journal_tells_the_minute(directory: Path) -> None:
    """In UTC, whether directory, results or journal are named."""
    for path in (directory, directory / "results.json", directory / "journal.ndjson"):
        assert moment_of(path) == "2023-11-14 22:13 UTC"


def test_the_report_of_a_run_says_when_and_the_results_do_not(directory: Path) -> None:
    """The first screen has the date; what is compared has none."""
    page = (directory / "report.html").read_text()
    assert page.index("2023-11-14 22:13 UTC") < page.index("<main>")
    for name in ("results.json", "report.md", "junit.xml"):
        assert "2023-11-14" not in (directory / name).read_text()
    assert (directory / "report.html").read_bytes() == html.render(run(), "2023-11-14 22:13 UTC")


def test_without_a_journal_nothing_is_made_up(directory: Path) -> None:
    """Nor does an envelope date the report, which it was made to sign."""
    (directory / "envelope.json").write_text('{"dated":"2026-03-04"}')
    (directory / "journal.ndjson").unlink()
    assert moment_of(directory) == ""
    assert "no journal tells when" in html.render(run()).decode()


def test_results_elsewhere_are_not_dated_by_a_stranger(directory: Path) -> None:
    """A results file under another name may come from another run than the journal beside it."""
    other = directory / "old.json"
    os.link(directory / "results.json", other)
    assert moment_of(other) == ""


@pytest.mark.parametrize(
    "line",
    ["", '{"testRunStarted":{}}', '{"testRunStarted":{"timestamp":{"seconds":1e99}}}', "\xff",
     '{"testRunStarted":{"timestamp":{"seconds":999999999999999}}}'],
)  # fmt: skip
def test_a_journal_that_says_nothing_usable_gives_no_date(tmp_path: Path, line: str) -> None:
    """A report without a date is still a report."""
    (tmp_path / "j").write_text(line)
    assert moment(tmp_path / "j") == ""
