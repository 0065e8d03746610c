"""A sysplex played with at random, and an onlooker who notes what must be seen of it.

Run as a program it prints the trace of one fixed walk, for the comparison of two hash seeds.
"""

import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field

from ezconform.netstat.report import read_report
from reference_impl.interfaces.interface import Interface
from reference_impl.lab import DatabaseDefinition, Lab, LabDefinition, ProfileDefinition, UserDefinition
from reference_impl.netstat.command import NetstatOptions
from reference_impl.netstat.flags import TrustedPartnerFlag
from reference_impl.partner.call import Call
from reference_impl.partner.credentials import NO_CREDENTIALS, Credentials
from reference_impl.partner.reply import PartnerReply
from reference_impl.partner.request import BOTH, PartnerRequest, RequestItem
from reference_impl.refusal import Refusal
from reference_impl.rules import V1R12, Rules
from reference_impl.sysplex import Sysplex
from reference_impl.tcp.socket import Family, SocketType
from reference_impl.tcp.transport import Shutdown
from reference_impl.topology.definition import (
    LinkDefinition,
    LinkKind,
    StackDefinition,
    SystemDefinition,
    TopologyDefinition,
)
from reference_impl.xcf import Disturbance

HALF = 0.5
MICROSECONDS = 1_000_000
ADDRESSES = {"TCPCS1": "10.1.1.1", "TCPCS2": "10.1.1.2"}
LAB = LabDefinition(
    TopologyDefinition(
        tuple(
            SystemDefinition(f"SYS{one}", f"CPC{one}", (StackDefinition(stack, (address,)),), "RACFA")
            for one, (stack, address) in enumerate(ADDRESSES.items(), 1)
        ),
        (LinkDefinition(LinkKind.XCF, ("TCPCS1", "TCPCS2")),),
    ),
    (
        DatabaseDefinition(
            "RACFA",
            tuple(UserDefinition(user) for user in ("ALICE", "BOB", "CAROL")),
            (
                ProfileDefinition("EZBDOMAIN", appldata="PAYNET"),
                ProfileDefinition("EZB.IOCTL.*.*.PARTNERINFO", access={"ALICE": "READ", "BOB": "READ"}),
            ),
        ),
    ),
)
PERMITTED = frozenset({"ALICE", "BOB"})
CLIENTS = {"PAYROLL": "ALICE", "AUDITOR": "CAROL", "MONITOR": "CAROL"}
SERVERS = {
    "LEDGER": ("TCPCS2", "BOB", 5000),
    "ARCHIVE": ("TCPCS2", "CAROL", 5001),
    "HOME": ("TCPCS1", "BOB", 5002),
}
AUTHORIZED = "MONITOR"
REQUESTS = (frozenset[RequestItem](), frozenset({RequestItem.USER_ID}), frozenset({RequestItem.UTOKEN}), BOTH)
ACROSS, WITHIN = 0x0A, 0x0E  # routing indicators: same-cluster and internal, and same-image as well
RETRIEVED = {
    RequestItem.USER_ID: TrustedPartnerFlag.USER_ID_RETRIEVED,
    RequestItem.UTOKEN: TrustedPartnerFlag.UTOKEN_RETRIEVED,
}
End = tuple[str, int]  # stack and client ID, as Netstat names an end


@dataclass
class Known:
    """What is known from outside about one end of a connection: what Netstat has to show of it."""

    program: str = ""
    peer: str = ""
    asked: bool = False
    marked: bool = False
    routing: int | None = None
    retrieved: set[RequestItem] = field(default_factory=set)

    @property
    def trusted_byte(self) -> int:
        seen = TrustedPartnerFlag.SET if self.marked else TrustedPartnerFlag(0)
        for item in self.retrieved:
            seen |= RETRIEVED[item]
        return int(seen)


@dataclass
class Issued:
    """A SIOCGPARTNERINFO as it was issued; `authorized` is what its program was at that moment."""

    call: Call
    end: End
    items: frozenset[RequestItem]
    limit: int
    authorized: bool


