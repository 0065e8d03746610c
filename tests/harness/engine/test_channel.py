"""What goes over a channel comes out of it, whole and in order, however the bytes are cut."""

import threading
from typing import Any

import pytest

from ezconform.engine.channel import ROOM, Channel, pair


@pytest.fixture
def ends() -> Any:
    one, other = pair()
    yield one, other
    one.close()
    other.close()


def test_all_that_has_come_is_heard_at_once(ends: Any) -> None:
    """In the order in which it was said."""
    ours, theirs = Channel[list[int]](ends[0], list[int]), Channel[str](ends[1], str)
    for number in range(3):
        theirs.say([number])
    assert ours.hear() == [[0], [1], [2]]


def test_a_value_that_comes_in_pieces_is_heard_when_it_is_whole(ends: Any) -> None:
    """What has begun waits for its end; what was complete before it does not."""
    ours = Channel[str](ends[0], str)
    ends[1].sendall(b'"one"\n"tw')
    assert ours.hear() == ["one"]
    ends[1].sendall(b'o"\n')
    assert ours.hear() == ["two"]


def test_a_value_may_be_larger_than_what_is_taken_in_at_a_time(ends: Any) -> None:
    """And may hold line ends."""
    ours, theirs = Channel[str](ends[0], str), Channel[str](ends[1], str)
    large = "line\n" * ROOM
    saying = threading.Thread(target=theirs.say, args=(large,))
    saying.start()
    assert ours.hear() == [large]
    saying.join()


def test_the_end_is_heard_after_all_that_was_said(ends: Any) -> None:
    """A value that was cut off by it was never said."""
    ours = Channel[str](ends[0], str)
    ends[1].sendall(b'"one"\n"tw')
    ends[1].close()
    assert ours.hear() == ["one"]
    with pytest.raises(EOFError):
        ours.hear()
