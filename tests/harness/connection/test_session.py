"""A session outlives its adapters, resets labs between scenarios, and knows when to give up."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import pytest

from ezconform.engine.session import Limits, Session
from ezconform.protocol.answers import Absent, Answer, Done, Opened, Subject
from ezconform.protocol.faults import CannotStart, Crashed, LabAbsent, NotExecuted
from ezconform.protocol.lab import LabDefinition, Value
from ezconform.protocol.requests import LabOpen, LabReset, SocketOpen
from ezconform.protocol.verbs import PROTOCOL

ONE = LabDefinition(name="one-stack", purpose="test", systems=())
TWO = LabDefinition(name="two-stacks", purpose="test", systems=())
GOOD = SocketOpen(socket="good", program="P")
BAD = SocketOpen(socket="bad", program="P")


@dataclass
class Miniature:
    """Connector and connection in one: a subject that crashes on the socket `bad`, and remembers."""

    name: str = "miniature"
    absent: str = ""
    fatal_lab: str = ""
    interrupted_at: Value | None = None
    failing_starts: set[int] = field(default_factory=set)
    starts: int = 0
    closes: int = 0
    asked: list[Value] = field(default_factory=list)

    @property
    def subject(self) -> Subject:
        return Subject(protocol=PROTOCOL, name=self.name, version="1", classes=(), capabilities=())

    def connect(self) -> "Miniature":
        self.starts += 1
        if self.starts in self.failing_starts:
            raise CannotStart("no licence")
        return self

    def exchange(self, requests: Sequence[Value]) -> list[Answer]:
        self.asked.extend(requests)
        answers: list[Answer] = []
        for request in requests:
            if request == self.interrupted_at:
                raise KeyboardInterrupt
            if request == BAD or (isinstance(request, LabOpen) and request.lab.name == self.fatal_lab):
                fault = Crashed("it crashed")
                fault.answered = (*answers, Opened()) if isinstance(request, LabOpen) else tuple(answers)
                raise fault
            answers.append(self._answer(request))
        return answers

    def close(self) -> None:
        self.closes += 1

    def _answer(self, request: Value) -> Answer:
        if isinstance(request, LabOpen):
            return Absent(why="no room") if request.lab.name == self.absent else Opened()
        return Done()


def lose(session: Session) -> None:
    """One scenario that ends in a crash without one good answer."""
    session.open_lab(ONE)
    with pytest.raises(Crashed):
        session.exchange([BAD])


def test_the_adapter_is_started_once_and_when_needed() -> None:
    """Making a session starts nothing; asking for the subject does."""
    subject = Miniature()
    session = Session(subject)
    assert subject.starts == 0
    assert session.subject.name == session.subject.name == "miniature"
    session.connection().exchange([GOOD])
    assert subject.starts == 1
    assert session.name == "miniature"


def test_a_session_that_never_started_raises_cannot_start() -> None:
    """The run cannot begin, and says why."""
    with pytest.raises(CannotStart, match="no licence"):
        _ = Session(Miniature(failing_starts={1})).subject


def test_a_lab_is_opened_once_and_reset_for_the_next_scenario() -> None:
    """The reset travels ahead of the scenario's first requests and its answer is not the scenario's."""
    subject = Miniature()
    session = Session(subject)
    for _ in range(2):
        session.open_lab(ONE)
        assert session.exchange([GOOD]) == [Done()]
        assert session.exchange([GOOD]) == [Done()]
    assert subject.asked == [LabOpen(lab=ONE), GOOD, GOOD, LabReset(), GOOD, GOOD]


def test_a_scenario_that_opens_no_lab_finds_nothing_of_the_one_before() -> None:
    """The open lab is reset when the session is given to the next scenario."""
    subject = Miniature()
    session = Session(subject)
    session.connection().open_lab(ONE)
    session.connection().exchange([GOOD])
    assert subject.asked == [LabOpen(lab=ONE), LabReset(), GOOD]


def test_another_lab_is_opened_in_the_place_of_the_first() -> None:
    """A subject has one lab at a time; coming back to the first opens it again."""
    subject = Miniature()
    session = Session(subject)
    for lab in (ONE, TWO, ONE):
        session.open_lab(lab)
        session.exchange([GOOD])
    assert [request.lab for request in subject.asked if isinstance(request, LabOpen)] == [ONE, TWO, ONE]
    assert LabReset() not in subject.asked


def test_a_changed_definition_is_another_lab() -> None:
    """The same name with other contents is opened, not reset."""
    subject = Miniature()
    session = Session(subject)
    changed = LabDefinition(name=ONE.name, purpose="changed", systems=())
    session.open_lab(ONE)
    session.open_lab(changed)
    assert subject.asked == [LabOpen(lab=ONE), LabOpen(lab=changed)]


def test_an_absent_lab_is_told_and_costs_no_restart() -> None:
    """The scenario could not run; the next one, in a lab that exists, does."""
    subject = Miniature(absent="two-stacks")
    session = Session(subject)
    session.open_lab(ONE)
    with pytest.raises(LabAbsent, match=r"^the subject has no lab two-stacks: no room$"):
        session.open_lab(TWO)
    session.open_lab(ONE)
    assert session.exchange([GOOD]) == [Done()]
    assert subject.starts == 1
    assert subject.asked.count(LabOpen(lab=ONE)) == 2


def test_after_a_fault_the_adapter_is_restarted_and_the_lab_opened_again() -> None:
    """A restarted adapter knows nothing of the lab that was open."""
    subject = Miniature()
    session = Session(subject)
    lose(session)
    assert subject.closes == 1
    session.open_lab(ONE)
    assert session.exchange([GOOD]) == [Done()]
    assert subject.starts == 2
    assert subject.asked == [LabOpen(lab=ONE), BAD, LabOpen(lab=ONE), GOOD]


def test_the_answers_before_a_fault_do_not_include_that_of_the_reset() -> None:
    """`answered` matches the scenario's own requests."""
    session = Session(Miniature())
    session.open_lab(ONE)
    session.open_lab(ONE)
    with pytest.raises(Crashed) as caught:
        session.exchange([GOOD, BAD])
    assert caught.value.answered == (Done(),)


