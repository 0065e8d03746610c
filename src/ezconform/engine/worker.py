"""One worker process of a shared run: its own adapter, and the scenarios that it is given by number.

Knows sessions and turns; decides nothing about the run. The crew on the other end of the channel does.
"""

import contextlib
import signal
from collections.abc import Callable, Sequence
from itertools import chain
from types import FrameType
from typing import NoReturn

import msgspec

from ezconform.engine.channel import Channel
from ezconform.engine.judgement import Finding
from ezconform.engine.recorder import scenario_result, step_result
from ezconform.engine.run import TakeTurn, Turn
from ezconform.engine.session import Session
from ezconform.fork import leave_terminal_to_parent
from ezconform.protocol.answers import Subject
from ezconform.protocol.faults import CannotStart
from ezconform.results import Evidence, Mismatch
from ezconform.specification.model import Scenario
from ezconform.verdict import Verdict


class Ready(msgspec.Struct, frozen=True, tag=True):
    """The worker's adapter is up."""

    subject: Subject


class Stillborn(msgspec.Struct, frozen=True, tag=True):
    """The worker's adapter does not start, and why."""

    why: str


class Report(msgspec.Struct, frozen=True, tag=True, omit_defaults=True):
    """A scenario was run. What the crew knows of it is not sent: names, and the texts of its steps.

    `steps`: the verdict and the evidence of each. `over`: why this worker can run no other; empty while it
    can. The rest is as in a result and a turn.
    """

    verdict: Verdict
    steps: tuple[tuple[Verdict, tuple[Evidence, ...]], ...]
    started_at: float
    seconds: float
    message: str = ""
    mismatch: Mismatch | None = None
    detail: str = ""
    interrupted: bool = False
    over: str = ""

    @classmethod
    def of(cls, turn: Turn, over: str) -> "Report":
        one = turn.result
        return cls(
            verdict=one.verdict,
            steps=tuple([(step.verdict, step.evidence) for step in one.steps]),
            started_at=turn.started_at,
            seconds=turn.seconds,
            message=one.message,
            mismatch=one.mismatch,
            detail=one.detail,
            interrupted=turn.interrupted,
            over=over,
        )

    def turn(self, scenario: Scenario) -> Turn:
        """The turn of that scenario, with its own texts."""
        steps = zip(scenario.steps, self.steps, strict=True)
        finding = Finding(self.verdict, self.message, self.mismatch, self.detail)
        result = scenario_result(scenario, finding, tuple([step_result(step, *one) for step, one in steps]))
        return Turn(result, self.started_at, self.seconds, self.interrupted)


Said = Ready | Stillborn | Report


def work(
    channel: Channel[list[int]],
    session: Session,
    turns: Callable[[Session], TakeTurn],
    scenarios: Sequence[Scenario],
) -> None:
    """Run what the channel asks for until its other end is closed, then end the adapter.

    Scenarios are answered one by one in the order in which they were given.
    """
    try:
        with contextlib.suppress(EOFError, OSError):
            if _introduced(channel, session):
                _serve(channel, session, turns(session), scenarios)
    finally:
        session.close()


def heed_the_crew_alone() -> None:
    """A worker waits for what the crew makes of a signal: SIGTERM from there ends the scenario it is at."""
    signal.signal(signal.SIGTERM, _interrupted)
    leave_terminal_to_parent()


def _interrupted(_number: int, _frame: FrameType | None) -> NoReturn:
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    raise KeyboardInterrupt


def _introduced(channel: Channel[list[int]], session: Session) -> bool:
    try:
        channel.say(Ready(session.subject))
    except CannotStart as fault:
        channel.say(Stillborn(str(fault)))
        return False
    return True


def _serve(
    channel: Channel[list[int]], session: Session, take: TakeTurn, scenarios: Sequence[Scenario]
) -> None:
    while not session.over:
        for number in chain.from_iterable(channel.hear()):
            turn = take(scenarios[number])
            channel.say(Report.of(turn, session.over))
            if turn.interrupted or session.over:
                return
