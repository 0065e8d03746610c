"""The virtual clock."""

import pytest

from reference_impl.clock import Rank, VirtualClock, microseconds


def test_events_happen_in_the_order_of_time_and_then_of_scheduling() -> None:
    """What is due earlier happens earlier; of two at the same instant the first scheduled is first."""
    clock, seen = VirtualClock(), []
    for delay, name in ((2, "late"), (1, "first"), (1, "second")):
        clock.schedule(delay, lambda name=name: seen.append((clock.now, name)))
    clock.advance(5)
    assert seen == [(1, "first"), (1, "second"), (2, "late")]
    assert clock.now == 5


def test_rank_orders_events_of_one_instant() -> None:
    """At one instant an early event precedes a normal one and that a late one, however scheduled."""
    clock, seen = VirtualClock(), []
    for rank in (Rank.LATE, Rank.NORMAL, Rank.EARLY):
        clock.schedule(1, lambda rank=rank: seen.append(rank), rank)
    clock.advance(1)
    assert seen == [Rank.EARLY, Rank.NORMAL, Rank.LATE]


def test_an_event_may_schedule_another_within_the_same_advance() -> None:
    """A chain of events runs through in one advance when all of it falls due."""
    clock, seen = VirtualClock(), []
    clock.schedule(1, lambda: clock.schedule(1, lambda: seen.append(clock.now)))
    clock.advance(2)
    assert seen == [2]


def test_what_is_not_due_and_what_is_cancelled_does_not_happen() -> None:
    """An event beyond the new instant waits; a cancelled one never happens."""
    clock, seen = VirtualClock(), []
    clock.schedule(3, lambda: seen.append("later"))
    clock.schedule(1, lambda: seen.append("cancelled")).cancel()
    clock.advance(2)
    assert seen == []
    clock.advance(1)
    assert seen == ["later"]


def test_tenths_of_seconds_add_up_exactly() -> None:
    """Ten times 0.1 s is 1 s, so that ties are ties."""
    clock = VirtualClock()
    for _ in range(10):
        clock.advance(microseconds(0.1))
    assert clock.seconds == 1.0


@pytest.mark.parametrize("seconds", [-1.0, float("inf"), float("nan")])
def test_time_runs_forward_by_finite_amounts(seconds: float) -> None:
    """A negative, infinite or undefined number of seconds is refused."""
    with pytest.raises(ValueError, match="time runs forward"):
        microseconds(seconds)
