"""Coloured grids of the HTML report: outlines as tables, routing by place, authority by caller."""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from runs import run, scenario

from ezconform.cli import main
from ezconform.reports import html
from ezconform.reports.html.authority_scene import covers
from ezconform.reports.html.authorization_grid import authorization_grid
from ezconform.reports.html.grid import Cell, Grid, grid_markup
from ezconform.reports.html.outline import outlines
from ezconform.reports.html.route import Route, place, route_of, why
from ezconform.reports.html.routing_grid import routing_grid
from ezconform.reports.run_directory import read_run
from ezconform.results import Evidence, Mismatch, RunResults, ScenarioResult, StepResult
from ezconform.specification.registers import read_labs
from ezconform.verdict import Verdict

ROOT = Path(__file__).parents[3]
LABS = read_labs(ROOT)


def row(case: str, *texts: str, verdict: Verdict = Verdict.PASSED, outline: str = "o") -> ScenarioResult:
    """A row of an outline; a text that begins with a keyword keeps it, others are Given."""
    steps = []
    for text in texts:
        keyword, _, rest = text.partition(" ") if text.startswith(("Then ", "And ")) else ("Given", "", text)
        steps.append(StepResult(keyword=f"{keyword} ", text=rest, verdict=Verdict.PASSED))
    mismatch = Mismatch(what="x", expected="e", actual="a") if verdict is Verdict.FAILED else None
    return ScenarioResult(
        id=f"WAIT-03/{outline}/{case}",
        requirement="WAIT-03",
        verdict=verdict,
        name="the name",
        mismatch=mismatch,
        steps=tuple(steps),
    )


def texts(grid: Grid) -> list[list[str]]:
    return [[cell.text for cell in line] for line in grid.rows]


def test_an_outline_becomes_a_table_of_what_varies() -> None:
    """Columns are the words in which rows differ; expectations are coloured, a failure tells what came."""
    rows = (
        row("a", "the lab one", "x", "Then the routing is none", "And so"),
        row("b", "the lab two", "x", "Then the routing is same-image", "And so", verdict=Verdict.FAILED),
        row("c", "the lab two", "x", "Then the routing is internal, none", "And so"),
    )
    (grid,) = outlines(rows)
    assert (grid.corner, grid.columns) == ("case", ("the lab …", "the routing is …", "verdict"))
    assert texts(grid) == [
        ["a", "one", "none", "passed"],
        ["b", "two", "same-image", "failed: a"],
        ["c", "two", "internal, none", "passed"],
    ]
    assert [cell.style for cell in grid.rows[1]] == ["", "", "failed", "failed"]
    assert grid.rows[1][0].link == grid.rows[1][3].link == "WAIT-03/o/b"


def test_two_columns_that_meet_in_every_way_are_set_against_each_other() -> None:
    """Every combination once: one goes down, the other across, and the cell tells what is expected."""
    found = [
        row(f"{one}{other}", f"from {one} on", f"to {other} on", f"Then it says {one + other}")
        for one in (1, 2)
        for other in (3, 4)
    ]
    (grid,) = outlines(found)
    assert (grid.corner, grid.columns) == ("from … on", ("3", "4"))
    assert texts(grid) == [["1", "4, passed", "5, passed"], ["2", "5, passed", "6, passed"]]
    (listed,) = outlines(found[:3])
    assert listed.corner == "case"


def test_a_value_is_cut_at_punctuation_and_never_within_a_word() -> None:
    """What all values have in common around them belongs to the heading."""
    rows = [
        row(f"{number}", f'enters "F DCAS,DEBUG={number}"', f"and level{number} is told")
        for number in range(3)
    ]
    (grid,) = outlines(rows)
    assert grid.columns == ('enters "F DCAS,DEBUG=…"', "and … is told", "verdict")
    assert texts(grid)[1] == ["1", "1", "level1", "passed"]


@pytest.mark.parametrize(
    "rows",
    [
        (row("a", "is 1", "was 3"), row("b", "is 2", "was 4")),
        (row("a", "is 1"), row("b", "is 2"), row("c", "is 3")),
        (row("a", "is 1", "was 1"), row("b", "is 2", "was 2"), row("c", "is 3")),
        (row("a", "is 1", "is 1"), row("b", "is 2", "is 2"), row("c", "is 3", "is 3")),
        tuple(scenario(Verdict.NOT_APPLICABLE, number) for number in (1, 2, 3)),
    ],
)  # fmt: skip
def test_what_is_no_table_gives_no_grid(rows: tuple[ScenarioResult, ...]) -> None:
    """Two rows, one column, different steps, one value twice, nothing that was run."""
    assert outlines(rows) == []


