"""Cucumber's language service, which is behind its editor extension, finds our steps."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ezconform.specification import read
from ezconform.vocabulary import load

ROOT = Path(__file__).parents[2]
# Cucumber has a parameter type of this name already, and it takes decimal numbers only.
CLASHES = "byte"


@pytest.fixture
def service(official: Path, tmp_path: Path) -> Any:
    """Ask the service for the steps it finds, given parameter types."""
    script = tmp_path / "editor.mjs"
    script.write_text((Path(__file__).parent / "editor.mjs").read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(official)
    spec = read(ROOT)
    texts = sorted({step.text for scenario in spec.scenarios for step in scenario.steps})
    files = sorted(str(one) for one in (ROOT / "steps").glob("*.py"))

    def ask(parameter_types: list[dict[str, str]]) -> Any:
        asked = json.dumps({"parameterTypes": parameter_types, "files": files, "texts": texts})
        command = ["node", str(script)]
        done = subprocess.run(command, input=asked, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    return ask


@pytest.fixture
def settings() -> Any:
    """What the script in the documentation prints."""
    script = str(ROOT / "docs/site/editor_settings.py")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_the_service_finds_every_step_with_our_settings(service: Any, settings: Any) -> None:
    """And matches every text in the features to one of them, but for a name that Cucumber keeps to itself."""
    answer = service(settings["cucumber.parameterTypes"])
    declared = sorted(one.declaration.pattern for one in load(ROOT / "steps").definitions)
    assert sorted(answer["found"]) == declared
    assert answer["errors"] == [f"Error: There is already a parameter type with name {CLASHES}"]
    table = load(ROOT / "steps")
    patterns = {table.match(text).definition.declaration.pattern for text in answer["unmatched"]}
    assert all(f"{{{CLASHES}}}" in one for one in patterns)
    assert answer["ambiguous"] == []


def test_without_settings_it_finds_only_steps_without_placeholders(service: Any) -> None:
    """That is why the settings are needed."""
    assert not [one for one in service([])["found"] if "{" in one]


def test_the_globs_find_the_files(settings: Any) -> None:
    """All features and all step files, from the top of the checkout."""
    for key, folder, suffix in (
        ("cucumber.features", "features", "feature"),
        ("cucumber.glue", "steps", "py"),
    ):
        there = set((ROOT / folder).rglob(f"*.{suffix}"))
        assert {found for glob in settings[key] for found in ROOT.glob(glob)} == there
