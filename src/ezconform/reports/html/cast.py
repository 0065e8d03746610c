"""Who takes part in a scenario, learnt from its evidence: programs, stacks, sockets, connections.

Knows the fields of requests; knows neither time nor markup.
"""

from ezconform.results import Evidence


class Cast:
    """Who takes part: programs with their stacks, sockets with their programs, who connects to whom."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.program_of: dict[str, str] = {}
        self.stack_of: dict[str, str] = {}
        self._listeners: dict[int, str] = {}
        self._pairs: list[tuple[str, str]] = []
        self._callers: set[str] = set()
        self._accepted: list[str] = []

    def note(self, one: Evidence) -> None:
        """Learn from one request what it says of the cast."""
        sent = one.request
        match one.verb:
            case "program.start":
                self.stack_of[sent["program"]] = sent.get("stack", "")
            case "socket.open" | "socket.take":
                self.program_of[sent["socket"]] = sent["program"]
            case "socket.accept":
                self._accepted.append(self.program_of.get(sent["listener"], ""))
                self.program_of[sent["socket"]] = self._accepted[-1]
            case "socket.bind":
                self._listeners[sent["port"]] = self.program_of.get(sent["socket"], "")
            case "socket.connect":
                server = self._listeners.get(sent["port"], "")
                self._pairs.append((self.program_of.get(sent["socket"], ""), server))
            case "partner.get" | "routing.get":
                self._callers.add(self.program_of.get(sent["socket"], ""))

    def lanes(self) -> tuple[str, str, str, str, str] | None:
        """The five names; None unless all callers run on the two stacks of one connected pair."""
        for client, server in self._pairs:
            stacks = self.stack_of.get(client, ""), self.stack_of.get(server, "")
            callers = {self.stack_of.get(caller, "") for caller in self._callers}
            if callers <= set(stacks) and all(stacks) and stacks[0] != stacks[1]:
                return client, stacks[0], "XCF", stacks[1], server
        return None

    def first_pair(self) -> tuple[str, str] | None:
        """The stacks of client and server of the first connection; None if there is none."""
        if not self._pairs:
            return None
        client, server = self._pairs[0]
        server = self._accepted[0] if self._accepted else server
        stacks = self.stack_of.get(client, ""), self.stack_of.get(server, "")
        return stacks if all(stacks) else None
