"""SIOCSPARTNERINFO: marks a socket so that the stack fetches its partner's credentials by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reference_impl.partner.causes import Cause
from reference_impl.partner.record import record_of
from reference_impl.partner.request import PartnerRequest
from reference_impl.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reference_impl.partner.partners import Partners
    from reference_impl.partner.rules import PartnerRules, PrefetchRules
    from reference_impl.security.security_server import SecurityServer
    from reference_impl.tcp.connection import Connection
    from reference_impl.tcp.socket import Socket
    from reference_impl.topology.topology import Stack


class Prefetch:
    """Takes SIOCSPARTNERINFO, passes the mark on, and fetches when a marked end is ready for it."""

    __slots__ = ("_partner_rules", "_partners", "_rules", "_security")

    def __init__(
        self,
        partners: Partners,
        security: Mapping[str, SecurityServer],
        rules: PrefetchRules,
        partner_rules: PartnerRules,
    ) -> None:
        self._partners = partners
        self._security = security
        self._rules = rules
        self._partner_rules = partner_rules

    def mark(self, socket: Socket) -> None:
        """SIOCSPARTNERINFO. Issued again in time, it changes nothing (our choice).

        Raises:
            Refusal: EPROTOTYPE not TCP, EOPNOTSUPP too late, EPERM no security domain on any stack.
        """
        end = socket.connection
        cause = self._cause(socket)
        stacks = self._rules.stacks(socket.program, end.stack)
        accepting = frozenset(stack.name for stack in stacks if self._accepts(stack))
        if cause is None and not accepting:
            cause = Cause.DOMAIN_NOT_DEFINED
        if cause is not None:
            raise Refusal(*self._partner_rules.causes[cause])
        record_of(end).marked = accepting

    def _cause(self, socket: Socket) -> Cause | None:
        if socket.program.system.release < self._partner_rules.first_release:
            return Cause.UNKNOWN_IOCTL
        if self._rules.tcp_only and not socket.is_tcp:
            return Cause.NOT_TCP
        return Cause.TOO_LATE if self._rules.too_late(socket.connection.state, socket.used) else None

    def _accepts(self, stack: Stack) -> bool:
        domain = self._security[stack.system.name].security_domain()
        return not self._rules.needs_domain or self._partner_rules.domain_defined(domain)

    def connected(self, socket: Socket) -> None:
        """Fetch for the client, after its connect."""
        if self._rules.by_client:
            self._fetch(socket)

    def accepted(self, listener: Socket, socket: Socket) -> None:
        """Pass the listener's mark on to the accepted socket and fetch for the server."""
        mark = listener.connection.record.marked if listener.connection.record is not None else None
        if mark is None or not self._rules.inherits:
            return
        record = record_of(socket.connection)
        record.marked, record.inherited = mark, True
        if self._rules.by_server:
            self._fetch(socket)

    def _fetch(self, socket: Socket) -> None:
        end = socket.connection
        if not _marked(end):
            return
        inquiry = self._partners.inquiry(socket, PartnerRequest(self._rules.items))
        if any(gate(inquiry) is not None for gate in self._rules.gates):
            return
        if self._partners.exchanges.needed(end):
            self._partners.exchanges.start(end, self._rules.items, ahead=True)
        else:
            told = self._partners.exchanges.snapshot(end)
            self._partners.store(record_of(end), self._rules.items, told)


def _marked(end: Connection) -> bool:
    record, stack = end.record, end.stack
    return (
        record is not None and record.marked is not None and stack is not None and stack.name in record.marked
    )
