"""The pictures of the HTML report: bits, sequences, topologies. Only what evidence holds is drawn."""

import re
from pathlib import Path
from typing import Any

import msgspec
import pytest
from runs import run, scenario

from ezconform.cli import main
from ezconform.netstat.flags import CLUSTER_BITS
from ezconform.protocol.lab import LabDefinition
from ezconform.reports import html
from ezconform.reports.html.bits import bits_markup, words_of
from ezconform.reports.html.evidence import FEW, Shelf
from ezconform.reports.html.route import route_of
from ezconform.reports.html.sequence import Lane, Mark, Sequence, outcome_words, sequence_of
from ezconform.reports.html.sequence_drawing import Drawings, sequence_markup
from ezconform.reports.html.topology import topology_markup
from ezconform.reports.run_directory import read_run
from ezconform.results import Evidence, RunResults, ScenarioResult, StepResult
from ezconform.specification.registers import read_labs
from ezconform.verdict import Verdict

ROOT = Path(__file__).parents[3]
REPORT = """MVS TCP/IP NETSTAT CS V1R12       TCPIP Name: TCPCS1          00:00:00
Client Name: PAYROLL                     Client Id: 00000001
Local Socket: 10.1.1.1..1024
Foreign Socket: 10.1.1.2..5000
Last Touched: 00:00:00                   State: Establsh
TcpClusterConnFlag: {cluster}                   TcpTrustedPartner: {trusted}
"""


def sent(verb: str, answer: dict[str, Any] | None = None, **request: Any) -> Evidence:
    return Evidence(verb=verb, request=request, answer={"outcome": "done"} if answer is None else answer)


def played(*evidence: Evidence) -> ScenarioResult:
    """A scenario of one step with these exchanges."""
    step = StepResult(keyword="When", text="it happens", verdict=Verdict.PASSED, evidence=evidence)
    return msgspec.structs.replace(scenario(Verdict.PASSED), steps=(step,))


def connected(server_stack: str = "TCPCS2") -> tuple[Evidence, ...]:
    """PAYROLL on TCPCS1 is connected to LEDGER: socket c at one end, s at the other."""
    return (
        sent("program.start", program="PAYROLL", stack="TCPCS1"),
        sent("program.start", program="LEDGER", stack=server_stack),
        sent("socket.open", socket="l", program="LEDGER"),
        sent("socket.bind", socket="l", port=5000),
        sent("socket.open", socket="c", program="PAYROLL"),
        sent("socket.connect", socket="c", port=5000),
        sent("socket.accept", listener="l", socket="s"),
    )


SUSPENDED = {"outcome": "suspended"}
BOB = {"outcome": "answered", "address_space_user_id": "BOB"}


def asked(socket: str = "c", call: str = "g", timeout: int = 10, **answer: Any) -> Evidence:
    return sent(
        "partner.get", answer or SUSPENDED, socket=socket, call=call, request=["user-id"], timeout=timeout
    )


def clock(now: float, **completed: float) -> Evidence:
    done = [{"call": call, "at": at} for call, at in completed.items()]
    return sent("clock.advance", {"outcome": "now", "seconds": now, "completed": done}, seconds=1.0)


def outcome(answer: dict[str, Any], call: str = "g") -> Evidence:
    return sent("partner.outcome", answer, call=call)


def traced(*events: tuple[float, str, str, str]) -> Evidence:
    names = ("at", "sender", "receiver", "what")
    told = [dict(zip(names, event, strict=True)) for event in events]
    return sent("trace.read", {"outcome": "trace", "events": told})


def sequence(*evidence: Evidence) -> Sequence:
    found = sequence_of(played(*connected(), *evidence))
    assert found
    return found


def told(found: Sequence) -> list[tuple[float, str]]:
    """What happened after the two were connected."""
    events = [(event.at, event.text) for event in found.events]
    assert events[:2] == [(0.0, "connect"), (0.0, "TCP connection")]
    return events[2:]


def test_a_suspended_call_is_told_from_question_to_answer() -> None:
    """The call, XCF's two messages, and the return stand at their seconds; the bar spans the suspension."""
    found = sequence(
        clock(5.0),
        asked(),
        outcome(SUSPENDED),
        clock(6.0, g=5.5),
        outcome(BOB),
        outcome(BOB),
        traced((5.0, "TCPCS1", "TCPCS2", "question"), (5.25, "TCPCS2", "TCPCS1", "answer")),
    )
    assert found.lanes == ("PAYROLL", "TCPCS1", "XCF", "TCPCS2", "LEDGER")
    assert told(found) == [
        (5.0, "SIOCGPARTNERINFO user-id"),
        (5.0, "question"),
        (5.25, "answer"),
        (5.5, "answered: BOB"),
        (15.0, "limit: PI_TIMEOUT 10 s"),
    ]
    assert (found.suspensions["g"].since, found.suspensions["g"].until) == (5.0, 5.5)


