"""The script behind `make mutants`, and the list of mutants that may survive."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("survivors", Path(__file__).with_name("survivors.py"))
    assert spec is not None
    assert spec.loader is not None
    module = sys.modules[spec.name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


survivors = loaded()
Mutant, Fate = survivors.Mutant, survivors.Fate

DIFF = """\
--- src/reference_impl/clock.py
+++ src/reference_impl/clock.py
@@ -1,3 +1,3 @@
 def schedule(self, delay):
-    self._count += 1
+    self._count += 2
"""
ONE = Mutant("clock.VirtualClock.schedule", "self._count += 1", "self._count += 2")
OTHER = Mutant("tcp.passing.give", "a", "b")
LIST = """\
[[mutant]]
function = "clock.VirtualClock.schedule"
was = "self._count += 1"
becomes = ["self._count += 2"]
reason = "only the order counts"
"""


@pytest.mark.parametrize("number", [3, 14])
def test_a_mutant_is_known_by_function_and_line_and_not_by_number(number: int) -> None:
    """Edits elsewhere in the function leave it what it is."""
    name = f"reference_impl.clock.xǁVirtualClockǁschedule__mutmut_{number}"
    assert survivors.mutant_of(name, DIFF) == ONE


def test_functions_are_named_as_in_the_source() -> None:
    """The mangling of mutmut is undone and the name of the package left out."""
    assert survivors.function_of("reference_impl.tcp.passing.x_give__mutmut_1") == "tcp.passing.give"
    assert survivors.function_of("reference_impl.clock.x__late__mutmut_1") == "clock._late"


def test_exactly_the_listed_mutants_may_survive() -> None:
    """Then nothing is wrong."""
    allowed = survivors.listed(LIST)
    assert survivors.judge([(ONE, Fate.SURVIVED), (OTHER, Fate.KILLED)], allowed) == []


def test_a_survivor_that_is_not_listed_is_shown_as_an_entry_without_reason() -> None:
    """It can be copied into the list, which does not take it before a reason is written."""
    shown = "\n".join(survivors.judge([(ONE, Fate.SURVIVED)], {}))
    assert shown == LIST.replace("only the order counts", "")
    with pytest.raises(ValueError, match=r"clock.VirtualClock.schedule: expected reason"):
        survivors.listed(shown)


def test_a_listed_mutant_that_is_killed_is_wrong() -> None:
    """The list says no more than is true."""
    wrong = survivors.judge([(OTHER, Fate.KILLED)], survivors.listed(LIST))
    assert wrong == ["listed, but killed or gone: clock.VirtualClock.schedule: self._count += 2"]


@pytest.mark.parametrize(("found", "count"), [([], 0), ([(ONE, Fate.NOT_RUN), (OTHER, Fate.KILLED)], 1)])
def test_mutants_that_were_not_run_are_wrong(found: list[object], count: int) -> None:
    """So is a run without any."""
    assert survivors.judge(found, {}) == [f"not run: {count}"]


def test_figures_are_given_by_package() -> None:
    """And in all."""
    found = [(ONE, Fate.SURVIVED), (OTHER, Fate.KILLED), (OTHER, Fate.NOT_RUN)]
    rows = [line.split() for line in survivors.figures(found, [ONE])]
    assert rows == [
        ["mutants", "killed", "survived", "listed", "not", "run"],
        ["clock", "1", "0", "1", "1", "0"],
        ["tcp", "2", "1", "0", "0", "1"],
        ["all", "3", "1", "1", "1", "1"],
    ]


def test_results_of_mutmut_are_read(tmp_path: Path) -> None:
    """Every exit code that is neither success nor "not tried" is a kill."""
    folder = tmp_path / "src/reference_impl/tcp"
    folder.mkdir(parents=True)
    codes = (
        '{"exit_code_by_key": {"reference_impl.tcp.passing.x_give__mutmut_1": 1, "x.x_a__mutmut_1": null}}'
    )
    (folder / "passing.py.meta").write_text(codes, "utf-8")
    found = [(mutant.function, fate) for mutant, fate in survivors.outcomes(tmp_path)]
    assert found == [("tcp.passing.give", Fate.KILLED), ("x.a", Fate.NOT_RUN)]


def test_every_listed_mutant_changes_lines_that_are_there() -> None:
    """An entry is renewed with the line it speaks of."""
    for mutant in survivors.listed((ROOT / survivors.LISTED).read_text("utf-8")):
        (lines,) = sources(mutant.function)
        assert set(mutant.was.split("\n")) <= lines, mutant


def sources(function: str) -> list[set[str]]:
    """Return the stripped lines of the module that the function is in."""
    parts = function.split(".")
    modules = (
        (ROOT / survivors.SOURCE).joinpath(*parts[:depth]).with_suffix(".py")
        for depth in range(1, len(parts))
    )
    return [
        {line.strip() for line in module.read_text("utf-8").splitlines()}
        for module in modules
        if module.is_file()
    ]
