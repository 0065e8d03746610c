"""A crash or a hang in the middle of a run costs one scenario: all others have the verdict they had."""

import json
import shlex
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

LAPSING = Path(__file__).parents[2] / "miniature_children" / "reference_with_one_lapse.py"


def verdicts(adapter: str, folder: Path) -> dict[str, str]:
    """Verdicts of a run of the routing class, by scenario."""
    options = ["run", "--adapter", adapter, "--class", "routing", "--report-dir", str(folder)]
    subprocess.run([Path(sys.executable).parent / "ezconform", *options], capture_output=True, check=False)
    results = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    return {one["id"]: one["verdict"] for one in results["scenarios"]}


@pytest.mark.parametrize(("kind", "verdict"), [("crash", "crashed"), ("hang", "timed out")])
def test_a_lapse_costs_one_scenario(
    kind: str, verdict: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One scenario gets the verdict of the lapse; the rest are as without it."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "ezconform.toml").write_text("[limits]\nanswer_seconds = 2\n", encoding="utf-8")
    command = shlex.join([sys.executable, str(LAPSING), kind, str(tmp_path / "marker")])
    lapsed = verdicts(f"exec:{command}", tmp_path / "lapsed")
    sound = verdicts("reference", tmp_path / "sound")
    changed = {one: lapsed[one] for one in sound if lapsed[one] != sound[one]}
    assert Counter(changed.values()) == {verdict: 1}
    assert len(lapsed) > 20
