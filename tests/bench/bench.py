"""`make bench`: measures the budgets beside their yardsticks, interleaved, and writes docs/benchmarks.md.

Whole commands are timed by pyperf, one value of every command per round, so that a drifting machine
drifts for all of them. Knows the budgets; judges nothing by exit code.
"""

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import suites
from calls import adapter_calls
from opening import opening_rows
from scale import scale_rows
from sharing import sharing_rows

ROOT = Path(__file__).parents[2]
PYTHON = sys.executable
EZCONFORM = str(Path(PYTHON).with_name("ezconform"))
SCENARIOS = 2000
PYTEST = (PYTHON, "-m", "pytest", "-q", "-p", "no:cacheprovider")
DOOR = (EZCONFORM, "door", "--root", ".")
ONCE = ("--quiet", "--processes=1", "--values=1", "--warmups=0", "--loops=1")


@dataclass(frozen=True, slots=True)
class Command:
    """`folder` is where it runs; `words` may hold `{fresh}`, a folder that does not exist yet."""

    name: str
    folder: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Budget:
    """`limit` in seconds, or, with a yardstick, as a multiple of it."""

    what: str
    command: str
    limit: float
    yardstick: str = ""


COMMANDS = (
    Command("bare parser loop", "behave", (PYTHON, "../bare.py", "features")),
    Command("plain behave", "behave", (PYTHON, "-m", "behave", "-f", "null", "--no-summary")),
    Command("plain pytest-bdd", "native", PYTEST),
    Command("bare universal step", "universal", PYTEST),
    Command("bare universal step, Allure", "bridge", (*PYTEST, "--alluredir={fresh}")),
    Command("ezconform --version", "ours", (EZCONFORM, "--version")),
    Command("ezconform run", "ours", (EZCONFORM, "run", "--root", ".", "--report-dir", "{fresh}")),
    Command("pytest door", "ours", (*DOOR, "pytest", "--", "-q")),
    Command("pytest door, Allure", "ours", (*DOOR, "pytest", "--", "-q", "--alluredir={fresh}")),
    Command("behave door", "ours", (*DOOR, "behave", "--", "-f", "null", "--no-summary")),
)

BUDGETS = (
    Budget("start-up", "ezconform --version", 0.15),
    Budget("2,000 scenarios with journal and all reports", "ezconform run", 1.0),
    Budget("the same beside plain behave", "ezconform run", 0.7, "plain behave"),
    Budget("pytest door", "pytest door", 1.25, "bare universal step"),
    Budget("pytest door, Allure results", "pytest door, Allure", 1.25, "bare universal step, Allure"),
)


def prepare(base: Path) -> None:
    """The same 2,000 scenarios for every runner, each with steps in its own form."""
    for folder in ("ours", "behave", "native", "universal", "bridge"):
        suites.write_features(base / folder / "features", SCENARIOS)
    suites.write_ezconform(base / "ours", ROOT / "features")
    suites.write_behave(base / "behave")
    suites.write_pytest_bdd(base / "native")
    suites.write_universal(base / "universal")
    suites.write_universal(base / "bridge")
    with (base / "bridge" / "conftest.py").open("a") as conftest:
        conftest.write(suites.BRIDGE)
    (base / "bare.py").write_text(suites.BARE)


def time_once(command: Command, base: Path, store: Path) -> None:
    """One value by pyperf, appended to what earlier rounds measured."""
    with tempfile.TemporaryDirectory() as place:
        words = [word.replace("{fresh}", f"{place}/out") for word in command.words]
        pyperf = (PYTHON, "-m", "pyperf", "command", *ONCE, "--name", command.name, "--append", str(store))
        where = base / command.folder
        subprocess.run([*pyperf, "--", *words], cwd=where, check=True, stdout=subprocess.DEVNULL)


def measure(base: Path, rounds: int) -> dict[str, list[float]]:
    """Seconds of every command in every round; a first round warms the caches and is thrown away."""
    store = base / "pyperf.json"
    for number in range(rounds + 1):
        for command in COMMANDS:
            time_once(command, base, store)
        if number == 0:
            store.unlink()
        print(f"round {number} of {rounds} done", file=sys.stderr)
    import pyperf

    return {bench.get_name(): list(bench.get_values()) for bench in pyperf.BenchmarkSuite.load(str(store))}


def machine() -> str:
    """What the figures were measured on, without naming the machine."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text().splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    model = names[0] if names else platform.machine()
    return f"{model}, {os.cpu_count()} cores, {platform.system()}, CPython {platform.python_version()}"


def spread(values: list[float]) -> str:
    return f"{median(values):.2f} [{min(values):.2f}-{max(values):.2f}]"


def verdict(budget: Budget, seconds: dict[str, list[float]]) -> str:
    """One table row: the budget, what was measured, and by how much it is met or missed."""
    got = median(seconds[budget.command])
    limit = budget.limit * (median(seconds[budget.yardstick]) if budget.yardstick else 1)
    asked = f"{budget.limit} x {budget.yardstick}" if budget.yardstick else f"{budget.limit} s"
    word = "met" if got <= limit else f"missed by {(got / limit - 1) * 100:.0f} %"
    return f"| {budget.what} | {asked} | {got:.2f} s of {limit:.2f} s | {word} |"


def page(seconds: dict[str, list[float]], tables: dict[str, list[str]], rounds: int) -> str:
    """docs/benchmarks.md; `tables` are lines under the headings they are to have."""
    rows = [f"| {command.name} | {spread(seconds[command.name])} |" for command in COMMANDS]
    return "\n".join(
        [
            "# Benchmarks",
            "",
            "Written by `make bench`. Compare only figures of one run: the commands are interleaved in it.",
            "",
            f"Machine: {machine()}. {rounds} rounds after one for warming up; median [least-most].",
            "",
            f"## Whole commands: {SCENARIOS:,} scenarios of five trivial steps, wall seconds",
            "",
            "| command | seconds |",
            "| --- | --- |",
            *rows,
            "",
            "## Budgets",
            "",
            "| what | budget | measured | |",
            "| --- | --- | --- | --- |",
            *(verdict(budget, seconds) for budget in BUDGETS),
            "",
            *(line for heading, lines in tables.items() for line in (f"## {heading}", "", *lines, "")),
        ]
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    rounds = parser.parse_args().rounds
    base = Path(tempfile.mkdtemp(prefix="ezconform-bench-"))
    try:
        prepare(base)
        seconds = measure(base, rounds)
        tables = {
            "One adapter call over standard input/output": adapter_calls(),
            "A run shared among workers, and many scenarios": sharing_rows(
                base / "sharing", ROOT / "features"
            ),
            "The HTML report: size, and time to open": opening_rows(base / "opening"),
            "The reference implementation at scale": scale_rows(),
        }
        text = page(seconds, tables, rounds)
    finally:
        shutil.rmtree(base)
    (ROOT / "docs" / "benchmarks.md").write_text(text)
    print(text)


if __name__ == "__main__":
    main()
