"""What a scenario says of authority: who asks for credentials, and what PARTNERINFO says of that user.

Told from requests and answers alone, in their order; shows the entry, not a decision of RACF. Knows the
fields of requests; knows neither cells nor markup.
"""

from fnmatch import fnmatchcase
from typing import Any

from ezconform.protocol.lab import LabDefinition
from ezconform.protocol.values import Access
from ezconform.reports.html.route import system_of
from ezconform.results import Evidence

CALLERS = ("APF-authorized", "in supervisor state", "problem state, not authorized")
NO_PROFILE, NO_ENTRY, OTHERWISE = "no profile", "no entry", "set otherwise"
CREDENTIALS = frozenset({"user-id", "utoken"})


class Scene:
    """What the requests of a scenario say of callers and profiles, up to now."""

    def __init__(self, lab: LabDefinition) -> None:
        self._lab = lab
        self._programs: dict[str, dict[str, Any]] = {}
        self._sockets: dict[str, str] = {}
        self._connected: set[str] = set()
        self._stacks = {stack.name for system in lab.systems for stack in system.stacks}
        self._profiles = {
            database.name: {one.name: dict(one.access) for one in database.profiles}
            for database in lab.databases
        }
        self._universal = {
            (database.name, one.name)
            for database in lab.databases
            for one in database.profiles
            if one.uacc is not Access.NONE
        }
        self._stale: set[str] = set()
        self._pending: dict[str, tuple[str, str]] = {}

    def tell(self, one: Evidence) -> tuple[str, str, str] | None:
        """Take an exchange in; row, column and outcome, if a call for credentials has ended with it."""
        sent, answer = one.request, one.answer or {}
        match one.verb:
            case "program.start":
                self._programs[sent["program"]] = sent
            case "socket.open":
                self._sockets[sent["socket"]] = sent["program"]
            case "socket.connect":
                self._connected.add(sent["socket"])
            case "socket.accept":
                self._connected.add(sent["socket"])
                self._sockets[sent["socket"]] = self._sockets.get(sent["listener"], "")
            case "partner.get" if CREDENTIALS.intersection(sent.get("request", ())):
                return self._asked(sent, answer)
            case "partner.outcome" if sent["call"] in self._pending and answer.get("outcome") != "suspended":
                return *self._pending.pop(sent["call"]), _said(answer)
            case "saf.refresh":
                self._stale.discard(sent["system"])
            case _ if one.verb.startswith("saf.") and answer.get("outcome") == "done":
                self._change(one.verb, sent)
        return None

    def _change(self, verb: str, sent: dict[str, Any]) -> None:
        self._stale = {system.name for system in self._lab.systems}
        profiles = self._profiles.setdefault(sent.get("database", ""), {})
        name = sent.get("profile", "")
        if verb == "saf.permit":
            profiles.setdefault(name, {})[sent["id"]] = Access(sent["access"])
        elif verb == "saf.delete":
            profiles.pop(name, None)
        elif verb == "saf.define":
            profiles[name] = {}
        if sent.get("uacc") not in {None, "NONE"} or sent.get("warning"):
            self._universal.add((sent.get("database", ""), name))

    def _asked(self, sent: dict[str, Any], answer: dict[str, Any]) -> tuple[str, str, str] | None:
        program = self._programs.get(self._sockets.get(sent["socket"], ""))
        hasty = not sent.get("timeout") or sent.get("short_buffer") or sent["socket"] not in self._connected
        if hasty or program is None or program.get("stack") not in self._stacks:
            return None
        place = _row(program), self._column(program)
        if answer.get("outcome") == "suspended":
            self._pending[sent["call"]] = place
            return None
        return *place, _said(answer)

    def _column(self, program: dict[str, Any]) -> str:
        system = system_of(self._lab, program["stack"])
        resource = f"EZB.IOCTL.{system.name}.{program['stack']}.PARTNERINFO"
        profiles = self._profiles.get(system.database, {})
        covering = [name for name in profiles if covers(name, resource)]
        if not covering:
            return NO_PROFILE
        entries = profiles[covering[0]]
        universal = (system.database, covering[0]) in self._universal
        if universal or len(covering) > 1 or program.get("task_user") or system.name in self._stale:
            return OTHERWISE
        if program["user"] in entries:
            return Access(entries[program["user"]]).value
        return OTHERWISE if "*" in entries else NO_ENTRY


def covers(profile: str, resource: str) -> bool:
    """Whether a profile is for the resource: * stands for one qualifier, ** for any, % for a character."""
    parts, wanted = profile.split("."), resource.split(".")
    if parts and parts[-1] == "**":
        parts, wanted = parts[:-1], wanted[: len(parts) - 1]
    pairs = zip(parts, wanted, strict=False)
    return len(parts) == len(wanted) and all(fnmatchcase(own, one.replace("%", "?")) for one, own in pairs)


def _row(program: dict[str, Any]) -> str:
    return CALLERS[0 if program.get("apf") else 1 if program.get("supervisor_state") else 2]


def _said(answer: dict[str, Any]) -> str:
    if answer.get("outcome") == "answered":
        return "granted"
    return str(answer.get("errno") or answer.get("outcome") or "no answer")
