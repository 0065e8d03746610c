"""docs/isolation.md says what a misbehaving adapter costs, and that is one scenario."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest


@pytest.fixture(scope="module")
def table() -> Any:
    """The script that writes the document."""
    file = Path(__file__).parent / "isolation_table.py"
    spec = importlib.util.spec_from_file_location("isolation_table", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module  # dataclasses look their own module up
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def rows(table: Any) -> Any:
    """Every misbehaviour, run once."""
    return table.rows()


def test_a_misbehaviour_costs_exactly_one_scenario(rows: Any) -> None:
    """All others are passed; only a flood on standard error costs nothing at all."""
    lost = {row.misbehaviour: row.lost for row in rows}
    assert lost.pop("floods_stderr") == 0
    assert set(lost.values()) == {1}


def test_the_document_says_what_happens(rows: Any, table: Any) -> None:
    """Row by row, but for the seconds; a difference goes away with `make isolation`."""
    lines = table.PAGE.read_text().splitlines()
    found = ["|".join(line.split("|")[:4]) + "|" for line in lines if line.startswith("| ")][1:]
    assert found[1:] == [row.shown(seconds=False) for row in rows]


def test_the_document_knows_every_misbehaviour(table: Any) -> None:
    """What the miniature subject can do wrong in a scenario stands in the table."""
    text = table.SUBJECT.read_text()
    functions = {line[4:].partition("(")[0] for line in text.splitlines() if line.startswith("def ")}
    others = {"reply", "done", "raw", "initialize", "main", "behaves", "closes_input"}
    assert {one for one in functions - others if not one.startswith("start_")} == set(table.MISBEHAVIOURS)


def test_several_restarts_in_a_row_end_the_run(table: Any, tmp_path: Path) -> None:
    """Four faults without a good answer between them: the rest could not run, exit code 3."""
    table.write_specification(tmp_path, tuple(range(4, 20)))
    feature = tmp_path / "features/routing/sockets.feature"
    feature.write_text(
        feature.read_text().replace("      When socket good is opened\n      And", "      When")
    )
    command = ["run", "--root", str(tmp_path), "--report-dir", "out"]
    adapter = f"exec:{sys.executable} {table.SUBJECT} crash"
    done = subprocess.run(
        [sys.executable, "-m", "ezconform", *command, "--adapter", adapter],
        cwd=tmp_path,
        capture_output=True,
        check=False,
    )
    results = json.loads((tmp_path / "out" / "results.json").read_text())
    verdicts = [one["verdict"] for one in results["scenarios"]]
    assert done.returncode == 3
    assert verdicts == ["passed"] * 4 + ["crashed"] * 4 + ["could not run"] * 12
    assert "restarted 3 times in a row without one good answer" in results["scenarios"][-1]["message"]
