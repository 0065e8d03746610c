"""What a SIOCGPARTNERINFO asks and what it is answered. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reference_impl.interfaces.interface import Interface

if TYPE_CHECKING:
    from reference_impl.partner.credentials import Credentials
    from reference_impl.topology.routing import Routing


class RequestItem(StrEnum):
    """What can be asked for. An empty request type means routing only (our choice)."""

    ROUTING = "routing"
    USER_ID = "user-id"
    UTOKEN = "utoken"


BOTH = frozenset({RequestItem.USER_ID, RequestItem.UTOKEN})
NO_ITEMS: frozenset[RequestItem] = frozenset()


@dataclass(frozen=True, slots=True)
class PartnerRequest:
    """`timeout` is PI_TIMEOUT in seconds as passed, in range or not; `buffer_length` is in bytes."""

    items: frozenset[RequestItem] = NO_ITEMS
    timeout: int = 0
    interface: Interface = Interface.W_IOCTL
    short_buffer: bool = False

    @property
    def credentials(self) -> frozenset[RequestItem]:
        return self.items & BOTH


@dataclass(frozen=True, slots=True)
class PartnerReply:
    """A SIOCGPARTNERINFO that succeeded: the routing, and of the credentials what was asked for."""

    routing: Routing
    credentials: Credentials
