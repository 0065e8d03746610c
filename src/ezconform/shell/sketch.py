"""The steps typed so far, and the feature file made of them. Knows the specification; knows no subject.

A sketch is `@choice` and cites what the nearest known requirement cites: the author has to say where it
really comes from.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from gherkin.stream.id_generator import IdGenerator

from ezconform.protocol.faults import BadInput
from ezconform.protocol.values import Capability
from ezconform.protocol.verbs import VERBS
from ezconform.specification import house_rules, portability, registers
from ezconform.specification.feature_file import read_feature
from ezconform.specification.model import Requirement, Specification
from ezconform.specification.requirements import PREFIXES
from ezconform.specification.scenarios import slug
from ezconform.vocabulary.step_table import StepTable

FIRST_NUMBER = 2
"""Digits of the number of a requirement, at least."""


@dataclass(frozen=True, slots=True)
class TypedStep:
    """`kind` is given, when or then."""

    kind: str
    text: str
    table: tuple[tuple[str, ...], ...] = ()
    doc_string: str | None = None


@dataclass(frozen=True, slots=True)
class Sketch:
    """What was written where; `near` is the requirement whose class and sources it took."""

    path: Path
    requirement: str
    near: Requirement


def save(
    name: str,
    steps: Sequence[TypedStep],
    verbs: Iterable[str],
    spec: Specification,
    table: StepTable,
    root: Path,
) -> Sketch:
    """Write the scenario below `root`, and what it cites where `root` has no registers of its own.

    Raises:
        BadInput: no steps, a name that makes no file, a file that is there, or one the gate would refuse.
    """
    name = " ".join(name.split())
    if not slug(name) or any(one in name for one in "<>|"):
        raise BadInput(":save needs a name of letters and digits, without < > |")
    if not steps:
        raise BadInput("nothing to save: no step was typed since the last :new")
    near = nearest(steps, spec, table)
    uri = f"features/{near.conformance_class}/{slug(name)}.feature"
    path = root / uri
    id_ = _free_id(near, spec, root)
    text = feature(name, steps, _needs(verbs), near, id_)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
        _bring_registers(spec.root, root)
    except FileExistsError:
        raise BadInput(f"{path} is there already; choose another name") from None
    except OSError as problem:
        raise BadInput(f"cannot write {path}: {problem.strerror}") from None
    _refuse_ungated(path, uri, root)
    return Sketch(path, id_, near)


def nearest(steps: Sequence[TypedStep], spec: Specification, table: StepTable) -> Requirement:
    """The requirement of the scenario that shares most of its kinds of steps with these."""
    typed = {table.match(step.text).definition.place for step in steps}

    def likeness(scenario: int) -> float:
        others = {table.match(step.text).definition.place for step in spec.scenarios[scenario].steps}
        return len(typed & others) / len(typed | others)

    return spec.scenarios[max(range(len(spec.scenarios)), key=likeness)].requirement


def feature(
    name: str, steps: Sequence[TypedStep], needs: Sequence[Capability], near: Requirement, id_: str
) -> str:
    """The text of the feature file."""
    sources = [f"@{one}" for one in near.claims] + [f"@doc:{one}" for one in near.documents]
    lines = [
        f"Feature: {name}",
        "  A sketch from the shell of ezconform.",
        "",
        f"  @choice {' '.join(sources)}",
        f"  Rule: {id_} {name}",
        f"    The sources are those of {near.id}; where this comes from is still to be said.",
        "",
        *([f"    {' '.join(f'@needs:{one.value}' for one in needs)}"] if needs else []),
        f"    Scenario: {name}",
    ]
    before = ""
    for step in steps:
        lines += _step(step, "And" if step.kind == before else step.kind.capitalize())
        before = step.kind
    return "\n".join(lines) + "\n"


def _step(step: TypedStep, keyword: str) -> list[str]:
    lines = [f"      {keyword} {step.text}"]
    lines += [f"        | {' | '.join(_cell(cell) for cell in row)} |" for row in step.table]
    if step.doc_string is not None:
        inside = [f"        {line}".rstrip() for line in step.doc_string.split("\n")]
        lines += ['        """', *inside, '        """']
    return lines


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _needs(verbs: Iterable[str]) -> tuple[Capability, ...]:
    found = {VERBS[name].needs for name in verbs}
    if "clock.advance" in verbs:
        found.add(Capability.VIRTUAL_CLOCK)
    return tuple(sorted(one for one in found if one is not None))


def _free_id(near: Requirement, spec: Specification, root: Path) -> str:
    """The number after the last one, also counting the sketches that lie there."""
    prefix = PREFIXES[near.conformance_class]
    known = {int(one.rpartition("-")[2]) for one in spec.requirements if one.startswith(f"{prefix}-")}
    for path in (root / "features" / near.conformance_class).glob("*.feature"):
        for line in path.read_text(encoding="utf-8").splitlines():
            number = line.strip().removeprefix(f"Rule: {prefix}-").partition(" ")[0]
            known |= {int(number)} if number.isdecimal() else set()
    return f"{prefix}-{max(known) + 1:0{FIRST_NUMBER}d}"


def _bring_registers(source: Path, root: Path) -> None:
    """Without them nothing below `root` could be read; what lies there stays as it is."""
    for uri in registers.HOLDS:
        if not (root / uri).exists():
            (root / uri).write_bytes((source / uri).read_bytes())


def _refuse_ungated(path: Path, uri: str, root: Path) -> None:
    """Take the file away again where a runner would read it differently."""
    try:
        file = read_feature(path, uri, IdGenerator())
        said = house_rules.complaints(file) or portability.differences(root, file)
    except BadInput as problem:
        said = [str(problem)]
    if said:
        path.unlink()
        raise BadInput(f"not saved: {said[0]}")
