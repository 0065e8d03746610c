"""Message lists with a read cursor."""

from reference_impl.console import Console
from reference_impl.message import Message, MessageKind


def test_a_read_gives_what_is_new_in_order() -> None:
    """Reading gives the messages since the last read, oldest first, and loses none."""
    console = Console()
    first, second, third = (Message(MessageKind.OTHER, text) for text in "abc")
    console.write(first)
    console.write(second)
    assert console.read() == (first, second)
    assert console.read() == ()
    console.write(third)
    assert console.read() == (third,)
    assert console.messages == (first, second, third)
