"""Pieces of work that several processes share: each takes another portion as soon as it has done its last.

Knows which pieces are done by whom; knows nothing of the work. What a process is, is `errand`'s business.
"""

import os
from collections.abc import Callable, Iterator, Sequence
from multiprocessing import parent_process
from pickle import dumps, loads
from typing import Generic, TypeVar

from ezconform.errand import errands

P = TypeVar("P")
T = TypeVar("T")
PORTIONS = 256
"""At most: as many as a byte can tell apart."""


class Pile(Generic[P, T]):
    """The pieces, and what is to be done with each."""

    def __init__(self, work: Callable[[P], T], pieces: Sequence[P]) -> None:
        """`work` may raise any exception that can be pickled."""
        self._work, self._pieces = work, pieces
        self._step = -(-len(pieces) // PORTIONS) or 1
        self._tickets = -1

    def done(self, jobs: int) -> list[T]:
        """What the work comes to for each piece, in their order; of the processes that do it one is ours.

        Raises:
            Exception: what the work raises for the first piece, in that order, for which it does.
            RuntimeError: a process ended before its work was done.
        """
        self._tickets, tickets = os.pipe()
        os.write(tickets, bytes(range(-(-len(self._pieces) // self._step))))
        os.close(tickets)
        try:
            with errands([self._packed] * (jobs - 1)) as others:
                outcomes = dict(self._outcomes())
                for other in others:
                    packed = other.result()
                    while packed:  # neither form of all of them is to be held at once
                        number, outcome = packed.pop()
                        outcomes[number] = loads(outcome)  # noqa: S301 - our own process made it
        finally:
            os.close(self._tickets)
        return [_sound(outcomes[number]) for number in range(len(self._pieces))]

    def _outcomes(self) -> Iterator[tuple[int, T | Exception]]:
        """Of the pieces that fall to this process; a failure is the last, since portions go in order."""
        for number in self._taken():
            try:
                yield number, self._work(self._pieces[number])
            except Exception as fault:  # noqa: BLE001 - raised where all outcomes are together
                yield number, fault
                return

    def _packed(self) -> list[tuple[int, bytes]]:
        """Packed piece by piece, so that it is done when the last of them is."""
        return [(number, dumps(outcome)) for number, outcome in self._outcomes()]

    def _taken(self) -> Iterator[int]:
        """A byte read from the pipe is a portion that nobody else will have; none for an orphan."""
        while not _orphaned() and (ticket := os.read(self._tickets, 1)):
            first = ticket[0] * self._step
            yield from range(first, min(first + self._step, len(self._pieces)))


def _orphaned() -> bool:
    parent = parent_process()
    return parent is not None and not parent.is_alive()


def _sound(outcome: T | Exception) -> T:
    if isinstance(outcome, Exception):
        raise outcome
    return outcome
