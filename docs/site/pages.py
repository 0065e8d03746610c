"""Pages of the documentation site that are made from the project's own data, as Markdown.

Knows the shape of the parser's documents and of the step table; writes nothing.
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from ezconform.specification.feature_file import FeatureFile
from ezconform.specification.model import Requirement, Specification
from ezconform.vocabulary import StepTable
from ezconform.vocabulary.step_table import StepDefinition

MARKUP = re.compile(r"([\\`*_{}\[\]<>#|!])")


def plain(text: str) -> str:
    """Text that Markdown shows as it is."""
    return MARKUP.sub(r"\\\1", text)


def table(rows: list[list[str]]) -> list[str]:
    """Rows of cells that are Markdown already; the first is the heading."""
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return [*lines[:1], "|" + " --- |" * len(rows[0]), *lines[1:], ""]


def feature_page(file: FeatureFile, spec: Specification) -> str:
    """A feature file for reading: each requirement with its sources, each scenario with its steps."""
    feature = file.feature
    lines = [f"# {plain(feature['name'])}", "", *_prose(feature), f"`{file.uri}`", ""]
    for child in feature["children"]:
        if "background" in child:
            lines += ["**In every scenario:**", "", *_steps(child["background"])]
        else:
            lines += _requirement(child["rule"], spec)
    return "\n".join(lines)


def _requirement(rule: dict[str, Any], spec: Specification) -> list[str]:
    requirement = spec.requirements[rule["name"].partition(" ")[0]]
    heading = f"## {requirement.id} {plain(requirement.sentence)} {{#{requirement.id}}}"
    lines = [heading, "", *_sources(requirement, spec), "", *_prose(rule)]
    for child in rule["children"]:
        if "background" in child:
            lines += ["**In each of these scenarios:**", "", *_steps(child["background"])]
        else:
            lines += _scenario(child["scenario"])
    return lines


def _sources(requirement: Requirement, spec: Specification) -> Iterator[str]:
    yield f"*{requirement.provenance.value}*:"
    yield ""
    for one in requirement.claims:
        yield f"* `{one}` {plain(spec.claims[one].text)}"
    for document in (spec.documents[one] for one in requirement.documents):
        title = plain(f"{document.title}, {document.edition}")
        yield f"* [{title}]({document.url})" if document.url else f"* {title}"


def _scenario(scenario: dict[str, Any]) -> list[str]:
    tags = " ".join(f"`{tag['name']}`" for tag in scenario["tags"])
    lines = [f"### {plain(scenario['name'])}", "", *([tags, ""] if tags else []), *_prose(scenario)]
    lines += _steps(scenario)
    for examples in scenario["examples"]:
        title = " ".join([plain(examples["name"]), *(f"`{tag['name']}`" for tag in examples["tags"])]).strip()
        heading = _cells(examples["tableHeader"])
        lines += [f"Examples{': ' + title if title else ''}", ""]
        lines += table([heading, *(_cells(row) for row in examples["tableBody"])])
    return lines


def _steps(parent: dict[str, Any]) -> list[str]:
    lines: list[str] = []
    for step in parent["steps"]:
        lines.append(f"* **{plain(step['keyword'].strip())}** {plain(step['text'])}")
        if "dataTable" in step:
            rows = table([_cells(row) for row in step["dataTable"]["rows"]])
            lines += ["", *(f"    {row}".rstrip() for row in rows)]
        if "docString" in step:
            lines += ["", "    ```text", *(f"    {one}" for one in step["docString"]["content"].splitlines())]
            lines += ["    ```", ""]
    return [*lines, ""]


def _cells(row: dict[str, Any]) -> list[str]:
    return [plain(cell["value"]) for cell in row["cells"]]


def _prose(node: dict[str, Any]) -> list[str]:
    text = "\n".join(plain(line.strip()) for line in node["description"].strip().splitlines())
    return [text, ""] if text else []


def vocabulary_page(steps: StepTable, spec: Specification) -> str:
    """Every phrase features may use, by the step file that has it, with a scenario that uses it."""
    used: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for scenario in spec.scenarios:
        for step in scenario.steps:
            pattern = steps.match(step.text).definition.declaration.pattern
            used[pattern] += 1
            examples.setdefault(pattern, step.text)
    lines = ["# Vocabulary", "", f"{len(steps.definitions)} phrases. Keywords take no part in matching.", ""]
    by_file: dict[str, list[StepDefinition]] = {}
    for one in steps.definitions:
        by_file.setdefault(one.place.partition(":")[0], []).append(one)
    for name, definitions in by_file.items():
        lines += [f"## steps/{name}", ""]
        for one in definitions:
            lines += _phrase(one, used, examples)
    return "\n".join([*lines, "## Placeholders", "", *_placeholders(steps)])


def _phrase(step: StepDefinition, used: Counter[str], examples: dict[str, str]) -> list[str]:
    pattern = step.declaration.pattern
    kinds = [f"`{name}`: {plain(one.name)}" for name, one in step.placeholders.items()]
    if step.argument_type is not None:
        kinds.append("below it " + ("a table" if step.argument_type.__name__ == "DataTable" else "a text"))
    lines = [f"**{step.declaration.kind.capitalize()}** `{pattern}`", "", *(f"* {one}" for one in kinds)]
    often = "once" if used[pattern] == 1 else f"{used[pattern]} times"
    lines.append(f"* used {often}" + (f", as `{examples[pattern]}`" if used[pattern] else ""))
    return [*lines, ""]


def _placeholders(steps: StepTable) -> list[str]:
    known = {one.name: one.regex for step in steps.definitions for one in step.placeholders.values()}
    rows = [[plain(name), f"`{known[name]}`".replace("|", "\\|")] for name in sorted(known)]
    return table([["name", "regular expression"], *rows])
