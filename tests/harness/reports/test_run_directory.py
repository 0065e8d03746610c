"""What lies in the directory of a run, and what becomes of it when a file cannot be written."""

import os
import signal
from pathlib import Path

import pytest
import runs

from ezconform.protocol.faults import BadInput
from ezconform.reports.run_directory import FORMATS, Format, RunDirectory
from ezconform.results import RunResults
from ezconform.verdict import Verdict

RESULTS = runs.run(*(runs.scenario(verdict, number) for number, verdict in enumerate(Verdict)))
PAGE = FORMATS["html"].file
OTHERS = {"results.json", "journal.ndjson", *(one.file for one in FORMATS.values())} - {PAGE}


def begun(path: Path) -> RunDirectory:
    directory = RunDirectory(path)
    directory.begin()
    return directory


def contents(directory: RunDirectory) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in directory.path.iterdir() if one.is_file()}


def fatal(_results: RunResults) -> bytes:
    os.kill(os.getpid(), signal.SIGKILL)
    return b""


def test_reports_do_not_depend_on_how_many_processes_write_them(tmp_path: Path) -> None:
    """The same files with the same bytes."""
    alone, shared = begun(tmp_path / "alone"), begun(tmp_path / "shared")
    alone.write(RESULTS)
    shared.write(RESULTS, jobs=2)
    assert contents(alone) == contents(shared)
    assert contents(alone).keys() == {*OTHERS, PAGE}


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_report_that_cannot_be_written_is_told(tmp_path: Path, jobs: int) -> None:
    """As bad input, naming the directory, whichever process was to write it; the results are there."""
    directory = begun(tmp_path / "run")
    (directory.path / PAGE).mkdir()
    with pytest.raises(BadInput, match=r"run: the reports cannot be written: Is a directory$"):
        directory.write(RESULTS, jobs=jobs)
    assert contents(directory)["results.json"].startswith(b'{"format":"ezconform-results/1"')


def test_a_process_that_dies_costs_its_report_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file that is not there is named, all others are."""
    monkeypatch.setitem(FORMATS, "html", Format(PAGE, fatal))
    directory = begun(tmp_path / "run")
    with pytest.raises(RuntimeError, match=rf"run/{PAGE} is not written: .* ended with -9$"):
        directory.write(RESULTS, jobs=2)
    assert contents(directory).keys() == OTHERS
    assert all(contents(directory)[name] for name in OTHERS - {"journal.ndjson"})