def test_outlines_of_one_requirement_stay_apart() -> None:
    """Each has its own grid, and plain scenarios have none."""
    first = [row(case, f"is {case}", f"was {case}!") for case in "abc"]
    second = [row(case, f"is {case}", f"was {case}!", outline="p") for case in "abcd"]
    plain = msgspec.structs.replace(first[0], id="WAIT-03/plain")
    assert [len(grid.rows) for grid in outlines([*first, *second, plain])] == [3, 4]


def test_a_grid_says_in_words_what_it_colours() -> None:
    """Headings have their scope, cells their style and mark, hostile text stays text."""
    grid = Grid("<b>", "c", ("<i>",), ((Cell("<u>"), Cell("\x1b<p>", "failed", 'x"<', "✕")),), "why")
    assert grid_markup(grid) == (
        '<div class=scroll tabindex=0 role=group aria-label="&lt;b&gt;"><table class=grid>'
        "<caption>&lt;b&gt;<small>why</small></caption><tr><th scope=col>c<th scope=col>&lt;i&gt;"
        '<tr><th scope=row>&lt;u&gt;<td class="v failed"><a href="#x&quot;&lt;">'
        "✕ \\x1b&lt;p&gt;</a></table></div>"
    )


def sent(verb: str, answer: dict[str, Any] | None = None, **request: Any) -> Evidence:
    return Evidence(verb=verb, request=request, answer={"outcome": "done"} if answer is None else answer)


def connected(
    server: str = "TCPCS2", *changes: Evidence, user: str = "CAROL", **caller: Any
) -> tuple[Evidence, ...]:
    """P on TCPCS1 is connected to Q: socket c at one end, s at the other."""
    return (
        *changes,
        sent("program.start", program="P", stack="TCPCS1", user=user, **caller),
        sent("program.start", program="Q", stack=server, user="BOB"),
        sent("socket.open", socket="l", program="Q"),
        sent("socket.bind", socket="l", port=5000),
        sent("socket.open", socket="c", program="P"),
        sent("socket.connect", socket="c", port=5000),
        sent("socket.accept", listener="l", socket="s"),
    )


def played(lab: str, *evidence: Evidence, mismatch: Mismatch | None = None) -> ScenarioResult:
    steps = (
        StepResult(keyword="Given ", text=f"the lab {lab}", verdict=Verdict.PASSED),
        StepResult(keyword="When ", text="it happens", verdict=Verdict.PASSED, evidence=evidence),
    )
    one = scenario(Verdict.FAILED if mismatch else Verdict.PASSED)
    return msgspec.structs.replace(one, steps=steps, mismatch=mismatch)


def option(*told: str, socket: str = "c") -> Evidence:
    return sent("routing.get", {"outcome": "routing", "routing": list(told)}, socket=socket)


def test_routing_is_shown_by_the_place_of_the_partner() -> None:
    """Rows by nearness, a cell for each indicator, set or not, with words where answers differ."""
    grid = routing_grid(
        [
            played("two-systems", *connected(), option("same-cluster", "internal")),
            played(
                "two-systems", *connected(), option("same-cluster", socket="s"), option("none", socket="l")
            ),
            played("one-stack", *connected("TCPCS1"), option("same-image")),
            played("two-systems", *connected(), sent("socket.close", socket="c"), option("no-connection")),
            played("two-systems", *connected()[:5], option("no-connection")),
            played("unknown", *connected(), option("none")),
        ],
        LABS,
    )
    assert grid
    assert texts(grid) == [
        ["the same stack", "not set", "not set", "set", "not set"],
        ["another system of the sysplex, over XCF", "not set", "set", "not set", "set in 1, not in 1"],
    ]
    assert routing_grid([played("two-systems", *connected())], LABS) is None


