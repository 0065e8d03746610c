"""One worker process as its crew sees it: the channel to it, the scenarios it has, how it ended.

Knows processes; what a worker does is `worker`, who gets which scenario is `crew`.
"""

import signal
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.context import ForkProcess

from ezconform.connection.child import signal_name
from ezconform.engine.channel import Channel, pair
from ezconform.engine.run import TakeTurn
from ezconform.engine.session import Session
from ezconform.engine.worker import Said, heed_the_crew_alone, work
from ezconform.fork import forked
from ezconform.specification.model import Scenario


class Hand:
    """`duty`: numbers of the scenarios it has, the one it is at first."""

    def __init__(self, process: ForkProcess, channel: Channel[Said]) -> None:
        self.process = process
        self.channel = channel
        self.duty: deque[int] = deque()

    def hear(self) -> list[Said]:
        """What it has said meanwhile; nothing if it has ended."""
        try:
            return self.channel.hear()
        except (EOFError, OSError):
            return []

    def how_it_ended(self) -> str:
        """Wait for its end, and say it in words."""
        self.channel.close()
        self.process.join()
        status = self.process.exitcode or 0
        how = f"was killed by {signal_name(-status)}" if status < 0 else f"ended with status {status}"
        return f"the worker process {how}"


def hired(
    session: Session,
    turns: Callable[[Session], TakeTurn],
    scenarios: Sequence[Scenario],
    others: Sequence[Hand],
) -> Hand:
    """A started worker with a session of its own; `others` are those started before."""
    our_end, their_end = pair()
    ours: Channel[Said] = Channel(our_end, Said)
    theirs: Channel[list[int]] = Channel(their_end, list[int])
    not_theirs = [ours, *(hand.channel for hand in others)]

    def begin() -> None:
        heed_the_crew_alone()
        for channel in not_theirs:
            channel.close()  # else no worker would see the end of the others' channels
        with suppress(KeyboardInterrupt):
            work(theirs, session, turns, scenarios)
            signal.signal(signal.SIGTERM, signal.SIG_IGN)

    try:
        return Hand(forked(begin), ours)
    finally:
        theirs.close()
