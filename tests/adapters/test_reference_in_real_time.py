"""The whole suite on a subject in real time, which fails for nothing but what it does.

The subject is the reference, moved on by a clock instead of `clock.advance`. Most tests bring a clock of
their own, which waiting and working move on: exact, and over in no time. One is by the wall's.
"""

import shlex
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ezconform import bundle
from ezconform.cli import main
from ezconform.connection.connectors import Way
from ezconform.connection.in_process import InProcess
from ezconform.connection.limits import Limits
from ezconform.engine.listener import Silence
from ezconform.engine.run import run_scenarios
from ezconform.engine.session import Session
from ezconform.protocol.values import Capability
from ezconform.reports import canonical
from ezconform.results import ScenarioResult
from ezconform.specification import read
from ezconform.vocabulary import load
from ezconform.vocabulary.pace import Margins

CHILDREN = Path(__file__).parents[1] / "miniature_children"
sys.path.append(str(CHILDREN))

from reference_in_real_time import RealTime  # noqa: E402 - it lies among the children

EVERYTHING = frozenset[Capability]()
NOT_ON_A_REAL_SYSTEM = frozenset(
    {Capability.XCF_CONTROL, Capability.ROUTE_CHANGE, Capability.TRACE, Capability.BUILD_LABS}
)


class Wall:
    """A clock that waiting moves on, and every look at it by `cost`, as work does."""

    def __init__(self, cost: float) -> None:
        self.at, self.waited, self.cost = 0.0, 0.0, cost

    def now(self) -> float:
        self.at += self.cost
        return self.at

    def wait(self, seconds: float) -> None:
        self.at += seconds
        self.waited += seconds


def judged(wall: Wall, *manner: Any) -> list[ScenarioResult]:
    """Results of the whole suite on such a subject."""
    spec, limits = read(), Limits()
    way = Way("x", lambda _: InProcess(RealTime(wall.now, *manner), limits), limits)
    session = Session(way, limits, Margins(now=wall.now, wait=wall.wait))
    return run_scenarios(spec, spec.scenarios, load(bundle.find().steps), session, Silence()).results


@pytest.mark.parametrize(
    ("cost", "manner"),
    [
        (0.001, (EVERYTHING, None, 0.0)),
        (0.05, (EVERYTHING, None, 0.0)),
        (0.001, (NOT_ON_A_REAL_SYSTEM, 0.002, 0.7)),
        (0.02, (NOT_ON_A_REAL_SYSTEM, 1.0, 1.5)),
    ],
    ids=["as the labs say", "slow to answer", "a quick exchange", "a slow exchange"],
)
def test_no_scenario_fails_only_for_being_in_real_time(
    cost: float, manner: tuple[frozenset[Capability], float | None, float]
) -> None:
    """However long a question to the partner takes, a message or each request; all of it in some minutes."""
    wall = Wall(cost)
    results = judged(wall, *manner)
    assert [(one.id, one.message) for one in results if one.verdict.value not in VERDICTS] == []
    verdicts = Counter(one.verdict.value for one in results)
    assert verdicts["passed"] > 600
    assert 60 < wall.waited < 300


def test_a_partner_that_never_answers_is_noticed_in_real_time() -> None:
    """Waiting for what is due ends: with the time-out of the call, and the scenario fails."""
    wall = Wall(0.001)
    messages = {one.id: one.message for one in judged(wall, EVERYTHING, 1e6)}
    said = "the call: expected answered, got refused with ETIME"
    assert messages["CRED-01/the-client-retrieves-the-server-s-credentials"] == said


def test_a_few_by_the_clock_on_the_wall(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a child, with nothing brought: time-outs, what was fetched ahead, a call that is suspended."""
    monkeypatch.chdir(tmp_path)
    child = shlex.join([sys.executable, str(CHILDREN / "reference_in_real_time.py")])
    chosen = [option for one in CHOSEN for option in ("--requirement", one)]
    assert main(["run", "--adapter", f"exec:{child}", "--report-dir", "out", "-j", "4", *chosen]) == 0
    results = canonical.read(Path("out/results.json")).scenarios
    assert {one.verdict.value for one in results} <= VERDICTS
    assert sum(one.verdict.value == "passed" for one in results) >= len(CHOSEN)


VERDICTS = {"passed", "not applicable"}
CHOSEN = ("WAIT-03", "WAIT-10", "WAIT-16", "PREF-02", "CRED-01")
