"""How large an HTML report is and how long a browser takes to open it, at 200, 2,000 and 20,000 scenarios.

The scenarios are those of our own suite on the reference, as many copies of them as are needed; every copy
has requirements and program names of its own, so that nothing is shared between copies. Time is what the
browser itself measures, from the beginning of the navigation to the end of the load event.
"""

import itertools
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import msgspec

from ezconform.reports import canonical, html
from ezconform.results import RunResults

sys.path.append(str(Path(__file__).parents[1]))
from chromium import CHROMIUM, browse

EZCONFORM = str(Path(sys.executable).with_name("ezconform"))
SIZES = (200, 2_000, 20_000)
ROUNDS = 5
SUBJECTS = {"everything passed": "reference", "nearly everything failed": "echo"}
BUDGET = "at most 5 MB for 2,000; about a second at any size"
PROBE = b"""<script>addEventListener("load", function () {
  document.title = "opened in " + Math.round(performance.now()) + " ms";
});</script>"""
_ID = re.compile(rb'"([A-Z]+)-(\d\d)(?=[/"])')


def copies(results: RunResults) -> Iterator[RunResults]:
    """The run again and again, each time under other names."""
    data = canonical.encode(results)
    for number in itertools.count():
        renamed = _ID.sub(rb'"\1-%02d\2' % number, data)
        programs = renamed.replace(b"PAYROLL", b"PAY%03d" % number).replace(b"LEDGER", b"LED%03d" % number)
        yield canonical.decode(programs, "a copy")


def grown(results: RunResults, scenarios: int) -> RunResults:
    """A run of so many scenarios."""
    several = copies(results)
    one = next(several)
    while len(one.scenarios) < scenarios:
        other = next(several)
        one = msgspec.structs.replace(
            one,
            requirements=one.requirements + other.requirements,
            scenarios=one.scenarios + other.scenarios,
        )
    kept = one.scenarios[:scenarios]
    used = {scenario.requirement for scenario in kept}
    requirements = tuple(requirement for requirement in one.requirements if requirement.id in used)
    return msgspec.structs.replace(one, scenarios=kept, requirements=requirements)


def opened(page: bytes, folder: Path) -> float:
    """Seconds until the page is loaded, in a browser that was never started before."""
    fresh = Path(tempfile.mkdtemp(dir=folder))
    dom = browse(page + PROBE, fresh, "--dump-dom")
    shutil.rmtree(fresh, ignore_errors=True)
    found = re.search(r"opened in (\d+) ms", dom)
    assert found, "the browser did not say when it had loaded the page"
    return int(found[1]) / 1000


def row(what: str, results: RunResults, folder: Path) -> str:
    started = time.perf_counter()
    page = html.render(results)
    made = time.perf_counter() - started
    seconds = [opened(page, folder) for _ in range(ROUNDS)]
    spread = f"{median(seconds):.2f} s [{min(seconds):.2f}-{max(seconds):.2f}]"
    return f"| {len(results.scenarios):,}, {what} | {len(page) / 1e6:.2f} MB | {made:.2f} s | {spread} |"


def opening_rows(base: Path) -> list[str]:
    """A table, or why there is none."""
    if CHROMIUM is None:
        return ["Not measured: there is no Chromium on the PATH."]
    rows = []
    for what, adapter in SUBJECTS.items():
        place = base / adapter
        place.mkdir(parents=True)
        command = [EZCONFORM, "run", "--adapter", adapter, "--report-dir", str(place)]
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        results = canonical.read(place / "results.json")
        rows += [row(what, grown(results, size), base) for size in SIZES]
    return [
        f"Scenarios as those of our own suite. Budget: {BUDGET}.",
        f"{ROUNDS} openings each in a fresh browser, from the beginning of the navigation to the end of the",
        "load event; median [least-most].",
        "",
        "| scenarios | size | made in | opens in |",
        "| --- | --- | --- | --- |",
        *rows,
    ]


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="ezconform-bench-") as place:
        print("\n".join(opening_rows(Path(place))))
