"""What one stack keeps about ports: who is bound, who listens, which connections there are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reference_impl.errno_names import Errno
from reference_impl.refusal import Refusal
from reference_impl.tcp.port_index import PortIndex
from reference_impl.topology.address import ANY_IPV4, ANY_IPV6, Address

if TYPE_CHECKING:
    from reference_impl.tcp.connection import Connection
    from reference_impl.tcp.socket import Socket

FIRST_EPHEMERAL = 1024
LAST_EPHEMERAL = 65535


class StackPorts:
    """The port table and the TCP ends of one stack, all found by key and never by search."""

    __slots__ = ("_bound", "_client_ids", "_next_port", "by_port", "ends", "listeners")

    def __init__(self) -> None:
        self._bound: dict[tuple[str, int], Socket] = {}
        self._next_port = FIRST_EPHEMERAL
        self.listeners: dict[tuple[str, int], Socket] = {}
        self.ends: dict[int, Connection] = {}
        self.by_port = PortIndex()
        self._client_ids = 0

    def bind(self, ip: str, port: int, socket: Socket) -> None:
        """Reserve the port.

        Raises:
            Refusal: EADDRINUSE.
        """
        if (ip, port) in self._bound:
            raise Refusal(Errno.EADDRINUSE)
        self._bound[ip, port] = socket

    def release(self, ip: str, port: int, socket: Socket) -> None:
        if self._bound.get((ip, port)) is socket:
            del self._bound[ip, port]
            self.listeners.pop((ip, port), None)

    def ephemeral(self, ip: str) -> int:
        """Return a port nobody is bound to and no end of this stack uses.

        Raises:
            Refusal: EADDRINUSE, all are taken.
        """
        for _ in range(LAST_EPHEMERAL - FIRST_EPHEMERAL + 1):
            port = self._next_port
            self._next_port = port + 1 if port < LAST_EPHEMERAL else FIRST_EPHEMERAL
            if (ip, port) not in self._bound and port not in self.by_port:
                return port
        raise Refusal(Errno.EADDRINUSE)

    def listener(self, address: Address, port: int) -> Socket | None:
        """Return who listens: on the address itself, on every IPv4 one, or on every one."""
        found = self.listeners.get((address.ip, port))
        if found is None and address.version == 4:  # noqa: PLR2004 - the IP version
            found = self.listeners.get((ANY_IPV4, port))
        return found if found is not None else self.listeners.get((ANY_IPV6, port))

    def new_client_id(self) -> int:
        self._client_ids += 1
        return self._client_ids

    def add(self, end: Connection) -> None:
        if not end.client_id:
            end.client_id = self.new_client_id()
        self.ends[end.client_id] = end
        for port in {end.local.port, end.foreign.port} - {0}:
            self.by_port.add(port, end)

    def remove(self, end: Connection) -> None:
        del self.ends[end.client_id]
        for port in {end.local.port, end.foreign.port} - {0}:
            self.by_port.remove(port, end)