def test_what_was_not_traced_is_not_made_up() -> None:
    """Without a trace no XCF message is drawn and the lane says why."""
    found = sequence(asked(timeout=0), outcome({"outcome": "refused", "errno": "ENOTCONN"}))
    assert found.lanes[Lane.XCF] == "XCF, not traced"
    assert told(found) == [(0.0, "SIOCGPARTNERINFO user-id"), (0.0, "ENOTCONN")]


def test_the_server_asks_on_its_own_lane() -> None:
    """A call of the accepting end is drawn at the right, also when it is answered at once."""
    found = sequence(asked(), asked("s", "h", outcome="answered"), sent("partner.set", socket="s"))
    events = [(event.source, event.target, event.text) for event in found.events[3:6]]
    assert events == [
        (Lane.SERVER, Lane.SERVER_STACK, "SIOCGPARTNERINFO user-id"),
        (Lane.SERVER_STACK, Lane.SERVER, "answered"),
        (Lane.SERVER, Lane.SERVER_STACK, "SIOCSPARTNERINFO"),
    ]
    other = sequence(asked("s"), outcome(BOB))
    assert [event.source for event in other.events if event.mark is Mark.RETURN] == [Lane.SERVER_STACK]


def test_disturbances_and_signals_are_notes() -> None:
    """What was done to XCF, and to the program, stands where it was done; a lost message ends at XCF."""
    found = sequence(
        sent("xcf.disturb", effect="delay", seconds=7.0),
        sent("xcf.disturb", effect="lose", seconds=0.0),
        sent("xcf.disturb", effect="restore"),
        asked(),
        sent("partner.interrupt", call="g"),
        sent("partner.interrupt", call="unknown"),
        sent("partner.set", {"outcome": "refused", "errno": "EACCES"}, socket="c"),
        outcome(BOB, "unknown"),
        traced((0.0, "TCPCS1", "TCPCS2", "lost"), (0.0, "TCPCS8", "TCPCS9", "question")),
        sent("syslog.read"),
    )
    assert [text for at, text in told(found) if at == 0.0] == [
        "XCF takes 7 s from here",
        "XCF loses messages from here",
        "XCF works again",
        "SIOCGPARTNERINFO user-id",
        "signal",
        "SIOCSPARTNERINFO: EACCES",
        "lost",
    ]
    lost = next(event for event in found.events if event.mark is Mark.LOST)
    assert lost.target is Lane.XCF


@pytest.mark.parametrize(
    "evidence",
    [
        (),
        (*connected()[:5], asked()),
        (*connected("TCPCS1"), asked()),
        (sent("program.start", program="PAYROLL", stack="TCPCS1"), asked()),
        (
            *connected(),
            sent("socket.open", socket="x", program="THIRD"),
            sent("socket.take", socket="y", program="THIRD", given="c"),
            asked("y"),
        ),
    ],
)
def test_other_scenarios_are_not_drawn(evidence: tuple[Evidence, ...]) -> None:
    """One stack, nobody connected, a caller on no known stack: no drawing."""
    assert sequence_markup(played(*evidence)) == ""


def test_events_of_others_are_left_out() -> None:
    """Registrations of programs outside the pair do not appear; the trace alone is worth a drawing."""
    found = sequence(
        sent("socket.open", socket="x", program="THIRD"),
        sent("partner.set", socket="x"),
        traced((1.0, "TCPCS2", "TCPCS1", "answer")),
    )
    assert told(found) == [(1.0, "answer")]
    third = sent("partner.get", {"outcome": "answered"}, socket="l", call="z")
    assert len(told(sequence(asked(), third, clock(1.0, z=0.5)))) == 4
    reopened = sent("socket.open", socket="c", program="THIRD")
    answered = traced((1.0, "TCPCS2", "TCPCS1", "answer"))
    assert [event.text for event in sequence(asked(), reopened, answered).events] == ["answer"]
    unknown = Evidence(verb="partner.get", request={"socket": "zz", "call": "z"}, answer=SUSPENDED)
    assert sequence_of(played(*connected(), unknown)) is None


