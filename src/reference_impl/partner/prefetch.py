"""SIOCSPARTNERINFO: marks a socket so that the stack fetches its partner's credentials by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reference_impl.partner.causes import Cause
from reference_impl.partner.gates import bound_domains
from reference_impl.partner.record import record_of
from reference_impl.partner.request import PartnerRequest
from reference_impl.refusal import Refusal
from reference_impl.tcp.socket import Socket

if TYPE_CHECKING:
    from reference_impl.partner.partners import Partners
    from reference_impl.partner.rules import PartnerRules, PrefetchRules


class Prefetch:
    """Takes SIOCSPARTNERINFO, passes the mark on, and fetches when a marked end is ready for it."""

    __slots__ = ("_partner_rules", "_partners", "_rules")

    def __init__(self, partners: Partners, rules: PrefetchRules, partner_rules: PartnerRules) -> None:
        self._partners = partners
        self._rules = rules
        self._partner_rules = partner_rules

    def mark(self, socket: Socket) -> None:
        """SIOCSPARTNERINFO. Issued again in time, it changes nothing (our choice).

        Raises:
            Refusal: EPROTOTYPE not TCP, EOPNOTSUPP too late, EPERM no security domain on any stack.
        """
        end = socket.connection
        inquiry = self._partners.inquiry(socket, PartnerRequest())
        cause = next((found for check in self._rules.checks if (found := check(inquiry))), None)
        stacks = self._rules.stacks(socket.program, end.stack)
        accepting = frozenset(stack.name for stack in stacks if self._rules.accepts(inquiry, stack))
        if cause is None and not accepting:
            cause = Cause.DOMAIN_NOT_DEFINED
        if cause is not None:
            raise Refusal(*self._partner_rules.causes[cause])
        record_of(end).marked = accepting

    def connected(self, socket: Socket, listener: Socket) -> None:
        """Fetch for the client, after its connect; for the server only if that does not await the accept."""
        if self._partner_rules.domains_at_set_up:
            for each in (socket, _pending(socket, listener)):
                bound_domains(self._partners.inquiry(each, PartnerRequest()))
        if self._rules.by_client:
            self._fetch(socket)
        if self._rules.before_accept:
            self.accepted(listener, _pending(socket, listener))

    def accepted(self, listener: Socket, socket: Socket) -> None:
        """Pass the listener's mark on to the accepted socket and fetch for the server."""
        mark = self._rules.inherits(listener.connection, socket.connection)
        if mark is None:
            return
        record = record_of(socket.connection)
        if record.inherited:
            return
        record.marked, record.inherited = mark, True
        if self._rules.by_server:
            self._fetch(socket)

    def _fetch(self, socket: Socket) -> None:
        end = socket.connection
        if not self._rules.concerns(end):
            return
        inquiry = self._partners.inquiry(socket, PartnerRequest(self._rules.items))
        if any(gate(inquiry) is not None for gate in self._rules.gates):
            return
        if self._partners.exchanges.needed(end):
            self._partners.exchanges.start(end, self._rules.items, ahead=True)
        else:
            told = self._partners.exchanges.snapshot(end)
            self._partners.store(record_of(end), self._rules.items, told)


def _pending(client: Socket, listener: Socket) -> Socket:
    """The other end of a connection that was just made, as the socket that will be accepted."""
    if client.connection.partner is None:
        raise AssertionError("a client that has just connected has a partner")
    socket = Socket("", listener.program, listener.family, listener.type)
    socket.connection = client.connection.partner
    return socket
