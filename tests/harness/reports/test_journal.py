"""The journal: official messages, in order of arrival, readable after a kill."""

import json
from pathlib import Path
from typing import Any, Protocol

import msgspec
import pytest
from jsonschema import Draft202012Validator

from ezconform.connection.connectors import connector
from ezconform.engine.assembly import run_results
from ezconform.engine.run import run_scenarios
from ezconform.engine.session import Session
from ezconform.protocol.faults import BadInput
from ezconform.reports import canonical, journal_reading
from ezconform.reports.journal import Journal
from ezconform.results import RunResults
from ezconform.specification.model import Specification
from ezconform.verdict import Claim, Verdict
from ezconform.vocabulary import StepTable

SCHEMA = json.loads((Path(__file__).parent / "cucumber-messages.schema.json").read_text(encoding="utf-8"))
SCENARIOS = """
    Scenario: it stays
      Given a counter at 1
      Then the counter stands at 1

    Scenario: it does not
      Given a table
        | a | b |
        | 1 | 2 |
      And a counter at 1
      Then the counter stands at 2
      And the counter stands at 1

    Scenario Outline: rows
      Given a counter at <n>
      And a text
        \"\"\"
        some text
        \"\"\"
      Then the counter stands at <n>
      Examples:
        | case | n |
        | one  | 1 |
        | two  | 2 |

    @needs:interface:REXX
    Scenario: not for everybody
      Given a counter at 1
"""


OTHER = "Feature: f\n\n @choice @S03.1\n Rule: ROUTE-01 x\n\n  Scenario: s\n   Given a counter at 1\n"


class Tiny(Protocol):
    """The fixture of that name."""

    root: Path

    def rule(self, scenarios: str) -> "Tiny": ...
    def feature(self, text: str, name: str) -> "Tiny": ...
    def read(self) -> Specification: ...
    def table(self) -> StepTable: ...


@pytest.fixture
def journal(tiny: Tiny, miniature: str, tmp_path: Path) -> tuple[Path, RunResults]:
    """The journal of a run of five scenarios over two files, and the results of that run."""
    second = OTHER + "   Then the counter stands at 9\n"
    tiny.rule(SCENARIOS).feature(second, "routing/second")
    spec = tiny.read()
    path = tmp_path / "journal.ndjson"
    session = Session(connector(f"{miniature}Willing"))
    written = Journal(path, "an adapter")
    execution = run_scenarios(spec, spec.scenarios, tiny.table(), session, written)
    results = run_results(spec, spec.scenarios, execution, session.subject, "an adapter")
    written.conclude(results)
    session.close()
    return path, results


def messages(path: Path) -> list[tuple[str, dict[str, Any]]]:
    return [next(iter(json.loads(line).items())) for line in path.read_text(encoding="utf-8").splitlines()]


def test_every_line_is_valid_against_the_official_schema(journal: tuple[Path, RunResults]) -> None:
    """The journal holds official Cucumber Messages and nothing else."""
    validator = Draft202012Validator(SCHEMA)
    for line in journal[0].read_text(encoding="utf-8").splitlines():
        validator.validate(json.loads(line))


def test_the_schema_refuses_what_is_no_message() -> None:
    """The check above can fail: an unknown field or a wrong status is seen, also below a reference."""
    validator = Draft202012Validator(SCHEMA)
    assert not validator.is_valid({"pickle": {}})
    wrong = {"duration": {"seconds": 0, "nanos": 0}, "status": "SPLENDID"}
    stamp = {"seconds": 0, "nanos": 0}
    step = {"testCaseStartedId": "1", "testStepId": "1", "timestamp": stamp, "testStepResult": wrong}
    assert not validator.is_valid({"testStepFinished": step})
    assert validator.is_valid({"testStepFinished": step | {"testStepResult": wrong | {"status": "PASSED"}}})


def test_messages_come_in_the_order_of_the_run(journal: tuple[Path, RunResults]) -> None:
    """Meta and sources first, then each scenario as a whole, the end last."""
    names = [name for name, _ in messages(journal[0])]
    assert names[:3] == ["meta", "source", "gherkinDocument"]
    assert names[-1] == "testRunFinished"
    start = names.index("testCase")
    assert names[start : start + 8] == [
        "testCase",
        "testCaseStarted",
        *(["testStepStarted", "testStepFinished"] * 2),
        "attachment",
        "testCaseFinished",
    ]
    assert names.count("pickle") == names.count("testCase") == 6


