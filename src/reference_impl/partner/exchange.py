"""The exchange with the partner's stack: a question over XCF, a snapshot there, an answer back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reference_impl.clock import Rank
from reference_impl.partner.credentials import NO_CREDENTIALS, Credentials
from reference_impl.partner.record import record_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reference_impl.partner.request import RequestItem
    from reference_impl.partner.rules import PartnerRules, WaitingRules
    from reference_impl.security.security_server import SecurityServer
    from reference_impl.tcp.connection import Connection
    from reference_impl.topology.topology import Stack
    from reference_impl.xcf import Xcf


class Exchange:
    """One question and, unless a message is lost, its answer.

    `overdue`: a call has waited for it in vain, so the next one asks anew.
    """

    __slots__ = ("ahead", "end", "items", "overdue", "snapshot")

    def __init__(self, end: Connection, items: frozenset[RequestItem], *, ahead: bool) -> None:
        self.end = end
        self.items = items
        self.ahead = ahead
        self.overdue = False
        self.snapshot: Credentials | None = None


class Exchanges:
    """Carries exchanges out. `delivered` gets each answer as it arrives."""

    __slots__ = ("_delivered", "_partner_rules", "_security", "_waiting_rules", "_xcf")

    def __init__(
        self,
        xcf: Xcf,
        security: Mapping[str, SecurityServer],
        partner_rules: PartnerRules,
        waiting_rules: WaitingRules,
        delivered: Callable[[Exchange, Credentials], None],
    ) -> None:
        self._xcf = xcf
        self._security = security
        self._partner_rules = partner_rules
        self._waiting_rules = waiting_rules
        self._delivered = delivered

    def needed(self, end: Connection) -> bool:
        return self._waiting_rules.exchange_needed(*stacks_of(end))

    def snapshot(self, end: Connection) -> Credentials:
        """Return what the partner's stack tells about the program at the other end, now."""
        program = self._partner_rules.told_about(end)
        if program is None:
            return NO_CREDENTIALS
        return self._partner_rules.snapshot(program, self._security[program.system.name])

    def start(self, end: Connection, items: frozenset[RequestItem], *, ahead: bool = False) -> None:
        """Send the question; `ahead` of any request, for SIOCSPARTNERINFO."""
        exchange = Exchange(end, items, ahead=ahead)
        record_of(end).exchanges.append(exchange)
        if self._partner_rules.snapshot_when_asked:
            exchange.snapshot = self.snapshot(end)
        own, partner = self._waiting_rules.asks(end)
        self._xcf.ask(own, partner, lambda: self._asked(exchange))

    def _asked(self, exchange: Exchange) -> None:
        """At the partner's stack: answer, unless its program has left the connection."""
        end = exchange.end
        if end.partner is None or end.partner.left:
            return
        told = exchange.snapshot if exchange.snapshot is not None else self.snapshot(end)
        told = told.only(exchange.items)
        own, partner = self._waiting_rules.asks(end)
        rank = Rank.EARLY if self._waiting_rules.reply_wins_tie else Rank.LATE
        self._xcf.answer(partner, own, rank, lambda: self._answered(exchange, told))

    def _answered(self, exchange: Exchange, told: Credentials) -> None:
        record_of(exchange.end).exchanges.remove(exchange)
        self._delivered(exchange, told)


def stacks_of(end: Connection) -> tuple[Stack, Stack]:
    """Return this end's stack and its partner's."""
    if end.stack is None or end.partner is None or end.partner.stack is None:
        raise AssertionError("credentials are exchanged between the ends of a connection")
    return end.stack, end.partner.stack
