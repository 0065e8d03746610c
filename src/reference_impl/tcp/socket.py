"""Sockets: what a program holds in its hand. The names are descriptors given by the harness."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from reference_impl.errno_names import Errno
from reference_impl.refusal import Refusal
from reference_impl.tcp.connection import Connection
from reference_impl.topology.address import ANY_IPV4, ANY_IPV6, Address, Endpoint

if TYPE_CHECKING:
    from collections import deque

    from reference_impl.program import Program


class Family(StrEnum):
    AF_INET = "AF_INET"
    AF_INET6 = "AF_INET6"


class SocketType(StrEnum):
    SOCK_STREAM = "SOCK_STREAM"
    SOCK_DGRAM = "SOCK_DGRAM"


UNBOUND = {
    Family.AF_INET: Endpoint(Address(ANY_IPV4, 4), 0),
    Family.AF_INET6: Endpoint(Address(ANY_IPV6, 6), 0),
}


class Socket:
    """A socket of a program. `connection` is its TCP end; a UDP socket has one that never opens.

    `pending` are connections not accepted yet, `None` unless it listens. `used` says that a connect
    or a listen has succeeded. `offered_to` is the program it was given to and not yet taken by.
    """

    __slots__ = (
        "connection",
        "family",
        "name",
        "nonblocking",
        "offered_to",
        "pending",
        "program",
        "type",
        "used",
    )

    def __init__(self, name: str, program: Program, family: Family, kind: SocketType) -> None:
        self.name = name
        self.program = program
        self.family = family
        self.type = kind
        self.nonblocking = False
        self.pending: deque[Connection] | None = None
        self.used = False
        self.offered_to = ""
        self.connection = Connection(program.stack, program, self)
        self.connection.local = UNBOUND[family]
        self.connection.foreign = UNBOUND[family]

    @property
    def is_tcp(self) -> bool:
        return self.type is SocketType.SOCK_STREAM

    def shown(self, address: Address) -> Address:
        """Return the address in the form of this socket's family; AF_INET6 sees IPv4 mapped.

        Raises:
            Refusal: EAFNOSUPPORT, an IPv6 address on an AF_INET socket.
        """
        if self.family is Family.AF_INET6:
            return address._replace(mapped=address.version == 4)  # noqa: PLR2004 - the IP version
        if address.version == 6 or address.mapped:  # noqa: PLR2004 - the IP version
            raise Refusal(Errno.EAFNOSUPPORT)
        return address


class Sockets:
    """The open sockets by name, and by program for its end."""

    __slots__ = ("_open",)

    def __init__(self) -> None:
        self._open: dict[str, Socket] = {}

    def add(self, socket: Socket) -> None:
        """Note a socket as open.

        Raises:
            Refusal: EEXIST, the name is in use.
        """
        if socket.name in self._open:
            raise Refusal(Errno.EEXIST)
        self._open[socket.name] = socket

    def __contains__(self, name: str) -> bool:
        return name in self._open

    def __getitem__(self, name: str) -> Socket:
        """Return the open socket.

        Raises:
            Refusal: EBADF, there is none of that name.
        """
        try:
            return self._open[name]
        except KeyError:
            raise Refusal(Errno.EBADF) from None

    def remove(self, name: str) -> Socket:
        socket = self[name]
        del self._open[name]
        return socket

    def of(self, program: Program) -> list[Socket]:
        return [socket for socket in self._open.values() if socket.program is program]
