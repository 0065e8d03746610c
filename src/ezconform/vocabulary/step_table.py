"""The one table that matches step texts to functions, for every door.

Whole text, exact case, no keyword; two matches are an error. Knows no runner; never looks at a function's
signature after loading.
"""

import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_type_hints

from ezconform.protocol.faults import BadInput
from ezconform.vocabulary.declaring import Declaration, take_declared
from ezconform.vocabulary.lab import Lab
from ezconform.vocabulary.placeholders import LAB_NAME, Placeholder, placeholder_of
from ezconform.vocabulary.step_arguments import DataTable, DocString

if TYPE_CHECKING:
    from ezconform.specification.model import Specification, Step

PLACEHOLDER = re.compile(r"\{(\w*)\}")
STEP_ARGUMENTS: dict[type, str] = {DataTable: "a data table", DocString: "a doc string"}


@dataclass(frozen=True, slots=True)
class StepDefinition:
    """A declared step, ready to match.

    `longest_literal` stands in every text that matches. `argument` is the parameter that takes the data
    table or doc string, and `argument_type` which of them.
    """

    declaration: Declaration
    place: str
    regex: re.Pattern[str]
    longest_literal: str
    placeholders: dict[str, Placeholder]
    argument: str = ""
    argument_type: type | None = None


@dataclass(frozen=True, slots=True)
class Match:
    """A text's step and the converted values of its placeholders. `labs`: those that name a lab."""

    definition: StepDefinition
    values: dict[str, Any] = field(default_factory=dict)
    labs: tuple[str, ...] = ()

    def call(self, lab: Lab, table: tuple[tuple[str, ...], ...], doc_string: str | None) -> None:
        """Run the step. `table` () and `doc_string` None: it has none.

        Raises:
            Whatever the step raises.
        """
        function = self.definition.declaration.function
        if not self.definition.argument:
            function(lab, **self.values)
        elif self.definition.argument_type is DataTable:
            function(lab, **self.values, **{self.definition.argument: DataTable(table)})
        else:
            function(lab, **self.values, **{self.definition.argument: DocString(doc_string or "")})

    def complaint(self, table: tuple[tuple[str, ...], ...], doc_string: str | None) -> str:
        """Why this step cannot take that table and doc string, in words; empty if it can."""
        if not (table or doc_string is not None or self.definition.argument):
            return ""
        wanted = self.definition.argument_type
        has = {DataTable: bool(table), DocString: doc_string is not None}
        missing = [said for kind, said in STEP_ARGUMENTS.items() if kind is wanted and not has[kind]]
        superfluous = [said for kind, said in STEP_ARGUMENTS.items() if kind is not wanted and has[kind]]
        if missing:
            return f"the step needs {missing[0]} below it"
        return f"the step takes no {superfluous[0].removeprefix('a ')}" if superfluous else ""


class StepTable:
    """All definitions, with a cache from text to match."""

    def __init__(self, declarations: Iterable[Declaration]) -> None:
        self.definitions = tuple(_definition(one) for one in declarations)
        self._matches: dict[str, Match] = {}
        _refuse_doubled(self.definitions)

    def match(self, text: str) -> Match:
        """The one step this text means.

        Raises:
            BadInput: no step, or several, or a value a placeholder does not allow.
        """
        found = self._matches.get(text)
        if found is None:
            found = self._matches[text] = self._look_up(text)
        return found

    def check(self, spec: "Specification") -> None:
        """Match every step of the specification.

        Raises:
            BadInput: with file and line: undefined or ambiguous, a table or doc string missing or too
                many, or a lab that is not in the register.
        """
        for scenario in spec.scenarios:
            for step in scenario.steps:
                try:
                    complaint = _complaint(self.match(step.text), step, spec)
                except BadInput as problem:
                    complaint = str(problem)
                if complaint:
                    raise BadInput(f"{scenario.uri}:{step.line}: {complaint}")

    def _look_up(self, text: str) -> Match:
        found = [
            (definition, hit)
            for definition in self.definitions
            if definition.longest_literal in text and (hit := definition.regex.fullmatch(text))
        ]
        if not found:
            raise BadInput(f"undefined step: {text}")
        if len(found) > 1:
            places = " and ".join(definition.place for definition, _ in found)
            raise BadInput(f"ambiguous step: {text} (declared in {places})")
        return _match(*found[0])