def test_what_crosses_stacks_without_waiting_is_drawn_as_well() -> None:
    """The connection, an answer given at once, the older option, a report, a close; others are named."""
    found = sequence(
        sent("program.start", program="WORKER", stack="TCPCS2"),
        sent("socket.open", socket="w", program="WORKER"),
        asked(outcome="answered"),
        sent("routing.get", {"outcome": "routing", "routing": ["internal"]}, socket="w"),
        sent("netstat.report", stack="TCPCS2"),
        sent("netstat.report", stack="TCPCS9"),
        sent("socket.close", socket="c"),
    )
    assert [text for _, text in told(found)] == [
        "SIOCGPARTNERINFO user-id",
        "answered",
        "WORKER: SO_CLUSTERCONNTYPE",
        "internal",
        "Netstat report",
        "close",
    ]
    refused = sent("socket.connect", {"outcome": "refused", "errno": "ECONNREFUSED"}, socket="c", port=5000)
    assert [text for _, text in told(sequence(refused))] == ["connect: ECONNREFUSED"]
    assert told(sequence(sent("socket.connect", socket="s", port=5000))) == []


def test_what_recurs_is_drawn_once() -> None:
    """The second of two equal scenarios uses the drawing of the first; another page has its own."""
    drawings = Drawings()
    first, second = (drawings.markup(played(*connected(), asked())) for _ in range(2))
    assert "<g class=seq id=q1>" in first
    assert second.endswith('<use href="#q1"/></svg>')
    assert first.startswith(second.partition("<use")[0])
    assert "<g class=seq id=q2>" in drawings.markup(played(*connected(), asked("s")))
    assert "<g class=seq id=p1>" in Drawings("p").markup(played(*connected(), asked()))


def test_every_scenario_of_ours_that_crosses_stacks_is_drawn(whole: RunResults) -> None:
    """Of the whole suite on the reference: two connected stacks always give a drawing, one stack never."""
    labs = {one.name: one for one in whole.labs}
    routes = {one.id: route_of(one, labs) for one in whole.scenarios}
    crossing = {id_ for id_, route in routes.items() if route and route.client != route.server}
    assert len(crossing) > 400
    assert {one.id for one in whole.scenarios if sequence_markup(one)} == crossing


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> RunResults:
    """Everything, on the reference."""
    folder = tmp_path_factory.mktemp("whole")
    main(["run", "--root", str(ROOT), "--adapter", "reference", "--report-dir", str(folder)])
    return read_run(str(folder))


def test_the_drawing_has_lanes_bar_limit_and_times() -> None:
    """Each kind of thing has a shape; an unfinished suspension goes to the end; names are escaped."""
    drawn = sequence_markup(
        played(
            *connected(),
            asked(),
            sent("xcf.disturb", effect="lose"),
            outcome({"outcome": "refused", "errno": "<b>"}),
            asked("s", "h"),
            traced((0.5, "TCPCS1", "TCPCS2", "lost"), (2.5, "TCPCS2", "TCPCS1", "answer")),
        )
    )
    for part in ("class=w", 'class="limit"', 'class="lost"', 'class="note"', ">2.5 s<", ">PAYROLL<"):
        assert part in drawn
    assert "<b>" not in drawn
    assert "&lt;b&gt;" in drawn
    assert len(re.findall(r"h10V", drawn)) == 2


def test_the_bar_lasts_from_its_own_call_to_its_own_return() -> None:
    """Also where other calls were made and answered at the same moment."""
    drawn = sequence_markup(played(*connected(), asked(call="f", outcome="answered"), asked(), outcome(BOB)))
    rows = {text: int(y) + 5 for y, text in re.findall(r"y=(\d+)>([^<]+)</text>", drawn)}
    bar = re.search(r"class=w d=\"M\d+ (\d+)h10V(\d+)h", drawn)
    assert bar
    calls = [int(y) + 5 for y in re.findall(r"y=(\d+)>SIOCGPARTNERINFO", drawn)]
    assert (int(bar[1]), int(bar[2])) == (calls[1], rows["answered: BOB"])


def test_an_endless_scenario_is_not_drawn() -> None:
    """A drawing of hundreds of events would not be looked at."""
    assert sequence_markup(played(*connected(), *(asked(call=f"g{n}") for n in range(40)))) == ""


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        ({}, "no answer"),
        ({"outcome": "answered"}, "answered"),
        ({"outcome": "answered", "task_user_id": "ERIN"}, "answered: ERIN"),
        ({"outcome": "refused"}, "refused"),
        ({"outcome": "done"}, "done"),
        ({"outcome": "routing", "routing": ["same-image", "internal"]}, "same-image, internal"),
        ({"outcome": "routing", "routing": []}, "no indicator"),
    ],
)
def test_an_answer_has_a_word(answer: dict[str, Any], words: str) -> None:
    """Every answer is told in a word or two."""
    assert outcome_words(answer) == words


