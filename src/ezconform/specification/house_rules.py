"""Rules for writing features that every runner reads alike, found from the tree and the raw lines.

The rules name the cause where `portability` could only say that something differs. What reading and
matching refuse (tags with placeholders, a table and a doc string on one step) is not looked for again.
Knows no runner's code.
"""

import re
from collections.abc import Iterator

from ezconform.specification.feature_file import FeatureFile, Node, scenarios_of

STEP_LINE = re.compile(r"\s*(?:(?:given|when|then|and|but)\s|\* )", re.IGNORECASE)
SWALLOWED = re.compile(r"\s*Given\s")
PLACEHOLDER = re.compile(r"<[^<>]+>")
FENCE = '"""'
Complaint = tuple[int, str]


def complaints(file: FeatureFile) -> list[str]:
    """What the file does that it should not, in the order of its lines."""
    found = sorted(set(_all(file)))
    return [f"{file.uri}:{line}: {said}" for line, said in found]


def _all(file: FeatureFile) -> Iterator[Complaint]:
    lines = file.text.splitlines()
    for parent in (file.feature, *file.rules()):
        if any(SWALLOWED.match(line) for line in parent["description"].splitlines()):
            yield _line(parent), "a step stands before the first scenario, where it is only description"
        for child in parent["children"]:
            if "background" in child:
                yield from _of_background(child["background"], lines)
    for rule in file.rules():
        for scenario in scenarios_of(rule):
            yield from _of_scenario(scenario, lines)


def _of_background(background: Node, lines: list[str]) -> Iterator[Complaint]:
    yield from _of_steps(background, lines)
    for step in background["steps"]:
        if PLACEHOLDER.search(step["text"]):
            yield _line(step), "a Background holds no placeholder"


def _of_scenario(scenario: Node, lines: list[str]) -> Iterator[Complaint]:
    yield from _of_steps(scenario, lines)
    if any(STEP_LINE.match(line) for line in scenario["description"].splitlines()):
        yield _line(scenario), "a line of the description begins like a step"
    if scenario["examples"] and scenario["keyword"] == "Scenario":
        yield _line(scenario), "a scenario with Examples is a Scenario Outline"
    for examples in scenario["examples"]:
        yield from _of_examples(examples, lines)


def _of_examples(examples: Node, lines: list[str]) -> Iterator[Complaint]:
    if examples["description"]:
        yield _line(examples), "Examples have no description"
    for row in (examples["tableHeader"], *examples["tableBody"]):
        yield from _of_row(row, lines)
        if any(PLACEHOLDER.search(cell["value"]) for cell in row["cells"]):
            yield _line(row), "a value holds no placeholder"


def _of_steps(parent: Node, lines: list[str]) -> Iterator[Complaint]:
    if parent["steps"] and parent["steps"][0]["keywordType"] not in {"Context", "Action", "Outcome"}:
        yield _line(parent["steps"][0]), "the first step is a Given, When or Then"
    for step in parent["steps"]:
        for row in step.get("dataTable", {"rows": ()})["rows"]:
            yield from _of_row(row, lines)
        if "docString" in step:
            yield from _of_doc_string(step["docString"], lines)


def _of_row(row: Node, lines: list[str]) -> Iterator[Complaint]:
    text = lines[_line(row) - 1].rstrip()
    if "\\n" in text or "\\\\" in text:
        yield _line(row), "a cell holds no \\n and no \\\\"
    if not text.endswith("|"):
        yield _line(row), "nothing follows the last | of a row"


def _of_doc_string(doc_string: Node, lines: list[str]) -> Iterator[Complaint]:
    first, indent = _line(doc_string), doc_string["location"]["column"] - 1
    if doc_string["delimiter"] != FENCE:
        yield first, f"a doc string is fenced by {FENCE}"
        return
    inside = _inside(lines, first)
    written = [line for line in inside if line.strip()]
    if any("\\" in line for line in inside):
        yield first, "a doc string holds no backslash"
    if any(line != line.rstrip() for line in inside):
        yield first, "a line of a doc string does not end in blanks"
    indents = [len(line) - len(line.lstrip()) for line in written]
    if indents and min(indents) != indent:
        yield first, "the leftmost line of a doc string stands exactly below its fence"


def _inside(lines: list[str], fence: int) -> list[str]:
    """The lines after that of the opening fence (counted from 1), up to the closing one."""
    after = lines[fence:]
    return after[: next(index for index, line in enumerate(after) if line.strip() == FENCE)]


def _line(node: Node) -> int:
    return int(node["location"]["line"])