class Play:
    """A sysplex and, beside it, what an onlooker knows. Every method answers in a word or two."""

    def __init__(self, rules: Rules = V1R12) -> None:
        self.plex = Sysplex(Lab(LAB, rules.security), rules)
        self.users: dict[str, list[str]] = {}
        self.tasks: dict[str, str] = {}
        self.ends: dict[End, Known] = {}
        self.open: dict[str, str] = {}
        self.listening: dict[str, str] = {}
        self.calls: list[Issued] = []
        self.count = 0
        for program, user in CLIENTS.items():
            self._start(program, "TCPCS1", user)
        for program, (stack, user, _) in SERVERS.items():
            self._start(program, stack, user)

    def _start(self, program: str, stack: str, user: str) -> None:
        self.plex.start_program(program, user, stack=stack).apf = program == AUTHORIZED
        self.users[program] = [user]

    def _name(self, kind: str) -> str:
        self.count += 1
        return f"{kind}{self.count}"

    def _end(self, socket: str) -> End:
        end = self.plex.sockets[socket].connection
        assert end.stack is not None
        return end.stack.name, end.client_id

    def _known(self, end: End) -> Known:
        return self.ends.setdefault(end, Known())

    def _attempt(self, action: Callable[[], object]) -> str:
        try:
            action()
        except Refusal as refusal:
            return refusal.errno.name
        return "done"

    # What programs, operators and time do

    def new_socket(self, program: str) -> str:
        name = self._name("s")
        self.plex.open_socket(name, program, Family.AF_INET, SocketType.SOCK_STREAM)
        self.open[name] = program
        self._known(self._end(name)).program = program
        return name

    def listen(self, program: str, *, marked: bool) -> str:
        name, (_, _, port) = self.new_socket(program), SERVERS[program]
        if marked:
            self.mark(name)
        bound = self._attempt(lambda: self.plex.bind(name, "0.0.0.0", port))  # noqa: S104 - in a lab
        if bound == "done":
            self.plex.listen(name)
            self.listening[program] = name
        return name

    def mark(self, socket: str) -> str:
        said = self._attempt(lambda: self.plex.set_partner(socket, Interface.IOCTL))
        if said == "done":
            self._known(self._end(socket)).marked = True
        return said

    def connect(self, socket: str, server: str) -> str:
        stack, _, port = SERVERS[server]
        said = self._attempt(lambda: self.plex.connect(socket, ADDRESSES[stack], port))
        if said == "done":
            partner = self.plex.sockets[socket].connection.partner
            assert partner is not None
            self._known(self._end(socket)).peer = server
            other = self._known((stack, partner.client_id))
            other.program, other.peer = server, self.open[socket]
        return said

    def pair(self, program: str, server: str, *, marked: bool, accepted: bool = True) -> list[str]:
        """Connect a new socket of the program; the sockets there are afterwards."""
        client = self.new_socket(program)
        if marked:
            self.mark(client)
        listener = self.listening.get(server, "")
        said, name = "", ""
        if self.connect(client, server) == "done" and accepted and listener in self.open:
            said, name = self.accept(listener)
        return [client, name] if said == "done" else [client]

    def accept(self, listener: str) -> tuple[str, str]:
        name = self._name("a")
        said = self._attempt(lambda: self.plex.accept(listener, name))
        if said == "done":
            self.open[name] = self.open[listener]
            self._known(self._end(name)).marked = self._known(self._end(listener)).marked
        return said, name

    def shutdown(self, socket: str, how: Shutdown) -> str:
        return self._attempt(lambda: self.plex.shutdown(socket, how))

    def close(self, socket: str, *, abort: bool) -> str:
        self.open.pop(socket, None)
        return self._attempt(lambda: self.plex.close(socket, abort=abort))

    def take_user(self, program: str, user: str) -> str:
        self.tasks[program] = user
        self.users[program].append(user)
        return self._attempt(lambda: self.plex.set_task_user(program, user))

    def get(self, socket: str, items: frozenset[RequestItem], timeout: int) -> str:
        if socket not in self.open:
            return "EBADF"
        program = self.open[socket]
        user = self.tasks.get(program) or self.users[program][0]
        authorized = program == AUTHORIZED or user in PERMITTED
        end, now = self._end(socket), self.plex.clock.now
        call = self.plex.get_partner(self._name("g"), socket, PartnerRequest(items, timeout))
        if not (isinstance(call.result, Refusal) and call.result.errno.name == "EINVAL"):
            self._known(end).asked, self._known(end).routing = True, None
        issued = Issued(call, end, items, now + timeout * MICROSECONDS, authorized)
        self.calls.append(issued)
        self.look()
        return call_in_words(call)

    def option(self, socket: str) -> str:
        if socket not in self.open:
            return "EBADF"
        routing = self.plex.get_routing(socket, Interface.GETSOCKOPT)
        known = self._known(self._end(socket))
        known.asked, known.routing = True, int(routing)
        return str(int(routing))

    def signal(self) -> str:
        for issued in self.calls:
            return self._attempt(lambda name=issued.call.name: self.plex.partners.interrupt(name))
        return "nobody is suspended"

    def disturb(self, effect: Disturbance, seconds: float) -> str:
        return self._attempt(lambda: self.plex.disturb(("TCPCS1", "TCPCS2"), effect, seconds))

    def advance(self, seconds: float) -> str:
        return " ".join(call.name for call in self.plex.advance(seconds))

    # What must hold

    def look(self) -> None:
        """Take note of the calls that have ended, and hold each to what it may say and when."""
        for issued in [one for one in self.calls if not one.call.suspended]:
            self.calls.remove(issued)
            self._hold(issued)
        late = [one.call.name for one in self.calls if self.plex.clock.now >= one.limit]
        assert not late, f"still suspended at their limit: {late}"

    def _hold(self, issued: Issued) -> None:
        result, known = issued.call.result, self._known(issued.end)
        if issued.limit >= issued.call.began:
            assert issued.call.ended <= issued.limit, "suspended beyond the limit"
        if not isinstance(result, PartnerReply):
            return
        told, known.routing = result.credentials, int(result.routing)
        known.retrieved |= issued.items
        assert issued.authorized or told == NO_CREDENTIALS, "told to a program without authority"
        assert told == told.only(issued.items), "told what was not asked for"
        if issued.items:
            self._true(told, known.peer, issued.items)

    def _true(self, told: Credentials, peer: str, items: frozenset[RequestItem]) -> None:
        space, users = self.users[peer][0], self.users[peer]
        assert told.address_space_user == (space if RequestItem.USER_ID in items else "")
        assert not told.task_user or told.task_user in users[1:]
        for token, allowed in ((told.address_space_utoken, users[:1]), (told.task_utoken, users[1:])):
            if token:
                mapped = self.plex.image("SYS1").security.tokenmap(token).fields()
                assert mapped["TOKUSER"] in allowed, "a token of somebody else"
        assert bool(told.address_space_utoken) == (RequestItem.UTOKEN in items)

    def compare_with_netstat(self) -> None:
        """Both flags of every end say what has happened on it and no more."""
        shown: set[End] = set()
        for stack in ADDRESSES:
            for record in read_report(self.plex.netstat(stack, NetstatOptions())).connections:
                assert record.client_id is not None
                shown.add((stack, record.client_id))
                known = self.ends.get((stack, record.client_id), Known())
                assert record.trusted_flag == known.trusted_byte, (
                    record.client_name,
                    record.trusted_flag,
                    known,
                )
                self._compare_cluster_flag(record.cluster_flag, stack, known)
        assert {self._end(socket) for socket in self.open} <= shown

    def _compare_cluster_flag(self, byte: int | None, stack: str, known: Known) -> None:
        assert byte is not None
        if not known.asked:
            assert byte == 0, "nobody has asked"
            return
        there = SERVERS[known.peer][0] if known.peer in SERVERS else "TCPCS1"
        allowed = {0, WITHIN if there == stack else ACROSS} if known.peer else {0}
        routing = byte - 0x80
        assert routing in allowed
        assert known.routing in {None, routing}

    def reports(self) -> list[str]:
        return [self.plex.netstat(stack, NetstatOptions()) for stack in ADDRESSES]


