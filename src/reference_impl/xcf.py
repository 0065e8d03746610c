"""XCF signalling between stacks of one group: how long it takes, what is lost, what was sent."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from reference_impl.clock import Rank, microseconds

if TYPE_CHECKING:
    from collections.abc import Callable

    from reference_impl.clock import VirtualClock
    from reference_impl.topology.topology import Stack


class Disturbance(StrEnum):
    DELAY = "delay"
    LOSE = "lose"
    RESTORE = "restore"


class Signal(StrEnum):
    QUESTION = "question"
    ANSWER = "answer"
    LOST = "lost"


class TraceEntry(NamedTuple):
    """One message, at the instant it was sent, in virtual seconds; a lost one has a second entry."""

    at: float
    sender: str
    receiver: str
    what: Signal


class Xcf:
    """Carries questions and answers about credentials. A question takes half of the round trip."""

    __slots__ = ("_clock", "_delays", "_lost", "_round_trip", "_trace")

    def __init__(self, clock: VirtualClock, round_trip_seconds: float) -> None:
        self._clock = clock
        self._round_trip = microseconds(round_trip_seconds)
        self._delays: dict[frozenset[str], int] = {}
        self._lost: set[frozenset[str]] = set()
        self._trace: list[TraceEntry] = []

    def disturb(self, between: tuple[str, str], effect: Disturbance, seconds: float) -> None:
        """Change what becomes of messages sent from now on, in both directions."""
        pair = frozenset(between)
        self._lost.discard(pair)
        self._delays.pop(pair, None)
        if effect is Disturbance.LOSE:
            self._lost.add(pair)
        elif effect is Disturbance.DELAY:
            self._delays[pair] = microseconds(seconds)

    def ask(self, sender: Stack, receiver: Stack, arrived: Callable[[], None]) -> None:
        half = self._time(sender, receiver) // 2
        self._send(sender, receiver, Signal.QUESTION, half, Rank.NORMAL, arrived)

    def answer(self, sender: Stack, receiver: Stack, rank: Rank, arrived: Callable[[], None]) -> None:
        """Send the answer; `rank` decides who wins when it meets a time limit on the same instant."""
        time = self._time(sender, receiver)
        self._send(sender, receiver, Signal.ANSWER, time - time // 2, rank, arrived)

    def _time(self, sender: Stack, receiver: Stack) -> int:
        return self._delays.get(frozenset((sender.name, receiver.name)), self._round_trip)

    def _send(
        self,
        sender: Stack,
        receiver: Stack,
        what: Signal,
        delay: int,
        rank: Rank,
        arrived: Callable[[], None],
    ) -> None:
        self._note(sender, receiver, what)
        if frozenset((sender.name, receiver.name)) in self._lost:
            self._note(sender, receiver, Signal.LOST)
        elif delay:
            self._clock.schedule(delay, arrived, rank)
        else:
            arrived()

    def _note(self, sender: Stack, receiver: Stack, what: Signal) -> None:
        self._trace.append(TraceEntry(self._clock.seconds, sender.name, receiver.name, what))

    def read_trace(self) -> list[TraceEntry]:
        """Return and forget what was sent since the last reading, oldest first."""
        trace, self._trace = self._trace, []
        return trace
