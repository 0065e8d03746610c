"""`make mutants`: holds the mutants that survived the tests against the list of those that may.

Reads what mutmut left in ./mutants and tests/mutants.toml. Ends with 1 when a mutant survived that is
not listed, when a listed one is killed or gone, or when some were not run. mutmut numbers its mutants,
and every edit renumbers them; the list names a mutant by its function and by the line it changes.
Mutmut changes functions only: tables and defaults of rules are the business of `ezconform prove`.
"""

import json
import sys
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

MUTANTS = Path("mutants")
LISTED = Path("tests/mutants.toml")
SOURCE = Path("src/reference_impl")


class Fate(StrEnum):
    """What became of a mutant. One that runs into the time limit has been noticed."""

    KILLED = "killed"
    SURVIVED = "survived"
    NOT_RUN = "not run"


class Column(StrEnum):
    MUTANTS = "mutants"
    LISTED = "listed"


# Exit codes: 0 every test passed, 5 and 33 no test reaches it; absent, 2 and 34: not tried.
FATES: Mapping[int | None, Fate] = {
    0: Fate.SURVIVED,
    5: Fate.SURVIVED,
    33: Fate.SURVIVED,
    None: Fate.NOT_RUN,
    2: Fate.NOT_RUN,
    34: Fate.NOT_RUN,
}


@dataclass(frozen=True, slots=True, order=True)
class Mutant:
    """`function` with its module, below the package; `was` and `becomes` are the lines that differ."""

    function: str
    was: str
    becomes: str

    @property
    def package(self) -> str:
        """The package, or the module where there is none."""
        return self.function.partition(".")[0]


def function_of(name: str) -> str:
    """Return mutmut's name without its number and its mangling of functions and methods."""
    module, _, mangled = name.partition("__mutmut_")[0].rpartition(".")
    plain = mangled.removeprefix("x_") if mangled.startswith("x_") else mangled[2:].replace("ǁ", ".")
    return f"{module}.{plain}".removeprefix(f"{SOURCE.name}.")


def mutant_of(name: str, diff: str) -> Mutant:
    """Return the mutant of this name; `diff` is a unified diff from the function to the mutant."""
    lines = diff.splitlines()[2:]
    was, becomes = (
        "\n".join(line[1:].strip() for line in lines if line.startswith(sign)) for sign in ("-", "+")
    )
    return Mutant(function_of(name), was, becomes)


def outcomes(root: Path) -> Iterator[tuple[Mutant, Fate]]:
    """Yield every mutant of the last run and its fate."""
    from mutmut.mutation.diff_apply import get_diff_for_mutant

    for results in sorted((root / SOURCE).rglob("*.meta")):
        source = results.relative_to(root).with_suffix("")
        for name, code in json.loads(results.read_text("utf-8"))["exit_code_by_key"].items():
            fate = FATES.get(code, Fate.KILLED)
            diff = get_diff_for_mutant(name, path=source) if fate is Fate.SURVIVED else ""
            yield mutant_of(name, diff), fate


def listed(text: str) -> dict[Mutant, str]:
    """Read the list: the mutants that may survive, each with the reason.

    Raises:
        ValueError: no TOML, a member that is missing, or a reason that is empty.
    """
    found: dict[Mutant, str] = {}
    for entry in tomllib.loads(text).get("mutant", ()):
        missing = {"function", "was", "becomes", "reason"} - {key for key, value in entry.items() if value}
        if missing:
            raise ValueError(f"{entry.get('function', 'a mutant')}: expected {', '.join(sorted(missing))}")
        for becomes in entry["becomes"]:
            found[Mutant(entry["function"], entry["was"], becomes)] = entry["reason"]
    return found


def shown(mutants: Iterable[Mutant]) -> Iterator[str]:
    """Yield the mutants as entries of the list, with the reason left to write."""
    grouped: dict[tuple[str, str], list[str]] = {}
    for mutant in mutants:
        grouped.setdefault((mutant.function, mutant.was), []).append(mutant.becomes)
    for (function, was), becomes in grouped.items():
        yield "[[mutant]]"
        yield f"function = {quoted(function)}"
        yield f"was = {quoted(was)}"
        yield f"becomes = [{', '.join(map(quoted, becomes))}]"
        yield 'reason = ""\n'


def quoted(text: str) -> str:
    """Return the text as a TOML string, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)


def figures(found: Iterable[tuple[Mutant, Fate]], allowed: Iterable[Mutant]) -> Iterator[str]:
    """Yield a line of figures per package, and their sum."""
    permitted = frozenset(allowed)
    counts: Counter[tuple[str, str]] = Counter()
    for mutant, fate in found:
        columns = [Column.MUTANTS, fate, *([Column.LISTED] if mutant in permitted else [])]
        counts.update((row, column) for row in (mutant.package, "all") for column in columns)
    heading = (Column.MUTANTS, Fate.KILLED, Fate.SURVIVED, Column.LISTED, Fate.NOT_RUN)
    yield f"{'':16}" + "".join(f"{column:>10}" for column in heading)
    for row in (*sorted({row for row, _ in counts} - {"all"}), "all"):
        yield f"{row:16}" + "".join(f"{counts[row, column]:10}" for column in heading)


def judge(found: Iterable[tuple[Mutant, Fate]], allowed: Mapping[Mutant, str]) -> list[str]:
    """Return what is wrong, as lines; nothing if exactly the listed mutants survived."""
    fates = list(found)
    survived = {mutant for mutant, fate in fates if fate is Fate.SURVIVED}
    wrong = list(shown(sorted(survived - allowed.keys())))
    wrong += [
        f"listed, but killed or gone: {one.function}: {one.becomes}"
        for one in sorted(allowed.keys() - survived)
    ]
    not_run = sum(fate is Fate.NOT_RUN for _, fate in fates)
    return wrong + ([f"not run: {not_run}"] if not_run or not fates else [])


def main() -> int:
    """Print the figures and what is wrong; return 1 if anything is."""
    allowed = listed(LISTED.read_text("utf-8"))
    found = list(outcomes(MUTANTS))
    wrong = judge(found, allowed)
    sys.stdout.writelines(f"{line}\n" for line in (*wrong, *figures(found, allowed)))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
