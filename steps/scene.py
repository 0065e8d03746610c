"""Scene setting every class uses: labs, programs, connections and the passing of time.

A socket is named after its program; a listening socket is named `<program>-LISTENER`; the server's
end of `PAYROLL is connected to LEDGER` is named LEDGER. What steps remember for each other stands in
`lab.memory`: `stacks` (program to stack), `families` (open socket to family), `listening` (program to
port), `call` (name of the last SIOCGPARTNERINFO), `answer` (last answer of any verb under test).
Knows no routing, credential or report.
"""

from typing import Any

from ezconform.protocol.requests import (
    ProgramStart,
    SocketAccept,
    SocketBind,
    SocketConnect,
    SocketListen,
    SocketOpen,
)
from ezconform.protocol.values import Family, SocketType
from ezconform.vocabulary import Address, Lab, LabName, Name, Port, Seconds, UserId, given, when

WILDCARD = {Family.AF_INET: "0.0.0.0", Family.AF_INET6: "::"}  # noqa: S104 - an address in a lab
FIRST_PORT = 5000


@given("the lab {lab_name}")
def open_lab(lab: Lab, lab_name: LabName) -> None:
    lab.open(lab_name)


@given("the program {program} runs on {stack} as user {user}")
def start_program(lab: Lab, program: Name, stack: Name, user: UserId) -> None:
    _start(lab, program=program, stack=stack, user=user)


@given("the program {program} runs on {stack} as user {user} with task user {task_user}")
def start_program_with_task_user(
    lab: Lab, program: Name, stack: Name, user: UserId, task_user: UserId
) -> None:
    _start(lab, program=program, stack=stack, user=user, task_user=task_user)


@given("the APF-authorized program {program} runs on {stack} as user {user}")
def start_authorized_program(lab: Lab, program: Name, stack: Name, user: UserId) -> None:
    _start(lab, program=program, stack=stack, user=user, apf=True)


@given("the supervisor-state program {program} runs on {stack} as user {user}")
def start_supervisor_program(lab: Lab, program: Name, stack: Name, user: UserId) -> None:
    _start(lab, program=program, stack=stack, user=user, supervisor_state=True)


@given("the program {program} runs on every stack of {system} as user {user}")
def start_program_everywhere(lab: Lab, program: Name, system: Name, user: UserId) -> None:
    lab.tell(ProgramStart(program=program, system=system, user=user))


@given("{program} listens on port {port}")
def listen(lab: Lab, program: Name, port: Port) -> None:
    _listen(lab, program, Family.AF_INET, port)


@given("{program} listens on port {port} over {family}")
def listen_over_family(lab: Lab, program: Name, port: Port, family: Family) -> None:
    _listen(lab, program, family, port)


@given("{client} is connected to {server}")
def connect(lab: Lab, client: Name, server: Name) -> None:
    _connect(lab, client, server, accepted=server)


@given("{client} is connected to {server}, accepted as {socket}")
def connect_and_accept_as(lab: Lab, client: Name, server: Name, socket: Name) -> None:
    _connect(lab, client, server, accepted=socket)


@given("{client} is connected to {server} over {family}")
def connect_over_family(lab: Lab, client: Name, server: Name, family: Family) -> None:
    _connect(lab, client, server, accepted=server, family=family)


@given("{client} is connected to {server} over IPv4-mapped addresses")
def connect_mapped(lab: Lab, client: Name, server: Name) -> None:
    mapped = f"::ffff:{_address(lab, server, Family.AF_INET)}"
    _connect(lab, client, server, accepted=server, family=Family.AF_INET6, address=mapped)


@given("{client} is connected to {server} at {address}")
def connect_at(lab: Lab, client: Name, server: Name, address: Address) -> None:
    _connect(lab, client, server, accepted=server, address=address)


@given("{program} opens a UDP socket connected to {server}")
def open_connected_datagram_socket(lab: Lab, program: Name, server: Name) -> None:
    """Nobody has to listen: a datagram socket only notes where it sends to."""
    lab.memory.setdefault("families", {})[program] = Family.AF_INET
    lab.tell(SocketOpen(socket=program, program=program, type=SocketType.SOCK_DGRAM))
    address = _address(lab, server, Family.AF_INET)
    lab.tell(SocketConnect(socket=program, address=address, port=FIRST_PORT))


@given("{socket} has connected to {server}, which has not accepted yet")
def connect_without_accept(lab: Lab, socket: Name, server: Name) -> None:
    _request_connection(lab, socket, server, Family.AF_INET, _address(lab, server, Family.AF_INET))


@when("{server} accepts the connection as {socket}")
def accept(lab: Lab, server: Name, socket: Name) -> None:
    lab.tell(SocketAccept(listener=f"{server}-LISTENER", socket=socket))


@when("{seconds} seconds pass")
def pass_seconds(lab: Lab, seconds: Seconds) -> None:
    lab.pass_time(seconds)


@when("{seconds} second passes")
def pass_one_second(lab: Lab, seconds: Seconds) -> None:
    lab.pass_time(seconds)


def _start(lab: Lab, **fields: Any) -> None:
    lab.memory.setdefault("stacks", {})[fields["program"]] = fields["stack"]
    lab.tell(ProgramStart(**fields))


def _open(lab: Lab, socket: str, program: str, family: Family) -> None:
    """Open the socket unless an earlier step of the scenario has opened it its own way."""
    families = lab.memory.setdefault("families", {})
    if socket not in families:
        families[socket] = family
        lab.tell(SocketOpen(socket=socket, program=program, family=family))


def _listen(lab: Lab, program: str, family: Family, port: int) -> None:
    listener = f"{program}-LISTENER"
    lab.memory.setdefault("listening", {})[program] = port
    _open(lab, listener, program, family)
    lab.tell(SocketBind(socket=listener, address=WILDCARD[lab.memory["families"][listener]], port=port))
    lab.tell(SocketListen(socket=listener))


def _connect(
    lab: Lab, client: str, server: str, *, accepted: str, family: Family = Family.AF_INET, address: str = ""
) -> None:
    _request_connection(lab, client, server, family, address or _address(lab, server, family))
    lab.tell(SocketAccept(listener=f"{server}-LISTENER", socket=accepted))


def _request_connection(lab: Lab, client: str, server: str, family: Family, address: str) -> None:
    listening = lab.memory.setdefault("listening", {})
    if server not in listening:
        _listen(lab, server, family, FIRST_PORT + len(listening))
    _open(lab, client, client, family)
    lab.tell(SocketConnect(socket=client, address=address, port=listening[server]))


def _address(lab: Lab, program: str, family: Family) -> str:
    """First address of that family of the stack the program runs on."""
    stacks = {stack.name: stack for system in lab.definition.systems for stack in system.stacks}
    addresses = stacks[lab.memory["stacks"][program]].addresses
    return next(one for one in addresses if (":" in one) == (family is Family.AF_INET6))
