"""A run shared among several worker processes, each with an adapter of its own.

Knows who has which scenario and what to do when a worker ends; runs nothing itself. Workers are forked,
so that they have the specification without reading it again, before any listener starts a thread.
"""

import signal
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from selectors import EVENT_READ, DefaultSelector

from ezconform.engine.disguise import Disguise, aliases_for
from ezconform.engine.hand import Hand, hired
from ezconform.engine.judgement import Finding
from ezconform.engine.listener import Listener
from ezconform.engine.recorder import LabSession, not_run
from ezconform.engine.run import INTERRUPTED, Execution, TakeTurn, Turn, require_all, why_stop
from ezconform.engine.session import Session
from ezconform.engine.worker import Ready, Report, Said, Stillborn
from ezconform.protocol.answers import Subject
from ezconform.protocol.faults import CannotStart, NotExecuted
from ezconform.specification.model import Scenario, Specification
from ezconform.verdict import Verdict
from ezconform.vocabulary.lab import LabConnection

MOST = 16
"""Scenarios given at once, at most; fewer towards the end, so that the workers finish together.

A worker has as many before it as it is given next, so that it never waits for us.
"""
SHARES = 4
"""Each worker's part of what is left is given to it in about this many portions."""


class Crew:
    """`size` workers, started at once; `run` once, then `close`.

    The results are those of one worker, in the order of the scenarios. Only a run that ends early (Ctrl-C,
    the first failure, an adapter that is given up) depends on how far each worker had come.
    """

    def __init__(
        self,
        spec: Specification,
        scenarios: Sequence[Scenario],
        new_session: Callable[[], Session],
        turns: Callable[[LabSession], TakeTurn],
        size: int,
        disguise: Disguise | None = None,
    ) -> None:
        """Start the workers and wait for their adapters. `disguise`: for why no other scenario could run.

        Raises:
            CannotStart: one of them does not start, or they are not the same subject.
        """
        self.spec, self.scenarios = spec, scenarios
        self._disguise = disguise
        self._turns_on = turns
        self._hands: list[Hand] = []
        self._waiting = deque(range(len(scenarios)))
        self._turns: dict[int, Turn] = {}
        try:
            for _ in range(min(size, len(scenarios))):
                self._hands.append(hired(new_session(), turns, scenarios, self._hands))
            self.subject = _one_subject([hand.hear() for hand in self._hands])
        except BaseException:
            for hand in self._hands:
                hand.process.terminate()
            self.close()
            raise

    def run(self, listener: Listener, *, fail_fast: bool = False) -> Execution:
        """Run everything; as `run_scenarios`, which tells one worker's listener the same things."""
        execution = Execution()
        listener.run_started(self.spec, self.scenarios, self.subject)
        try:
            over = self._finish_all(listener, execution, fail_fast=fail_fast)
        except KeyboardInterrupt:
            over = execution.interrupted = INTERRUPTED
        why = self._disguised(over)
        self._abandon(listener, why)
        if not execution.interrupted:
            self._finish_without_adapter(listener, over)
        listener.run_finished()
        for number, scenario in enumerate(self.scenarios):
            turn = self._turns.get(number)
            execution.results.append(turn.result if turn else not_run(scenario, why))
        require_all(self.scenarios, execution.results)
        return execution

    def close(self, patience: float = 10.0) -> None:
        """End workers and adapters; who has not ended after `patience` seconds is killed."""
        for hand in self._hands:
            hand.channel.close()
        for hand in self._hands:
            hand.process.join(patience)
            hand.process.kill()
            hand.process.join()
        self._hands = []

    def _finish_all(self, listener: Listener, execution: Execution, *, fail_fast: bool) -> str:
        """Hand out and take in until all is done; otherwise say why the rest could not run."""
        with _undisturbed():
            for hand in self._hands:
                self._top_up(hand, listener)
        with DefaultSelector() as selector:
            for hand in self._hands:
                selector.register(hand.channel, EVENT_READ, hand)
            while len(self._turns) < len(self.scenarios):
                for key, _ in selector.select():
                    hand = key.data
                    said = hand.hear()
                    with _undisturbed():
                        if said:
                            why = self._taken_in(hand, said, listener, execution, fail_fast=fail_fast)
                        else:
                            selector.unregister(hand.channel)
                            why = self._lost(hand, listener)
                    if why:
                        return why
        return ""

    def _taken_in(
        self, hand: Hand, said: Sequence[Said], listener: Listener, execution: Execution, *, fail_fast: bool
    ) -> str:
        """Note what a worker has done; say why it was the last."""
        over = ""
        for report in said:
            assert isinstance(report, Report)  # noqa: S101 - all that a worker says after its introduction
            scenario = self.scenarios[hand.duty[0]]
            turn = report.turn(scenario)
            self._done(hand, turn, listener)
            stop = why_stop(scenario, turn, fail_fast=fail_fast)
            execution.interrupted = execution.interrupted or stop
            over = report.over
        self._top_up(hand, listener)
        return execution.interrupted or over

    def _top_up(self, hand: Hand, listener: Listener) -> None:
        portion = max(1, min(MOST, len(self._waiting) // (SHARES * len(self._hands))))
        if len(hand.duty) > portion or not self._waiting:
            return
        numbers = [self._waiting.popleft() for _ in range(portion)]
        idle = not hand.duty
        hand.duty.extend(numbers)
        with suppress(OSError):  # it has ended, which its channel says when its turn comes
            hand.channel.say(numbers)
        if idle:
            listener.scenario_started(self.scenarios[hand.duty[0]])

    def _done(self, hand: Hand, turn: Turn, listener: Listener) -> None:
        number = hand.duty.popleft()
        self._turns[number] = turn
        listener.scenario_finished(self.scenarios[number], turn.result, turn.started_at, turn.seconds)
        if hand.duty:
            listener.scenario_started(self.scenarios[hand.duty[0]])

    def _lost(self, hand: Hand, listener: Listener) -> str:
        """A worker has ended: that costs the scenario it was at, the others of its duty go back."""
        self._hands.remove(hand)
        how = hand.how_it_ended()
        if hand.duty:
            scenario = self.scenarios[hand.duty[0]]
            self._waiting.extendleft(reversed(list(hand.duty)[1:]))
            hand.duty = deque([hand.duty[0]])
            self._done(hand, _no_turn(scenario, Finding(Verdict.CRASHED, how)), listener)
        for other in self._hands:
            self._top_up(other, listener)
        return "" if self._hands else f"no worker process is left: {how}"

    def _finish_without_adapter(self, listener: Listener, over: str) -> None:
        """What one worker makes of the rest when its adapter is given up: some of it does not apply."""
        take = self._turns_on(GivenUp(self.subject, over))
        with _undisturbed():
            for number, scenario in enumerate(self.scenarios):
                if number not in self._turns:
                    listener.scenario_started(scenario)
                    self._turns[number] = turn = take(scenario)
                    listener.scenario_finished(scenario, turn.result, turn.started_at, turn.seconds)

    def _disguised(self, why: str) -> str:
        finding = Finding(Verdict.COULD_NOT_RUN, why)
        return aliases_for(self._disguise, self.subject, finding=finding).text(why)

    def _abandon(self, listener: Listener, why: str) -> None:
        """Stop whoever is still at work; what they are at could not run."""
        for hand in self._hands:
            if hand.duty:
                hand.process.terminate()
                hand.duty = deque([hand.duty[0]])
                scenario = self.scenarios[hand.duty[0]]
                self._done(hand, _no_turn(scenario, Finding(Verdict.COULD_NOT_RUN, why)), listener)


@dataclass(frozen=True, slots=True)
class GivenUp:
    """A session in which no adapter will run again; `why` is told to whoever needs one."""

    subject: Subject
    why: str

    def connection(self) -> LabConnection:
        raise NotExecuted(self.why)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Hold back what would interrupt: what a worker did is noted and told as a whole or not at all."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _one_subject(introductions: Sequence[Sequence[Said]]) -> Subject:
    """Who all the workers' adapters say they are."""
    subjects = []
    for said in introductions:
        match said:
            case [Ready(subject)]:
                subjects.append(subject)
            case [Stillborn(why)]:
                raise CannotStart(why)
            case _:
                raise CannotStart("the worker process ended while the adapter was starting")
    if any(subject != subjects[0] for subject in subjects):
        raise CannotStart("the adapter says something else of itself each time it is started")
    return subjects[0]


def _no_turn(scenario: Scenario, finding: Finding) -> Turn:
    """The turn of a scenario of which nothing is known but how it ended."""
    return Turn(not_run(scenario, finding.message, finding.verdict), time.time(), 0.0, interrupted=False)
