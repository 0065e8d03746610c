"""givesocket() and takesocket(): a socket changes hands between programs of one system.

The connection goes along as it is, with everything the stack keeps about its partner (our choice).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from reference_impl.errno_names import Errno
from reference_impl.refusal import Refusal

if TYPE_CHECKING:
    from reference_impl.program import Program
    from reference_impl.tcp.socket import Socket, Sockets


def give(socket: Socket, receiver: Program) -> None:
    """Offer the socket.

    Raises:
        Refusal: EACCES, the receiver runs on another system.
    """
    if receiver.system is not socket.program.system:
        raise Refusal(Errno.EACCES)
    socket.offered_to = receiver.name


def take(sockets: Sockets, given: str, program: Program, name: str) -> Socket:
    """Take what was given, under a new name; the giver's name is no descriptor any more.

    Raises:
        Refusal: EBADF, not given to this program; EEXIST, the new name is in use.
    """
    socket = sockets[given]
    if socket.offered_to != program.name:
        raise Refusal(Errno.EBADF)
    if name != given and name in sockets:
        raise Refusal(Errno.EEXIST)
    sockets.remove(given)
    socket.name, socket.program, socket.offered_to = name, program, ""
    socket.connection.owner = program
    sockets.add(socket)
    return socket
