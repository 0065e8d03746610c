"""Acceptance report, review, comparison in real Chromium: axe-core, hostile words, print. Knows no markup."""

import html as escaping
import json
import re
import sys
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ezconform.comparison import page as comparison_page
from ezconform.comparison.comparison import Comparison
from ezconform.protocol.values import ConformanceClass
from ezconform.reports import html as html_report
from ezconform.review import page as review_page
from ezconform.review.decisions import read_decisions
from ezconform.review.sign_off import Opinion, SignOff
from ezconform.review.statement import statements
from ezconform.specification import read
from ezconform.verdict import Verdict

sys.path += [str(Path(__file__).parents[1] / "harness/reports"), str(Path(__file__).parents[1])]
from chromium import CHROMIUM, browse
from runs import pictured, run, scenario

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on the PATH")
SCRIPTS = "--virtual-time-budget=20000"
"""Milliseconds of the page's own clock: axe-core looks at everything."""
SCHEMES = {
    "dark": "--blink-settings=preferredColorScheme=0",
    "light": "--blink-settings=preferredColorScheme=1",
}
# What is out of sight is not laid out, and axe-core mistakes where it stands for what it stands on.
TALL = "--window-size=1200,12000"
HOSTILE = (
    "</td></p><img src=x onerror=\"window.stained='yes'\"><script>window.stained='yes'</script>"
    '\x00\x1b[31m\u202egnp.exe`|*[x](javascript:stained=1)" onmouseover="stained=1'
)
AXE = """<script>%s</script><script>
axe.run().then(function (found) {
  document.title = JSON.stringify([matchMedia("(prefers-color-scheme: dark)").matches, found.passes.length,
    found.violations.map(function (one) { return one.id + " " + one.nodes[0].html; })]);
});
</script>"""
PROBE = "<script>document.title = JSON.stringify(window.stained || 'clean');</script>"


def review(said: str = "as in the manual") -> bytes:
    """Of our own specification, with a sign-off of every standing; the reviewer's words are given."""
    spec, decisions = read(ROOT), read_decisions(ROOT)
    found = statements(spec, decisions)
    signs = [
        SignOff(found[0].claim.id, said, date(2026, 11, 22), found[0].digest, Opinion.AGREED, said),
        SignOff(found[1].claim.id, said, date(2026, 11, 22), found[1].digest, Opinion.DISPUTED, said),
        SignOff(found[2].claim.id, said, date(2026, 11, 22), "0" * 16, Opinion.AGREED, said),
        SignOff(said, said, date(2026, 11, 22), "0" * 16, Opinion.AGREED, said),
    ]
    return review_page.render(spec, found, decisions, signs)


def comparison(said: str = "a subject") -> bytes:
    """Of three runs with every verdict and every kind of change; the subject's words are given."""
    before = run()
    turned = tuple(
        msgspec.structs.replace(one, verdict=verdict, message=said, name=said)
        for one, verdict in zip(before.scenarios, reversed(Verdict), strict=True)
    )
    new = msgspec.structs.replace(scenario(Verdict.FAILED, 9), id=f"WAIT-03/{said}")
    subject = msgspec.structs.replace(before.subject, name=said, version=said)
    records = tuple(msgspec.structs.replace(one, sentence=said) for one in before.requirements)
    after = msgspec.structs.replace(
        before,
        subject=subject,
        adapter=said,
        interrupted=said,
        requirements=records,
        scenarios=(*turned, new),
    )
    return comparison_page.render(Comparison([("first", before), (said, after), ("third", run(turned[0]))]))


def acceptance(said: str = "a subject") -> bytes:
    """Of a run with failures of every kind, grids, drawings and routes; the subject's words are given."""
    return html_report.render(pictured(said), "2026-11-22 19:05 UTC")


PAGES = {"acceptance": acceptance, "review": review, "comparison": comparison}


def told(dom: str) -> Any:
    """What a script of the test left in the title."""
    found = re.search("<title>(.*?)</title>", dom, re.DOTALL)
    assert found is not None
    return json.loads(escaping.unescape(found[1]))


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing(page: str, scheme: str, official: Path, tmp_path: Path) -> None:
    """No rule of axe-core is broken, whatever the reader's colours."""
    axe = (official / "axe-core/axe.min.js").read_text(encoding="utf-8")
    dom = browse(PAGES[page]() + (AXE % axe).encode(), tmp_path, SCRIPTS, "--dump-dom", SCHEMES[scheme], TALL)
    dark, held, broken = told(dom)
    assert (dark, broken) == (scheme == "dark", [])
    assert held > 10


@pytest.mark.parametrize("page", ["review", "comparison"])  # the acceptance report has a test of its own
def test_hostile_words_are_shown_and_never_executed(page: str, tmp_path: Path) -> None:
    """Markup, script, controls and reordering characters of subjects and reviewers stay text."""
    dom = browse(PAGES[page](HOSTILE) + PROBE.encode(), tmp_path, SCRIPTS, "--dump-dom")
    assert told(dom) == "clean"
    shown = dom[: dom.rindex("<script>")]
    assert "<script" not in shown
    assert "<img" not in shown
    assert "&lt;script&gt;" in shown
    assert "\\x1b[31m\\u202egnp.exe" in shown


@pytest.mark.parametrize("page", PAGES)
def test_a_page_prints(page: str, tmp_path: Path) -> None:
    """To a PDF of more than one sheet."""
    browse(PAGES[page](), tmp_path, SCRIPTS, f"--print-to-pdf={tmp_path / 'page.pdf'}")
    printed = (tmp_path / "page.pdf").read_bytes()
    assert printed.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type\s*/Page\b", printed)) > 1


NARROW = "--window-size=500,900"
SAME_LINE = """<script>
document.title = JSON.stringify(Array.from(document.querySelectorAll("#matrix tbody tr"), function (row) {
  return new Set(Array.from(row.children, function (cell) {
    return Math.round(cell.getBoundingClientRect().top);
  })).size;
}));
</script>"""


def test_on_a_telephone_the_cells_of_a_row_stay_side_by_side(tmp_path: Path) -> None:
    """Claims, too: a matrix is read across, and scrolls within itself where it is too wide."""
    heights = told(browse(comparison() + SAME_LINE.encode(), tmp_path, SCRIPTS, "--dump-dom", NARROW))
    assert len(heights) > 3
    assert set(heights) == {1}


DESK = "--window-size=1200,1000"
DESK_HEIGHT = 900
BOTTOM = """<script>
document.title = JSON.stringify(document.getElementById("glance").getBoundingClientRect().bottom);
</script>"""
USUAL = {Verdict.PASSED, Verdict.FAILED, Verdict.DIFFERS, Verdict.NOT_APPLICABLE}


def test_the_first_screen_holds_all_that_a_signer_needs(tmp_path: Path) -> None:
    """Subject, date, digest, seven claims, what was not run, deviations, silences: without scrolling."""
    results = pictured("a subject")
    seven = tuple(
        msgspec.structs.replace(results.classes[0], conformance_class=name) for name in ConformanceClass
    )
    usual = tuple(one for one in results.scenarios if one.verdict in USUAL)
    results = msgspec.structs.replace(results, classes=seven, scenarios=usual)
    page = html_report.render(results, "2026-11-22 19:05 UTC")
    bottom = told(browse(page + BOTTOM.encode(), tmp_path, SCRIPTS, "--dump-dom", DESK))
    assert DESK_HEIGHT / 2 < bottom < DESK_HEIGHT
