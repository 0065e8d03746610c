"""The HTML report in a real browser: opens without an error, filters, follows a permanent link."""

import html as escaping
import re
from pathlib import Path

import msgspec
import pytest
from chromium import CHROMIUM, browse
from runs import pictured, run, scenario
from test_aside import many

from ezconform.reports import html
from ezconform.results import RunResults
from ezconform.verdict import Verdict

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the PATH")
SCRIPTS = "--virtual-time-budget=3000"
"""Milliseconds of the page's own clock for its scripts and ours."""
# Runs after the page's own script and leaves what it saw where a dump of the page shows it.
PROBE = """<script>
var form = document.getElementById("filters");
form.elements.find.value = "%s";
form.elements.verdict.value = "%s";
form.dispatchEvent(new Event("input", {bubbles: true}));
setInterval(function () {
  var said = form.querySelector("output").value;
  if (said.indexOf("scenarios") < 0) { return; }
  document.title = said + "|" + Array.from(
    document.querySelectorAll(".r:not([hidden]) .s:not([hidden])"), function (one) { return one.id; }
  ).join(" ")
    + "|" + (window.stained || "clean");
}, 200);
</script>
"""


def opened(results: RunResults, folder: Path, fragment: str = "", find: str = "", verdict: str = "") -> str:
    """The page's DOM as Chromium has it after the script and the probe ran."""
    page = html.render(results) + (PROBE % (find, verdict)).encode()
    return browse(page, folder, SCRIPTS, "--dump-dom", fragment=fragment)


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
    assert re.search(rf'<details class="s passed here" id="{target}" open="">', dom)
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


HOSTILE = (
    "</text></td></script><img src=x onerror=\"window.stained='yes'\"><script>window.stained='yes'</script>"
    '\x00\x1b[31m\u202egnp.exe" onmouseover="window.stained=1'
)


@pytest.mark.parametrize("said", [HOSTILE, HOSTILE + "x" * 1_000_000], ids=["hostile", "a megabyte of it"])
def test_hostile_words_in_any_place_stay_words(said: str, tmp_path: Path) -> None:
    """Name, version, error, evidence, drawing, flag, grid: shown, not executed, not hidden, bounded."""
    page = html.render(pictured(said))
    assert len(page) < 3_000_000
    dom = browse(page + (PROBE % ("", "")).encode(), tmp_path, SCRIPTS, "--dump-dom")
    assert told(dom)[-1] == "clean"
    shown = dom[: dom.rindex("<script>")].rpartition("<script>")[0]
    assert "<script" not in shown
    assert "<img" not in shown
    assert "onmouseover=" not in re.sub(r">[^<]*<|=\"[^\"]*\"", "", shown)
    assert not re.search("[\x00\x1b\u202e]", shown)
    for place in ("<h1>", "<title>", 'class="seq"', "<caption>", "<mark>", 'class="e"', 'class="y"'):
        assert place in dom
    assert shown.count("\\x1b[31m\\u202egnp.exe") > 20


def test_pictures_need_no_script() -> None:
    """Grids, routes, sequences and flags stand in the page as it is stored."""
    page = html.render(pictured()).decode()
    stored = page[: page.index("<script>")]
    for picture in (
        "<table class=grid>",
        "<svg class=seq",
        "<svg class=topo",
        "<figure id=route1>",
        "<div class=f>",
    ):
        assert picture in stored


def test_a_permanent_link_unpacks_what_is_kept_aside(tmp_path: Path) -> None:
    """In a large report the address of a scenario brings and unfolds it; other blocks stay packed."""
    target = "WAIT-1399/ends-as-passed/3"
    dom = opened(many(Verdict.PASSED, 400, 5), tmp_path, fragment=f"#{target}", find="", verdict="")
    assert re.search(rf'<details class="s passed here" id="{target}" open="">', dom)
    assert '<section class="r z passed" id="WAIT-1001"' in dom
    assert not re.search(r'<section class="r z passed" id="WAIT-1399"', dom)


def test_a_link_into_the_exchanges_unpacks_them(tmp_path: Path) -> None:
    """What recurs is brought when a step's link is followed."""
    dom = opened(many(Verdict.PASSED, 400, 5), tmp_path, fragment="#x1")
    assert re.search(r'<div id="shelved"><pre id="x1" class="here">', dom)


def test_what_is_kept_aside_is_found(tmp_path: Path) -> None:
    """By id, by the words of a step, and by verdict, counted with the rest."""
    results = many(Verdict.PASSED, 400, 5)
    assert told(opened(results, tmp_path, find="wait-1207 payroll asks"))[0] == "5 of 2011 scenarios shown"
    assert told(opened(results, tmp_path, find="", verdict="passed"))[0] == "2001 of 2011 scenarios shown"


def test_print_unfolds_what_a_failure_sent_and_received(tmp_path: Path) -> None:
    """Before printing, every exchange of an open scenario is unfolded; passed ones stay a line."""
    page = html.render(run())
    printing = b"<script>dispatchEvent(new Event('beforeprint'));</script>"
    dom = browse(page + printing, tmp_path, SCRIPTS, "--dump-dom")
    unfolded = {True: [], False: []}
    for block in re.findall(r'<details class="s [^>]*>', dom):
        within = dom[dom.index(block) :].partition('<a class="h"')[0]
        unfolded[' open=""' in block] += re.findall(r'<details class="e"( open="")?>', within)
    assert unfolded[True]
    assert all(unfolded[True])
    assert unfolded[False]
    assert not any(unfolded[False])


def test_a_report_prints_with_its_failures(tmp_path: Path) -> None:
    """The PDF of a report with open failures has more pages than the same with none open."""
    page = html.render(run(*(scenario(Verdict.FAILED, number) for number in range(12))))
    pages = []
    for shown in (page, page.replace(b'" open>', b'">')):
        pdf = tmp_path / "report.pdf"
        browse(shown, tmp_path, SCRIPTS, f"--print-to-pdf={pdf}")
        pages.append(len(re.findall(rb"/Type\s*/Page\b", pdf.read_bytes())))
    assert pages[0] > pages[1] > 0


def test_the_toolbar_appears_only_with_script(tmp_path: Path) -> None:
    """Without script there is no dead toolbar: it is hidden until the script runs."""
    assert b'<form id="filters" hidden' in html.render(run())
    assert '<form id="filters" role="search"' in opened(run(), tmp_path)
