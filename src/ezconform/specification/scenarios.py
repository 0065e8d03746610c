"""From official pickles to scenarios with ids. Knows the shape of outlines; knows no claim."""

import re
from collections.abc import Iterator
from sys import intern
from typing import TYPE_CHECKING

from ezconform.protocol.faults import BadInput
from ezconform.specification import tags
from ezconform.specification.feature_file import FeatureFile, Node, rows_of, scenarios_of
from ezconform.specification.model import Requirement, Scenario, Step

if TYPE_CHECKING:
    from ezconform.protocol.values import Capability

CASE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]*")
NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
OUTLINE = {"Scenario Outline", "Scenario Template"}
KINDS = {"Context": "given", "Action": "when", "Outcome": "then"}


def slug(name: str) -> str:
    """Lower case, every run of other characters than letters and digits one hyphen."""
    return NOT_IN_SLUG.sub("-", name.lower()).strip("-")


class ScenarioReader:
    """Reads the scenarios of one file, given the requirement each of its rules (by node id) has become."""

    def __init__(self, file: FeatureFile, requirements: dict[str, Requirement]) -> None:
        self._file = file
        self._requirement: dict[str, Requirement] = {}
        self._nodes: dict[str, Node] = {}
        self._steps: dict[str, Node] = {}
        self._cases: dict[str, str] = {}
        self._tags: dict[tuple[str, ...], tuple[tuple[str, ...], frozenset[Capability]]] = {}
        self._note_steps(file.feature)
        for rule in file.rules():
            self._note_rule(rule, requirements[rule["id"]])

    def scenarios(self) -> Iterator[Scenario]:
        """One scenario a pickle, in the file's order.

        Raises:
            BadInput: a scenario without steps.
        """
        for pickle in self._file.pickles:
            yield self._scenario(pickle)

    def _note_rule(self, rule: Node, requirement: Requirement) -> None:
        self._note_steps(rule)
        for scenario in scenarios_of(rule):
            self._refuse_bad(scenario)
            self._requirement[scenario["id"]] = requirement
            self._nodes[scenario["id"]] = scenario
            for step in scenario["steps"]:
                self._steps[step["id"]] = step
            if scenario["examples"]:
                self._note_cases(scenario)
        if not scenarios_of(rule):
            self._file.refuse(rule, f"requirement {requirement.id} has no scenario")

    def _note_steps(self, parent: Node) -> None:
        for child in parent["children"]:
            if "background" in child:
                self._steps.update((step["id"], step) for step in child["background"]["steps"])

    def _refuse_bad(self, scenario: Node) -> None:
        if not slug(scenario["name"]):
            self._file.refuse(scenario, "a scenario has a name")
        if not scenario["steps"]:
            self._file.refuse(scenario, f"scenario without steps: {scenario['name']}")
        is_outline = bool(scenario["examples"]) or scenario["keyword"] in OUTLINE
        if is_outline and "<" in scenario["name"]:
            self._file.refuse(scenario, "the name of an outline holds no placeholder")
        if is_outline and not rows_of(scenario):
            self._file.refuse(scenario, f"outline without rows: {scenario['name']}")
        for node in (scenario, *scenario["examples"]):
            try:
                tags.refuse_unknown((tag["name"] for tag in node["tags"]), on_rule=False)
            except BadInput as problem:
                self._file.refuse(node, str(problem))

    def _note_cases(self, outline: Node) -> None:
        seen: set[str] = set()
        for examples in outline["examples"]:
            heading = examples.get("tableHeader")
            if not heading or not examples["tableBody"]:
                self._file.refuse(examples, f"Examples without rows: {outline['name']}")
            if heading["cells"][0]["value"] != "case":
                self._file.refuse(heading, "the first column of Examples is 'case'")
            for row in examples["tableBody"]:
                case = row["cells"][0]["value"]
                if not CASE.fullmatch(case):
                    self._file.refuse(row, f"{case!r} is no case name: letters, digits and - _ . + only")
                if case in seen:
                    self._file.refuse(row, f"case {case} is there twice")
                seen.add(case)
                self._cases[row["id"]] = case

    def _scenario(self, pickle: Node) -> Scenario:
        node_id, *row = pickle["astNodeIds"]
        requirement = self._requirement[node_id]
        case = self._cases[row[0]] if row else ""
        identity = f"{requirement.id}/{slug(self._nodes[node_id]['name'])}" + (f"/{case}" if case else "")
        names = tuple([tag["name"] for tag in pickle["tags"]])
        names, needs = self._tags.setdefault(names, (names, tags.needs(names)))
        return Scenario(
            id=identity,
            requirement=requirement,
            name=pickle["name"],
            case=case,
            tags=names,
            needs=needs,
            uri=self._file.uri,
            line=pickle["location"]["line"],
            steps=self._steps_of(pickle["steps"]),
        )

    def _steps_of(self, steps: list[Node]) -> tuple[Step, ...]:
        """The steps; the official parser calls the kind of `*` unknown, here it continues the one before."""
        kind, found = "given", []
        for step in steps:
            kind = KINDS.get(step["type"], kind)
            found.append(self._step(kind, step))
        return tuple(found)

    def _step(self, kind: str, step: Node) -> Step:
        """A step; scenarios set their scenes alike, so texts are interned."""
        node = self._steps[step["astNodeIds"][0]]
        argument = step.get("argument")
        return Step(
            keyword=intern(node["keyword"].strip()),
            kind=kind,
            text=intern(step["text"]),
            line=node["location"]["line"],
            table=_table(argument) if argument else (),
            doc_string=argument["docString"]["content"] if argument and "docString" in argument else None,
        )


def _table(argument: Node) -> tuple[tuple[str, ...], ...]:
    rows = argument["dataTable"]["rows"] if "dataTable" in argument else ()
    return tuple(tuple(cell["value"] for cell in row["cells"]) for row in rows)
