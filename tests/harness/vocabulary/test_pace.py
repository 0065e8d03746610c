"""Time in a scenario: the subject's clock, or waiting that a test can see without waiting."""

from collections.abc import Callable
from typing import Any

import pytest

from ezconform import bundle
from ezconform.connection.connectors import connector
from ezconform.connection.limits import Limits
from ezconform.engine.recorder import Recorder
from ezconform.engine.run import take_turn
from ezconform.engine.session import Session
from ezconform.protocol.answers import Now, Opened, PartnerInfo, Refused, Subject, Suspended
from ezconform.protocol.requests import ClockAdvance, SocketListen
from ezconform.protocol.values import Capability, ConformanceClass
from ezconform.protocol.verbs import PROTOCOL
from ezconform.specification import read
from ezconform.vocabulary import Lab, load
from ezconform.vocabulary.pace import Margins, RealTime


class Wall:
    """A clock that a wait moves on, and nothing else."""

    def __init__(self) -> None:
        self.at = 1000.0
        self.waits: list[float] = []

    def now(self) -> float:
        return self.at

    def wait(self, seconds: float) -> None:
        self.waits.append(round(seconds, 6))
        self.at += seconds

    def margins(self, early: float = 0.25, late: float = 2.0) -> Margins:
        return Margins(early, late, self.now, self.wait)


@pytest.fixture
def wall() -> Wall:
    return Wall()


def test_time_passes_to_shortly_before_the_moment(wall: Wall) -> None:
    """What was kept back is waited for with the next time that passes: the error does not add up."""
    real = RealTime(wall.margins())
    real.pass_(5)
    real.pass_(5)
    assert wall.waits == [4.75, 5.0]


def test_what_the_subject_itself_took_counts(wall: Wall) -> None:
    """Calls that take longer than the scenario says leave nothing to wait for."""
    real = RealTime(wall.margins())
    real.pass_(1)
    wall.at += 10
    real.pass_(0.2)
    assert wall.waits == [0.75]


def test_what_is_due_is_awaited_to_its_limit_and_no_longer(wall: Wall) -> None:
    """Early and late are limits of their own."""
    real = RealTime(wall.margins(early=0.25, late=0.5))
    real.pass_(5)
    looks = 0
    while real.look_again():
        looks += 1
    assert wall.at == pytest.approx(1005.5)
    assert looks == 8


def test_what_may_come_at_any_moment_is_looked_for_often(wall: Wall) -> None:
    """In short looks, up to its time and the late limit; who has it stops."""
    real = RealTime(wall.margins(late=0.5))
    assert sum(1 for _ in real.passing(1)) == 15
    assert wall.at == pytest.approx(1001.5)
    next(real.passing(1))
    assert wall.at == pytest.approx(1001.6)


def test_what_is_due_from_now_on_is_awaited_from_now_on(tiny: Any, miniature: str, wall: Wall) -> None:
    """The late limit counts from the request, not from the beginning of the scenario."""
    session = Session(connector(miniature + "Modest"), margins=wall.margins())
    lab = Lab(session, tiny.rule("Scenario: a\n  Given a counter at 1").read().labs)
    wall.at += 100
    assert not lab.look_again()
    lab.expect_from_now()
    while lab.look_again():
        pass
    assert wall.at == pytest.approx(1102)


def test_with_a_virtual_clock_whole_seconds_pass(tiny: Any, miniature: str) -> None:
    """And whoever stops looking sends nothing more."""
    lab = Lab(
        Session(connector(miniature + "Willing")),
        tiny.rule("Scenario: a\n  Given a counter at 1").read().labs,
    )
    lab.expect_from_now()
    for _ in lab.passing(2):
        pass
    next(lab.passing(5))
    assert [(one.verb, one.request) for one in lab.evidence] == [
        ("clock.advance", ClockAdvance(seconds=1))
    ] * 3


def test_a_time_measured_in_real_time_has_margins(wall: Wall) -> None:
    """A little too short or up to the late limit too long is what was expected."""
    real = RealTime(wall.margins())
    assert [real.about(5, actual) for actual in (4.7, 4.75, 5, 7, 7.1)] == [False, True, True, True, False]


def test_the_limits_of_the_settings_are_those_of_the_session() -> None:
    """`early_seconds` and `late_seconds`."""
    session = Session(None, Limits(early_seconds=1, late_seconds=3))  # type: ignore[arg-type]
    assert (session.margins.early, session.margins.late) == (1, 3)


