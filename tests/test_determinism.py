"""One subject gives the same canonical results, whichever way it is reached and however Python hashes."""

import os
import subprocess
import sys
from pathlib import Path

import msgspec
import pytest

from ezconform.reports import canonical
from ezconform.results import RunResults

WAYS = {
    "in process": ("reference", "0"),
    "in process, hashed otherwise": ("reference", "4711"),
    "as a child": ("exec:ezconform serve reference", "0"),
}


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, RunResults]:
    """The whole specification, three times."""
    folder = tmp_path_factory.mktemp("ways")
    for name, (adapter, seed) in WAYS.items():
        subprocess.run(
            [sys.executable, "-m", "ezconform", "run", "--adapter", adapter, "--report-dir", folder / name],
            env=os.environ | {"PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        )
    return {name: canonical.read(Path(folder / name / "results.json")) for name in WAYS}


def test_in_process_and_as_a_child_the_results_are_the_same_but_for_the_adapter(
    runs: dict[str, RunResults],
) -> None:
    """Byte for byte, evidence included."""
    here, there = runs["in process"], runs["as a child"]
    assert (here.adapter, there.adapter) == ("reference", "exec:ezconform serve reference")

    assert canonical.encode(msgspec.structs.replace(there, adapter=here.adapter)) == canonical.encode(here)


def test_two_runs_with_different_hash_seeds_are_the_same(runs: dict[str, RunResults]) -> None:
    """Byte for byte."""
    one, other = runs["in process"], runs["in process, hashed otherwise"]

    assert canonical.encode(one) == canonical.encode(other)


def test_a_difference_in_the_evidence_would_be_seen(runs: dict[str, RunResults]) -> None:
    """The comparison looks at what was sent and received, not at verdicts only."""
    run = runs["in process"]
    first = run.scenarios[0]
    steps = tuple(msgspec.structs.replace(step, evidence=()) for step in first.steps)
    changed = msgspec.structs.replace(
        run, scenarios=(msgspec.structs.replace(first, steps=steps), *run.scenarios[1:])
    )

    assert canonical.encode(changed) != canonical.encode(run)