def test_restarts_in_a_row_without_one_good_answer_end_the_session() -> None:
    """After as many restarts as the limit allows nothing is asked any more, and the reason is told."""
    subject = Miniature()
    session = Session(subject, Limits(restarts=3))
    for _ in range(4):
        assert not session.over
        lose(session)
    reason = "the adapter was restarted 3 times in a row without one good answer; at last: it crashed"
    assert session.over == reason
    for last in (lambda: session.open_lab(ONE), lambda: session.exchange([GOOD]), session.connection):
        with pytest.raises(NotExecuted, match=reason):
            last()
    assert subject.starts == 4


def test_a_good_answer_starts_the_count_anew() -> None:
    """Every second scenario may crash for ever."""
    subject = Miniature()
    session = Session(subject, Limits(restarts=1))
    for _ in range(5):
        lose(session)
        session.open_lab(ONE)
        session.exchange([GOOD])
    assert not session.over


def test_a_good_answer_ahead_of_the_fault_starts_the_count_anew() -> None:
    """An adapter that crashes on one verb costs every scenario with that verb, not the run."""
    session = Session(Miniature(), Limits(restarts=1))
    for _ in range(5):
        session.open_lab(ONE)
        with pytest.raises(Crashed):
            session.exchange([GOOD, BAD])
    assert not session.over


def test_opening_labs_is_no_good_answer() -> None:
    """An adapter that crashes on opening a lab is given up as well."""
    session = Session(Miniature(fatal_lab="one-stack"), Limits(restarts=1))
    for _ in range(2):
        with pytest.raises(Crashed) as caught:
            session.open_lab(ONE)
        assert caught.value.answered == ()
    assert session.over


def test_whatever_breaks_an_exchange_costs_that_one() -> None:
    """An interrupt or a defect of ours leaves answers on the way: the next exchange has a fresh adapter."""
    subject = Miniature(interrupted_at=BAD)
    session = Session(subject)
    session.open_lab(ONE)
    with pytest.raises(KeyboardInterrupt):
        session.exchange([BAD])
    assert subject.closes == 1
    session.open_lab(ONE)
    assert session.exchange([GOOD]) == [Done()]
    assert subject.starts == 2
    subject.interrupted_at = LabOpen(lab=TWO)
    with pytest.raises(KeyboardInterrupt):
        session.open_lab(TWO)
    assert subject.closes == 2


def test_an_adapter_that_cannot_be_restarted_once_may_be_later() -> None:
    """A failed restart costs the scenario that needed it, and counts."""
    session = Session(Miniature(failing_starts={2}), Limits(restarts=3))
    lose(session)
    with pytest.raises(NotExecuted, match="could not be restarted: no licence"):
        session.open_lab(ONE)
    session.open_lab(ONE)
    assert session.exchange([GOOD]) == [Done()]


def test_an_adapter_that_can_never_be_restarted_ends_the_session() -> None:
    """Failed restarts are restarts without a good answer."""
    session = Session(Miniature(failing_starts={2, 3}), Limits(restarts=2))
    lose(session)
    for _ in range(2):
        with pytest.raises(NotExecuted):
            session.open_lab(ONE)
    assert session.over.endswith("2 times in a row without one good answer; at last: no licence")


def test_closing_ends_the_adapter_once() -> None:
    """Closing a closed session does nothing."""
    subject = Miniature()
    session = Session(subject)
    session.connection()
    session.close()
    session.close()
    assert subject.closes == 1
