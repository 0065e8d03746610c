"""What a SIOCGPARTNERINFO is answered. A plain value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reference_impl.partner.credentials import Credentials
    from reference_impl.topology.routing import Routing


@dataclass(frozen=True, slots=True)
class PartnerReply:
    """A SIOCGPARTNERINFO that succeeded: the routing, and of the credentials what was asked for."""

    routing: Routing
    credentials: Credentials
