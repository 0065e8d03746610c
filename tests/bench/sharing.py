"""One worker beside two: on a subject that takes 5 ms a call, and on 20,000 scenarios; commands interleaved.

Also how time and memory grow from 2,000 to 20,000 scenarios, and what the HTML report comes to.
"""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import suites

EZCONFORM = str(Path(sys.executable).with_name("ezconform"))
ROUNDS = 3
SLOW_SCENARIOS = 500
GAIN = 1.6
"""Of two workers over one, at least: the budget."""
MANY = 20_000
FEW = 2_000
SLOW_SUBJECT = '''\
"""Takes 5 ms for each call."""

import time

from ezconform.protocol.answers import Done, Now, Opened, Subject
from ezconform.protocol.values import Capability, ConformanceClass
from ezconform.protocol.verbs import PROTOCOL


class Slow:
    def initialize(self, request):
        everything = {"classes": tuple(ConformanceClass), "capabilities": tuple(Capability)}
        return Subject(protocol=PROTOCOL, name="slow", version="1", **everything)

    def lab_open(self, request):
        return Opened()

    def lab_reset(self, request):
        return Done()

    def clock_advance(self, request):
        time.sleep(0.005)
        return Now(seconds=request.seconds)
'''
SLOW_STEPS = """

from ezconform.protocol.requests import ClockAdvance

@when("the subject is called {times} times")
def called(lab: Lab, times: Number) -> None:
    for _ in range(times):
        lab.ask(ClockAdvance(seconds=1.0))
"""
SERVED = """\
import sys
from ezconform.connection import connectors
from ezconform.connection.serve import serve
serve(connectors.python_adapter(f"py:{sys.argv[1]}:Slow")())
"""


@dataclass
class Measured:
    """What some runs of one command took: wall seconds, and MiB of its largest process."""

    seconds: list[float] = field(default_factory=list)
    memory: float = 0.0


def run(root: Path, adapter: str, jobs: int, into: Measured) -> Path:
    """One whole command; its report directory, which the caller may look at."""
    place = Path(tempfile.mkdtemp(dir=root))
    command = [EZCONFORM, "run", "--root", str(root), "--adapter", adapter, "-j", str(jobs)]
    started = time.perf_counter()
    child = subprocess.Popen(
        [*command, "--report-dir", str(place)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, status, used = os.wait4(child.pid, 0)
    into.seconds.append(time.perf_counter() - started)
    child.returncode = os.waitstatus_to_exitcode(status)
    into.memory = max(into.memory, used.ru_maxrss / (1024 if sys.platform == "linux" else 1024**2))
    assert (place / "report.html").exists(), f"no report: {command}"
    return place


def slow_suite(root: Path, registers: Path) -> str:
    """Scenarios that call the subject three times each; how it is named as an adapter."""
    suites.write_features(root / "features", SLOW_SCENARIOS)
    suites.write_ezconform(root, registers)
    for feature in (root / "features").rglob("*.feature"):
        asked = feature.read_text().replace(
            "And a stride", "And the subject is called 3 times\n      And a stride"
        )
        feature.write_text(asked)
    with (root / "steps" / "counting.py").open("a") as steps:
        steps.write(SLOW_STEPS)
    (root / "slow.py").write_text(SLOW_SUBJECT)
    (root / "served.py").write_text(SERVED)
    return f"exec:{sys.executable} {root / 'served.py'} {root / 'slow.py'}"


def beside(root: Path, adapter: str) -> tuple[Measured, Measured]:
    """One worker and two, in turn."""
    one, two = Measured(), Measured()
    for _ in range(ROUNDS):
        run(root, adapter, 1, one)
        run(root, adapter, 2, two)
    return one, two


def row(what: str, one: Measured, two: Measured) -> str:
    gain = median(one.seconds) / median(two.seconds)
    seconds = f"{median(one.seconds):.2f} s | {median(two.seconds):.2f} s"
    word = "met" if gain >= GAIN else f"missed by {(1 - gain / GAIN) * 100:.0f} %"
    return f"| {what} | {seconds} | {gain:.2f} x (budget {GAIN} x: {word}) |"


def sharing_rows(base: Path, registers: Path) -> list[str]:
    """Two tables: workers, and growth."""
    slow, many, few = base / "slow", base / "many", base / "few"
    slow_one, slow_two = beside(slow, slow_suite(slow, registers))
    for root, scenarios in ((many, MANY), (few, FEW)):
        suites.write_features(root / "features", scenarios)
        suites.write_ezconform(root, registers)
    many_one, many_two = beside(many, "silent")
    few_one = Measured()
    for _ in range(ROUNDS):
        report = run(few, "silent", 1, few_one)
    large = run(many, "silent", 1, Measured()) / "report.html"
    small = report / "report.html"
    return [
        "| what | one worker | two workers | gain |",
        "| --- | --- | --- | --- |",
        row(f"{SLOW_SCENARIOS} scenarios, each calls a child three times, 5 ms a call", slow_one, slow_two),
        row(f"{MANY:,} scenarios that do not call the subject", many_one, many_two),
        "",
        "| scenarios | seconds | microseconds a scenario | largest process | HTML report |",
        "| --- | --- | --- | --- | --- |",
        growth(FEW, few_one, small),
        growth(MANY, many_one, large),
    ]


def growth(scenarios: int, measured: Measured, report: Path) -> str:
    seconds = median(measured.seconds)
    size = report.stat().st_size / 1024**2
    each = seconds / scenarios * 1e6
    return f"| {scenarios:,} | {seconds:.2f} | {each:.0f} | {measured.memory:.0f} MiB | {size:.1f} MiB |"


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="ezconform-bench-") as folder:
        print("\n".join(sharing_rows(Path(folder), Path(__file__).parents[2] / "features")))
