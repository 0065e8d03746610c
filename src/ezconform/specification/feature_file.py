"""One feature file as the official parser sees it: its tree and its pickles.

The only module that knows the shape of gherkin-official's dictionaries apart from those that read them.
Knows no requirement.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, cast

from gherkin.ast_builder import AstBuilder
from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser
from gherkin.pickles.compiler import Compiler
from gherkin.stream.id_generator import IdGenerator

from ezconform.protocol.faults import BadInput

Node = dict[str, Any]


@dataclass(frozen=True, slots=True)
class FeatureFile:
    """`uri` is the path relative to the root, with slashes. `pickles` stand in the order of the file.

    `document` and `pickles` are Cucumber Messages as the official parser makes them.
    """

    uri: str
    text: str
    document: Node
    pickles: tuple[Node, ...]

    @property
    def feature(self) -> Node:
        return cast("Node", self.document["feature"])

    def rules(self) -> Iterator[Node]:
        """The rules.

        Raises:
            BadInput: a scenario stands outside every rule.
        """
        for child in self.feature["children"]:
            if "scenario" in child:
                self.refuse(child["scenario"], "a scenario stands in no Rule, so no requirement owns it")
            if "rule" in child:
                yield child["rule"]

    def place(self, node: Node) -> str:
        return f"{self.uri}:{node['location']['line']}"

    def refuse(self, node: Node, complaint: str) -> NoReturn:
        """Raise BadInput with the node's place in front."""
        raise BadInput(f"{self.place(node)}: {complaint}")


def scenarios_of(rule: Node) -> list[Node]:
    return [child["scenario"] for child in rule["children"] if "scenario" in child]


def rows_of(scenario: Node) -> list[Node]:
    """Rows of all Examples tables of an outline, without the headings."""
    return [row for examples in scenario["examples"] for row in examples["tableBody"]]


def read_feature(path: Path, uri: str, ids: IdGenerator) -> FeatureFile:
    """Parse and compile one file; `ids` keeps the ids of several files apart.

    Raises:
        BadInput: not UTF-8, not Gherkin, or without a feature.
    """
    text = read_text(path, uri)
    try:
        document = cast("Node", Parser(AstBuilder(ids)).parse(text))
    except CompositeParserException as problem:
        raise BadInput(_said(uri, problem.errors[0])) from None
    if not document.get("feature"):
        raise BadInput(f"{uri}:1: holds no Feature")
    document["uri"] = uri
    pickles = cast("list[Node]", Compiler(ids).compile(cast("Any", document)))
    return FeatureFile(uri, text, document, tuple(pickles))


def read_text(path: Path, uri: str) -> str:
    """A file of the specification as text.

    Raises:
        BadInput: it cannot be read or is not UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise BadInput(f"{uri}: is not UTF-8 text") from None
    except OSError as problem:
        raise BadInput(f"{uri}: cannot be read: {problem.strerror}") from None


def _said(uri: str, problem: ParserException) -> str:
    """The parser's first complaint as one line with our place in front of it."""
    _, _, said = str(problem).partition("): ")
    expected, _, found = said.partition(", got ")
    what = f"{found} may not stand here" if expected.startswith("expected: ") and found else said
    return f"{uri}:{problem.location['line']}: syntax error: {what}"
