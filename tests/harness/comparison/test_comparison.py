"""Any number of runs side by side, and the three forms they are told in."""

import json
from html.parser import HTMLParser

import msgspec
from runs import run, scenario

from ezconform.comparison import markdown, page, record
from ezconform.comparison.change import ChangeKind
from ezconform.comparison.comparison import Comparison, counts_in_words
from ezconform.protocol.values import ConformanceClass
from ezconform.results import RunResults
from ezconform.verdict import Claim, Verdict

HOSTILE = "<script>alert(1)</script>|\"'\x00\u202e`*"


def turned(results: RunResults, verdicts: dict[str, Verdict], **changed: object) -> RunResults:
    """The same run with other verdicts for some scenarios."""
    scenarios = tuple(
        msgspec.structs.replace(one, verdict=verdicts.get(one.id, one.verdict)) for one in results.scenarios
    )
    return msgspec.structs.replace(results, **({"scenarios": scenarios} | changed))


PASSED = tuple(scenario(Verdict.PASSED, number) for number in range(4))
BEFORE = run(*PASSED, scenario(Verdict.FAILED))
AFTER = turned(BEFORE, {PASSED[0].id: Verdict.FAILED, scenario(Verdict.FAILED).id: Verdict.PASSED})


def compared(*later: RunResults) -> Comparison:
    return Comparison([("before", BEFORE), *((f"later-{n}", one) for n, one in enumerate(later))])


def test_totals_never_cancel_out() -> None:
    """One worse and one better are two changes, although as many pass as before."""
    comparison = compared(AFTER)
    assert comparison.runs[0].overview.counts == comparison.runs[1].overview.counts
    assert comparison.deltas[0].counts == {ChangeKind.REGRESSED: 1, ChangeKind.FIXED: 1}
    assert counts_in_words(comparison.deltas[0].counts) == "1 regressed, 1 fixed"
    assert counts_in_words({}) == "no change"


def test_every_run_is_held_against_the_first() -> None:
    """Three runs give two deltas, and what is looked for is found in any of them."""
    comparison = compared(BEFORE, AFTER)
    assert [one.counts for one in comparison.deltas] == [{}, {ChangeKind.REGRESSED: 1, ChangeKind.FIXED: 1}]
    assert [one.id for one in comparison.any_of(frozenset({ChangeKind.REGRESSED}))] == [PASSED[0].id]
    assert comparison.any_of(frozenset({ChangeKind.ADDED})) == ()


def test_the_matrix_has_every_requirement_that_any_run_knows() -> None:
    """A requirement unknown to a run has an empty cell there; rows that are alike are told."""
    fewer = msgspec.structs.replace(BEFORE, requirements=BEFORE.requirements[:1])
    rows = {one.record.id: one for rows in compared(fewer).rows.values() for one in rows}
    assert set(rows) == {"WAIT-03", "WAIT-04", "ROUTE-01"}
    assert rows["WAIT-03"].alike
    assert not rows["WAIT-04"].alike
    assert rows["WAIT-04"].cells[1] is None
    assert list(compared(AFTER).rows) == [ConformanceClass.ROUTING, ConformanceClass.WAITING]
    reverse = Comparison([("a", fewer), ("b", BEFORE)]).rows[ConformanceClass.ROUTING]
    assert not reverse[0].alike


def test_cautions_name_what_makes_runs_unequal() -> None:
    """Other features, other harness, a selection, an interruption: each is said before the figures."""
    other = msgspec.structs.replace(BEFORE, digest="x", harness="9", filtered=True, interrupted="Ctrl-C")
    assert compared(AFTER).cautions == ()
    said = " ".join(compared(other).cautions)
    for words in ("states of the specification", "versions of the harness", "Ctrl-C", "selection"):
        assert words in said


def test_a_run_without_a_subject_or_class_has_words() -> None:
    """Nobody answered: the column says so, and no claim is made up."""
    silent = msgspec.structs.replace(BEFORE, subject=None, classes=())
    one = compared(silent).runs[1]
    assert one.name == "no subject answered"
    assert one.claim(ConformanceClass.DCAS) is Claim.NO_CLAIM
    assert compared(AFTER).runs[0].claim(ConformanceClass.WAITING) is Claim.NON_CONFORMANT


def test_json_has_runs_deltas_and_matrix() -> None:
    """Other tools read kinds as the command line spells them, with both sides."""
    told = json.loads(record.render(compared(AFTER, turned(BEFORE, {}, scenarios=PASSED))))
    assert told["format"] == "ezconform-comparison/1"
    assert [one["origin"] for one in told["runs"]] == ["before", "later-0", "later-1"]
    first = told["deltas"][0]["changes"][0]
    assert (first["kind"], first["id"]) == ("regressed", PASSED[0].id)
    assert first["before"] == {"verdict": "passed", "message": ""}
    assert told["deltas"][1]["changes"][-1] == {
        "kind": "removed",
        "id": scenario(Verdict.FAILED).id,
        "requirement": "WAIT-03",
        "before": {"verdict": "failed", "message": "the reason of failed"},
        "after": None,
    }
    row = next(one for one in told["matrix"] if one["requirement"] == "WAIT-03")
    assert row["counts"][0] == {"passed": 4, "failed": 1}


