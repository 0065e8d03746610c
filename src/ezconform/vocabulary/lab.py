"""The lab a scenario works in: names what is sent to the subject and keeps the evidence of it.

One fresh object a scenario. Knows the protocol; knows no feature file, no runner and no verdict.
"""

from collections.abc import Iterator, Mapping
from typing import Any, Protocol

from ezconform.protocol.adapter import Connection
from ezconform.protocol.answers import Answer, Refused
from ezconform.protocol.faults import AdapterFault
from ezconform.protocol.lab import LabDefinition, Value
from ezconform.protocol.requests import ClockAdvance
from ezconform.protocol.values import Capability
from ezconform.protocol.verbs import VERB_OF
from ezconform.vocabulary.check import ExpectationFailed
from ezconform.vocabulary.pace import Margins, RealTime


class LabConnection(Connection, Protocol):
    """A connection that can also bring a lab to its initial state."""

    @property
    def margins(self) -> Margins:
        """What is allowed for in real time."""

    def open_lab(self, definition: LabDefinition) -> None:
        """Open or reset the lab.

        Raises:
            LabAbsent: the subject does not offer it.
            AdapterFault: no usable answer.
        """


class NotApplicable(Exception):  # noqa: N818 - it is a finding, not an error of ours
    """The subject does not declare what the scenario needs; the message is its name."""


class Sent:
    """One request, and its answer once there is one. `told`: a refusal fails the step that sent it."""

    __slots__ = ("answer", "request", "told", "verb")

    def __init__(self, verb: str, request: Value, *, told: bool) -> None:
        self.verb = verb
        self.request = request
        self.told = told
        self.answer: Answer | None = None


class Lab:
    """What steps use. `memory` is theirs: what the steps of one scenario remember for each other."""

    def __init__(self, connection: LabConnection, labs: Mapping[str, LabDefinition]) -> None:
        self.memory: dict[str, Any] = {}
        self.evidence: list[Sent] = []
        self.blamed: list[Sent] | None = None
        self._connection = connection
        self._labs = labs
        self._queue: list[tuple[Sent, list[Sent]]] = []
        self._definition: LabDefinition | None = None
        self._capabilities = frozenset(connection.subject.capabilities)
        is_virtual = Capability.VIRTUAL_CLOCK in self._capabilities
        self.real_time: RealTime | None = None if is_virtual else RealTime(connection.margins)

    @property
    def definition(self) -> LabDefinition:
        """The definition of the lab in use; a scenario that opened none has a fault in its steps."""
        if self._definition is None:
            raise RuntimeError("no lab is open: the scenario needs a step 'the lab <name>' first")
        return self._definition

    def open(self, name: str) -> None:
        """Bring up the lab of that name; no evidence, since it depends on the scenario before.

        Raises:
            LabAbsent: the subject does not offer it.
            AdapterFault: no usable answer.
        """
        self.flush()
        definition = self._labs[name]
        self._connection.open_lab(definition)
        self._definition = definition

    def tell(self, request: Value) -> None:
        """Set the scene: sent ahead, with what follows. A refusal fails the step that told it."""
        self._enqueue(request, told=True)

    def ask(self, request: Value) -> Answer:
        """Send what is queued and this; the answer to this, be it a refusal.

        Raises:
            ExpectationFailed: something told before was refused.
            AdapterFault: no usable answer.
        """
        sent = self._enqueue(request, told=False)
        self.flush()
        if sent.answer is None:  # pragma: no cover - a Connection answers every request or raises
            raise RuntimeError(f"{sent.verb}: the connection returned no answer")
        return sent.answer

    def pass_time(self, seconds: float) -> None:
        """Let the subject's clock advance, or wait; what was told before is sent first.

        Raises:
            ExpectationFailed, AdapterFault: as `ask`.
        """
        if self.real_time is None:
            self.ask(ClockAdvance(seconds=seconds))
            return
        self.flush()
        self.real_time.pass_(seconds)

    def passing(self, seconds: int) -> Iterator[None]:
        """Let up to so much time pass for something that may come at any moment; stop when it has come.

        In whole seconds of the subject's clock; in real time in short looks, for nobody waits for nothing.
        """
        if self.real_time is not None:
            self.flush()
            yield from self.real_time.passing(seconds)
            return
        for _second in range(seconds):
            self.pass_time(1)
            yield

    def expect_from_now(self) -> None:
        """What was asked for last may take a while in real time: `look_again` waits from now on."""
        if self.real_time is not None:
            self.real_time.pass_(0)

    def look_again(self) -> bool:
        """What is due has not happened: may it still come? Waits a little in real time, else says no."""
        return self.real_time is not None and self.real_time.look_again()

    def lasted(self, expected: float, actual: float) -> bool:
        """Did something last as long as expected: to the instant, or within the margins of real time?"""
        return expected == actual if self.real_time is None else self.real_time.about(expected, actual)

    def need(self, capability: Capability) -> None:
        """The rest of the scenario makes sense only for a subject that declares this.

        Raises:
            NotApplicable: it does not.
        """
        if capability not in self._capabilities:
            raise NotApplicable(capability.value)

    def flush(self) -> None:
        """Send everything queued and look at the answers; `blamed` is the evidence list of the culprit."""
        queue, self._queue = self._queue, []
        if not queue:
            return
        try:
            answers = self._connection.exchange([sent.request for sent, _ in queue])
        except AdapterFault as fault:
            self._note_unanswered(queue, fault)
            raise
        for (sent, _), answer in zip(queue, answers, strict=True):
            sent.answer = answer
        for sent, owner in queue:
            self._look_at(sent, owner)

    def _enqueue(self, request: Value, *, told: bool) -> Sent:
        verb = VERB_OF[type(request)]
        if verb.needs is not None:
            self.need(verb.needs)
        sent = Sent(verb.name, request, told=told)
        self.evidence.append(sent)
        self._queue.append((sent, self.evidence))
        return sent

    def _note_unanswered(self, queue: list[tuple[Sent, list[Sent]]], fault: AdapterFault) -> None:
        """Keep the answers that came before the fault; blame the step whose request got none."""
        for (sent, _), answer in zip(queue, fault.answered, strict=False):
            sent.answer = answer
        self.blamed = next((owner for sent, owner in queue if sent.answer is None), None)

    def _look_at(self, sent: Sent, owner: list[Sent]) -> None:
        if sent.told and isinstance(sent.answer, Refused):
            self.blamed = owner
            refusal = f"refused with {sent.answer.errno}"
            raise ExpectationFailed(sent.verb, "the subject to accept it", refusal)
