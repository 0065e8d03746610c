"""The small commands: list, explain, decode, lint, door, report."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ezconform import doors
from ezconform.cli import main
from ezconform.protocol.lab import LabDefinition
from ezconform.specification import read

SCENARIOS = """
    Scenario: it stays
      Given a counter at 1
      Then the counter stands at 1

    @needs:ipv6
    Scenario Outline: rows
      Given a counter at <n>
      And a table
        | a | b |
      And a text
        \"\"\"
        some text
        \"\"\"
      Examples:
        | case | n |
        | one  | 1 |
        | two  | 2 |
"""


@pytest.fixture
def root(tiny: Any) -> str:
    tiny.rule(SCENARIOS)
    return str(tiny.root)


def test_list_tells_requirements(root: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A line has id, class, provenance, number of scenarios and sentence."""
    assert main(["list", "--root", root]) == 0
    assert capsys.readouterr().out.split() == ["WAIT-01", "waiting", "seed", "3", "The", "counter", "counts"]


def test_list_tells_scenarios(root: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A line has id and place, and selection options hold."""
    assert main(["list", "--root", root, "--scenarios", "--tags", "@needs:ipv6"]) == 0
    assert capsys.readouterr().out == (
        "WAIT-01/rows/one\tfeatures/waiting/counting.feature:22\n"
        "WAIT-01/rows/two\tfeatures/waiting/counting.feature:23\n"
    )


def test_explain_tells_a_requirement(root: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Sentence, provenance, sources with our reading, and scenarios with what they need."""
    assert main(["explain", "WAIT-01", "--root", root]) == 0
    out = capsys.readouterr().out
    for said in (
        "WAIT-01  The counter counts",
        "provenance  seed: the source document says so",
        "S03.1  The counter counts. (The slide)",
        "our reading: By one.",
        "WAIT-01/rows/two  (needs ipv6)",
    ):
        assert said in out


def test_explain_tells_documents_and_descriptions(tiny: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A manual is told with its edition, and the Rule's description stands below the sentence."""
    tiny.feature(
        "Feature: f\n\n @manual @doc:getpi\n Rule: WAIT-02 x\n  More words.\n\n"
        "  Scenario: s\n   Given a counter at 1\n"
    )
    assert main(["explain", "WAIT-02", "--root", str(tiny.root)]) == 0
    out = capsys.readouterr().out
    assert "\nMore words.\n" in out
    assert "getpi  The manual, V2R4\n" in out


def test_explain_tells_a_class_with_the_steps_of_all_its_scenarios(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whoever builds a class reads in one text what is asked of it, and nothing of another class."""
    assert main(["explain", "routing"]) == 0
    said = capsys.readouterr().out
    for one in read(None).scenarios:
        assert (f"{one.id}  " in said) == (one.requirement.conformance_class == "routing"), one.id
    assert "  Then the routing is same-cluster, internal" in said


def test_explain_tells_a_lab(capsys: pytest.CaptureFixture[str]) -> None:
    """What it is for, and its definition as lab.open carries it, fields with a default included."""
    assert main(["explain", "two-systems"]) == 0
    first, empty, says, *sent = capsys.readouterr().out.splitlines()
    assert first.startswith("two-systems  Two systems on two CPCs joined by XCF")
    assert (empty, says) == ("", "the field `lab` of lab.open:")
    assert msgspec.json.decode("\n".join(sent), type=LabDefinition) == read().labs["two-systems"]
    assert '"vipas": []' in "\n".join(sent)


def test_explain_tells_a_scenario(root: str, capsys: pytest.CaptureFixture[str]) -> None:
    """An outline's id tells its rows, step by step, with tables and texts."""
    assert main(["explain", "WAIT-01/rows", "--root", root]) == 0
    out = capsys.readouterr().out
    assert "WAIT-01/rows/one" in out
    assert "  Given a counter at 2\n" in out
    assert "    | a | b |\n" in out
    assert '    """\n    some text\n    """\n' in out


@pytest.mark.parametrize("flags", [("8E", "E0"), ("8e", "e0"), ("0x8E", "X'E0'")])
def test_decode_says_the_flags_in_words(flags: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    """The example of the source, as digits or as people write hexadecimal numbers."""
    assert main(["decode", *flags]) == 0
    out = capsys.readouterr().out
    assert "same cluster" in out
    assert "UTOKEN has been retrieved" in out


def test_lint_passes_what_is_in_order(root: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A specification in order is exit code 0."""
    assert main(["lint", "--root", root]) == 0
    assert capsys.readouterr().out == "the specification is in order\n"


def test_lint_shows_what_cannot_be_seen(tiny: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """A byte order mark would be an error at nothing, an escape would change the terminal."""
    for hidden, shown in (("\ufeff", "\\ufeff"), ("\x1b[2J", "\\x1b[2J")):
        tiny.write("features/hidden.feature", f"{hidden}Feature: hidden\n")
        assert main(["lint", "--root", str(tiny.root)]) == 2
        assert f"{shown}Feature" in capsys.readouterr().err


def test_lint_tells_every_complaint(tiny: Any, capsys: pytest.CaptureFixture[str]) -> None:
    """Each complaint is a line with file and line, exit code 2."""
    tiny.rule("Scenario: s\n  Given something undefined\n")
    assert main(["lint", "--root", str(tiny.root)]) == 2
    assert capsys.readouterr().err.startswith("features/waiting/counting.feature:7: undefined step")


def test_door_hands_its_arguments_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """What follows -- goes to the runner as it is, and the runner's exit code comes back."""
    seen: list[tuple[str, tuple[str, ...], Path | None]] = []

    def run_door(name: str, arguments: tuple[str, ...], root: Path | None) -> int:
        seen.append((name, arguments, root))
        return 5

    monkeypatch.setattr(doors, "run_door", run_door)
    assert main(["door", "pytest", "--", "-k", "x", "--co"]) == 5
    assert main(["door", "--root", "/r", "behave", "--tags", "@choice"]) == 5
    assert seen == [("pytest", ("-k", "x", "--co"), None), ("behave", ("--tags", "@choice"), Path("/r"))]


@pytest.fixture
def directory(root: str, miniature: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A run of the tiny specification in a working directory of its own."""
    monkeypatch.chdir(tmp_path)
    main(["run", "--root", root, "--adapter", f"{miniature}Willing", "--report-dir", "reports/runs/mine"])
    return tmp_path / "reports/runs/mine"


@pytest.mark.parametrize("run", ["mine", "reports/runs/mine", "reports/runs/mine/results.json"])
@pytest.mark.parametrize(
    ("form", "file"), [("html", "report.html"), ("markdown", "report.md"), ("junit", "junit.xml")]
)
def test_report_makes_the_same_file_again(
    directory: Path, run: str, form: str, file: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """By name, directory or results file: the report is the one that the run wrote."""
    capsys.readouterr()
    assert main(["report", form, run]) == 0
    assert capsys.readouterr().out == f"{file}\n"
    assert Path(file).read_bytes() == (directory / file).read_bytes()


def test_report_reads_a_journal(directory: Path) -> None:
    """A journal gives the same report; without results file the directory's journal is taken."""
    assert main(["report", "html", "mine/journal.ndjson", "-o", "one.html"]) == 0
    (directory / "results.json").unlink()
    assert main(["report", "html", "mine", "-o", "two.html"]) == 0
    expected = (directory / "report.html").read_bytes()
    assert Path("one.html").read_bytes() == Path("two.html").read_bytes() == expected


def test_report_writes_to_standard_output(directory: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    """-o - is standard output."""
    capfdbinary.readouterr()
    assert main(["report", "junit", "mine", "-o", "-"]) == 0
    assert capfdbinary.readouterr().out == (directory / "junit.xml").read_bytes()


def test_report_into_nowhere_is_bad_input(directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A place that cannot be written is exit code 2."""
    assert main(["report", "html", str(directory), "-o", "no/such/place.html"]) == 2
    assert "no/such/place.html: cannot be written" in capsys.readouterr().err


def test_report_of_a_killed_run_is_marked(directory: Path) -> None:
    """Half a journal gives a report that says how far the run came."""
    journal = directory / "journal.ndjson"
    data = journal.read_bytes()
    journal.write_bytes(data[: data.rindex(b'{"testCase"')])
    assert main(["report", "markdown", str(journal), "-o", "cut.md"]) == 0
    assert "the journal ends before the run did: 2 of 3 scenarios" in Path("cut.md").read_text()
    assert json.loads(data.splitlines()[0])["meta"]["implementation"]["name"] == "ezconform"


def test_report_writes_sarif_and_badges(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    root: str,
    miniature: str,
) -> None:
    """SARIF into a file, a badge for each class into a folder; what cannot be written is told."""
    monkeypatch.chdir(tmp_path)
    assert main(["run", "--root", root, "--adapter", f"{miniature}Willing", "--report-dir", "mine"]) == 3
    assert main(["report", "sarif", "mine"]) == 0
    assert json.loads((tmp_path / "report.sarif").read_bytes())["version"] == "2.1.0"
    assert main(["report", "badges", "mine"]) == 0
    assert json.loads((tmp_path / "badges/waiting.json").read_bytes())["label"] == "waiting"
    (tmp_path / "taken").write_bytes(b"")
    assert main(["report", "badges", "mine", "-o", "taken"]) == 2
    assert "taken: cannot be written" in capsys.readouterr().err
