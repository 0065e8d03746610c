"""The one virtual clock: what is due when. Knows nothing of what the events do.

Time is kept in whole microseconds, so that a reply and a time limit that fall on the same instant
really are equal and the rule about ties decides, not the rounding of floating-point sums.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

MICROSECONDS = 1_000_000


def microseconds(seconds: float) -> int:
    """Convert seconds (0 or more) to the clock's unit.

    Raises:
        ValueError: negative, infinite or not a number.
    """
    if not 0 <= seconds < float("inf"):
        raise ValueError(f"time runs forward by a finite number of seconds, not by {seconds}")
    return round(seconds * MICROSECONDS)


class Rank(IntEnum):
    """Order of events due at the same instant; within a rank, first scheduled is first."""

    EARLY = 0
    NORMAL = 1
    LATE = 2


@dataclass(order=True, slots=True)
class Event:
    """Something due at an instant. A cancelled event stays in the queue and does nothing."""

    at: int
    rank: Rank
    number: int
    action: Callable[[], None] | None = field(compare=False)

    def cancel(self) -> None:
        self.action = None


class VirtualClock:
    """Microseconds since the lab was opened, and the events to come."""

    __slots__ = ("_count", "_queue", "now")

    def __init__(self) -> None:
        self.now = 0
        self._queue: list[Event] = []
        self._count = 0

    @property
    def seconds(self) -> float:
        return self.now / MICROSECONDS

    def schedule(self, delay: int, action: Callable[[], None], rank: Rank = Rank.NORMAL) -> Event:
        """Have `action` done `delay` microseconds from now; due events run only in `advance`."""
        self._count += 1
        event = Event(self.now + delay, rank, self._count, action)
        heapq.heappush(self._queue, event)
        return event

    def advance(self, delay: int) -> None:
        """Let time pass and do, in order, everything due up to and at the new instant."""
        end = self.now + delay
        while self._queue and self._queue[0].at <= end:
            event = heapq.heappop(self._queue)
            self.now = event.at
            if event.action is not None:
                event.action()
        self.now = end