def load(steps: Path) -> StepTable:
    """Run every `*.py` of the folder, in name order, and gather what they declare.

    Raises:
        BadInput: no such folder, a file that does not import, or a declaration that makes no sense.
    """
    files = sorted(path for path in steps.glob("*.py") if path.name != "__init__.py")
    if not files:
        raise BadInput(f"no step files in {steps}")
    return StepTable(declaration for path in files for declaration in _load_file(path))


def _complaint(match: Match, step: "Step", spec: "Specification") -> str:
    unknown = [lab for lab in match.labs if lab not in spec.labs]
    if unknown:
        return f"unknown lab {unknown[0]}; labs are {', '.join(spec.labs)}"
    return match.complaint(step.table, step.doc_string)


def _load_file(path: Path) -> list[Declaration]:
    """Import under a name of our own, so that nothing called `steps` has to be a package."""
    name = f"ezconform_steps.{path.stem}"
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:  # pragma: no cover - a *.py file always has a loader
        raise BadInput(f"{path}: not a Python file")
    module = sys.modules[name] = module_from_spec(spec)
    take_declared(name)
    try:
        spec.loader.exec_module(module)
    except (Exception, SystemExit) as error:
        raise BadInput(f"{path}: cannot be loaded: {type(error).__name__}: {error}") from error
    return take_declared(name)


def _definition(declaration: Declaration) -> StepDefinition:
    function = declaration.function
    code = function.__code__
    place = f"{Path(code.co_filename).name}:{code.co_firstlineno}"
    names = code.co_varnames[1 : code.co_argcount + code.co_kwonlyargcount]
    hints = get_type_hints(function, include_extras=True)
    arguments = [name for name in names if hints.get(name) in STEP_ARGUMENTS]
    placeholders = _placeholders(place, [name for name in names if name not in arguments], hints)
    pieces = PLACEHOLDER.split(declaration.pattern)
    if sorted(pieces[1::2]) != sorted(placeholders) or len(arguments) > 1:
        raise BadInput(f"{place}: the placeholders of {declaration.pattern!r} are not its parameters")
    return StepDefinition(
        declaration=declaration,
        place=place,
        regex=_regex(pieces, placeholders),
        longest_literal=max(pieces[::2], key=len),
        placeholders=placeholders,
        argument=arguments[0] if arguments else "",
        argument_type=hints[arguments[0]] if arguments else None,
    )


def _placeholders(place: str, names: list[str], hints: dict[str, Any]) -> dict[str, Placeholder]:
    found: dict[str, Placeholder] = {}
    for name in names:
        placeholder = placeholder_of(hints.get(name))
        if placeholder is None:
            raise BadInput(f"{place}: parameter {name} has no placeholder type")
        found[name] = placeholder
    return found


def _regex(pieces: list[str], placeholders: dict[str, Placeholder]) -> re.Pattern[str]:
    """Literal texts stand at even places of `pieces`, names of placeholders at odd ones."""
    parts = [
        f"(?P<{piece}>{placeholders[piece].regex})" if index % 2 else re.escape(piece)
        for index, piece in enumerate(pieces)
    ]
    return re.compile("".join(parts))


def _refuse_doubled(definitions: tuple[StepDefinition, ...]) -> None:
    seen: dict[str, str] = {}
    for definition in definitions:
        pattern = definition.declaration.pattern
        if pattern in seen:
            raise BadInput(f"{definition.place}: {pattern!r} is declared already in {seen[pattern]}")
        seen[pattern] = definition.place


def _match(definition: StepDefinition, hit: re.Match[str]) -> Match:
    placeholders = definition.placeholders
    try:
        values = {name: placeholders[name].convert(text) for name, text in hit.groupdict().items()}
    except ValueError as error:
        raise BadInput(f"step {hit.string}: {error}") from error
    labs = tuple(values[name] for name, one in placeholders.items() if one is LAB_NAME)
    return Match(definition, values, labs)
