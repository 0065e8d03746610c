"""The sysplex in memory: everything that runs, brought together. The one thing an adapter talks to.

Every method answers at once; a suspended SIOCGPARTNERINFO is a value. A call that fails raises
`Refusal`, or `SecurityRefusal` where RACF says no; nothing is changed then. Names that do not exist
are ESRCH (programs, systems, stacks, databases) or EBADF (sockets).
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, TypeVar

from reference_impl.clock import VirtualClock, microseconds
from reference_impl.dcas.server import Dcas
from reference_impl.dcas.states import ServerState
from reference_impl.errno_names import Errno
from reference_impl.image import Image
from reference_impl.netstat.command import NetstatOptions, netstat_all
from reference_impl.netstat.report import ReportStack
from reference_impl.operator import JobActive
from reference_impl.partner.partners import Partners
from reference_impl.partner.prefetch import Prefetch
from reference_impl.partner.rules import task_before_address_space
from reference_impl.program import Program, Programs
from reference_impl.refusal import Refusal
from reference_impl.rules import V1R12, Rules
from reference_impl.security.security_server import SecurityServer
from reference_impl.tcp.cluster_conn_type import ClusterConnType
from reference_impl.tcp.passing import give, take
from reference_impl.tcp.socket import Family, Socket, Sockets, SocketType
from reference_impl.tcp.transport import Shutdown, Transport
from reference_impl.topology.address import Address, parse_address
from reference_impl.topology.routes import Routes
from reference_impl.views import ends_of, view_of
from reference_impl.xcf import Disturbance, TraceEntry, Xcf

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reference_impl.interfaces.interface import Interface
    from reference_impl.lab import Lab
    from reference_impl.partner.call import Call
    from reference_impl.partner.request import PartnerRequest
    from reference_impl.security.access import Access, SafReturnCode
    from reference_impl.security.database import Database
    from reference_impl.security.identity import Identity
    from reference_impl.tcp.connection import Connection
    from reference_impl.tcp.transport import Ending
    from reference_impl.topology.definition import LinkKind
    from reference_impl.topology.routing import Routing
    from reference_impl.topology.topology import Stack

Found = TypeVar("Found")


class Sysplex:
    """A lab just opened: no programs, sockets or calls, the clock at 0, databases as defined.

    Raises:
        ValueError: at construction, the lab's databases were built with other security rules.
    """

    def __init__(self, lab: Lab, rules: Rules = V1R12) -> None:
        if lab.rules != rules.security:
            raise ValueError("the lab was built with other security rules than the sysplex is to follow")
        lab.databases.restore()
        self.rules = rules
        self._topology = lab.topology
        self._databases = lab.databases
        self.clock = VirtualClock()
        self.xcf = Xcf(self.clock, lab.topology.xcf_seconds)
        self.routes = Routes(lab.topology)
        self.images = {name: self._image(name) for name in lab.topology.systems}
        security = {name: image.security for name, image in self.images.items()}
        self._conn_type = ClusterConnType(self.routes, rules.routing)
        self.partners = Partners(
            self.clock, self.xcf, security, self._conn_type, rules.partner, rules.waiting
        )
        self._prefetch = Prefetch(self.partners, rules.prefetch, rules.partner)
        self._transport = Transport(lab.topology, self.routes, self.clock, self._ended)
        self.programs = Programs()
        self.sockets = Sockets()
        self._jobs: dict[tuple[str, str], Dcas] = {}

    def _image(self, name: str) -> Image:
        system = self._topology.systems[name]
        server = SecurityServer(name, self._databases[system.database], self.rules.security)
        return Image(system, server, self.rules.dcas)

    def _ended(self, end: Connection, ending: Ending) -> None:
        self.partners.ended(end, ending)

    # Names

    def image(self, system: str) -> Image:
        return _found(self.images, system)

    def stack(self, name: str) -> Stack:
        return _found(self._topology.stacks, name)

    def database_for_command(self, name: str) -> Database:
        """Return the database for a RACF command; at the next reset it is restored."""
        if name not in self._databases:
            raise Refusal(Errno.ESRCH)
        return self._databases.for_change(name)

    # Programs

    def start_program(self, name: str, user: str, system: str = "", stack: str = "") -> Program:
        """Start a program under a user; without a stack it uses every stack of the system (CINET)."""
        settled = self.stack(stack) if stack else None
        image = self.image(settled.system.name if settled is not None else system)
        stacks = (settled,) if settled is not None else self._topology.stacks_of[image.system.name]
        program = Program(name, image.system, stacks, settled, image.security.identity(user))
        self.programs.add(program)
        return program

    def set_task_user(self, program: str, user: str) -> None:
        """Give the program's task an identity, or with an empty `user` none of its own."""
        running = self.programs[program]
        security = self.image(running.system.name).security
        running.task = security.identity(user) if user else None

    def stop_program(self, name: str) -> None:
        """End the program: its sockets are closed."""
        for socket in self.sockets.of(self.programs.remove(name)):
            self.close(socket.name)

    # RACF

    def security_of(self, program: str) -> SecurityServer:
        return self.image(self.programs[program].system.name).security

    def set_options(
        self,
        system: str,
        resource_class: str,
        active: bool | None,
        raclist: bool | None,
        grplist: bool | None,
    ) -> None:
        """SETROPTS on one system; `None` leaves an option as it is."""
        security = self.image(system).security
        if active is not None:
            security.set_active(resource_class, active)
        if raclist is not None:
            security.set_raclist(resource_class, raclist)
        if grplist is not None:
            security.set_grplist(grplist)

    def check_access(self, program: str, resource_class: str, resource: str, access: Access) -> SafReturnCode:
        """RACROUTE REQUEST=AUTH for the environment in which the program's task runs."""
        running = self.programs[program]
        identity = task_before_address_space(running)
        return self.security_of(program).check(identity, resource_class, resource, access)

    def login(self, program: str, utoken: bytes) -> Identity:
        """RACROUTE REQUEST=VERIFY with a UTOKEN; the environment becomes that of the program's task."""
        running = self.programs[program]
        running.task = self.security_of(program).login(utoken, running.authorized)
        return running.task

    def foreign_token(self, user: str) -> bytes:
        """A UTOKEN that another security product made for this user, in its internal form."""
        return next(iter(self.images.values())).security.foreign_token(user)

    # Sockets

    def open_socket(self, name: str, program: str, family: Family, kind: SocketType) -> Socket:
        socket = Socket(name, self.programs[program], family, kind)
        self.sockets.add(socket)
        self._transport.opened(socket)
        return socket

    def bind(self, socket: str, address: str, port: int) -> None:
        self._transport.bind(self.sockets[socket], _address(address), port)

    def listen(self, socket: str) -> None:
        self._transport.listen(self.sockets[socket])

    def connect(self, socket: str, address: str, port: int) -> None:
        client = self.sockets[socket]
        listener = self._transport.connect(client, _address(address), port)
        if listener is not None:
            self._prefetch.connected(client, listener)

    def accept(self, listener: str, name: str) -> None:
        listening = self.sockets[listener]
        socket = Socket(name, listening.program, listening.family, listening.type)
        if name in self.sockets:
            raise Refusal(Errno.EEXIST)
        self._transport.accept(listening, socket)
        self.sockets.add(socket)
        self._prefetch.accepted(listening, socket)

    def shutdown(self, socket: str, how: Shutdown) -> None:
        self._transport.shutdown(self.sockets[socket], how)

    def close(self, socket: str, *, abort: bool = False) -> None:
        self._transport.close(self.sockets.remove(socket), abort=abort)

    def give(self, socket: str, to: str) -> None:
        give(self.sockets[socket], self.programs[to])

    def take(self, given: str, program: str, name: str) -> None:
        take(self.sockets, given, self.programs[program], name)

    # Partner information

    def set_partner(self, socket: str, interface: Interface) -> None:
        """SIOCSPARTNERINFO."""
        open_socket = self.sockets[socket]
        _raise(self.rules.interfaces.refuse_set(interface))
        self._prefetch.mark(open_socket)

    def get_partner(self, call: str, socket: str, request: PartnerRequest) -> Call:
        """SIOCGPARTNERINFO; the result stands in the call, which may be suspended."""
        open_socket = self.sockets[socket]
        refusal = self.rules.interfaces.refuse_get(request)
        if refusal is not None:
            return self.partners.refused(call, open_socket, request, refusal)
        return self.partners.get(call, open_socket, self.rules.interfaces.taken(request))

    def get_routing(self, socket: str, interface: Interface) -> Routing:
        """SO_CLUSTERCONNTYPE; not a TCP socket is EPROTOTYPE, as for the ioctl (our choice)."""
        open_socket = self.sockets[socket]
        _raise(self.rules.interfaces.refuse_option(interface))
        if not open_socket.is_tcp:
            raise Refusal(Errno.EPROTOTYPE)
        return self.partners.option(open_socket.connection)

    # Time, signalling, routes

    def advance(self, seconds: float) -> list[Call]:
        """Let time pass, in seconds; return the suspended calls that ended meanwhile, in order."""
        self.partners.read_completed()
        self.clock.advance(microseconds(seconds))
        return self.partners.read_completed()

    def disturb(self, between: tuple[str, str], effect: Disturbance, seconds: float = 0.0) -> None:
        for name in between:
            self.stack(name)
        self.xcf.disturb(between, effect, seconds)

    def read_trace(self) -> list[TraceEntry]:
        return self.xcf.read_trace()

    def change_route(self, source: str, target: str, via: LinkKind) -> None:
        self.routes.change(self.stack(source).name, self.stack(target).name, via)

    # Netstat

    def netstat(self, stack: str, options: NetstatOptions) -> str:
        """Netstat ALL/-A of one stack. With ports given, ends on other ports are not looked at.

        Raises:
            NetstatRefused: an option or value at fault.
        """
        shown, rules = self.stack(stack), self.rules.views
        stacks = rules.stacks(shown, self._topology.stacks.values())
        ends = chain.from_iterable(ends_of(self._transport.ports(one), options.ports) for one in stacks)
        views = (view_of(end, self._conn_type, rules) for end in ends)
        ipv6 = shown.address_for(6) is not None
        title = ReportStack(name=shown.name, ipv6_enabled=ipv6, seconds=self.clock.seconds)
        return netstat_all(title, views, options, self.rules.netstat)

    # DCAS

    def start_dcas(self, job: str, system: str, debug: int | None, *, initialize: bool) -> ServerState:
        """Start DCAS, and with `initialize` bring it up; a job that is starting goes on from there.

        Raises:
            Refusal: EEXIST, a job of that name runs already.
        """
        image = self.image(system)
        dcas = self._jobs.get((system, job))
        if dcas is None or dcas.state is not ServerState.INITIALIZING:
            dcas = self._new_dcas(job, image, debug)
        if initialize:
            dcas.initialize()
        return dcas.state

    def _new_dcas(self, job: str, image: Image, debug: int | None) -> Dcas:
        dcas = Dcas(job, image.console, image.syslog, self.rules.dcas, debug, image.registry())
        try:
            for console in self.rules.dcas.consoles(image.system.name, self.images):
                self.images[console].operator.add(dcas)
        except JobActive:
            raise Refusal(Errno.EEXIST) from None
        self._jobs[image.system.name, job] = dcas
        return dcas

    def dcas(self, job: str, system: str = "") -> Dcas:
        """Return the DCAS of that job; without a system, the one on the only system that runs it.

        Raises:
            Refusal: ESRCH, no such job; EINVAL, several systems run it and none is named.
        """
        named = [dcas for (where, name), dcas in self._jobs.items() if name == job and system in ("", where)]
        running = [dcas for dcas in named if dcas.state is not ServerState.STOPPED]
        if len(running) > 1:
            raise Refusal(Errno.EINVAL)
        if not named:
            raise Refusal(Errno.ESRCH)
        return (running or named)[0]


def _found(table: Mapping[str, Found], name: str) -> Found:
    try:
        return table[name]
    except KeyError:
        raise Refusal(Errno.ESRCH) from None


def _address(text: str) -> Address:
    try:
        return parse_address(text)
    except ValueError:
        raise Refusal(Errno.EINVAL) from None


def _raise(refusal: Refusal | None) -> None:
    if refusal is not None:
        raise refusal
