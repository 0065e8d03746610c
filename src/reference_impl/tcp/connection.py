"""One end of a TCP connection, as the stack that holds it sees it (a transmission control block)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reference_impl.tcp.states import TRANSITIONS, Happening, TcpState
from reference_impl.topology.address import Address, Endpoint

if TYPE_CHECKING:
    from reference_impl.partner.record import PartnerRecord
    from reference_impl.program import Program
    from reference_impl.tcp.socket import Socket
    from reference_impl.topology.topology import Stack, Vipa

BEFORE_CLOSE = frozenset({TcpState.SYN_RECEIVED, TcpState.ESTABLISHED, TcpState.CLOSE_WAIT})
NOWHERE = Endpoint(Address("0.0.0.0", 4), 0)  # noqa: S104 - shown as "no address yet"


class Connection:
    """One end. It comes with its socket and may outlive it, in FinWait2 or TimeWait.

    `stack` is `None` until a program without stack affinity settles on one. `partner` is the other
    end once there is one; `vipa` the distributed VIPA this end reaches its partner through. `owner`
    is the program whose credentials the partner gets. `record` belongs to the partner service and
    is opaque here.
    """

    __slots__ = (
        "client_id",
        "foreign",
        "local",
        "owner",
        "partner",
        "record",
        "segments_in",
        "segments_out",
        "socket",
        "stack",
        "state",
        "touched",
        "vipa",
    )

    def __init__(self, stack: Stack | None, owner: Program | None, socket: Socket | None) -> None:
        self.stack = stack
        self.owner = owner
        self.socket = socket
        self.client_id = 0
        self.local = NOWHERE
        self.foreign = NOWHERE
        self.state = TcpState.CLOSED
        self.partner: Connection | None = None
        self.vipa: Vipa | None = None
        self.record: PartnerRecord | None = None
        self.segments_in = 0
        self.segments_out = 0
        self.touched = 0

    @property
    def left(self) -> bool:
        """Whether its program has closed it; an end that nobody has accepted yet is not left."""
        return self.socket is None and self.state not in BEFORE_CLOSE

    def happen(self, happening: Happening) -> None:
        """Change state as the table says; a pair the table does not hold is a defect here."""
        self.state = TRANSITIONS[self.state, happening]