def test_routing_of_the_ioctl_is_counted_when_it_is_answered() -> None:
    """Also of a call that was suspended; not of one that nobody made at the connection."""
    answered = {"outcome": "answered", "routing": ["internal"]}
    grid = routing_grid(
        [
            played(
                "two-systems",
                *connected(),
                sent("partner.get", {"outcome": "suspended"}, socket="c", call="g"),
                sent("partner.outcome", {"outcome": "suspended"}, call="g"),
                sent("partner.outcome", answered, call="g"),
                sent("partner.outcome", answered, call="of-nobody"),
            )
        ],
        LABS,
    )
    assert grid
    assert texts(grid)[0][4] == "set"


@pytest.mark.parametrize(
    ("expected", "actual", "wrong"),
    [
        ('"internal, same-cluster"', '"same-cluster, none"', ["none", "internal"]),
        ('"same-image" among it', '"nothing"', ["same-image"]),
        ('no "none" among it', '"none"', ["none"]),
    ],
)
def test_an_indicator_is_wrong_where_expectation_and_answer_differ(
    expected: str, actual: str, wrong: list[str]
) -> None:
    """Only those cells are coloured as failures, and they lead to the scenario."""
    mismatch = Mismatch(what="routing", expected=expected, actual=actual)
    failed = played("two-systems", *connected(), option("none"), mismatch=mismatch)
    other = played(
        "two-systems", *connected(), option("none"), mismatch=Mismatch(what="x", expected="none", actual="y")
    )
    grid = routing_grid([failed], LABS)
    assert grid
    assert [
        head for head, cell in zip(grid.columns, grid.rows[0][1:], strict=True) if cell.style == "failed"
    ] == wrong
    assert {cell.link for cell in grid.rows[0] if cell.style == "failed"} == {failed.id}
    unrelated = routing_grid([other], LABS)
    assert unrelated
    assert not [cell for cell in unrelated.rows[0] if cell.style == "failed"]


GRANTED = {"outcome": "answered", "address_space_user_id": "BOB"}
REFUSED = {"outcome": "refused", "errno": "EACCES"}
PROFILE = "EZB.IOCTL.*.*.PARTNERINFO"


def asked(answer: dict[str, Any], **more: Any) -> Evidence:
    request: dict[str, Any] = {"socket": "c", "call": "g", "request": ["user-id"], "timeout": 10}
    return sent("partner.get", answer, **(request | more))


def saf(verb: str, **request: Any) -> Evidence:
    return sent(f"saf.{verb}", database="RACFA", profile=PROFILE, **request)


REFRESH = sent("saf.refresh", system="SYS1")


def placed(
    *evidence: Evidence, lab: str = "two-systems", mismatch: Mismatch | None = None
) -> dict[tuple[str, str], str]:
    """Row and column of everything that was tried, with its words."""
    grid = authorization_grid([played(lab, *evidence, mismatch=mismatch)], LABS)
    return {
        (line[0].text, head): cell.text
        for line in (grid.rows if grid else ())
        for head, cell in zip(grid.columns if grid else (), line[1:], strict=True)
        if cell.text != "not tried"
    }


STATE = "problem state, not authorized"


@pytest.mark.parametrize(
    ("changes", "user", "column"),
    [
        ((), "ALICE", "READ"),
        ((), "CAROL", "no entry"),
        ((saf("permit", id="CAROL", access="ALTER"), REFRESH), "CAROL", "ALTER"),
        ((saf("permit", id="CAROL", access="ALTER"),), "CAROL", "set otherwise"),
        ((saf("permit", id="*", access="READ"), REFRESH), "CAROL", "set otherwise"),
        ((saf("delete"), REFRESH), "ALICE", "no profile"),
        ((saf("delete"), saf("define", uacc="NONE"), REFRESH), "ALICE", "no entry"),
        ((saf("define", uacc="READ"), REFRESH), "ALICE", "set otherwise"),
        ((saf("alter", uacc=None, warning=True), REFRESH), "ALICE", "set otherwise"),
        (
            (sent("saf.define", database="RACFA", profile="EZB.IOCTL.SYS1.**"), REFRESH),
            "ALICE",
            "set otherwise",
        ),
    ],
)
def test_authority_is_shown_by_what_the_profile_says(
    changes: tuple[Evidence, ...], user: str, column: str
) -> None:
    """The entry of the user, or that there is none; anything else is one column."""
    assert placed(*connected("TCPCS2", *changes, user=user), asked(GRANTED)) == {
        (STATE, column): "granted (1)"
    }