def test_ids_refer_to_what_came_before(journal: tuple[Path, RunResults]) -> None:
    """Ids are unique over all files; steps, pickles and tree nodes that are named were written before."""
    known: set[str] = set()

    def nodes(value: Any) -> list[str]:
        if isinstance(value, dict):
            own = [value["id"]] if "id" in value else []
            return own + [found for one in value.values() for found in nodes(one)]
        return [found for one in value for found in nodes(one)] if isinstance(value, list) else []

    for name, body in messages(journal[0]):
        if name in {"gherkinDocument", "pickle", "testCase", "testCaseStarted"}:
            fresh = nodes(body)
            assert len(fresh) == len(set(fresh))
            assert not known & set(fresh)
            known |= set(fresh)
        if name == "pickle":
            assert {node for step in body["steps"] for node in step["astNodeIds"]} <= known
        if name == "testCase":
            assert {body["pickleId"], *(step["pickleStepId"] for step in body["testSteps"])} <= known
        if name == "testStepFinished":
            assert {body["testCaseStartedId"], body["testStepId"]} <= known


def test_steps_carry_official_statuses_and_the_reason(journal: tuple[Path, RunResults]) -> None:
    """A failed step is FAILED with our message, those after it and a difference are SKIPPED."""
    found = [body["testStepResult"] for name, body in messages(journal[0]) if name == "testStepFinished"]
    statuses = [one["status"] for one in found]
    assert statuses.count("FAILED") == 1
    failed = found[statuses.index("FAILED")]
    assert failed["message"].startswith("failed: the counter: expected ")
    assert any(one.get("message", "").startswith("differs: ") and one["status"] == "SKIPPED" for one in found)
    (end,) = (body for name, body in messages(journal[0]) if name == "testRunFinished")
    assert end["success"] is False


def test_the_results_come_back(journal: tuple[Path, RunResults]) -> None:
    """A journal that was concluded holds the whole canonical results."""
    path, results = journal
    assert canonical.encode(journal_reading.read(path)) == canonical.encode(results)


def test_a_journal_cut_anywhere_gives_what_it_holds(journal: tuple[Path, RunResults]) -> None:
    """Wherever a kill cuts it: finished scenarios are kept, the others could not run, all is incomplete."""
    path, results = journal
    data = path.read_bytes()
    first = data.index(b'{"testCase"')
    last = data.index(b'{"attachment":{"mediaType":"application/vnd.ezconform.closing+json"')
    numbers = []
    for end in [*range(first, last, 97), last]:
        path.write_bytes(data[:end])
        cut = journal_reading.read(path)
        done = [one for one in cut.scenarios if one.message != journal_reading.NEVER_RUN]
        numbers.append(len(done))
        assert [one.id for one in cut.scenarios] == sorted(one.id for one in results.scenarios)
        assert {one.id: one for one in done}.items() <= {one.id: one for one in results.scenarios}.items()
        assert cut.interrupted == f"the journal ends before the run did: {len(done)} of 6 scenarios"
        assert Claim.CONFORMANT not in {one.claim for one in cut.classes}
    assert numbers == sorted(numbers)
    assert (numbers[0], numbers[-1]) == (0, 6)


def test_scenarios_never_reached_count_as_could_not_run(journal: tuple[Path, RunResults]) -> None:
    """The counts of a class speak of all that was planned."""
    path, _ = journal
    data = path.read_bytes()
    path.write_bytes(data[: data.index(b'{"testCase"')])
    counts = {one.conformance_class.value: one.counts for one in journal_reading.read(path).classes}
    assert (counts["waiting"], counts["routing"]) == ({"could not run": 5}, {"could not run": 1})


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not the journal of a run that had begun"),
        (b'{"meta":{}}\n', "not the journal of a run that had begun"),
        (b"junk\n", ":1: not a line of a journal"),
        (b'{"attachment":{"x":' + b"[" * 100_000 + b"}\n", ":1: not a line of a journal"),
        (b'{"meta":{}}\n{"attachment":{}}\n', ":2: not a line of a journal"),
        (
            b'{"attachment":{"mediaType":"application/vnd.ezconform.verdict+json","body":"{}"}}\n',
            ":1: not a line of a journal",
        ),
    ],
)
def test_what_is_no_journal_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    """Junk is one line of complaint that names the file and the line."""
    path = tmp_path / "journal.ndjson"
    path.write_bytes(content)
    with pytest.raises(BadInput, match=said):
        journal_reading.read(path)


