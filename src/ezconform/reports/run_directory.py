"""Where a run lies on disk: the journal, the canonical results, and the reports made from them.

Knows names and places; the contents are the business of the modules it calls.
"""

import contextlib
import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ezconform.protocol.faults import BadInput
from ezconform.reports import canonical, html, junit, markdown, sarif
from ezconform.reports.moment import moment
from ezconform.results import RunResults

Maker = Callable[[], bytes]
RUNS = Path("reports/runs")
LATEST = "latest"
JOURNAL = "journal.ndjson"
RESULTS = "results.json"
ENVELOPE = "envelope.json"
SIGNATURE = "envelope.json.sig"


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of report: its usual file name, and what makes it, of the run's moment too if `dated`."""

    file: str
    render: Callable[..., bytes]
    dated: bool = False

    def made(self, results: RunResults, when: str) -> bytes:
        """The report; `when` the run took place, in words, is for reports that nobody compares."""
        return self.render(results, when) if self.dated else self.render(results)


FORMATS = {
    "html": Format("report.html", html.render, dated=True),
    "markdown": Format("report.md", markdown.render),
    "junit": Format("junit.xml", junit.render),
}
"""Made of every run."""

ON_DEMAND = {"sarif": Format("report.sarif", sarif.render)}
"""Made only when asked for."""


class RunDirectory:
    """One directory of one run. With `latest`, the link of that name beside it will point to it."""

    def __init__(self, path: Path, *, latest: bool = False) -> None:
        self.path = path
        self._place = path.absolute()  # an adapter in this process may change the working directory
        self._latest = latest

    @property
    def journal(self) -> Path:
        return self._place / JOURNAL

    @property
    def unwritten(self) -> tuple[str, ...]:
        """Names of the results and reports that are not there."""
        names = (RESULTS, *(one.file for one in FORMATS.values()))
        return tuple(name for name in names if not (self._place / name).exists())

    def begin(self) -> None:
        """Make the directory, and take away what an earlier run left in it.

        Raises:
            BadInput: it cannot be written.
        """
        try:
            self._place.mkdir(parents=True, exist_ok=True)
            for name in (RESULTS, ENVELOPE, SIGNATURE, *(one.file for one in FORMATS.values())):
                (self._place / name).unlink(missing_ok=True)
            self.journal.write_bytes(b"")
        except OSError as fault:
            raise BadInput(f"{self.path}: no run can be written there: {fault.strerror}") from None
        if self._latest:
            self._become_latest()

    def write(self, results: RunResults, jobs: int = 1) -> None:
        """Write the canonical results first, then every report.

        With several `jobs` the HTML report, which takes as long as all others, has a process of its own.

        Raises:
            BadInput: the directory cannot be written any more.
            RuntimeError: that process ended otherwise than it should; all other files are there.
        """
        when = moment_of(self._place)
        makers: dict[str, Maker] = {RESULTS: partial(canonical.encode, results)}
        makers |= {one.file: partial(one.made, results, when) for one in FORMATS.values()}
        if jobs > 1:
            self._put_all_beside(FORMATS["html"].file, makers)
        else:
            self._put_all(makers)

    def _put_all_beside(self, longest: str, makers: dict[str, Maker]) -> None:
        """One file by a process of its own, the others by us meanwhile."""
        from ezconform.errand import errands

        with errands([partial(self._put_all, {longest: makers.pop(longest)})]) as sent:
            self._put_all(makers)
            try:
                sent[0].result()
            except RuntimeError as fault:
                raise RuntimeError(f"{self.path / longest} is not written: {fault}") from None

    def _put_all(self, makers: dict[str, Maker]) -> None:
        try:
            for file, make in makers.items():
                self._put(self._place / file, make())
        except OSError as fault:
            raise BadInput(f"{self.path}: the reports cannot be written: {fault.strerror}") from None

    def _put(self, path: Path, data: bytes) -> None:
        """Write it as a whole: what is interrupted leaves no half of a report."""
        try:
            path.write_bytes(data)
        except KeyboardInterrupt:
            path.unlink(missing_ok=True)
            raise

    def _become_latest(self) -> None:
        """Let `latest` beside it point here, if there are links and nothing else is in the way."""
        link = self._place.parent / LATEST
        if link.is_symlink() or not link.exists():
            with contextlib.suppress(OSError):
                link.unlink(missing_ok=True)
                link.symlink_to(self.path.name)


def fresh() -> RunDirectory:
    """A directory under the runs that is not there yet, named by the time in UTC."""
    name = time.strftime("%Y%m%d-%H%M%S", time.gmtime())
    names = itertools.chain([name], (f"{name}-{number}" for number in itertools.count(2)))
    return RunDirectory(next(RUNS / one for one in names if not (RUNS / one).exists()), latest=True)


def read_run(run: str) -> RunResults:
    """The results of a run: given as results file, journal, directory, or name under the runs.

    Raises:
        BadInput: there is nothing of the kind, or it is not usable.
    """
    from ezconform.reports import journal_reading

    path = found(run)
    if path.is_dir():
        results = path / RESULTS
        path = results if results.exists() else path / JOURNAL
    return journal_reading.read(path) if path.suffix == ".ndjson" else canonical.read(path)


def moment_of(path: Path) -> str:
    """When the run took place that lies there, in words; empty if nothing that belongs to it tells."""
    if path.is_dir():
        return moment(path / JOURNAL)
    if path.name == RESULTS:
        return moment_of(path.parent)
    return moment(path) if path.suffix == ".ndjson" else ""


def found(run: str) -> Path:
    """Where a run lies.

    Raises:
        BadInput: there is nothing of the kind.
    """
    for path in (Path(run), RUNS / run):
        if path.exists():
            return path
    raise BadInput(f"no run {run}: neither a file nor a directory, nor a name in {RUNS}")
