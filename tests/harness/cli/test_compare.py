"""`ezconform compare` on the command line."""

import sys
from pathlib import Path

import msgspec
import pytest

from ezconform.cli import compare, main
from ezconform.reports import canonical
from ezconform.verdict import Verdict

sys.path.append(str(Path(__file__).parents[1] / "reports"))
from runs import run, scenario


@pytest.fixture
def runs(tmp_path: Path) -> tuple[str, str]:
    """Two results files; in the second a passed scenario fails, and one is not run."""
    before = run(scenario(Verdict.PASSED, 1), scenario(Verdict.PASSED, 2))
    worse = (Verdict.FAILED, Verdict.NOT_APPLICABLE)
    after = run(
        *(
            msgspec.structs.replace(one, verdict=verdict)
            for one, verdict in zip(before.scenarios, worse, strict=True)
        )
    )
    for name, one in (("a.json", before), ("b.json", after)):
        (tmp_path / name).write_bytes(
            canonical.encode(msgspec.structs.replace(one, filtered=name == "b.json"))
        )
    return str(tmp_path / "a.json"), str(tmp_path / "b.json")


def test_it_tells_the_changes_and_stops_on_those_named(
    runs: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Without --fail-on it informs; with it, such a change is exit code 1 and is named."""
    assert main(["compare", *runs]) == 0
    out = capsys.readouterr().out
    assert "note: Run 2 holds a selection" in out
    assert out.endswith(
        f"{runs[1]} (Rehosted stack 4.2) against {runs[0]} (Rehosted stack 4.2):"
        " 1 regressed, 1 newly not run\n"
        "  regressed: WAIT-03/ends-as-passed/1\n"
        "  newly not run: WAIT-03/ends-as-passed/2\n"
    )
    assert main(["compare", *runs, "--fail-on", "fixed,added"]) == 0
    assert main(["compare", *runs, "--fail-on", "regressed, newly-not-run"]) == 1
    assert capsys.readouterr().err == (
        "regressed: WAIT-03/ends-as-passed/1\nnewly not run: WAIT-03/ends-as-passed/2\n"
    )


def test_of_many_changes_the_rest_is_a_number(
    runs: tuple[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And where all of them would stand."""
    monkeypatch.setattr(compare, "SHOWN", 1)
    assert main(["compare", *runs]) == 0
    assert capsys.readouterr().out.splitlines()[-2:] == [
        "  regressed: WAIT-03/ends-as-passed/1",
        "  and 1 more; -o table.html has all of them",
    ]


def test_it_writes_the_form_of_the_ending(
    runs: tuple[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """HTML, Markdown and JSON, each told by its path."""
    paths = [tmp_path / f"c.{ending}" for ending in ("html", "md", "json")]
    assert main(["compare", *runs, *(word for path in paths for word in ("-o", str(path)))]) == 0
    starts = (b"<!doctype html>", b"# Comparison", b"{")
    assert all(path.read_bytes().startswith(start) for path, start in zip(paths, starts, strict=True))
    assert str(paths[2]) in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["A"], "one run alone"),
        (["A", "B", "--fail-on", "worse"], "no kind of change is called 'worse'"),
        (["A", "B", "-o", "c.pdf"], "c.pdf: a comparison is written as .html, .md, .json"),
        (["A", "B", "-o", "absent/c.md"], "cannot be written"),
        (["A", "nothing"], "no run nothing"),
    ],
)
def test_what_cannot_be_compared_is_refused(
    arguments: list[str], said: str, runs: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    """One line on standard error, exit code 2."""
    given = [{"A": runs[0], "B": runs[1]}.get(word, word) for word in arguments]
    assert main(["compare", *given]) == 2
    err = capsys.readouterr().err
    assert said in err
    assert err.count("\n") == 1
