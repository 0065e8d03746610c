"""A tiny specification that a test can write in a line or two."""

from dataclasses import dataclass
from pathlib import Path
from textwrap import dedent, indent

import pytest

from ezconform.specification import read
from ezconform.specification.model import Specification
from ezconform.vocabulary import StepTable, load

MINIATURES = Path(__file__).parents[1] / "miniatures.py"
STEPS = '''\
"""Steps that hardly need a subject."""

from ezconform.protocol.answers import Now
from ezconform.protocol.requests import ClockAdvance, SocketListen, TraceRead
from ezconform.protocol.values import Capability
from ezconform.vocabulary import DataTable, DocString, Lab, LabName, Name, Number, Seconds
from ezconform.vocabulary import check, given, then, when


@given("the lab {lab_name}")
def open_lab(lab: Lab, lab_name: LabName) -> None:
    lab.open(lab_name)


@given("a counter at {start}")
def start(lab: Lab, start: Number) -> None:
    lab.memory["count"] = start


@given("{socket} listens")
def listens(lab: Lab, socket: Name) -> None:
    lab.tell(SocketListen(socket=socket))


@given("a table")
def table(lab: Lab, table: DataTable) -> None:
    lab.memory["table"] = table


@given("a text")
def text(lab: Lab, text: DocString) -> None:
    lab.memory["text"] = text


@when("{seconds} seconds pass")
def seconds_pass(lab: Lab, seconds: Seconds) -> None:
    check.kind("the clock", Now, lab.ask(ClockAdvance(seconds=seconds)))


@when("the trace is read")
def read_trace(lab: Lab) -> None:
    lab.ask(TraceRead())


@when("the steps go wrong")
def go_wrong(lab: Lab) -> None:
    raise ZeroDivisionError("a slip of ours")


@when("the user interrupts")
def interrupt(lab: Lab) -> None:
    raise KeyboardInterrupt


@then("the counter stands at {end}")
def stands(lab: Lab, end: Number) -> None:
    check.equal("the counter", end, lab.memory["count"])


@then("REXX is needed")
def needs_rexx(lab: Lab) -> None:
    lab.need(Capability.REXX)
'''
CLAIMS = """\
[[claim]]
id = "S03.1"
kind = "behaviour"
slide = "The slide"
text = "The counter counts."
reading = "By one."

[[claim]]
id = "S03.2"
kind = "context"
slide = "The slide"
text = "Counting is fun."
reason = "Fun cannot be shown."
"""
DOCUMENTS = '[document.getpi]\ntitle = "The manual"\nedition = "V2R4"\n'
LABS = """\
[database.RACFA]

[lab.one-stack]
purpose = "One stack."
systems = [{ name = "SYS1", cpc = "CPC1", database = "RACFA", stacks = [
    { name = "TCPCS1", addresses = ["10.1.1.1"] },
] }]
"""
HEAD = "Feature: counting\n\n  @seed @S03.1\n  Rule: WAIT-01 The counter counts\n\n"


@dataclass(frozen=True)
class Tiny:
    """A specification under `root`; `rule` writes one feature of one requirement of class waiting."""

    root: Path

    def write(self, name: str, text: str) -> Path:
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def feature(self, text: str, name: str = "waiting/counting") -> "Tiny":
        self.write(f"features/{name}.feature", dedent(text))
        return self

    def rule(self, scenarios: str) -> "Tiny":
        return self.feature(HEAD + indent(dedent(scenarios), "    "))

    def read(self) -> Specification:
        return read(self.root)

    def table(self) -> StepTable:
        return load(self.root / "steps")


@pytest.fixture
def tiny(tmp_path: Path) -> Tiny:
    """An empty specification with registers and steps; it has no feature yet."""
    found = Tiny(tmp_path / "tiny")
    found.write("steps/counting.py", STEPS)
    found.write("features/claims.toml", CLAIMS)
    found.write("features/documents.toml", DOCUMENTS)
    found.write("features/labs.toml", LABS)
    return found


@pytest.fixture
def miniature() -> str:
    """What stands before the class name when a miniature subject is named as an adapter."""
    return f"py:{MINIATURES}:"