def report(cluster: str, trusted: str = "E0") -> Evidence:
    text = REPORT.format(cluster=cluster, trusted=trusted)
    return sent("netstat.report", {"outcome": "report", "text": text}, stack="TCPCS1")


def test_both_flags_are_strips_with_words() -> None:
    """8E fills four places and says what they mean; E0 fills three."""
    drawn = bits_markup((report("8E"),))
    assert "PAYROLL Establsh" in drawn
    assert "requested, internal, same image, same cluster" in drawn
    assert "user ID retrieved, UTOKEN retrieved, SIOCSPARTNERINFO issued" in drawn
    paths = re.findall(r'<path d="([^"]*)"', drawn)
    assert [path.count("M") for path in paths] == [4, 3]
    assert paths[0].startswith("M0 0h24")


def test_no_bit_and_unassigned_bits_have_words() -> None:
    """A strip of zeros is drawn empty; a bit that no document names is told by its value."""
    drawn = bits_markup((report("00", "10"),))
    assert "no bit is on" in drawn
    assert "10 not assigned" in drawn
    assert words_of(0x41, CLUSTER_BITS, ("a", "b", "c", "d", "e")) == ("40 not assigned", "e")


@pytest.mark.parametrize(
    "one",
    [
        sent("clock.advance"),
        sent("netstat.report", {"outcome": "refused", "errno": "EACCES"}),
        Evidence(verb="netstat.report", request={}, answer=None),
        sent("netstat.report", {"outcome": "report", "text": "no report"}),
        report("zz"),
        sent("netstat.report", {"outcome": "report", "text": "Client Name: A   Client Id: 1\n"}),
    ],
)
def test_what_holds_no_flags_draws_nothing(one: Evidence) -> None:
    """Refused, missing, unreadable: the picture is left out and the report is made all the same."""
    assert bits_markup((one,)) == ""


def test_every_lab_of_ours_is_drawn_with_its_links() -> None:
    """Each system, stack and link of each lab is on its picture."""
    for lab in read_labs(ROOT).values():
        drawn = topology_markup(lab)
        for system in lab.systems:
            assert f">{system.name}<" in drawn
            assert all(f">{stack.name}" in drawn for stack in system.stacks)
        lines = re.findall(r'class="(?:internal|exposed)(?: spare)?"', drawn)
        assert len(lines) == len(lab.links)


def test_a_link_says_whether_it_leaves_the_sysplex_and_carries_traffic() -> None:
    """OSA is exposed; what is listed second for a pair is spare; outside and VIPAs are told."""
    labs = read_labs(ROOT)
    assert 'class="exposed"' in topology_markup(labs["osa"])
    assert 'class="internal spare"' in topology_markup(labs["osa"])
    assert 'class="system outside"' in topology_markup(labs["outside"])
    assert "distributed to TCPCS3" in topology_markup(labs["dynamic-vipas"])
    assert topology_markup(LabDefinition(name="x", purpose="", systems=())) == ""


def test_exchanges_that_recur_are_shown_once() -> None:
    """Three passed scenarios alike share one block; a failed one keeps its own; each link leads there."""
    passed = [scenario(Verdict.PASSED, number) for number in range(3)]
    data = html.render(run(*passed, scenario(Verdict.FAILED))).decode()
    links = set(re.findall(r"<a class=e href=#(x\d+)>", data))
    assert links
    assert all(f"<pre id={one}>" in data for one in links)
    shown = data.count("<b>socket.connect</b>")
    assert shown == 2
    assert Shelf(run(*passed[:2])).shown() == ""


def test_hundreds_of_failures_share_their_exchanges() -> None:
    """A subject that fails everywhere does not make the report endless."""
    failed = [scenario(Verdict.FAILED, number) for number in range(FEW + 1)]
    assert html.render(run(*failed[:-1])).count(b"<b>socket.connect</b>") == FEW
    assert html.render(run(*failed)).count(b"<b>socket.connect</b>") == 1


def test_pictures_stand_in_the_report() -> None:
    """The page has the shared grid, and a scenario that crosses stacks its drawing, outside any fold."""
    one = played(*connected(), asked(), report("8E"))
    data = html.render(run(one)).decode()
    assert "<symbol id=bits" in data
    assert data.index("<svg class=seq") < data.index("<ol>")
    assert "<div class=f>" in data