def test_markdown_tells_changes_and_matrix() -> None:
    """Each delta has a heading, each change a line, each requirement a row."""
    fewer = msgspec.structs.replace(BEFORE, requirements=BEFORE.requirements[:1], filtered=True)
    text = markdown.render(compared(AFTER, turned(fewer, {}, scenarios=PASSED))).decode()
    assert "## 2 Rehosted stack 4.2 against 1 Rehosted stack 4.2\n\n1 regressed, 1 fixed." in text
    assert f"- {PASSED[0].id}: passed → failed" in text
    assert f"- {scenario(Verdict.FAILED).id}: failed (the reason of failed) → absent" in text
    assert "- **Note:** Run 3 holds a selection" in text
    assert (
        "| WAIT-03 A time-out that expires gives ETIME | 4 of 5, 1 failed | 4 of 5, 1 failed | 4 passed |"
        in text
    )
    assert "| not selected | not selected | unknown |" in text
    assert "| claim | **non-conformant** |" in text


class Tags(HTMLParser):
    """The elements and text of a page."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.text = ""
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.ids += [value or "" for name, value in attrs if name == "id"]

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_page_groups_equal_changes_and_folds_many() -> None:
    """Scenarios that changed alike are told once, with their number; ids on the page are unique."""
    worse = turned(BEFORE, {one.id: Verdict.NOT_APPLICABLE for one in PASSED})
    many = tuple(scenario(Verdict.PASSED, number) for number in range(50))
    each = tuple(msgspec.structs.replace(one, verdict=Verdict.FAILED, message=one.id) for one in many)
    shown = Tags(page.render(compared(worse, BEFORE)))
    assert shown.text.count("passed → not applicable") == 1
    assert "No scenario changed." in shown.text
    assert len(shown.ids) == len(set(shown.ids))
    folded = Tags(page.render(Comparison([("a", run(*many)), ("b", run(*each))]))).text
    assert "10 more" in folded
    alike = tuple(msgspec.structs.replace(one, verdict=Verdict.FAILED) for one in many)
    assert "50 scenarios" in Tags(page.render(Comparison([("a", run(*many)), ("b", run(*alike))]))).text


def test_the_page_shows_removed_scenarios_and_cautions() -> None:
    """What only the first run has is told as such."""
    text = Tags(page.render(compared(turned(BEFORE, {}, scenarios=PASSED, filtered=True)))).text
    assert "not in this run" in text
    assert "Run 2 holds a selection" in text


def test_the_page_begins_with_every_class_of_every_run() -> None:
    """Claims and counted verdicts side by side, before any change; a class links to its requirements."""
    silent = msgspec.structs.replace(BEFORE, subject=None, classes=())
    data = page.render(compared(AFTER, silent)).decode()
    first = data[: data.index("<main>")]
    assert 'href="#waiting"' in first
    assert 'id="waiting"' in data
    text = Tags(first.encode()).text
    assert text.count("non-conformant4 passed, 1 failed") == 2
    assert "no claim" in text
    assert 'class="sheet"' in first


def test_more_runs_than_fit_are_scrolled() -> None:
    """Up to five stand side by side; the tables of six scroll within themselves."""
    assert b"sheet many" not in page.render(compared(*[AFTER] * 4))
    assert b"sheet many" in page.render(compared(*[AFTER] * 5))


def test_hostile_text_makes_no_element() -> None:
    """Names, messages and origins from outside stay text in page and table."""
    one = msgspec.structs.replace(scenario(Verdict.FAILED), id=HOSTILE, name=HOSTILE, message=HOSTILE)
    subject = msgspec.structs.replace(BEFORE.subject, name=HOSTILE)
    hostile = turned(BEFORE, {}, scenarios=(one,), subject=subject, adapter=HOSTILE, interrupted=HOSTILE)
    comparison = Comparison([(HOSTILE, hostile), ("b", BEFORE)])
    data = page.render(comparison)
    assert "script" not in Tags(data).tags
    assert b"\x00" not in data
    assert "<script>" not in markdown.render(comparison).decode()
    assert record.render(comparison) == record.render(comparison)


def test_the_page_asks_nothing_of_the_network() -> None:
    """The policy in the page forbids it, and nothing in it would."""
    data = page.render(compared(AFTER)).decode()
    assert "default-src 'none'" in data
    assert "http" not in data.replace("http-equiv", "")
