"""One feature file as the official parser sees it: its tree and its pickles.

The only module that knows the shape of gherkin-official's dictionaries apart from those that read them.
Knows no requirement.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn, cast

import msgspec
from gherkin.ast_builder import AstBuilder
from gherkin.errors import CompositeParserException, ParserException
from gherkin.parser import Parser, ParserContext
from gherkin.pickles.compiler import Compiler
from gherkin.stream.id_generator import IdGenerator
from gherkin.token import Token

from ezconform.protocol.faults import BadInput

Node = dict[str, Any]
_encode = msgspec.json.Encoder().encode


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

    def folded(self) -> "FoldedFile":
        return FoldedFile(self.uri, self.text, _encode(self.document), tuple(map(_encode, self.pickles)))


@dataclass(frozen=True, slots=True)
class FoldedFile:
    """A feature file as it is kept: its messages as JSON, much smaller than the official parser's trees."""

    uri: str
    text: str
    document: bytes
    pickles: tuple[bytes, ...]

    def unfolded(self) -> FeatureFile:
        pickles = tuple(msgspec.json.decode(pickle) for pickle in self.pickles)
        return FeatureFile(self.uri, self.text, msgspec.json.decode(self.document), pickles)


class FileIds(IdGenerator):
    """Ids of the nodes of one file, which those of a file with another number never equal."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self._number = number

    def get_next_id(self) -> str:
        return f"{self._number}:{super().get_next_id()}"


def scenarios_of(rule: Node) -> list[Node]:
    return [child["scenario"] for child in rule["children"] if "scenario" in child]


def rows_of(scenario: Node) -> list[Node]:
    """Rows of all Examples tables of an outline, without the headings."""
    return [row for examples in scenario["examples"] for row in examples["tableBody"]]


class _Parser(Parser):
    """The official one without its table of all states, which it makes anew for every line."""

    def match_token(self, state: int, token: Token, context: ParserContext) -> int:
        following: int = getattr(self, f"match_token_at_{state}")(token, context)
        return following


def read_feature(path: Path, uri: str, ids: IdGenerator) -> FeatureFile:
    """Parse and compile one file; `ids` keeps the ids of several files apart.

    Raises:
        BadInput: not UTF-8, not Gherkin, or without a feature.
    """
    text = read_text(path, uri)
    try:
        document = cast("Node", _Parser(AstBuilder(ids)).parse(text))
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