class Ticking:
    """A subject whose one call ends at a moment of the wall; with or without a virtual clock."""

    def __init__(self, wall: Wall, ends: float, end: Any, capabilities: Any = ()) -> None:
        self.wall, self.ends, self.end, self.capabilities = wall, wall.at + ends, end, capabilities
        self.asked: list[str] = []
        self.subject = Subject(
            protocol=PROTOCOL,
            name="ticking",
            version="1",
            classes=tuple(ConformanceClass),
            capabilities=capabilities,
        )

    name = "ticking"

    def connect(self) -> Any:
        return self

    def exchange(self, requests: Any) -> list[Any]:
        self.asked += [type(one).__name__ for one in requests]
        return [self._answer(type(one).__name__, one) for one in requests]

    def _answer(self, name: str, request: Any) -> Any:
        if name == "LabOpen":
            return Opened()
        if name == "ClockAdvance":
            return Now(seconds=request.seconds)
        return self.end if self.wall.at >= self.ends else Suspended()

    def close(self) -> None:
        return None


STEPS = """\
    Scenario: one
      Given the lab one-stack
      When PAYROLL asks for its partner's user-id with PI_TIMEOUT 5
"""


@pytest.fixture
def judged(tiny: Any, wall: Wall) -> Callable[..., str]:
    """The verdict on a subject whose call ends after so many real seconds, by the bundled steps."""

    def run(ends: float, end: Any, *steps: str, capabilities: Any = ()) -> str:
        text = STEPS + "".join(f"      And {one}\n" for one in steps)
        tiny.feature(f"Feature: f\n  @seed @S03.1\n  Rule: WAIT-01 R\n{text}")
        spec = read(tiny.root)
        subject = Ticking(wall, ends, end, capabilities)
        session = Session(subject, margins=wall.margins())
        recorder = Recorder(load(bundle.find().steps), spec.labs, session)
        result = take_turn(spec.scenarios[0], recorder).result
        assert ("ClockAdvance" in subject.asked) == (Capability.VIRTUAL_CLOCK in capabilities)
        return result.verdict.value

    return run


TIMED_OUT = ("5 seconds pass", "the call is refused with ETIME", "the call has lasted 5 seconds")


@pytest.mark.parametrize(
    ("ends", "verdict"), [(4.9, "passed"), (5.0, "passed"), (6.9, "passed"), (7.5, "failed")]
)
def test_in_real_time_it_must_have_happened_by_the_late_limit(
    judged: Callable[..., str], ends: float, verdict: str
) -> None:
    """A time-out that comes a little late has come; one that does not come has not."""
    assert judged(ends, Refused(errno="ETIME", seconds=ends), *TIMED_OUT) == verdict


@pytest.mark.parametrize(("ends", "verdict"), [(4.0, "failed"), (4.8, "passed")])
def test_in_real_time_it_must_not_happen_before_the_early_limit(
    judged: Callable[..., str], ends: float, verdict: str
) -> None:
    """Just before its time the call must still be suspended; an early time-out fails."""
    steps = ("5 seconds pass", "the call is suspended")
    assert judged(ends, Refused(errno="ETIME"), *steps) == verdict


def test_a_fast_answer_need_not_be_seen_suspended(judged: Callable[..., str]) -> None:
    """In real time the answer may be there when the program is looked at for the first time."""
    info = PartnerInfo(routing=(), address_space_user_id="BOB")
    assert judged(0, info, "the call is suspended", "1 second passes", "the call succeeds") == "passed"


def test_with_a_virtual_clock_nothing_is_waited_for(judged: Callable[..., str], wall: Wall) -> None:
    """The subject's own clock advances, and what has not happened by then has not happened."""
    clock = (Capability.VIRTUAL_CLOCK,)
    assert judged(0, Refused(errno="ETIME", seconds=5), *TIMED_OUT, capabilities=clock) == "passed"
    assert judged(1, Refused(errno="ETIME", seconds=5), *TIMED_OUT, capabilities=clock) == "failed"
    assert wall.waits == []


def test_what_was_told_is_sent_before_the_waiting(tiny: Any, miniature: str, wall: Wall) -> None:
    """A scene must be set before time passes in it."""
    session = Session(connector(miniature + "Modest"), margins=wall.margins())
    lab = Lab(session, tiny.rule("Scenario: a\n  Given a counter at 1").read().labs)
    lab.tell(SocketListen(socket="A"))
    lab.pass_time(3)
    assert lab.evidence[0].answer is not None
    assert wall.waits == [2.75]