@pytest.mark.parametrize(
    ("caller", "named"),
    [({"apf": True}, "APF-authorized"), ({"supervisor_state": True}, "in supervisor state"), ({}, STATE)],
)
def test_callers_are_told_apart(caller: dict[str, bool], named: str) -> None:
    """By what they were started with; also for calls that were suspended first."""
    later = (asked({"outcome": "suspended"}), sent("partner.outcome", REFUSED, call="g"))
    assert placed(*connected(**caller), *later) == {(named, "no entry"): "EACCES (1)"}


@pytest.mark.parametrize(
    "evidence",
    [
        (*connected(), asked(REFUSED, timeout=0)),
        (*connected(), asked(REFUSED, short_buffer=True)),
        (*connected(), asked(REFUSED, request=["routing"])),
        (*connected(), asked(REFUSED, socket="l")),
        (*connected(), sent("saf.options", system="SYS1"), asked(REFUSED)),
        (*connected(), sent("saf.permit", profile="EZBDOMAIN", id="X", access="READ"), asked(REFUSED)),
        (*connected(), sent("socket.close", socket="c"), asked(REFUSED)),
        connected(),
    ],
)
def test_what_authority_alone_does_not_decide_is_left_out(evidence: tuple[Evidence, ...]) -> None:
    """Hasty and unconnected calls, routing only, other means, domains, closed connections."""
    assert placed(*evidence) == {}
    assert authorization_grid([played("outside", *connected("TCPIP9"), asked(REFUSED))], LABS) is None


@pytest.mark.parametrize(("verdict", "sign"), [(Verdict.FAILED, "✕"), (Verdict.DIFFERS, "≠")])
def test_what_was_expected_otherwise_is_coloured(verdict: Verdict, sign: str) -> None:
    """With the verdict's colour and sign and a link to the scenario, in either grid."""
    wrong = Mismatch(what="routing", expected="none", actual="internal")
    one = played("two-systems", *connected(), option("internal"), asked({}), mismatch=wrong)
    one = msgspec.structs.replace(one, verdict=verdict)
    for grid in (routing_grid([one], LABS), authorization_grid([one], LABS)):
        assert grid
        told = [cell for row in grid.rows for cell in row if "expected otherwise" in cell.text]
        assert told
        assert {(cell.style, cell.link, cell.mark) for cell in told} == {(verdict.value, one.id, sign)}


def test_an_answer_without_a_name_is_told_as_it_is() -> None:
    """Of what tells neither outcome nor errno the grid says no more."""
    assert placed(*connected(), asked({})) == {(STATE, "no entry"): "no answer (1)"}


@pytest.mark.parametrize(
    ("profile", "covered"),
    [
        ("EZB.IOCTL.*.*.PARTNERINFO", True),
        ("EZB.IOCTL.SYS1.TCPCS1.PARTNERINFO", True),
        ("EZB.IOCTL.SYS%.TCPCS1.PARTNERINFO", True),
        ("EZB.**", True),
        ("EZB.IOCTL.SYS2.*.PARTNERINFO", False),
        ("EZB.IOCTL.*.PARTNERINFO", False),
        ("EZBDOMAIN", False),
    ],
)
def test_generic_names_are_matched_by_qualifier(profile: str, covered: bool) -> None:
    """Enough to see which profile a scene is about."""
    assert covers(profile, "EZB.IOCTL.SYS1.TCPCS1.PARTNERINFO") is covered


@pytest.mark.parametrize(
    ("lab", "route", "where", "because"),
    [
        ("one-stack", ("TCPCS1", "TCPCS1", ""), "the same stack", "internal: the traffic never"),
        (
            "hipersockets",
            ("TCPCS1", "TCPCS2", "HiperSockets"),
            "another image on the same",
            "internal: Hiper",
        ),
        (
            "osa",
            ("TCPCS1", "TCPCS2", "OSA"),
            "another system of the sysplex, over OSA",
            "not internal: an OSA",
        ),
        ("outside", ("TCPCS1", "TCPIP9", "OSA"), "outside the sysplex", "not internal: the partner"),
        ("subplexes", ("TCPCS1", "TCPCS2", "OSA"), "another stack of the same image, ano", "not internal"),
        ("two-systems", ("TCPCS1", "TCPCS2", ""), "another system of the sysplex", "the lab lists no link"),
    ],
)
def test_a_route_says_where_the_partner_is_and_why_it_is_internal(
    lab: str, route: tuple[str, str, str], where: str, because: str
) -> None:
    """In words, from the lab alone."""
    assert place(Route(lab, *route), LABS[lab]).startswith(where)
    assert why(Route(lab, *route), LABS[lab]).startswith(because)


