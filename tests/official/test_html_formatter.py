"""The journal of a run in Cucumber's own HTML report."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/how-to/journal.md"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
SCENARIO = "ROUTE-01"


@pytest.fixture
def report(official: Path, tmp_path: Path) -> Path:
    """The page that the script in the documentation makes of a run of one requirement."""
    run = [sys.executable, "-m", "ezconform", "run", "--root", str(ROOT), "--requirement", SCENARIO]
    subprocess.run([*run, "--report-dir", str(tmp_path)], cwd=tmp_path, capture_output=True, check=True)
    found = re.search(r"```js\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert found is not None
    (tmp_path / "render.mjs").write_text(found[1], encoding="utf-8")
    (tmp_path / "node_modules").symlink_to(official)
    command = ["node", "render.mjs", "journal.ndjson", "cucumber.html"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return tmp_path / "cucumber.html"


def test_the_official_formatter_takes_the_journal(report: Path) -> None:
    """The script that the documentation gives works as it stands."""
    text = report.read_text(encoding="utf-8")
    assert "window.CUCUMBER_MESSAGES" in text
    assert SCENARIO in text


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: the page cannot be looked at")
def test_the_official_report_shows_the_run(report: Path) -> None:
    """In a browser its own script draws the figures of the run and the file with its status."""
    assert CHROMIUM is not None
    flags = ["--headless", "--no-sandbox", "--disable-gpu", "--virtual-time-budget=5000", "--dump-dom"]
    done = subprocess.run([CHROMIUM, *flags, report.as_uri()], capture_output=True, text=True, check=True)
    shown = re.sub(r"<script\b.*?</script>|<style\b.*?</style>", "", done.stdout, flags=re.DOTALL)
    assert "ezconform" in shown
    assert re.search(r"features/routing/[a-z-]+\.feature", shown)
    assert re.search(r"100% \(\d+ / \d+\) passed", re.sub(r"<[^>]*>", "", shown))
