"""A SIOCGPARTNERINFO as a value: suspended, or ended with a reply or a refusal. Waits for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reference_impl.clock import MICROSECONDS

if TYPE_CHECKING:
    from reference_impl.clock import Event
    from reference_impl.partner.reply import PartnerReply
    from reference_impl.partner.request import PartnerRequest
    from reference_impl.refusal import Refusal
    from reference_impl.tcp.connection import Connection


class Call:
    """`began` and `ended` are virtual microseconds; `result` is `None` while the caller is suspended."""

    __slots__ = ("began", "end", "ended", "name", "request", "result", "timer")

    def __init__(self, name: str, end: Connection, request: PartnerRequest, began: int) -> None:
        self.name = name
        self.end = end
        self.request = request
        self.began = began
        self.ended = began
        self.result: PartnerReply | Refusal | None = None
        self.timer: Event | None = None

    @property
    def seconds(self) -> float:
        """How long the program was suspended."""
        return (self.ended - self.began) / MICROSECONDS

    @property
    def ended_at(self) -> float:
        """Virtual seconds at which it ended."""
        return self.ended / MICROSECONDS

    @property
    def suspended(self) -> bool:
        return self.result is None
