"""A world in which the tests of the core act: small labs, and a client connected to a server."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from reference_impl.interfaces.interface import Interface
from reference_impl.lab import DatabaseDefinition, Lab, LabDefinition, ProfileDefinition, UserDefinition
from reference_impl.partner.call import Call
from reference_impl.partner.reply import PartnerReply
from reference_impl.partner.request import PartnerRequest, RequestItem
from reference_impl.refusal import Refusal
from reference_impl.rules import V1R12, Rules
from reference_impl.sysplex import Sysplex
from reference_impl.tcp.socket import Family, Socket, SocketType
from reference_impl.topology.definition import (
    LinkDefinition,
    LinkKind,
    StackDefinition,
    SystemDefinition,
    TopologyDefinition,
    VipaDefinition,
)

sys.path.append(str(Path(__file__).parent))  # for the modules of play that tests share

USER, TOKEN, ROUTING = RequestItem.USER_ID, RequestItem.UTOKEN, RequestItem.ROUTING
RACF = DatabaseDefinition(
    "RACFA",
    tuple(UserDefinition(user) for user in ("ALICE", "BOB", "CAROL")),
    (
        ProfileDefinition("EZBDOMAIN", appldata="PAYNET"),
        ProfileDefinition("EZB.IOCTL.*.*.PARTNERINFO", access={"ALICE": "READ", "BOB": "READ"}),
    ),
)


def stack(number: int, subplex: str = "") -> StackDefinition:
    return StackDefinition(f"TCPCS{number}", (f"10.1.1.{number}", f"2001:db8::{number}"), subplex)


def system(number: int, *stacks: StackDefinition, **fields: str) -> SystemDefinition:
    return SystemDefinition(f"SYS{number}", fields.pop("cpc", f"CPC{number}"), stacks, "RACFA", **fields)


def links(*kinds: LinkKind, between: tuple[int, int] = (1, 2)) -> tuple[LinkDefinition, ...]:
    one, other = between
    return tuple(LinkDefinition(kind, (f"TCPCS{one}", f"TCPCS{other}")) for kind in kinds)


LABS = {
    "one stack": TopologyDefinition((system(1, stack(1)),)),
    "two stacks": TopologyDefinition((system(1, stack(1), stack(2)),), links(LinkKind.IUTSAMEH)),
    "two systems": TopologyDefinition(
        (system(1, stack(1)), system(2, stack(2))), links(LinkKind.XCF, LinkKind.OSA)
    ),
    "subplexes": TopologyDefinition((system(1, stack(1, "11"), stack(2, "22")),), links(LinkKind.OSA)),
    "outside": TopologyDefinition(
        (system(1, stack(1)), system(2, stack(2), sysplex="")), links(LinkKind.OSA)
    ),
    "host alone": TopologyDefinition((system(1, stack(1), sysplex=""),)),
    "older partner": TopologyDefinition(
        (system(1, stack(1)), system(2, stack(2), release="V1R11")), links(LinkKind.XCF)
    ),
    "at once": TopologyDefinition(
        (system(1, stack(1)), system(2, stack(2))), links(LinkKind.XCF), xcf_seconds=0.0
    ),
    "cinet": TopologyDefinition(
        (system(1, stack(1), stack(2)), system(2, stack(3))),
        links(LinkKind.IUTSAMEH) + links(LinkKind.XCF, between=(2, 3)),
    ),
    "vipa apart": TopologyDefinition(
        (system(1, stack(1)), system(2, stack(2)), system(3, stack(3))),
        links(LinkKind.XCF) + links(LinkKind.XCF, between=(2, 3)),
        (VipaDefinition("10.9.9.9", "TCPCS2", ("TCPCS3",)),),
    ),
    "ipv4 here": TopologyDefinition(
        (system(1, StackDefinition("TCPCS1", ("10.1.1.1",))), system(2, stack(2))), links(LinkKind.XCF)
    ),
    "vipas": TopologyDefinition(
        (system(1, stack(1)), system(2, stack(2)), system(3, stack(3))),
        links(LinkKind.XCF, LinkKind.OSA)
        + links(LinkKind.XCF, LinkKind.OSA, between=(1, 3))
        + links(LinkKind.XCF, between=(2, 3)),
        (VipaDefinition("10.9.9.2", "TCPCS2"), VipaDefinition("10.9.9.9", "TCPCS2", ("TCPCS3",))),
    ),
}


class World:
    """A sysplex with a client program CLIENT (user ALICE) and a server program SERVER (user BOB)."""

    def __init__(self, lab: str, rules: Rules = V1R12) -> None:
        self.lab = Lab(LabDefinition(LABS[lab], (RACF,)), rules.security)
        self.plex = Sysplex(self.lab, rules)
        self.count = 0

    def client(self, stack_name: str = "TCPCS1", user: str = "ALICE", **where: str) -> Socket:
        self.plex.start_program("CLIENT", user, stack=stack_name, **where)
        return self.plex.open_socket("c", "CLIENT", Family.AF_INET, SocketType.SOCK_STREAM)

    def server(self, stack_name: str = "TCPCS2", family: Family = Family.AF_INET, **where: str) -> Socket:
        self.plex.start_program("SERVER", "BOB", stack=stack_name, **where)
        listener = self.plex.open_socket("l", "SERVER", family, SocketType.SOCK_STREAM)
        self.plex.bind("l", "0.0.0.0" if family is Family.AF_INET else "::", 5000)  # noqa: S104
        return listener

    def connect(self, address: str = "10.1.1.2") -> None:
        """Connect `c` and accept it as `s`."""
        self.plex.listen("l")
        self.plex.connect("c", address, 5000)
        self.plex.accept("l", "s")

    def pair(self, stack_name: str = "TCPCS2", address: str = "10.1.1.2", user: str = "ALICE") -> None:
        self.client(user=user)
        self.server(stack_name)
        self.connect(address)

    def get(
        self,
        *items: RequestItem,
        timeout: int = 10,
        socket: str = "c",
        interface: Interface = Interface.W_IOCTL,
        short: bool = False,
    ) -> Call:
        self.count += 1
        request = PartnerRequest(frozenset(items), timeout, interface, short)
        return self.plex.get_partner(f"g{self.count}", socket, request)

    def reply(self, *items: RequestItem, timeout: int = 10, socket: str = "c") -> PartnerReply:
        """Ask, wait ten seconds if need be, and return the reply."""
        call = self.get(*items, timeout=timeout, socket=socket)
        if call.suspended:
            self.plex.advance(10)
        assert isinstance(call.result, PartnerReply), call.result
        return call.result

    def errno(self, call: Call) -> str:
        assert isinstance(call.result, Refusal), call.result
        return call.result.errno.name

    def questions(self) -> list[tuple[str, str]]:
        return [(one.sender, one.receiver) for one in self.plex.read_trace() if one.what == "question"]

    def routing(self, socket: str = "c") -> str:
        routing = self.plex.get_routing(socket, Interface.GETSOCKOPT)
        return " ".join(name.name or "" for name in type(routing) if name & routing) or "no connection"

    def state(self, socket: str) -> str:
        return self.plex.sockets[socket].connection.state.value

    def alter_domain(self, name: str) -> None:
        self.plex.database_for_command("RACFA").alter("SERVAUTH", "EZBDOMAIN", appldata=name)

    def refresh(self, system_name: str) -> None:
        self.plex.image(system_name).security.refresh("SERVAUTH")


@pytest.fixture
def world() -> Callable[..., World]:
    return World
