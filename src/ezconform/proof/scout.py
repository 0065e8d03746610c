"""Looks, in the run without lies, where each of them would have something to change.

So that a mutation is run only where it can be noticed: most change few scenarios, and a subject may be slow.
Knows requests and answers; changes nothing and judges nothing.
"""

from collections.abc import Sequence

from ezconform.engine.listener import Silence
from ezconform.proof.change import Memory
from ezconform.proof.mutation import Mutation
from ezconform.protocol.adapter import Connection, Connector
from ezconform.protocol.answers import Answer, Subject
from ezconform.protocol.lab import Value
from ezconform.specification.model import Scenario


class Scout(Silence):
    """Listener of the run without lies, and a Connector to its subject."""

    def __init__(self, behind: Connector, mutations: Sequence[Mutation]) -> None:
        self._behind = behind
        self._mutations = mutations
        self._idle: list[Mutation] = []
        self._scenario = ""
        self._touched: dict[str, set[str]] = {one.name: set() for one in mutations}

    @property
    def name(self) -> str:
        return self._behind.name

    def connect(self) -> "Watched":
        """Start the subject.

        Raises:
            CannotStart: it does not start.
        """
        return Watched(self._behind.connect(), self)

    def scenario_started(self, scenario: Scenario) -> None:
        self._scenario = scenario.id
        self._idle = list(self._mutations)

    def look(self, requests: Sequence[Value], answers: Sequence[Answer]) -> None:
        """Note which mutations would have changed any of this."""
        for request, answer in zip(requests, answers, strict=True):
            for one in [one for one in self._idle if _changes(one, request, answer)]:
                self._touched[one.name].add(self._scenario)
                self._idle.remove(one)

    def worth(self, mutation: Mutation, scenarios: Sequence[Scenario]) -> list[Scenario]:
        """Those of the scenarios in which the mutation may show.

        That is all of them, or none, where what is told now hangs on the scenarios before.
        """
        touched = self._touched[mutation.name]
        if mutation.lasts and touched:
            return list(scenarios)
        return [one for one in scenarios if one.id in touched]


class Watched:
    """A Connection that passes everything on and lets the scout look."""

    def __init__(self, behind: Connection, scout: Scout) -> None:
        self._behind = behind
        self._scout = scout

    @property
    def subject(self) -> Subject:
        return self._behind.subject

    def exchange(self, requests: Sequence[Value], /) -> list[Answer]:
        """Pass on.

        Raises:
            TimedOut, Crashed, ProtocolFault: those of the connection behind.
        """
        answers = self._behind.exchange(requests)
        self._scout.look(requests, answers)
        return answers

    def close(self) -> None:
        self._behind.close()


def _changes(mutation: Mutation, request: Value, answer: Answer) -> bool:
    if mutation.lasts:
        return not mutation.forgets or isinstance(request, mutation.forgets)
    return mutation.change(request, answer, Memory()) != answer
