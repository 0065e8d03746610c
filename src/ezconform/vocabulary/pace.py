"""How time passes in a scenario: by `clock.advance` for a subject with a virtual clock, else by waiting.

Knows moments and margins; sends nothing. Real time is never exact, so it has two limits of its own:
`early` is how long before a moment it is looked whether something has happened too soon, `late` how long
after it something may still be awaited. Source: ARCHITECTURE 4.
"""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass

LOOK_SECONDS = 0.1
"""How often a subject in real time is asked again whether what is due has happened."""


@dataclass(frozen=True, slots=True)
class Margins:
    """In seconds, 0 or more. `now` and `wait` are the wall's; tests bring their own."""

    early: float = 0.25
    late: float = 2.0
    now: Callable[[], float] = time.monotonic
    wait: Callable[[float], None] = time.sleep


class RealTime:
    """The moment a scenario has reached, by its own words."""

    def __init__(self, margins: Margins) -> None:
        self._margins = margins
        self._moment = margins.now()

    def pass_(self, seconds: float) -> None:
        """Wait until shortly before the moment that comes `seconds` after the last one."""
        now = self._margins.now()
        self._moment = max(self._moment, now) + seconds
        self._wait_until(self._moment - self._margins.early)

    def passing(self, seconds: float) -> Iterator[None]:
        """Wait a little before each turn, up to `seconds` and the late limit together."""
        last = self._margins.now() + seconds + self._margins.late
        while (now := self._margins.now()) < last:
            self._wait_until(min(now + LOOK_SECONDS, last))
            yield

    def look_again(self) -> bool:
        """Wait a little for what is due by now; False if it is overdue."""
        now, last = self._margins.now(), self._moment + self._margins.late
        if now >= last:
            return False
        self._wait_until(min(now + LOOK_SECONDS, last))
        return True

    def about(self, expected: float, actual: float) -> bool:
        """Is what was measured what was expected, as far as real time can tell?"""
        return expected - self._margins.early <= actual <= expected + self._margins.late

    def _wait_until(self, moment: float) -> None:
        left = moment - self._margins.now()
        if left > 0:
            self._margins.wait(left)
