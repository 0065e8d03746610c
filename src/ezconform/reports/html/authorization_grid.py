"""Who asks for credentials against what the profiles say of that user, over all of class credentials.

What is shown is how the scene was set (the entry, not a decision of RACF) and what came of it; scenes with
groups, universal access, several profiles or other means share a column. Knows no scenario by name.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from ezconform.protocol.lab import LabDefinition
from ezconform.protocol.values import Access
from ezconform.reports.html.grid import Cell, Grid
from ezconform.reports.html.outline import FAILED
from ezconform.reports.html.route import lab_of, route_of, system_of, why
from ezconform.reports.html.routing_grid import UNSETTLING
from ezconform.results import Evidence, ScenarioResult
from ezconform.verdict import Verdict

CALLERS = ("APF-authorized", "in supervisor state", "problem state, not authorized")
NO_PROFILE, NO_ENTRY, OTHERWISE = "no profile", "no entry", "set otherwise"
NOTE = (
    "Coloured by whether it was expected; how many calls in brackets. Set otherwise: by groups, universal "
    "access, several profiles, or without a refresh."
)
COLUMNS = (NO_PROFILE, NO_ENTRY, *(access.value for access in Access), OTHERWISE)
CREDENTIALS = frozenset({"user-id", "utoken"})
OTHER_MEANS = frozenset(
    {"saf.user", "saf.options", "program.task", "token.login", "token.map", "xcf.disturb"}
)


@dataclass(slots=True)
class Outcomes:
    """What came of the calls of one cell, and the scenarios that expected otherwise."""

    said: Counter[str] = field(default_factory=Counter)
    wrong: list[ScenarioResult] = field(default_factory=list)


class Scene:
    """What the requests of a scenario say of callers and profiles, up to now."""

    def __init__(self, lab: LabDefinition) -> None:
        self._lab = lab
        self.programs: dict[str, dict[str, Any]] = {}
        self._sockets: dict[str, str] = {}
        self._connected: set[str] = set()
        self._stacks = {stack.name for system in lab.systems for stack in system.stacks}
        self._profiles = {
            database.name: {one.name: dict(one.access) for one in database.profiles}
            for database in lab.databases
        }
        self._universal = {
            (database.name, one.name) for database in lab.databases for one in database.profiles
            if one.uacc is not Access.NONE
        }  # fmt: skip
        self._stale: set[str] = set()
        self._pending: dict[str, tuple[str, str]] = {}

    def tell(self, one: Evidence) -> tuple[str, str, str] | None:
        """Take an exchange in; row, column and outcome, if a call for credentials has ended with it."""
        sent, answer = one.request, one.answer or {}
        match one.verb:
            case "program.start":
                self.programs[sent["program"]] = sent
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
        program = self.programs.get(self._sockets.get(sent["socket"], ""))
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


def authorization_grid(scenarios: Iterable[ScenarioResult], labs: dict[str, LabDefinition]) -> Grid | None:
    """The grid; None if no scenario tells anything of it."""
    seen: dict[tuple[str, str], Outcomes] = {}
    for one in scenarios:
        if not _plain(one, labs):
            continue
        scene = Scene(labs[lab_of(one)])
        for exchange in (exchange for step in one.steps for exchange in step.evidence):
            if told := scene.tell(exchange):
                outcomes = seen.setdefault(told[:2], Outcomes())
                outcomes.said[told[2]] += 1
                outcomes.wrong += [one] if one.mismatch else []
    if not seen:
        return None
    columns = tuple(column for column in COLUMNS if any(key[1] == column for key in seen))
    rows = tuple((Cell(row), *(_cell(seen.get((row, column))) for column in columns)) for row in CALLERS)
    return Grid(
        "Who asks for credentials, and what PARTNERINFO says of that user", "caller", columns, rows, NOTE
    )


def _plain(one: ScenarioResult, labs: dict[str, LabDefinition]) -> bool:
    """Whether only authority can decide: one domain, one way inside the sysplex, nothing else set."""
    evidence = [exchange for step in one.steps for exchange in step.evidence]
    route = route_of(one, labs)
    if route is None or not why(route, labs[route.lab]).startswith("internal"):
        return False
    ezbdomain = any(exchange.request.get("profile") == "EZBDOMAIN" for exchange in evidence)
    verbs = {exchange.verb for exchange in evidence}
    return not ezbdomain and not verbs & (OTHER_MEANS | UNSETTLING)


def _cell(outcomes: Outcomes | None) -> Cell:
    if outcomes is None:
        return Cell("not tried")
    said = ", ".join(f"{what} ({number})" for what, number in sorted(outcomes.said.items()))
    if not outcomes.wrong:
        return Cell(said, Verdict.PASSED.value, mark="✓")
    first = outcomes.wrong[0]
    return Cell(f"{said}; expected otherwise", first.verdict.value.replace(" ", "-"), first.id, FAILED)
