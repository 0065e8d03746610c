"""The HTML report in a real browser: opens without an error, filters, follows a permanent link."""

import html as escaping
import re
import shutil
import subprocess
from pathlib import Path

import msgspec
import pytest
from runs import run, scenario

from ezconform.reports import html
from ezconform.results import RunResults
from ezconform.verdict import Verdict

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the PATH")
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--virtual-time-budget=3000",
    "--dump-dom",
)
# Runs after the page's own script and leaves what it saw where a dump of the page shows it.
PROBE = """<script>
var form = document.getElementById("filters");
form.elements.find.value = "%s";
form.elements.verdict.value = "%s";
form.dispatchEvent(new Event("input", {bubbles: true}));
setTimeout(function () {
  document.title = form.querySelector("output").value + "|" + Array.from(
    document.querySelectorAll(".s:not([hidden])"), function (one) { return one.id; }).join(" ")
    + "|" + (window.stained || "clean");
}, 500);
</script>
"""


def opened(results: RunResults, folder: Path, fragment: str = "", find: str = "", verdict: str = "") -> str:
    """The page's DOM as Chromium has it after the script and the probe ran."""
    file = folder / "report.html"
    file.write_bytes(html.render(results) + (PROBE % (find, verdict)).encode())
    assert CHROMIUM
    done = subprocess.run(
        [CHROMIUM, *OPTIONS, f"--user-data-dir={folder / 'profile'}", file.as_uri() + fragment],
        capture_output=True,
        check=True,
        timeout=60,
    )
    return done.stdout.decode()


def told(dom: str) -> list[str]:
    found = re.search("<title>(.*?)</title>", dom, re.DOTALL)
    assert found
    return escaping.unescape(found[1]).split("|")


def test_search_and_filter_leave_what_fits(tmp_path: Path) -> None:
    """With words and a verdict only the scenarios that have both are shown, and their number is told."""
    dom = opened(run(), tmp_path, find="ends-as errno", verdict="failed")
    assert told(dom)[:2] == ["1 of 11 scenarios shown", scenario(Verdict.FAILED).id]


def test_what_asks_for_attention_can_be_filtered(tmp_path: Path) -> None:
    """One choice shows everything that needs a look."""
    assert told(opened(run(), tmp_path, verdict="attention"))[0] == "6 of 11 scenarios shown"


def test_a_permanent_link_opens_its_scenario(tmp_path: Path) -> None:
    """Following the address of a folded scenario unfolds it; others stay folded."""
    target, other = scenario(Verdict.PASSED).id, scenario(Verdict.DIFFERS).id
    dom = opened(run(), tmp_path, fragment=f"#{target}")
    assert re.search(rf'<details class="s passed" id="{target}" open="">', dom)
    assert re.search(rf'<details class="s differs" id="{other}">', dom)


def test_a_subject_cannot_run_a_script(tmp_path: Path) -> None:
    """Markup in what a subject says stays text in the browser, too."""
    hostile = "<img src=x onerror=\"window.stained='stained'\"><script>window.stained='stained'</script>"
    one = msgspec.structs.replace(
        scenario(Verdict.FAILED), id=f"WAIT-03/x\"'{hostile}", name=hostile, message=hostile, detail=hostile
    )
    dom = opened(run(one), tmp_path)
    assert told(dom)[-1] == "clean"
    assert "&lt;img src=x onerror=" in dom


def test_the_toolbar_appears_only_with_script(tmp_path: Path) -> None:
    """Without script there is no dead toolbar: it is hidden until the script runs."""
    assert b'<form id="filters" hidden' in html.render(run())
    assert '<form id="filters" role="search"' in opened(run(), tmp_path)
