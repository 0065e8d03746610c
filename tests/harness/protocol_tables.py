"""The tables and the transcript of docs/protocol.md as the code has them; run as a program it writes them."""

import re
from enum import StrEnum
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin

import msgspec

from ezconform import bundle
from ezconform.connection.connectors import Way, python_adapter
from ezconform.connection.in_process import InProcess
from ezconform.connection.limits import Limits
from ezconform.engine.listener import Silence
from ezconform.engine.run import run_scenarios
from ezconform.engine.session import Session
from ezconform.protocol import answers, lab, values
from ezconform.protocol.lab import Value
from ezconform.protocol.values import Capability
from ezconform.protocol.verbs import VERBS, Verb
from ezconform.specification import read
from ezconform.specification.selection import select
from ezconform.vocabulary import load


def verbs() -> str:
    """Verb, fields, answers, capability."""
    rows = [
        f"| `{verb.name}` | {_fields(verb.request)} | {_answers(verb)} | {_needs(verb.needs)} |"
        for verb in VERBS.values()
    ]
    return "\n".join(["| verb | fields | answers | needs |", "| --- | --- | --- | --- |", *rows])


def outcomes() -> str:
    """Outcome, fields."""
    kinds = [kind for kind in vars(answers).values() if _is_value(kind) and kind.__struct_config__.tag]
    rows = [f"| `{kind.__struct_config__.tag}` | {_fields(kind)} |" for kind in kinds]
    return "\n".join(["| outcome | fields |", "| --- | --- |", *rows])


def objects() -> str:
    """Objects inside requests and answers, with their fields."""
    found = [kind for module in (lab, answers) for kind in vars(module).values() if _is_value(kind)]
    plain = {kind.__name__: kind for kind in found if not kind.__struct_config__.tag and _named(kind)}
    rows = [f"| `{name}` | {_fields(kind)} |" for name, kind in plain.items()]
    return "\n".join(["| object | fields |", "| --- | --- |", *rows])


def _named(kind: type[Value]) -> bool:
    return bool(kind.__struct_fields__)


def _is_value(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Value) and kind is not answers.Answer


def _fields(kind: type[Value]) -> str:
    hints = msgspec.structs.fields(kind)
    return ", ".join(f"`{field.name}`{'' if field.required else '?'} {_type(field.type)}" for field in hints)


def _type(kind: Any) -> str:
    origin, parts = get_origin(kind), [part for part in get_args(kind) if part is not Ellipsis]
    if origin is UnionType or str(origin) == "typing.Union":
        return " or ".join(_type(part) for part in parts)
    if origin is tuple:
        return f"list of {_type(parts[0])}"
    if origin is dict:
        return f"object of {_type(parts[1])}"
    if hasattr(kind, "__metadata__"):
        return _type(kind.__origin__)
    plain = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}
    return plain.get(kind, kind.__name__)


def _answers(verb: Verb) -> str:
    kinds = get_args(verb.answer) or (verb.answer,)
    return ", ".join(f"`{kind.__struct_config__.tag}`" for kind in kinds)


def _needs(capability: Capability | None) -> str:
    return f"`{capability.value}`" if capability else ""


def closed_lists() -> str:
    """The closed lists of strings."""
    lists = [kind for kind in vars(values).values() if isinstance(kind, type) and issubclass(kind, StrEnum)]
    rows = [
        f"| {kind.__name__} | {', '.join(f'`{one.value}`' for one in kind)} |"
        for kind in lists
        if kind is not StrEnum
    ]
    return "\n".join(["| list | values |", "| --- | --- |", *rows])


SCENARIO = "WAIT-01/suspended-until-the-answer-is-there-and-no-longer"


class Overheard(InProcess):
    """A transport to the reference that also writes down what goes over it."""

    def __init__(self, limits: Limits, heard: list[str]) -> None:
        super().__init__(python_adapter("reference")(), limits)
        self._heard = heard

    def send(self, outgoing: bytes) -> None:
        self._heard += [f"-> {line}" for line in outgoing.decode().splitlines()]
        super().send(outgoing)

    def line(self, seconds: float) -> bytes:
        line = super().line(seconds)
        self._heard.append(f"<- {line.decode()}")
        return line


def transcript() -> str:
    """One scenario with the reference, from the first line of the session to the last.

    The name of the probe is random: it stands here as dots.
    """
    heard: list[str] = []
    found = bundle.find()
    spec = read(found.root)
    session = Session(Way("reference", lambda limits: Overheard(limits, heard), Limits()))
    run_scenarios(spec, select(spec, ids=(SCENARIO,)), load(found.steps), session, Silence())
    lines = re.sub(r"probe\.[0-9a-f]+", "probe.…", "\n".join(heard))
    steps = "\n".join(
        f"{step.keyword.strip()} {step.text}" for step in select(spec, ids=(SCENARIO,))[0].steps
    )
    return f"```gherkin\n{steps}\n```\n\n```text\n{lines}\n```"


TABLES = {
    "verbs": verbs,
    "outcomes": outcomes,
    "objects": objects,
    "lists": closed_lists,
    "transcript": transcript,
}
DOCUMENT = Path(__file__).parents[2] / "docs" / "protocol.md"


def filled(text: str) -> str:
    """The document with the part between each pair of marks made anew."""
    for name, table in TABLES.items():
        begin, end = f"<!-- table {name} -->\n", f"<!-- end {name} -->"
        before, after = text.split(begin, maxsplit=1)[0], text.split(end)[1]
        text = f"{before}{begin}{table()}\n{end}{after}"
    return text


if __name__ == "__main__":
    DOCUMENT.write_text(filled(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
