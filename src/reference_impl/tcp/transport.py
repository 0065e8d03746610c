"""What programs do with sockets: bind, listen, connect, accept, shut down, close, abort.

Segments arrive at once, so SynSent, FinWait1, LastAck and Closing are passed through within a call.
Credentials are none of its business: it only tells an observer when an end has ended.
"""

from __future__ import annotations

from collections import deque
from enum import Enum, StrEnum, auto
from typing import TYPE_CHECKING

from reference_impl.clock import microseconds
from reference_impl.errno_names import Errno
from reference_impl.refusal import Refusal
from reference_impl.tcp.connection import Connection
from reference_impl.tcp.socket import UNBOUND, Family
from reference_impl.tcp.stack_ports import StackPorts
from reference_impl.tcp.states import CAN_SEND_FIN, TIME_WAIT_SECONDS, Happening, TcpState
from reference_impl.topology.address import Address, Endpoint

if TYPE_CHECKING:
    from collections.abc import Callable

    from reference_impl.clock import VirtualClock
    from reference_impl.tcp.socket import Socket
    from reference_impl.topology.routes import Routes
    from reference_impl.topology.topology import Stack, Topology, Vipa


class Shutdown(StrEnum):
    SHUT_RD = "SHUT_RD"
    SHUT_WR = "SHUT_WR"
    SHUT_RDWR = "SHUT_RDWR"


class Ending(Enum):
    """How an end came to its end. TORN_DOWN also means that the partner's program closed its socket."""

    TORN_DOWN = auto()
    RESET = auto()


