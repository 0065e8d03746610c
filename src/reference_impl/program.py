"""Programs: an address space with its identity, perhaps a task with one of its own, on a system."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reference_impl.errno_names import Errno
from reference_impl.refusal import Refusal

if TYPE_CHECKING:
    from reference_impl.security.identity import Identity
    from reference_impl.topology.topology import Stack, System


class Program:
    """A running program. `stack` is `None` without stack affinity (CINET): it uses every stack there.

    `address_space` and `task` are the security environments (ACEEs); `task` is `None` when the task
    that issues the calls has none of its own. `apf` and `supervisor_state` make it authorized.
    """

    __slots__ = ("address_space", "apf", "name", "stack", "stacks", "supervisor_state", "system", "task")

    def __init__(
        self,
        name: str,
        system: System,
        stacks: tuple[Stack, ...],
        stack: Stack | None,
        address_space: Identity,
    ) -> None:
        self.name = name
        self.system = system
        self.stacks = stacks
        self.stack = stack
        self.address_space = address_space
        self.task: Identity | None = None
        self.apf = False
        self.supervisor_state = False

    @property
    def authorized(self) -> bool:
        return self.apf or self.supervisor_state


class Programs:
    """The running programs by name."""

    __slots__ = ("_running",)

    def __init__(self) -> None:
        self._running: dict[str, Program] = {}

    def add(self, program: Program) -> None:
        """Note a program as running.

        Raises:
            Refusal: EEXIST, one of that name runs already.
        """
        if program.name in self._running:
            raise Refusal(Errno.EEXIST)
        self._running[program.name] = program

    def __getitem__(self, name: str) -> Program:
        """Return the running program.

        Raises:
            Refusal: ESRCH, there is none of that name.
        """
        try:
            return self._running[name]
        except KeyError:
            raise Refusal(Errno.ESRCH) from None

    def remove(self, name: str) -> Program:
        program = self[name]
        del self._running[name]
        return program
