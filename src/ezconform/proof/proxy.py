"""A connection that stands between harness and subject and lies in one way. Knows no scenario.

It counts what it changed, so that a requirement where nothing was changed is not mistaken for one that
did not notice.
"""

from collections.abc import Sequence

from ezconform.connection.limits import Limits
from ezconform.proof.change import NOTICEABLE, Memory
from ezconform.proof.mutation import Mutation
from ezconform.protocol.adapter import Connection, Connector
from ezconform.protocol.answers import Answer, Done, Now, Subject
from ezconform.protocol.lab import Value
from ezconform.protocol.requests import ClockAdvance
from ezconform.protocol.values import Capability


class Lies:
    """How many answers were changed so far; shared by all connections of one trial."""

    def __init__(self) -> None:
        self.told = 0


class Proxy:
    """A Connection over another one."""

    def __init__(self, behind: Connection, mutation: Mutation, lies: Lies, limits: Limits) -> None:
        self._behind = behind
        self._mutation = mutation
        self._memory = _memory(behind.subject, limits)
        self._lies = lies

    @property
    def subject(self) -> Subject:
        return self._behind.subject

    def exchange(self, requests: Sequence[Value], /) -> list[Answer]:
        """Pass on what is not forgotten, and change the answers.

        Raises:
            TimedOut, Crashed, ProtocolFault: those of the connection behind.
        """
        passed = [one for one in requests if not isinstance(one, self._mutation.forgets)]
        answers = iter(self._behind.exchange(passed) if passed else ())
        return [
            self._forgotten(one)
            if isinstance(one, self._mutation.forgets)
            else self._changed(one, next(answers))
            for one in requests
        ]

    def close(self) -> None:
        self._behind.close()

    def _changed(self, request: Value, answer: Answer) -> Answer:
        changed = self._mutation.change(request, answer, self._memory)
        self._lies.told += changed != answer
        return changed

    def _forgotten(self, request: Value) -> Answer:
        self._lies.told += 1
        return Now(seconds=request.seconds) if isinstance(request, ClockAdvance) else Done()


class ProxyConnector:
    """A Connector that puts a proxy before whatever the other connects to."""

    def __init__(self, behind: Connector, mutation: Mutation, lies: Lies, limits: Limits) -> None:
        """`limits`: those that the scenarios are judged with."""
        self._behind = behind
        self._mutation = mutation
        self._lies = lies
        self._limits = limits

    @property
    def name(self) -> str:
        return self._mutation.name

    def connect(self) -> Proxy:
        """Start the subject.

        Raises:
            CannotStart: it does not start.
        """
        return Proxy(self._behind.connect(), self._mutation, self._lies, self._limits)


def _memory(subject: Subject, limits: Limits) -> Memory:
    """With a virtual clock nothing is forgiven, and half a second is much."""
    if Capability.VIRTUAL_CLOCK in subject.capabilities:
        return Memory()
    return Memory(limits.early_seconds + NOTICEABLE, limits.late_seconds + NOTICEABLE)
