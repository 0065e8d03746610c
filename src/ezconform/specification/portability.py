"""Do the official parser, pytest-bdd and behave read the same scenarios out of a feature file?

Runs the parsers of all three, executes nothing. Knows their object models; knows no requirement.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from ezconform.specification.feature_file import FeatureFile, Node

Step = tuple[str, tuple[tuple[str, ...], ...], str | None]
Reading = tuple[str, frozenset[str], tuple[Step, ...]]
BEHAVE_NAME = "{name}"


def differences(root: Path, file: FeatureFile) -> list[str]:
    """One line for each runner that reads the file differently, with the first scenario it differs on."""
    official = [_of_pickle(pickle) for pickle in file.pickles]
    found = []
    for runner, read in RUNNERS.items():
        try:
            theirs = list(read(root / file.uri))
        except Exception as problem:  # noqa: BLE001 - whatever a foreign parser throws is a difference
            said = " ".join(str(problem).split()) or type(problem).__name__
            found.append(f"{file.uri}: {runner} cannot read it: {said}")
            continue
        if theirs != official:
            found.append(f"{file.uri}: {_first_difference(runner, official, theirs)}")
    return found


def _first_difference(runner: str, official: list[Reading], theirs: list[Reading]) -> str:
    for ours, other in zip(official, theirs, strict=False):
        if ours != other:
            parts = ("name", "tags", "steps")
            part = next(one for one, left, right in zip(parts, ours, other, strict=True) if left != right)
            return f"{runner} reads other {part} in scenario {ours[0]!r}"
    return f"{runner} reads {len(theirs)} scenarios, not {len(official)}"


def _of_pickle(pickle: Node) -> Reading:
    tags = frozenset(tag["name"].removeprefix("@") for tag in pickle["tags"])
    return pickle["name"], tags, tuple(_of_pickle_step(step) for step in pickle["steps"])


def _of_pickle_step(step: Node) -> Step:
    argument = step.get("argument", {})
    rows = argument.get("dataTable", {"rows": ()})["rows"]
    table = tuple(tuple(cell["value"] for cell in row["cells"]) for row in rows)
    return step["text"], table, argument.get("docString", {"content": None})["content"]


def _pytest_bdd(path: Path) -> Iterator[Reading]:
    """As its collection and its rendering do: one scenario a name, one pass of substitution."""
    from pytest_bdd.parser import FeatureParser

    feature = FeatureParser(str(path.parent), path.name).parse()
    for template in feature.scenarios.values():
        inherited = feature.tags | (template.rule.tags if template.rule else set()) | template.tags
        rows = [(row, one.tags) for one in template.examples for row in one.as_contexts()]
        for row, tags in rows or [({}, set())]:
            scenario = template.render(row)
            steps = tuple(
                (step.name, _cells(step.datatable.raw() if step.datatable else ()), step.docstring)
                for step in scenario.steps
            )
            yield scenario.name, frozenset(inherited | tags), steps


def _behave(path: Path) -> Iterator[Reading]:
    """As its runner does, with outline rows named as our configuration has it."""
    from behave.model import ScenarioOutline
    from behave.parser import parse_file

    ScenarioOutline.annotation_schema = BEHAVE_NAME
    feature = parse_file(str(path))
    for scenario in feature.walk_scenarios() if feature else ():
        steps = tuple(
            (step.name, _behave_table(step.table), None if step.text is None else str(step.text))
            for step in scenario.all_steps
        )
        yield scenario.name, frozenset(map(str, scenario.effective_tags)), steps


def _behave_table(table: Any) -> tuple[tuple[str, ...], ...]:
    return _cells([table.headings, *(row.cells for row in table.rows)]) if table else ()


def _cells(rows: Iterable[Iterable[object]]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(str(cell) for cell in row) for row in rows)


RUNNERS = {"pytest-bdd": _pytest_bdd, "behave": _behave}