class Transport:
    """TCP of all stacks. `ended` is told of each end that is torn down, reset or left by its program."""

    __slots__ = ("_clock", "_ended", "_ports", "_routes", "_topology")

    def __init__(
        self,
        topology: Topology,
        routes: Routes,
        clock: VirtualClock,
        ended: Callable[[Connection, Ending], None],
    ) -> None:
        self._topology = topology
        self._routes = routes
        self._clock = clock
        self._ended = ended
        self._ports: dict[str, StackPorts] = {}

    def ports(self, stack: Stack) -> StackPorts:
        found = self._ports.get(stack.name)
        if found is None:
            found = self._ports[stack.name] = StackPorts()
        return found

    def opened(self, socket: Socket) -> None:
        """Make a new socket known to its stack; without affinity it is not yet anywhere."""
        if socket.connection.stack is not None:
            self.ports(socket.connection.stack).add(socket.connection)

    def bind(self, socket: Socket, address: Address, port: int) -> None:
        """Bind to an address of a stack the program may use; an unspecified one means all of them.

        Raises:
            Refusal: EINVAL bound or used already, EADDRNOTAVAIL, EADDRINUSE, EAFNOSUPPORT.
        """
        end = socket.connection
        if end.local.port or socket.used:
            raise Refusal(Errno.EINVAL)
        shown = address if address.unspecified else socket.shown(address)
        if address.unspecified and address.version != UNBOUND[socket.family].address.version:
            raise Refusal(Errno.EAFNOSUPPORT)
        stacks = self._stacks_for(socket, address)
        chosen = port or self.ports(stacks[0]).ephemeral(address.ip)
        for stack in stacks if socket.is_tcp else ():
            self.ports(stack).bind(address.ip, chosen, socket)
        self._settle(end, stacks[0] if len(stacks) == 1 else None, Endpoint(shown, chosen))

    def _stacks_for(self, socket: Socket, address: Address) -> tuple[Stack, ...]:
        mine = (socket.connection.stack,) if socket.connection.stack is not None else socket.program.stacks
        if address.unspecified:
            return mine
        vipa = self._topology.vipas.get(address.ip)
        holders = (self._topology.owners.get(address.ip), *(vipa.targets if vipa else ()))
        found = tuple(stack for stack in mine if stack in holders)
        if not found:
            raise Refusal(Errno.EADDRNOTAVAIL)
        return found

    def _settle(
        self, end: Connection, stack: Stack | None, local: Endpoint, foreign: Endpoint | None = None
    ) -> None:
        """Give the end its addresses, and its stack if it is settled, and index it under them."""
        if end.stack is not None:
            self.ports(end.stack).remove(end)
        end.stack, end.local, end.foreign = stack, local, foreign or end.foreign
        if stack is not None:
            self.ports(stack).add(end)

    def listen(self, socket: Socket) -> None:
        """Wait for connections. Listening again changes nothing.

        Raises:
            Refusal: EOPNOTSUPP not TCP, EISCONN used to connect, EINVAL not bound.
        """
        if not socket.is_tcp:
            raise Refusal(Errno.EOPNOTSUPP)
        if socket.pending is not None:
            return
        if socket.used:
            raise Refusal(Errno.EISCONN)
        end = socket.connection
        if not end.local.port:
            raise Refusal(Errno.EINVAL)
        for stack in self._stacks_for(socket, end.local.address):
            self.ports(stack).listeners[end.local.address.ip, end.local.port] = socket
        if not end.client_id:
            end.client_id = self.ports(socket.program.stacks[0]).new_client_id()
        end.happen(Happening.PASSIVE_OPEN)
        socket.pending = deque()
        socket.used = True

    def connect(self, socket: Socket, address: Address, port: int) -> Socket | None:
        """Connect, and return the listener that takes it; for a UDP socket only note the partner.

        Raises:
            Refusal: EISCONN, EAFNOSUPPORT, ENETUNREACH, ECONNREFUSED, EADDRINUSE.
        """
        foreign = Endpoint(socket.shown(address), port)
        if not socket.is_tcp:
            end = socket.connection
            self._settle(end, end.stack, end.local, foreign)
            return None
        if socket.used:
            raise Refusal(Errno.EISCONN)
        source = self._source(socket, address)
        vipa = self._topology.vipas.get(address.ip)
        host, listener = self._host(source, foreign, vipa)
        self._open(socket.connection, source, foreign, vipa if vipa and vipa.targets else None)
        self._receive(socket.connection, listener, host)
        socket.used = True
        return listener

    def _source(self, socket: Socket, address: Address) -> Stack:
        """Return the stack that opens the connection; without affinity the partner's own or a near one."""
        target = self._topology.owners.get(address.ip)
        if target is None:
            raise Refusal(Errno.ENETUNREACH)
        settled = socket.connection.stack
        mine = (settled,) if settled is not None else socket.program.stacks
        if target in mine:
            return target
        for stack in mine:
            if self._routes.reachable(stack, target):
                return stack
        raise Refusal(Errno.ENETUNREACH)

    def _host(self, source: Stack, foreign: Endpoint, vipa: Vipa | None) -> tuple[Stack, Socket]:
        """Return the stack that hosts the connections to this address, the first target that listens."""
        owner = self._topology.owners[foreign.address.ip]
        for stack in (vipa.targets if vipa is not None else ()) or (owner,):
            listener = self.ports(stack).listener(foreign.address, foreign.port)
            if listener is not None:
                if not self._routes.reachable(source, stack):
                    raise Refusal(Errno.ENETUNREACH)
                return stack, listener
        raise Refusal(Errno.ECONNREFUSED)

    def _open(self, end: Connection, source: Stack, foreign: Endpoint, vipa: Vipa | None) -> None:
        address = end.local.address
        if address.unspecified:
            own = source.address_for(foreign.address.version)
            if own is None:
                raise Refusal(Errno.ENETUNREACH)
            address = own._replace(mapped=foreign.address.mapped)
        port = end.local.port or self.ports(source).ephemeral(address.ip)
        self._settle(end, source, Endpoint(address, port))
        self.ports(source).remove(end)
        end.foreign, end.vipa = foreign, vipa
        self.ports(source).add(end)
        end.happen(Happening.ACTIVE_OPEN)

    def _receive(self, caller: Connection, listener: Socket, host: Stack) -> None:
        """Take the SYN at the host: a new end, not yet accepted, and both are established."""
        end = Connection(host, listener.program, None)
        mapped = listener.family is Family.AF_INET6 and caller.foreign.address.version == 4  # noqa: PLR2004 - IPv4
        end.local = Endpoint(caller.foreign.address._replace(mapped=mapped), caller.foreign.port)
        end.foreign = Endpoint(caller.local.address._replace(mapped=mapped), caller.local.port)
        end.partner, caller.partner = caller, end
        self.ports(host).add(end)
        end.happen(Happening.SYN_RECEIVED)
        caller.happen(Happening.SYN_ACKNOWLEDGED)
        end.happen(Happening.SYN_ACKNOWLEDGED)
        self._count(caller, sent=2, received=1)
        self._count(end, sent=1, received=2)
        if listener.pending is not None:
            listener.pending.append(end)

    def _count(self, end: Connection, *, sent: int, received: int) -> None:
        end.segments_out += sent
        end.segments_in += received
        end.touched = self._clock.now

    def accept(self, listener: Socket, socket: Socket) -> None:
        """Make the oldest pending connection the one of `socket`.

        Raises:
            Refusal: EINVAL not listening, EWOULDBLOCK nothing pending (the simulation never blocks here).
        """
        if listener.pending is None:
            raise Refusal(Errno.EINVAL)
        while listener.pending and listener.pending[0].state is TcpState.CLOSED:
            listener.pending.popleft()
        if not listener.pending:
            raise Refusal(Errno.EWOULDBLOCK)
        end = listener.pending.popleft()
        end.socket, end.owner = socket, socket.program
        socket.connection = end
        socket.used = True

    def shutdown(self, socket: Socket, how: Shutdown) -> None:
        """Shut down sending, which sends a FIN, or receiving, which sends nothing.

        Raises:
            Refusal: ENOTCONN.
        """
        end = socket.connection
        if end.partner is None:
            raise Refusal(Errno.ENOTCONN)
        if how is not Shutdown.SHUT_RD:
            self._finish(end)

    def close(self, socket: Socket, *, abort: bool) -> None:
        """Close the socket: finish the connection, or reset it. Pending connections are reset."""
        end = socket.connection
        self._unbind(socket)
        for pending in socket.pending or ():
            self._reset(pending)
        if end.partner is None:
            self._forget(end)
            return
        end.socket = None
        if end.state is TcpState.CLOSED:
            self._forget(end)
        elif abort:
            self._reset(end)
        else:
            self._leave(end, end.partner)

    def _leave(self, end: Connection, partner: Connection) -> None:
        """Close in order. The partner's program, too, has nobody left to ask about."""
        self._ended(end, Ending.TORN_DOWN)
        self._ended(partner, Ending.TORN_DOWN)
        self._finish(end)

    def _unbind(self, socket: Socket) -> None:
        local = socket.connection.local
        for stack in socket.program.stacks if socket.connection.stack is None else (socket.connection.stack,):
            self.ports(stack).release(local.address.ip, local.port, socket)

    def _finish(self, end: Connection) -> None:
        """Send a FIN, if one can still be sent, and let the partner acknowledge it."""
        partner = end.partner
        if end.state not in CAN_SEND_FIN or partner is None:
            return
        end.happen(Happening.FIN_SENT)
        partner.happen(Happening.FIN_RECEIVED)
        end.happen(Happening.FIN_ACKNOWLEDGED)
        self._count(end, sent=1, received=1)
        self._count(partner, sent=1, received=1)
        for each in (end, partner):
            self._after_fin(each)

    def _after_fin(self, end: Connection) -> None:
        if end.state is TcpState.CLOSED:
            self._gone(end, Ending.TORN_DOWN)
        elif end.state is TcpState.TIME_WAIT:
            self._ended(end, Ending.TORN_DOWN)
            self._clock.schedule(microseconds(TIME_WAIT_SECONDS), lambda: self._time_wait_over(end))

    def _time_wait_over(self, end: Connection) -> None:
        if end.state is TcpState.TIME_WAIT:
            end.happen(Happening.TWO_MSL_OVER)
            self._gone(end, Ending.TORN_DOWN)

    def _reset(self, end: Connection) -> None:
        """Send a RST: both ends are closed at once, whatever their state."""
        for each in (end, end.partner):
            if each is not None and each.state is not TcpState.CLOSED:
                each.state = TcpState.CLOSED
                self._gone(each, Ending.RESET)

    def _gone(self, end: Connection, why: Ending) -> None:
        self._ended(end, why)
        if end.socket is None:
            self._forget(end)

    def _forget(self, end: Connection) -> None:
        if end.stack is not None:
            self.ports(end.stack).remove(end)
