"""Single socket operations, for scenarios about a socket's state. Knows no credential."""

from ezconform.protocol.requests import (
    ProgramStop,
    ProgramTask,
    SocketBind,
    SocketClose,
    SocketGive,
    SocketOpen,
    SocketShutdown,
    SocketTake,
)
from ezconform.protocol.values import Family, Shutdown, SocketType
from ezconform.vocabulary import Address, Lab, Name, Port, UserId, given, when


@given("{program} opens a TCP socket")
def open_socket(lab: Lab, program: Name) -> None:
    _open(lab, SocketOpen(socket=program, program=program))


@given("{program} opens a TCP socket over {family}")
def open_socket_of_family(lab: Lab, program: Name, family: Family) -> None:
    _open(lab, SocketOpen(socket=program, program=program, family=family))


@given("{program} opens a nonblocking TCP socket")
def open_nonblocking_socket(lab: Lab, program: Name) -> None:
    _open(lab, SocketOpen(socket=program, program=program, nonblocking=True))


@given("{program} opens a UDP socket")
def open_datagram_socket(lab: Lab, program: Name) -> None:
    _open(lab, SocketOpen(socket=program, program=program, type=SocketType.SOCK_DGRAM))


@given("{program} opens the socket {socket}")
def open_named_socket(lab: Lab, program: Name, socket: Name) -> None:
    _open(lab, SocketOpen(socket=socket, program=program))


@given("{program} opens its listening socket")
def open_listener(lab: Lab, program: Name) -> None:
    _open(lab, SocketOpen(socket=f"{program}-LISTENER", program=program))


@given("{program} opens its listening socket over {family}")
def open_listener_of_family(lab: Lab, program: Name, family: Family) -> None:
    _open(lab, SocketOpen(socket=f"{program}-LISTENER", program=program, family=family))


@given("{socket} is bound to port {port}")
def bind(lab: Lab, socket: Name, port: Port) -> None:
    lab.tell(SocketBind(socket=socket, address="0.0.0.0", port=port))  # noqa: S104 - an address in a lab


@given("{socket} is bound to port {port} of {address}")
def bind_to_address(lab: Lab, socket: Name, port: Port, address: Address) -> None:
    lab.tell(SocketBind(socket=socket, address=address, port=port))


@when("{socket} shuts down with {how}")
def shut_down(lab: Lab, socket: Name, how: Shutdown) -> None:
    lab.tell(SocketShutdown(socket=socket, how=how))


@when("{socket} is closed")
def close(lab: Lab, socket: Name) -> None:
    lab.tell(SocketClose(socket=socket))


@when("{socket} is reset")
def reset(lab: Lab, socket: Name) -> None:
    lab.tell(SocketClose(socket=socket, abort=True))


@when("{socket} is given to {program}, which takes it as {taken}")
def give(lab: Lab, socket: Name, program: Name, taken: Name) -> None:
    lab.tell(SocketGive(socket=socket, to=program))
    lab.tell(SocketTake(given=socket, program=program, socket=taken))


@when("the task of {program} takes on the user {user}")
def take_on_user(lab: Lab, program: Name, user: UserId) -> None:
    lab.tell(ProgramTask(program=program, task_user=user))


@when("the task of {program} gives up its own user")
def give_up_user(lab: Lab, program: Name) -> None:
    lab.tell(ProgramTask(program=program, task_user=""))


@when("the program {program} ends")
def stop_program(lab: Lab, program: Name) -> None:
    lab.tell(ProgramStop(program=program))


def _open(lab: Lab, request: SocketOpen) -> None:
    lab.memory.setdefault("families", {})[request.socket] = request.family
    lab.tell(request)
