"""SIOCGPARTNERINFO from request to outcome. The gates, the exchange and the clock do the work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reference_impl.clock import microseconds
from reference_impl.errno_names import Errno
from reference_impl.partner.call import Call
from reference_impl.partner.causes import Cause
from reference_impl.partner.credentials import NO_CREDENTIALS, Credentials
from reference_impl.partner.exchange import Exchange, Exchanges
from reference_impl.partner.gates import Inquiry
from reference_impl.partner.record import PartnerRecord, record_of
from reference_impl.partner.reply import PartnerReply
from reference_impl.partner.request import NO_ITEMS, PartnerRequest, RequestItem
from reference_impl.refusal import Refusal
from reference_impl.tcp.transport import Ending
from reference_impl.topology.routing import Routing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reference_impl.clock import VirtualClock
    from reference_impl.partner.rules import PartnerRules, WaitingRules
    from reference_impl.security.security_server import SecurityServer
    from reference_impl.tcp.cluster_conn_type import ClusterConnType
    from reference_impl.tcp.connection import Connection
    from reference_impl.tcp.socket import Socket
    from reference_impl.xcf import Xcf

ENDINGS = {Ending.TORN_DOWN: Cause.TORN_DOWN, Ending.RESET: Cause.RESET}


class Partners:
    """The calls by name, suspended or ended, and the ways in which they end."""

    __slots__ = (
        "_calls",
        "_clock",
        "_completed",
        "_conn_type",
        "_rules",
        "_security",
        "_waiting",
        "exchanges",
    )

    def __init__(
        self,
        clock: VirtualClock,
        xcf: Xcf,
        security: Mapping[str, SecurityServer],
        conn_type: ClusterConnType,
        partner_rules: PartnerRules,
        waiting_rules: WaitingRules,
    ) -> None:
        self._clock = clock
        self._security = security
        self._conn_type = conn_type
        self._rules = partner_rules
        self._waiting = waiting_rules
        self._calls: dict[str, Call] = {}
        self._completed: list[Call] = []
        self.exchanges = Exchanges(xcf, security, partner_rules, waiting_rules, self._delivered)

    # Requests

    def option(self, end: Connection) -> Routing:
        """SO_CLUSTERCONNTYPE."""
        record = record_of(end)
        record.asked_by_option = True
        record.routing = self._conn_type.option(end)
        return record.routing

    def inquiry(self, socket: Socket, request: PartnerRequest) -> Inquiry:
        return Inquiry(self._rules, self._waiting, socket, request, self._security)

    def get(self, name: str, socket: Socket, request: PartnerRequest) -> Call:
        """SIOCGPARTNERINFO. The call returned has ended, perhaps in a refusal, or is suspended.

        Raises:
            Refusal: EEXIST, a call of this name is still suspended.
        """
        call = self._begin(name, socket, request)
        inquiry = self.inquiry(socket, request)
        for gate in self._rules.gates:
            cause = gate.check(inquiry) if request.credentials or not gate.credentials_only else None
            if cause is not None:
                if gate.credentials_only:
                    self._asked(call.end)
                self._refuse(call, cause)
                return call
        self._asked(call.end)
        self._retrieve(call, socket)
        return call

    def refused(self, name: str, socket: Socket, request: PartnerRequest, refusal: Refusal) -> Call:
        """Note a call that its interface has refused before the stack saw it; raises as `get`."""
        call = self._begin(name, socket, request)
        call.result = refusal
        return call

    def _begin(self, name: str, socket: Socket, request: PartnerRequest) -> Call:
        known = self._calls.get(name)
        if known is not None and known.suspended:
            raise Refusal(Errno.EEXIST)
        call = self._calls[name] = Call(name, socket.connection, request, self._clock.now)
        return call

    def _asked(self, end: Connection) -> None:
        """Note, for Netstat, a request that was not refused for its form."""
        record = record_of(end)
        record.asked_by_ioctl = True
        record.routing = self._conn_type.of(end)

    def _retrieve(self, call: Call, socket: Socket) -> None:
        record = record_of(call.end)
        wanted = self._waiting.fetched(call.request.credentials)
        missing = wanted - self._waiting.usable(record)
        if not missing:
            self._succeed(call, record)
        elif call.end.partner is None or call.end.partner.left:
            self._refuse(call, Cause.TORN_DOWN)
        elif not self.exchanges.needed(call.end):
            self.store(record, wanted, self.exchanges.snapshot(call.end))
            self._succeed(call, record)
        elif not self._waiting.may_suspend(call.request.timeout, socket.nonblocking):
            ahead = record.marked is not None
            self._refuse(call, Cause.NOT_HERE_YET if ahead else Cause.NEEDS_SUSPENSION)
        else:
            self._suspend(call, record, missing)

    def _suspend(self, call: Call, record: PartnerRecord, missing: frozenset[RequestItem]) -> None:
        record.call = call
        limit = microseconds(self._waiting.time_limit(call.request.timeout))
        call.timer = self._clock.schedule(limit, lambda: self._expire(call, record))
        if not self._waiting.under_way(record, missing):
            self.exchanges.start(call.end, missing)

    # Answers and other ends

    @staticmethod
    def store(record: PartnerRecord, items: frozenset[RequestItem], told: Credentials) -> None:
        record.stored = record.stored.with_items(items, told)
        record.stored_items |= items

    def _delivered(self, exchange: Exchange, told: Credentials) -> None:
        record = record_of(exchange.end)
        if record.call is None and not exchange.ahead and not self._waiting.late_reply_kept:
            return
        self.store(record, exchange.items, told)
        if record.call is not None and not self._waiting.waits_out_limit:
            self._succeed_if_complete(record.call, record)

    def _succeed_if_complete(self, call: Call, record: PartnerRecord) -> None:
        if self._waiting.fetched(call.request.credentials) <= record.stored_items:
            self._succeed(call, record)

    def _succeed(self, call: Call, record: PartnerRecord) -> None:
        items = self._rules.told(call.request.credentials)
        record.routing = self._conn_type.of(call.end)
        told = record.stored.only(items) if items else NO_CREDENTIALS
        record.retrieved = self._rules.retrieved(record.retrieved, items)
        if not self._rules.kept:
            record.stored_items = NO_ITEMS
        tells = self._rules.tells_routing(call.request)
        self._end(call, PartnerReply(record.routing if tells else Routing.NO_CONNECTION, told))

    def _expire(self, call: Call, record: PartnerRecord) -> None:
        if self._waiting.waits_out_limit:
            self._succeed_if_complete(call, record)
        if call.suspended:
            for exchange in record.exchanges:
                exchange.overdue = True
            self._refuse(call, Cause.TIME_EXPIRED)

    def _refuse(self, call: Call, cause: Cause) -> None:
        errno, reason = self._rules.causes[cause]
        needed = self._rules.needed_length if cause is Cause.BUFFER_TOO_SMALL else None
        refusal = Refusal(errno, reason, needed)
        if errno in self._rules.routing_filled_in:
            refusal.routing = self._conn_type.of(call.end)
        self._end(call, refusal)

    def _end(self, call: Call, result: PartnerReply | Refusal) -> None:
        call.result, call.ended = result, self._clock.now
        if call.timer is None:
            return
        call.timer.cancel()
        record_of(call.end).call = None
        self._completed.append(call)

    def ended(self, end: Connection, ending: Ending) -> None:
        """End the call that is suspended on a connection which comes to its end."""
        call = end.record.call if end.record is not None else None
        if call is not None and self._waiting.ends_with_connection:
            self._refuse(call, ENDINGS[ending])

    # What programs and the harness do with calls

    def call(self, name: str) -> Call:
        """Return the call.

        Raises:
            Refusal: EINVAL, there was none of that name.
        """
        try:
            return self._calls[name]
        except KeyError:
            raise Refusal(Errno.EINVAL) from None

    def interrupt(self, name: str) -> None:
        """Deliver a signal; one that finds its program not suspended in the call does nothing."""
        call = self.call(name)
        if call.suspended and self._waiting.interruptible:
            self._refuse(call, Cause.INTERRUPTED)

    def read_completed(self) -> list[Call]:
        """Return and forget the suspended calls that ended since the last reading, in that order."""
        completed, self._completed = self._completed, []
        return completed
