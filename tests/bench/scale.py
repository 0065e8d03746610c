"""The reference implementation at 1,000 and at 100,000 connections: memory, an ioctl, a line of Netstat."""

import gc
import time
import tracemalloc
from collections.abc import Callable
from itertools import pairwise
from statistics import median
from typing import Any

from ezconform.connection.connectors import python_adapter
from ezconform.protocol import requests as r
from ezconform.protocol.lab import Database, LabDefinition, Link, Stack, System, User
from ezconform.protocol.values import LinkKind, RequestItem

SYSTEMS = 32
STACKS = 8
SIZES = (1_000, 100_000)
REPEATS = 200
ITEMS = (RequestItem.USER_ID, RequestItem.UTOKEN)


def lab() -> LabDefinition:
    """32 systems with 8 stacks each; every stack has an XCF link to the next one."""
    systems = tuple(
        System(name=f"SY{system:02}", cpc=f"CPC{system:02}", database="RACFA", stacks=_stacks(system))
        for system in range(SYSTEMS)
    )
    names = [stack.name for system in systems for stack in system.stacks]
    links = tuple(
        Link(kind=LinkKind.XCF, stacks=(name, following)) for name, following in pairwise([*names, names[0]])
    )
    databases = (Database(name="RACFA", users=(User(id="ALICE"), User(id="BOB"))),)
    return LabDefinition(name="scale", purpose="scale", systems=systems, links=links, databases=databases)


def _stacks(system: int) -> tuple[Stack, ...]:
    return tuple(
        Stack(name=f"T{system:02}X{stack}", addresses=(f"10.{system}.{stack}.1",)) for stack in range(STACKS)
    )


def populated(connections: int) -> Any:
    """A reference adapter with that many connections, each from a stack to the one that follows it."""
    adapter: Any = python_adapter("reference")()
    definition = lab()
    adapter.lab_open(r.LabOpen(lab=definition))
    stacks = [stack for system in definition.systems for stack in system.stacks]
    for stack in stacks:
        adapter.program_start(
            r.ProgramStart(program=f"C{stack.name}", stack=stack.name, user="ALICE", apf=True)
        )
        adapter.program_start(r.ProgramStart(program=f"S{stack.name}", stack=stack.name, user="BOB"))
        adapter.socket_open(r.SocketOpen(socket=f"L{stack.name}", program=f"S{stack.name}"))
        adapter.socket_bind(r.SocketBind(socket=f"L{stack.name}", address=stack.addresses[0], port=5000))
        adapter.socket_listen(r.SocketListen(socket=f"L{stack.name}"))
    for number in range(connections):
        connect(adapter, number, stacks[number % len(stacks)], stacks[(number + 1) % len(stacks)])
    return adapter


def connect(adapter: Any, number: int, client: Stack, server: Stack) -> None:
    adapter.socket_open(r.SocketOpen(socket=f"c{number}", program=f"C{client.name}"))
    adapter.socket_connect(r.SocketConnect(socket=f"c{number}", address=server.addresses[0], port=5000))
    adapter.socket_accept(r.SocketAccept(listener=f"L{server.name}", socket=f"s{number}"))


def microseconds(act: Callable[[int], object]) -> float:
    """Median of single calls, in microseconds."""
    taken = []
    for turn in range(REPEATS):
        start = time.perf_counter()
        act(turn)
        taken.append(time.perf_counter() - start)
    return median(taken) * 1e6


def ioctl(adapter: Any, turn: int) -> None:
    """One SIOCGPARTNERINFO that needs an exchange, to its end."""
    adapter.partner_get(r.PartnerGet(call=f"g{turn}", socket=f"c{turn + 1}", request=ITEMS, timeout=5))
    adapter.clock_advance(r.ClockAdvance(seconds=1.0))
    adapter.partner_outcome(r.PartnerOutcome(call=f"g{turn}"))


def netstat_line(adapter: Any) -> float:
    """One report of a stack divided by the connections in it, in microseconds."""
    request = r.NetstatReport(stack="T01X0")
    shown = adapter.netstat_report(request).text.count("Client Name")
    return microseconds(lambda _: adapter.netstat_report(request)) / shown


def row(size: int) -> str:
    tracemalloc.start()
    adapter = populated(size)
    gc.collect()
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    one = microseconds(lambda turn: ioctl(adapter, turn))
    line = netstat_line(adapter)
    return f"| {size:,} | {held / size / 1024:.2f} | {one:.0f} | {line:.1f} |"


def scale_rows() -> list[str]:
    """A table, a row a size."""
    return [
        f"{SYSTEMS} systems with {STACKS} stacks each; both ends of every connection, with their sockets.",
        "",
        "| connections | KiB each | an ioctl with its exchange, microseconds | a connection in Netstat |",
        "| --- | --- | --- | --- |",
        *(row(size) for size in SIZES),
    ]
