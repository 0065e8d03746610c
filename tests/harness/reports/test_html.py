"""The HTML report, as text; `test_html_in_browser` looks at it in a browser."""

import re
from html.parser import HTMLParser

import msgspec
import pytest
from runs import LAB, run, scenario

from ezconform.reports import html
from ezconform.reports.html.scenario import marked
from ezconform.results import Evidence, Mismatch, RunResults, Source, StepResult
from ezconform.verdict import Claim, Verdict

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>\x00\x1b[31m\u202edlrow\ud800&amp;"


class Page(HTMLParser):
    """The elements, ids, links and text of a page."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(data.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, name: str) -> list[str]:
        return [value for _, attributes in self.tags if (value := attributes.get(name)) is not None]


def page(results: RunResults) -> Page:
    return Page(html.render(results))


def test_the_first_screen_tells_subject_claims_and_digest() -> None:
    """Who was tested, with what, what may be claimed, what was left out."""
    text = page(run()).text
    for said in (
        "Rehosted stack 4.2",
        "ezconform 0.1.0",
        "exec:./subject --stdio",
        "sha256:5b1f6c",
        "interrupt",
    ):
        assert said in text
    assert "Of 2 classes: 1 non-conformant, 1 incomplete." in text


def glance(results: RunResults) -> str:
    """What stands on the first screen below the claims, as words."""
    found = re.search('<section id="glance".*?</section>', html.render(results).decode(), re.DOTALL)
    assert found
    return " ".join(Page(found[0].replace("<dd", " <dd").encode()).text.split())


def test_the_first_screen_tells_the_rest_in_short() -> None:
    """Failures, what was not run and why, differences, and what the report does not say."""
    said = glance(run())
    assert "Failures 6 scenarios under 1 requirement, each" in said
    assert (
        "Not run, and why 1 could not run: the reason of could not run; 1 not applicable: the reason" in said
    )
    assert "Differences and deviations 1 differs, 1 known deviation, under 1 requirement" in said
    assert "does not say Scenarios are examples" in said
    assert "1 open question, 1 ambiguous statement, 1 that nothing can show" in said


def test_the_first_screen_of_a_good_run_says_that_nothing_is_missing() -> None:
    """Silence could be taken for either."""
    results = run(scenario(Verdict.PASSED))
    said = glance(msgspec.structs.replace(results, requirements=results.requirements[:1]))
    assert "Failures" not in said
    assert "Nothing: every scenario of the specification was run" in said
    assert "deviations None" in said
    assert "Not run, and why 2 requirements without a scenario" in glance(results)


def test_the_first_screen_keeps_to_the_most_frequent_reasons() -> None:
    """The others are counted, and stand below."""
    why = [(number, f"reason {number}") for number in range(1, 6) for _ in range(number)]
    found = [
        msgspec.structs.replace(scenario(Verdict.COULD_NOT_RUN, place), message=reason)
        for place, (_, reason) in enumerate(why)
    ]
    most = "; ".join(f"{number} could not run: reason {number}" for number in (5, 4, 3))
    assert f"{most}; and 2 other reasons" in glance(run(*found))


def test_a_selection_is_never_told_as_the_whole() -> None:
    """A run of one class holds nothing of the others: it does not say that every scenario was run."""
    results = run(scenario(Verdict.PASSED), filtered=True)
    shown = html.render(msgspec.structs.replace(results, requirements=results.requirements[:1])).decode()
    assert "very scenario of the specification was run" not in shown
    assert "Only a selection was run" in glance(results)
    assert "do not appear in this report" in shown


@pytest.mark.parametrize(
    ("claim", "left_out", "said"),
    [
        (Claim.CONFORMANT, (), "nothing"),
        (Claim.CONFORMANT, ("interface:Java", "ipv6", "interface:REXX"), "interface: Java, REXX; ipv6"),
        (Claim.NOT_CLAIMED, (), "all of it"),
        (Claim.NO_CLAIM, (), "not judged"),
    ],
)
def test_what_a_claim_leaves_out(claim: Claim, left_out: tuple[str, ...], said: str) -> None:
    """The names of capabilities, their common part once; a class that is not claimed leaves out itself."""
    results = run(scenario(Verdict.PASSED))
    first = msgspec.structs.replace(results.classes[0], claim=claim, leaves_out=left_out)
    shown = html.render(msgspec.structs.replace(results, classes=(first, *results.classes[1:]))).decode()
    row = shown[shown.index('<th scope="row"><a href="#waiting">') :]
    cell = re.split("<tr>|</table>", row)[0].rpartition("<td")[2]
    assert Page(f"<td{cell}".encode()).text.strip() == said


def test_a_failure_names_the_line_of_its_scenario() -> None:
    """The requirement's line may be a screen away; results that know no line name none."""
    failed = scenario(Verdict.FAILED)
    assert "Written in features/waiting/time-out.feature:34. To see it again" in (
        page(run(msgspec.structs.replace(failed, line=34))).text
    )
    assert "Written in" not in page(run(msgspec.structs.replace(failed, line=0))).text


def test_every_requirement_and_scenario_has_its_address() -> None:
    """Ids are anchors, and every link inside the page leads somewhere."""
    shown = page(run())
    ids = shown.all("id")
    assert len(ids) == len(set(ids))
    assert {"WAIT-03", "WAIT-04", "ROUTE-01", "lab/two-systems"} <= set(ids)
    assert {scenario(verdict).id for verdict in Verdict} <= set(ids)
    inner = {href.removeprefix("#") for href in shown.all("href") if href.startswith("#")}
    assert inner <= set(ids)


def test_nothing_is_asked_of_the_network() -> None:
    """No resource is loaded from anywhere: neither by markup nor by style nor by script."""
    data = html.render(run()).decode()
    assert not re.search(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""", data)
    assert not re.search(r"@import|url\((?!data:)|fetch\(|XMLHttpRequest", data)
    assert {tag for tag, _ in page(run()).tags} & {"img", "iframe", "link", "object"} == {"link"}
    assert [attributes["href"] for tag, attributes in page(run()).tags if tag == "link"] == ["data:,"]


def test_a_failure_is_open_and_others_are_folded() -> None:
    """What asks for attention is unfolded, all else is one line."""
    opened = {
        attributes["id"]
        for tag, attributes in page(run()).tags
        if tag == "details" and "open" in attributes and attributes.get("class") != "e"
    }
    assert opened == {
        scenario(verdict).id
        for verdict in (
            Verdict.FAILED,
            Verdict.BROKEN_DECLARATION,
            Verdict.TIMED_OUT,
            Verdict.CRASHED,
            Verdict.PROTOCOL_ERROR,
            Verdict.HARNESS_FAULT,
        )
    }


def test_expected_and_actual_stand_side_by_side_with_the_difference_marked() -> None:
    """Only the part in which they differ is marked."""
    data = html.render(run(scenario(Verdict.FAILED))).decode()
    assert "<td><pre>ETIME</pre><td><pre>ETIME<mark>DOUT</mark></pre>" in data


@pytest.mark.parametrize(
    ("expected", "actual", "shown"),
    [
        ("same", "same", ("same", "same")),
        ("", "x", ("<i>nothing</i>", "<mark>x</mark>")),
        ("aXb", "aYYb", ("a<mark>X</mark>b", "a<mark>YY</mark>b")),
        ("aa", "aaa", ("aa", "aa<mark>a</mark>")),
        ("<", ">", ("<mark>&lt;</mark>", "<mark>&gt;</mark>")),
    ],
)
def test_the_differing_part_is_marked(expected: str, actual: str, shown: tuple[str, str]) -> None:
    """What both begin and end with stays unmarked; nothing is marked where nothing differs."""
    assert marked(expected, actual) == shown


def test_steps_show_what_was_sent_and_received() -> None:
    """Evidence tells verb, fields that say something, and the answer; a missing answer is told."""
    step = StepResult(
        keyword="When ",
        text="it is asked",
        verdict=Verdict.CRASHED,
        doc_string="a doc\nstring",
        evidence=(
            Evidence(verb="partner.get", request={"socket": "c1", "timeout": 0, "short": False}, answer=None),
            Evidence(
                verb="netstat.report",
                request={"stack": "TCPCS1", "clients": []},
                answer={"outcome": "report", "text": "line one\nline two <b>\n"},
            ),
        ),
    )
    text = page(run(msgspec.structs.replace(scenario(Verdict.CRASHED), steps=(step,)))).text
    assert "partner.get socket: c1, timeout: 0 → no usable answer\n" in text
    assert 'netstat.report stack: TCPCS1\n  → report: text: "line one\nline two <b>\n"' in text
    assert "a doc\nstring" in text


def test_hostile_text_is_shown_and_never_executed() -> None:
    """Whatever a subject says, no element and no attribute comes of it, and no character hides."""
    one = msgspec.structs.replace(
        scenario(Verdict.FAILED),
        id=f"WAIT-03/{HOSTILE}",
        name=HOSTILE,
        message=HOSTILE,
        detail=HOSTILE,
        mismatch=Mismatch(what=HOSTILE, expected=HOSTILE, actual=HOSTILE[:-1]),
        steps=(
            StepResult(
                keyword="When ",
                text=HOSTILE,
                verdict=Verdict.FAILED,
                table=((HOSTILE,),),
                doc_string=HOSTILE,
                evidence=(
                    Evidence(verb=HOSTILE, request={HOSTILE: "x y"}, answer={"outcome": "<b>", "n": "<b>"}),
                ),
            ),
        ),
    )
    results = run(one, msgspec.structs.replace(scenario(Verdict.NOT_APPLICABLE), message=HOSTILE))
    assert results.subject is not None
    subject = msgspec.structs.replace(results.subject, name=HOSTILE, version=HOSTILE)
    results = msgspec.structs.replace(
        results, subject=subject, adapter=HOSTILE, interrupted=HOSTILE, digest=HOSTILE
    )
    plain = page(run(scenario(Verdict.FAILED), scenario(Verdict.NOT_APPLICABLE)))
    shown = page(results)
    assert [tag for tag, _ in shown.tags].count("script") == 1
    assert "img" not in {tag for tag, _ in shown.tags}
    assert {name for _, attributes in shown.tags for name in attributes} <= {
        name for _, attributes in plain.tags for name in attributes
    }
    assert not re.search("[\x00\x1b\u202e\ud800]", html.render(results).decode())


def test_a_megabyte_from_a_subject_is_cut() -> None:
    """One endless answer does not make the report endless."""
    long = "x" * 1_000_000
    one = msgspec.structs.replace(
        scenario(Verdict.FAILED),
        message=long,
        mismatch=Mismatch(what="text", expected="", actual=long),
        steps=(
            StepResult(
                keyword="When",
                text="asked",
                verdict=Verdict.FAILED,
                evidence=(Evidence(verb="v", request={"a": long}, answer={"outcome": long}),),
            ),
        ),
    )
    assert len(html.render(run(one))) < 120_000


def test_equal_results_give_equal_bytes() -> None:
    """The page depends on the results alone, not on their order."""
    assert html.render(run(scenario(Verdict.PASSED), scenario(Verdict.FAILED))) == html.render(
        run(scenario(Verdict.FAILED), scenario(Verdict.PASSED)),
    )


def test_documents_are_linked_and_unknown_sources_named() -> None:
    """A manual leads to its address; a source the file does not describe is at least named."""
    manual = Source(id="ip-prog", title="IP Programmer's Guide", text="https://www.example.com/x?a=1&b=2")
    data = html.render(msgspec.structs.replace(run(), sources=(manual,))).decode()
    assert '<a href="https://www.example.com/x?a=1&amp;b=2">IP Programmer\'s Guide</a>' in data
    assert "<li><b>S08.11</b><li>" in data


def test_labs_are_described() -> None:
    """A reader finds what the lab of a step looks like."""
    assert LAB.purpose in page(run()).text
    assert "lab/two-systems" not in page(msgspec.structs.replace(run(), labs=())).all("id")


@pytest.mark.parametrize(
    ("claim", "interrupted", "state"),
    [
        (Claim.CONFORMANT, "", "good"),
        (Claim.CONFORMANT, "Ctrl-C", "open"),
        (Claim.INCOMPLETE, "", "open"),
        (Claim.NON_CONFORMANT, "", "bad"),
        (Claim.DECLARED, "", "bad"),
    ],
)
def test_the_headline_is_coloured_by_the_worst(claim: Claim, interrupted: str, state: str) -> None:
    """Good only if every class is conformant and the run complete."""
    results = run(scenario(Verdict.PASSED), interrupted=interrupted)
    results = msgspec.structs.replace(
        results, classes=(msgspec.structs.replace(results.classes[0], claim=claim),)
    )
    assert f'class="headline {state}"' in html.render(results).decode()


@pytest.mark.parametrize(
    ("claim", "verdict", "warned"),
    [
        (Claim.CONFORMANT, Verdict.FAILED, True),
        (Claim.CONFORMANT, Verdict.PASSED, False),
        (Claim.NON_CONFORMANT, Verdict.FAILED, False),
    ],
)
def test_a_conformant_class_with_failures_says_why(claim: Claim, verdict: Verdict, *, warned: bool) -> None:
    """They are warnings; otherwise claim and numbers would seem to contradict each other."""
    results = run(scenario(verdict))
    first = msgspec.structs.replace(results.classes[0], claim=claim)
    shown = page(msgspec.structs.replace(results, classes=(first, *results.classes[1:])))
    assert ("What failed is a warning" in shown.text) is warned


def test_long_lists_fold() -> None:
    """More failing requirements than fit on a screen are folded behind their number."""
    results = run()
    records = tuple(msgspec.structs.replace(results.requirements[0], id=f"WAIT-{n}") for n in range(10, 30))
    scenarios = tuple(scenario(Verdict.FAILED, 1, one.id) for one in records)
    shown = page(msgspec.structs.replace(results, requirements=records, scenarios=scenarios))
    assert "8 more requirements" in shown.text


def test_endless_lists_end() -> None:
    """Of hundreds of failing requirements the head of the page lists some and says how many more."""
    results = run()
    records = tuple(
        msgspec.structs.replace(results.requirements[0], id=f"WAIT-{n}") for n in range(1000, 1400)
    )
    scenarios = tuple(scenario(Verdict.FAILED, 1, one.id) for one in records)
    data = html.render(msgspec.structs.replace(results, requirements=records, scenarios=scenarios)).decode()
    assert "And 100 more; the filter by verdict shows them all." in data
    listed = data[data.index('<section id="failures">') : data.index('<section id="not-run">')]
    assert listed.count("<li ") == 300


def test_a_run_of_everything_says_so() -> None:
    """Where nothing was left out, the report says that, and an empty run without subject has a page too."""
    results = run(scenario(Verdict.PASSED))
    whole = msgspec.structs.replace(results, requirements=results.requirements[:1])
    assert "Every scenario of the specification was run." in page(whole).text
    assert "no subject answered" in page(msgspec.structs.replace(whole, subject=None)).text


def test_a_step_that_was_not_reached_says_so() -> None:
    """What follows the failing step is marked, not left to look like a pass."""
    rest = StepResult(keyword="And ", text="so on", verdict=Verdict.NOT_APPLICABLE)
    one = scenario(Verdict.FAILED)
    data = html.render(run(msgspec.structs.replace(one, steps=(*one.steps, rest)))).decode()
    assert "<li class=rest><b>And</b> so on <em>not reached</em>" in data
