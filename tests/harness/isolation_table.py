"""What a misbehaviour of an adapter costs: runs a small specification on each of the miniature bad subjects.

`python tests/harness/isolation_table.py` makes the table of docs/isolation.md (`make isolation`); a
test holds all but the seconds in it to what happens. Knows the miniature subjects by their names.
"""

import shlex
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from ezconform.connection.connectors import connector
from ezconform.connection.limits import Limits
from ezconform.engine.listener import Silence
from ezconform.engine.run import run_scenarios
from ezconform.engine.session import Session
from ezconform.specification import read
from ezconform.verdict import Verdict
from ezconform.vocabulary import load

ROOT = Path(__file__).parents[2]
SUBJECT = ROOT / "tests" / "miniature_children" / "subject.py"
PAGE = ROOT / "docs" / "isolation.md"
LIMITS = Limits(answer_seconds=1.0, stop_seconds=0.2)
HEADING = "| what the adapter does | verdict | scenarios lost | seconds |\n| --- | --- | --- | --- |\n"
SCENARIOS = 20
BAD = 7

MISBEHAVIOURS = {
    "crash": "ends with an exit status, having written to standard error",
    "killed": "dies by a signal",
    "killed_without_name": "dies by a real-time signal, most of which have no name",
    "exits": "ends with exit status 0",
    "leaves_grandchild": "ends and leaves a child behind that holds its output open and ignores SIGTERM",
    "half_line": "ends in the middle of a line",
    "half_line_and_hang": "stops in the middle of a line, and lives on",
    "hang": "does not answer",
    "stubborn": "does not answer and ignores SIGTERM",
    "floods_stderr_forever": "does not answer and floods its standard error",
    "closes_output": "closes its output and lives on",
    "closes_both": "closes input and output and lives on",
    "junk": "answers with text that is not JSON",
    "not_utf8": "answers with bytes that are not UTF-8",
    "empty_line": "answers with an empty line",
    "nested": "answers with 100,000 nested arrays",
    "megabyte": "answers with a line of more than a megabyte",
    "endless_line": "answers with a line that never ends",
    "wrong_id": "answers with the id of another request",
    "text_id": "answers with the id as text",
    "twice": "answers twice",
    "notification": "asks instead of answering",
    "wrong_kind": "answers with a kind of answer that the verb does not have",
    "no_outcome": "answers without saying what kind of answer it is",
    "unknown_field": "answers with a field that the protocol does not have",
    "neither": "answers with neither result nor error",
    "both": "answers with both result and error",
    "error": "answers with an error",
    "unreadable": "answers that it could not read the request",
    "unknown_verb": "answers that it does not know the verb",
    "floods_stderr": "writes megabytes to standard error, then answers well",
    "ignores_end_of_input": "answers, then never again, nor ends with its input or by SIGTERM",
}
STEPS = '''\
"""One request a step."""

from ezconform.protocol.requests import SocketOpen
from ezconform.vocabulary import Lab, LabName, Name, given, when


@given("the lab {lab_name}")
def lab(lab: Lab, lab_name: LabName) -> None:
    lab.open(lab_name)


@when("socket {socket} is opened")
def opened(lab: Lab, socket: Name) -> None:
    lab.ask(SocketOpen(socket=socket, program="P"))
'''
HEAD = """\
Feature: sockets
  @seed @S03.1
  Rule: ROUTE-01 Sockets open
    Scenario Outline: opens
      Given the lab one-stack
      When socket good is opened
      And socket <socket> is opened
      Examples:
        | case | socket |
"""
LABS = """\
[database.RACFA]
[lab.one-stack]
purpose = "One stack."
systems = [{ name = "SYS1", cpc = "CPC1", database = "RACFA", stacks = [
    { name = "TCPCS1", addresses = ["10.1.1.1"] },
] }]
"""


@dataclass(frozen=True, slots=True)
class Row:
    """What one misbehaviour cost: the verdict of what was lost, how many were, and seconds of the run."""

    misbehaviour: str
    verdict: str
    lost: int
    seconds: float

    def shown(self, *, seconds: bool = True) -> str:
        cells = [MISBEHAVIOURS[self.misbehaviour], self.verdict, str(self.lost)]
        return "| " + " | ".join([*cells, f"{self.seconds:.1f}"] if seconds else cells) + " |"


def write_specification(root: Path, bad: tuple[int, ...] = (BAD,)) -> None:
    """Twenty scenarios; in the `bad` ones the subject is asked for what it does badly."""
    rows = "".join(
        f"        | c{number:02} | {'bad' if number in bad else f's{number}'} |\n"
        for number in range(SCENARIOS)
    )
    files = {
        "steps/sockets.py": STEPS,
        "features/routing/sockets.feature": HEAD + rows,
        "features/labs.toml": LABS,
        "features/documents.toml": '[document.x]\ntitle = "x"\nedition = "x"\n',
        "features/claims.toml": '[[claim]]\nid = "S03.1"\nkind = "behaviour"\nslide = "x"\ntext = "x"\n',
    }
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)


def measured(root: Path, misbehaviour: str) -> Row:
    """Run all scenarios on one bad subject."""
    spec, table = read(root), load(root / "steps")
    command = shlex.join([sys.executable, str(SUBJECT), misbehaviour])
    session = Session(connector(f"exec:{command}", LIMITS), LIMITS)
    started = time.perf_counter()
    results = run_scenarios(spec, spec.scenarios, table, session, Silence()).results
    session.close()
    seconds = time.perf_counter() - started
    lost = [one.verdict.value for one in results if one.verdict is not Verdict.PASSED]
    return Row(misbehaviour, ", ".join(lost) or "none: passed", len(lost), seconds)


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        write_specification(Path(folder))
        return [measured(Path(folder), misbehaviour) for misbehaviour in MISBEHAVIOURS]


def page(found: list[Row], before: str) -> str:
    """The document with its table made anew; its words stay."""
    words, heading, _ = before.partition(HEADING)
    return words + heading + "".join(f"{row.shown()}\n" for row in found)


if __name__ == "__main__":
    PAGE.write_text(page(rows(), PAGE.read_text()))
