"""The HTML report of results that somebody else wrote or edited: whatever their evidence, there is one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ezconform.cli import main
from ezconform.reports import html
from ezconform.reports.run_directory import read_run
from ezconform.results import Evidence, RunResults, ScenarioResult

Draw = Callable[[st.SearchStrategy[Any]], Any]
CHOSEN = ("CRED-10", "CRED-32", "CRED-43", "WAIT-03", "ROUTE-03", "NET-05")
STRANGE = st.sampled_from([
    None, True, "", "x", "*", "10.1.1.2", -1, 5000, 1e300, 10**18, [], ["x"], [None], [[]], {},
    {"call": "g1"},
    [{"what": "lost"}], [{"call": [], "at": "x"}],
])  # fmt: skip
MEMBERS = st.sampled_from((
    "access", "address", "at", "call", "completed", "database", "effect", "errno", "events", "id", "listener",
    "outcome", "port", "profile", "program", "request", "routing", "seconds", "socket", "source", "stack",
    "system", "target", "text", "timeout", "uacc", "user", "via",
))  # fmt: skip
VERBS = st.sampled_from(("program.start", "socket.accept", "partner.get", "clock.advance", "trace.read", ""))


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> RunResults:
    """A run of the reference that every kind of drawing is made of."""
    out = tmp_path_factory.mktemp("run")
    wanted = [f"--requirement={one}" for one in CHOSEN]
    assert main(["run", *wanted, "--report-dir", str(out)]) == 0
    return read_run(str(out))


def twisted(draw: Draw, values: dict[str, Any]) -> dict[str, Any]:
    """The members of a request or answer with one gone, or one that nobody expects in its place."""
    name = draw(st.sampled_from(sorted(values))) if values and draw(st.booleans()) else draw(MEMBERS)
    kept = {own: value for own, value in values.items() if own != name}
    return kept if draw(st.booleans()) else kept | {name: draw(STRANGE)}


def spoilt(draw: Draw, one: Evidence) -> Evidence:
    """An exchange with something wrong in it."""
    match draw(st.sampled_from(("request", "answer", "verb"))):
        case "request":
            return msgspec.structs.replace(one, request=twisted(draw, one.request))
        case "answer":
            return msgspec.structs.replace(
                one, answer=None if draw(st.booleans()) else twisted(draw, one.answer or {})
            )
    return msgspec.structs.replace(one, verb=draw(VERBS))


def foreign(draw: Draw, one: ScenarioResult) -> ScenarioResult:
    """A scenario with some of its exchanges spoilt."""
    places = [(step, at) for step, held in enumerate(one.steps) for at in range(len(held.evidence))]
    chosen = draw(st.sets(st.sampled_from(places), min_size=1, max_size=4))
    steps = list(one.steps)
    for step, at in sorted(chosen):
        evidence = list(steps[step].evidence)
        evidence[at] = spoilt(draw, evidence[at])
        steps[step] = msgspec.structs.replace(steps[step], evidence=tuple(evidence))
    return msgspec.structs.replace(one, steps=tuple(steps))


@settings(max_examples=150)
@given(data=st.data())
def test_no_evidence_keeps_a_report_from_being_made(real: RunResults, data: st.DataObject) -> None:
    """A results file may be foreign or edited: what cannot be drawn is left out, and everything is listed."""
    whole = [one for one in real.scenarios if any(step.evidence for step in one.steps)]
    chosen = data.draw(st.sets(st.integers(0, len(whole) - 1), min_size=1, max_size=3))
    scenarios = tuple(foreign(data.draw, whole[one]) for one in sorted(chosen))
    page = html.render(msgspec.structs.replace(real, scenarios=scenarios)).decode()
    assert all(one.id in page for one in scenarios)


def test_evidence_without_its_socket_is_listed_and_not_drawn(real: RunResults, tmp_path: Path) -> None:
    """As somebody may edit it; the report of all else is as it was."""
    edited = tmp_path / "results.json"
    text = msgspec.json.encode(real).decode()
    edited.write_text(
        text.replace('"verb":"socket.open","request":{"socket":', '"verb":"socket.open","request":{"s":')
    )
    assert edited.read_text() != text
    assert main(["report", "html", str(edited), "-o", str(tmp_path / "report.html")]) == 0
    page = (tmp_path / "report.html").read_text()
    assert "<b>socket.open</b> s: " in page
    assert "<p class=w><a href=#route" not in page