def test_the_route_is_read_from_connection_and_change_of_way() -> None:
    """The lab's first link carries the traffic until the scenario turns it; no connection has no route."""
    turned = sent("route.change", source="TCPCS1", target="TCPCS2", via="OSA")
    back = sent("route.change", source="TCPCS2", target="TCPCS1", via="OSA")
    assert route_of(played("two-systems", *connected(), back), LABS) == Route(
        "two-systems", "TCPCS1", "TCPCS2", "XCF"
    )
    assert route_of(played("two-systems", *connected(), turned), LABS) == Route(
        "two-systems", "TCPCS1", "TCPCS2", "OSA", turned=True
    )
    for nowhere in (
        played("two-systems", *connected()[:5]),
        played("two-systems", *connected("TCPCS9")),
        played("x"),
    ):
        assert route_of(nowhere, LABS) is None


def test_the_page_shows_routes_taken_and_why() -> None:
    """Each route is drawn in its lab, its link highlighted; scenarios lead there; a failure has its own."""
    labs = tuple(LABS.values())
    turned = sent("route.change", source="TCPCS1", target="TCPCS2", via="OSA")
    passed = [
        played("two-systems", *connected()),
        played("two-systems", *connected(), turned),
        played("one-stack", *connected("TCPCS1")),
    ]
    failed = played("osa", *connected(), mismatch=Mismatch(what="x", expected="a", actual="b"))
    ids = iter("abcd")
    named = [msgspec.structs.replace(one, id=f"WAIT-03/{next(ids)}") for one in (*passed, failed)]
    data = html.render(msgspec.structs.replace(run(*named), labs=labs)).decode()
    links = re.findall(r"<p class=w><a href=#(route\d)>(.*?)</a> (.*?)\.", data)
    assert [(one[1], one[2].partition(":")[0]) for one in links] == [
        ("Route: TCPCS1 to TCPCS2 over XCF", "internal"),
        ("Route: TCPCS1 to TCPCS2 over OSA, turned there on the way", "not internal"),
        ("Route: inside TCPCS1", "internal"),
        ("Route: TCPCS1 to TCPCS2 over OSA", "not internal"),
    ]
    for address, *_ in links:
        assert f"<figure id={address}><svg class=topo" in data
    assert data.count("though both ends are inside.<svg class=topo") == 1
    assert len(re.findall('class="(?:internal|exposed) taken"', data)) == 5


def test_the_whole_suite_gives_both_grids_without_a_contradiction(tmp_path: Path) -> None:
    """On the reference every cell is as expected, and the documented outcomes stand where they belong."""
    main(["run", "--root", str(ROOT), "--adapter", "reference", "--report-dir", str(tmp_path)])
    results = read_run(str(tmp_path))
    routing = routing_grid(of(results, "ROUTE"), LABS)
    authority = authorization_grid(of(results, "CRED"), LABS)
    assert routing
    assert authority
    assert {cell.style for line in (*routing.rows, *authority.rows) for cell in line} <= {
        "",
        "passed",
        "passed on",
    }
    assert ["the same stack", "not set", "set", "set", "set"] in texts(routing)
    assert ["outside the sysplex, over OSA", "set", "not set", "not set", "not set"] in texts(routing)
    told = {
        head: cell.text.partition(" ")[0]
        for head, cell in zip(authority.columns, authority.rows[2][1:], strict=True)
    }
    assert told | {"set otherwise": ""} == {
        "no profile": "EACCES", "no entry": "EACCES", "NONE": "EACCES", "set otherwise": "",
        "READ": "granted", "UPDATE": "granted", "CONTROL": "granted", "ALTER": "granted",
    }  # fmt: skip
    page = (tmp_path / "report.html").read_text(encoding="utf-8")
    assert page.count("<table class=grid>") > 40


def of(results: RunResults, prefix: str) -> list[ScenarioResult]:
    return [one for one in results.scenarios if one.id.startswith(prefix)]


def test_a_lab_that_is_not_described_does_no_harm() -> None:
    """Results without labs have no routes and no grids."""
    assert routing_grid([played("two-systems", *connected(), option("none"))], {}) is None
    assert authorization_grid([played("two-systems", *connected(), asked(REFUSED))], {}) is None
