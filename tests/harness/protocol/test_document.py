"""The published schemas: valid themselves, and true of every line that a whole run exchanges."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from ezconform import bundle
from ezconform.connection.connectors import Way, python_adapter
from ezconform.connection.in_process import InProcess
from ezconform.connection.limits import Limits
from ezconform.engine.listener import Silence
from ezconform.engine.run import run_scenarios
from ezconform.engine.session import Session
from ezconform.protocol import document
from ezconform.protocol.verbs import PROTOCOL, VERBS
from ezconform.specification import read
from ezconform.vocabulary import load

SCHEMAS = document.json_schemas()
FROZEN = Path(__file__).parent / "protocol-1.0.json"


class Overheard(InProcess):
    """A transport that also keeps what went over it."""

    def __init__(self, adapter: object, limits: Limits, heard: list[tuple[bytes, bytes]]) -> None:
        super().__init__(adapter, limits)
        self._heard = heard
        self._sent: list[bytes] = []

    def send(self, outgoing: bytes) -> None:
        self._sent += outgoing.splitlines()
        super().send(outgoing)

    def line(self, seconds: float) -> bytes:
        line = super().line(seconds)
        self._heard.append((self._sent.pop(0), line))
        return line


@pytest.fixture(scope="module")
def heard() -> list[tuple[bytes, bytes]]:
    """Requests and replies of the whole specification against the reference."""
    lines: list[tuple[bytes, bytes]] = []
    found = bundle.find()
    spec, make = read(found.root), python_adapter("reference")
    way = Way("reference", lambda limits: Overheard(make(), limits, lines), Limits())
    session = Session(way)
    run_scenarios(spec, spec.scenarios, load(found.steps), session, Silence())
    return lines


def of_line(name: str) -> Callable[[Any], None]:
    """Validate against one definition of the schema document."""
    schema = {"$ref": f"#/$defs/{name}", "$defs": SCHEMAS["$defs"]}
    validator: Callable[[Any], None] = Draft202012Validator(schema).validate
    return validator


def different(lines: list[tuple[bytes, bytes]], side: int) -> dict[str, dict[str, Any]]:
    """Lines by verb, each once, however often its number alone was another."""
    found: dict[str, dict[str, Any]] = {}
    for pair in lines:
        method = json.loads(pair[0])["method"]
        line = json.loads(pair[side])
        found.setdefault(method, {})[json.dumps(line | {"id": 1}, sort_keys=True)] = line
    return found


@pytest.mark.parametrize("side", [0, 1], ids=["requests", "replies"])
def test_every_line_of_a_whole_run_validates(heard: list[tuple[bytes, bytes]], side: int) -> None:
    """What the harness sends and what the reference answers is what the schemas say."""
    probes = 0
    seen = set()
    for method, lines in different(heard, side).items():
        if method not in VERBS:
            probes += 1
            continue
        seen.add(method)
        validate = of_line(f"{('request', 'reply')[side]} {method}")
        for line in lines.values():
            validate(line)
    assert probes == 1
    assert set(VERBS) - seen <= {"program.stop"}


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("request socket.listen", {"jsonrpc": "2.0", "id": 1, "method": "socket.listen", "params": {}}),
        ("request lab.reset", {"jsonrpc": "2.0", "id": 1, "method": "lab.open", "params": {}}),
        ("request lab.reset", {"jsonrpc": "2.0", "id": 1, "method": "lab.reset", "params": {}, "batch": -1}),
        ("reply lab.reset", {"jsonrpc": "2.0", "id": 1, "result": {"outcome": "opened"}}),
        ("reply lab.reset", {"jsonrpc": "2.0", "id": 1, "result": {"outcome": "done", "more": 1}}),
        ("reply lab.reset", {"jsonrpc": "2.0", "id": 1}),
        ("reply lab.reset", {"jsonrpc": "2.0", "id": None, "result": {"outcome": "done"}}),
        (
            "reply lab.reset",
            {"jsonrpc": "2.0", "id": 1, "result": {"outcome": "done"}, "error": {"code": 1, "message": "x"}},
        ),
    ],
)
def test_a_line_that_is_not_allowed_does_not_validate(name: str, line: dict[str, Any]) -> None:
    """The schemas refuse what the codec refuses, and requests that leave a field out."""
    with pytest.raises(ValidationError):
        of_line(name)(line)


def test_an_error_may_answer_a_line_without_a_readable_id() -> None:
    """Null stands for an id that could not be read."""
    of_line("reply lab.reset")({"jsonrpc": "2.0", "id": None, "error": {"code": -32700, "message": "x"}})


def test_the_schema_document_is_a_schema() -> None:
    """It holds to its dialect, and every reference in it leads somewhere."""
    Draft202012Validator.check_schema(SCHEMAS)
    assert references(SCHEMAS) <= {f"#/$defs/{name}" for name in SCHEMAS["$defs"]}


def test_the_openrpc_document_lists_the_verbs() -> None:
    """Its methods are the table of verbs, in order, with what they need; references lead somewhere."""
    made = document.openrpc()
    assert [one["name"] for one in made["methods"]] == list(VERBS)
    assert made["info"]["version"] == PROTOCOL
    needs = {one["name"]: one["x-needs"] for one in made["methods"] if "x-needs" in one}
    assert needs == {verb.name: verb.needs for verb in VERBS.values() if verb.needs}
    assert references(made) <= {f"#/components/schemas/{name}" for name in made["components"]["schemas"]}
    assert all(one["summary"] for one in made["methods"])
    given = next(one for one in made["methods"] if one["name"] == "socket.bind")
    assert [one["name"] for one in given["params"]] == ["socket", "address", "port"]


def test_protocol_1_0_is_frozen() -> None:
    """The wire of version 1.0 is what it was when it was published; only words in descriptions may change.

    What changes it is another version: a new number in `PROTOCOL`, a new file beside this one.
    """
    assert PROTOCOL == "1.0"
    assert json.loads(json.dumps(without_words(SCHEMAS))) == json.loads(FROZEN.read_text(encoding="utf-8"))


def references(value: Any) -> set[str]:
    """Every `$ref` in a document."""
    if isinstance(value, dict):
        own = {value["$ref"]} if "$ref" in value else set()
        return own.union(*(references(one) for one in value.values()))
    return set().union(*(references(one) for one in value)) if isinstance(value, list) else set()


def without_words(value: Any) -> Any:
    """A schema without its descriptions, which mean nothing on the wire."""
    if isinstance(value, dict):
        kept = {name: one for name, one in value.items() if name != "description" or isinstance(one, dict)}
        return {name: without_words(one) for name, one in kept.items()}
    return [without_words(one) for one in value] if isinstance(value, list) else value
