"""What the stack keeps about the partner of one connection end. Made only when something happens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reference_impl.partner.credentials import NO_CREDENTIALS
from reference_impl.partner.request import NO_ITEMS

if TYPE_CHECKING:
    from reference_impl.partner.call import Call
    from reference_impl.partner.exchange import Exchange
    from reference_impl.partner.request import RequestItem
    from reference_impl.security.security_domain import SecurityDomain
    from reference_impl.tcp.connection import Connection
    from reference_impl.topology.routing import Routing

EVERYWHERE: frozenset[str] = frozenset()


class PartnerRecord:
    """Requests made, SIOCSPARTNERINFO's mark, credentials stored and retrieved, what is under way.

    `routing` is what the last request was told. `marked` holds the names of the stacks that took
    SIOCSPARTNERINFO; `inherited` says that the listener had it. `stored` holds credentials, of which
    the items in `stored_items` count; `retrieved` are the items a program has been given. `domains`
    are the two security domains this connection is bound to.
    """

    __slots__ = (
        "asked_by_ioctl",
        "asked_by_option",
        "call",
        "domains",
        "exchanges",
        "inherited",
        "marked",
        "retrieved",
        "routing",
        "stored",
        "stored_items",
    )

    def __init__(self) -> None:
        self.asked_by_ioctl = False
        self.asked_by_option = False
        self.routing: Routing | None = None
        self.marked: frozenset[str] | None = None
        self.inherited = False
        self.stored = NO_CREDENTIALS
        self.stored_items: frozenset[RequestItem] = NO_ITEMS
        self.retrieved: frozenset[RequestItem] = NO_ITEMS
        self.domains: tuple[SecurityDomain, SecurityDomain] | None = None
        self.call: Call | None = None
        self.exchanges: list[Exchange] = []


def record_of(end: Connection) -> PartnerRecord:
    """Return the end's record, making one if there is none."""
    if end.record is None:
        end.record = PartnerRecord()
    return end.record
