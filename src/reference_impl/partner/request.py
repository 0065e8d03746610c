"""What a SIOCGPARTNERINFO asks. Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reference_impl.interfaces.interface import Interface


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
