"""What carries lines to an adapter and back. Knows no JSON and no verb."""

from typing import Protocol


class Transport(Protocol):
    """Lines to and from one started adapter.

    `send` never waits: what the adapter does not take yet goes out while `line` waits, so that a
    batch larger than both pipes cannot deadlock.
    """

    def send(self, outgoing: bytes, /) -> None:
        """Send whole lines."""

    def line(self, seconds: float, /) -> bytes:
        """Give the next line without its newline.

        Raises:
            TimedOut: no complete line within `seconds`.
            Crashed: the other side ended.
            ProtocolFault: the line is longer than the limit.
        """

    def unasked(self) -> bytes:
        """Give what has already arrived beyond the lines that were taken."""

    def evidence(self) -> str:
        """Give the last of what the adapter wrote to its standard error, if it has one."""

    def close(self, *, politely: bool = True) -> None:
        """End the other side; unless `politely`, without asking it first. May be called twice."""