def call_in_words(call: Call) -> str:
    if isinstance(call.result, PartnerReply):
        return f"{call.result.routing!r} {call.result.credentials}"
    return call.result.errno.name if call.result is not None else "suspended"


def fixed_walk(moves: int = 300) -> str:
    """Every answer, both reports and the XCF trace of one walk."""
    play, chance, said = Play(), random.Random(12), list[str]()  # noqa: S311 - a walk, no secret
    listeners = {play.listen(program, marked=program != "HOME") for program in SERVERS}
    clients, servers = list(CLIENTS), list(SERVERS)

    def pair() -> object:
        return play.pair(chance.choice(clients), chance.choice(servers), marked=chance.random() < HALF)

    def one() -> str:
        return chance.choice(list(play.open))

    def close() -> object:
        socket = one()
        return socket in listeners or play.close(socket, abort=chance.random() < HALF)

    possible: list[Callable[[], object]] = [
        pair,
        lambda: play.get(one(), chance.choice(REQUESTS), chance.randint(0, 60)),
        lambda: play.get(one(), BOTH, 60),
        lambda: play.option(one()),
        lambda: play.mark(one()),
        lambda: play.shutdown(one(), chance.choice(list(Shutdown))),
        close,
        lambda: play.disturb(chance.choice(list(Disturbance)), chance.choice([0.1, 2.0])),
        lambda: play.advance(chance.choice([0.0, 0.25, 0.5, 3.0])),
    ]
    for _ in range(moves):
        said.append(str(chance.choice(possible)()))
        play.look()
    play.compare_with_netstat()
    return "\n".join([*said, *play.reports(), *map(str, play.plex.read_trace())])


if __name__ == "__main__":
    sys.stdout.write(fixed_walk())