def test_a_missing_journal_is_refused(tmp_path: Path) -> None:
    """A file that is not there is bad input."""
    with pytest.raises(BadInput, match="cannot be read"):
        journal_reading.read(tmp_path / "journal.ndjson")


def test_other_peoples_attachments_are_passed_over(journal: tuple[Path, RunResults]) -> None:
    """An attachment of another media type does not disturb the reading."""
    path, results = journal
    path.write_bytes(path.read_bytes() + b'{"attachment":{"mediaType":"text/plain","body":"hello"}}\n')
    assert len(journal_reading.read(path).scenarios) == len(results.scenarios)


def test_only_the_selected_scenarios_are_told(tiny: Tiny, miniature: str, tmp_path: Path) -> None:
    """Files and pickles that were not selected stay out; hostile names stay JSON; all good is a success."""
    spec = (
        tiny.rule(SCENARIOS)
        .feature(
            'Feature: f\n\n @seed @S03.1\n Rule: ROUTE-01 "\\ x\n\n  Scenario: s\n   Given a counter at 1\n',
            "routing/x",
        )
        .read()
    )
    selected = tuple(one for one in spec.scenarios if one.requirement.id == "ROUTE-01")
    path = tmp_path / "journal.ndjson"
    session = Session(connector(f"{miniature}Willing"))
    journal = Journal(path, '"hostile\\')
    execution = run_scenarios(spec, selected, tiny.table(), session, journal)
    journal.conclude(run_results(spec, selected, execution, session.subject, '"hostile\\'))
    found = messages(path)
    assert [body["uri"] for name, body in found if name == "source"] == ["features/routing/x.feature"]
    assert [name for name, _ in found].count("pickle") == 1
    assert found[-1][1]["success"] is True
    assert journal_reading.read(path).adapter == '"hostile\\'


def test_an_interrupted_run_is_told_as_such(tiny: Tiny, miniature: str, tmp_path: Path) -> None:
    """After Ctrl-C the journal is concluded: no success, and the reason is there."""
    spec = tiny.rule(
        "Scenario: a\n  When the user interrupts\n\nScenario: b\n  Given a counter at 1\n",
    ).read()
    path = tmp_path / "journal.ndjson"
    session = Session(connector(f"{miniature}Willing"))
    journal = Journal(path, "a")
    execution = run_scenarios(spec, spec.scenarios, tiny.table(), session, journal)
    results = run_results(spec, spec.scenarios, execution, session.subject, "a")
    journal.conclude(results)
    assert messages(path)[-1][1] | {"timestamp": 0} == {
        "testRunStartedId": "run",
        "timestamp": 0,
        "success": False,
        "message": "interrupted",
    }
    found = journal_reading.read(path)
    assert found.interrupted == "interrupted"
    assert {one.verdict for one in found.scenarios} == {Verdict.COULD_NOT_RUN}
    assert {one.message for one in found.scenarios} == {"interrupted"}


def test_a_claim_in_a_cut_journal_is_never_conformant(journal: tuple[Path, RunResults]) -> None:
    """Even an opening that promised conformance gives no more than incomplete."""
    path, _ = journal
    lines = path.read_bytes().splitlines(keepends=True)[:-2]
    path.write_bytes(
        b"".join(lines).replace(b'\\"claim\\":\\"incomplete\\"', b'\\"claim\\":\\"conformant\\"')
    )
    assert {one.claim for one in journal_reading.read(path).classes} == {Claim.INCOMPLETE}
    assert msgspec.json.decode(lines[0])["meta"]["implementation"]["name"] == "ezconform"
