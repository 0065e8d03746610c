"""Allure's own report of our results."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 180


@pytest.fixture
def generator() -> list[str]:
    """The generator at the version of `make allure`."""
    found = re.search(r"^ALLURE := (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert found is not None
    command = ["npx", "--yes", found[1]]
    if shutil.which("npx") is None:
        pytest.skip("npx is missing, so Allure's generator cannot be had")
    try:
        subprocess.run([*command, "--version"], capture_output=True, timeout=PATIENCE_SECONDS, check=True)
    except subprocess.SubprocessError as problem:
        pytest.skip(f"Allure's generator cannot be had: {type(problem).__name__}")
    return command


def test_allure_builds_a_report_that_asks_nothing_of_the_network(
    generator: list[str], tmp_path: Path
) -> None:
    """One file, with our steps in it, and without the script that counts its readers."""
    door = [sys.executable, "-m", "ezconform", "door", "--root", str(ROOT), "pytest", "--"]
    run = [*door, "-q", "-k", "ROUTE_01", "--alluredir", str(tmp_path / "results")]
    subprocess.run(run, cwd=tmp_path, capture_output=True, check=True)
    make = [
        *generator,
        "allure2",
        "--single-file",
        "--output",
        str(tmp_path / "report"),
        str(tmp_path / "results"),
    ]
    without = os.environ | {"ALLURE_NO_ANALYTICS": "true"}
    subprocess.run(make, cwd=tmp_path, env=without, capture_output=True, check=True)
    page = (tmp_path / "report/index.html").read_text(encoding="utf-8")
    assert "googletagmanager" not in page
    assert not re.search(r'(src|href)="https?://', page)
    assert "allure" in page
    subprocess.run(make, cwd=tmp_path, env=os.environ, capture_output=True, check=True)
    assert "googletagmanager" in (tmp_path / "report/index.html").read_text(encoding="utf-8")
