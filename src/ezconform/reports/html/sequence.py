"""What happened over time in a scenario whose two programs use different stacks, read from its evidence.

Draws nothing. Only what was sent and answered is told: XCF messages are known where the trace was read.
"""

from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any

from ezconform.results import Evidence, ScenarioResult


class Lane(IntEnum):
    """From left to right."""

    CLIENT = 0
    CLIENT_STACK = 1
    XCF = 2
    SERVER_STACK = 3
    SERVER = 4


class Mark(StrEnum):
    """What an event is drawn as."""

    CALL = "call"
    RETURN = "return"
    MESSAGE = "message"
    LOST = "lost"
    NOTE = "note"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Event:
    """Something at a moment in seconds, between two lanes (the same one for a note)."""

    at: float
    mark: Mark
    source: Lane
    target: Lane
    text: str


@dataclass(slots=True)
class Suspension:
    """A suspended call: on which lane, since when, until when in seconds (None: to the end)."""

    lane: Lane
    since: float
    until: float | None = None


@dataclass(slots=True)
class Sequence:
    """The names of the lanes, the events in order of time, the suspensions."""

    lanes: tuple[str, str, str, str, str]
    events: list[Event] = field(default_factory=list)
    suspensions: dict[str, Suspension] = field(default_factory=dict)


def sequence_of(one: ScenarioResult) -> Sequence | None:
    """The sequence, if a call was suspended or XCF was traced between two stacks; else None."""
    evidence = [exchange for step in one.steps for exchange in step.evidence]
    if not any(_worth_drawing(exchange) for exchange in evidence):
        return None
    cast = Cast()
    for exchange in evidence:
        cast.note(exchange)
    lanes = cast.lanes()
    if lanes is None:
        return None
    if not any(exchange.verb == "trace.read" for exchange in evidence):
        lanes = (lanes[0], lanes[1], "XCF, not traced", lanes[3], lanes[4])
    story = Story(Sequence(lanes), cast)
    for exchange in evidence:
        story.tell(exchange)
    story.sequence.events.sort(key=lambda event: event.at)
    return story.sequence


def _worth_drawing(one: Evidence) -> bool:
    answer = one.answer or {}
    if one.verb == "partner.get":
        return answer.get("outcome") == "suspended"
    return one.verb == "trace.read" and bool(answer.get("events"))


class Cast:
    """Who takes part: programs with their stacks, sockets with their programs, who connects to whom."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self.program_of: dict[str, str] = {}
        self._stack_of: dict[str, str] = {}
        self._listeners: dict[int, str] = {}
        self._pairs: list[tuple[str, str]] = []
        self._callers: set[str] = set()

    def note(self, one: Evidence) -> None:
        """Learn from one request what it says of the cast."""
        sent = one.request
        match one.verb:
            case "program.start":
                self._stack_of[sent["program"]] = sent.get("stack", "")
            case "socket.open" | "socket.take":
                self.program_of[sent["socket"]] = sent["program"]
            case "socket.accept":
                self.program_of[sent["socket"]] = self.program_of.get(sent["listener"], "")
            case "socket.bind":
                self._listeners[sent["port"]] = self.program_of.get(sent["socket"], "")
            case "socket.connect":
                server = self._listeners.get(sent["port"], "")
                self._pairs.append((self.program_of.get(sent["socket"], ""), server))
            case "partner.get":
                self._callers.add(self.program_of.get(sent["socket"], ""))

    def lanes(self) -> tuple[str, str, str, str, str] | None:
        """The five names; None unless the callers are one pair of programs on two stacks."""
        for client, server in self._pairs:
            stacks = self._stack_of.get(client, ""), self._stack_of.get(server, "")
            if self._callers <= {client, server} and all(stacks) and stacks[0] != stacks[1]:
                return client, stacks[0], "XCF", stacks[1], server
        return None


class Story:
    """Puts the exchanges, in the order in which they took place, on the lanes."""

    def __init__(self, sequence: Sequence, cast: Cast) -> None:
        self.sequence = sequence
        self._cast = cast
        self._now = 0.0
        self._told: set[str] = set()

    def tell(self, one: Evidence) -> None:
        """Add what an exchange shows."""
        sent, answer = one.request, one.answer or {}
        match one.verb:
            case "partner.get":
                self._get(sent, answer)
            case "partner.set":
                self._set(sent, answer)
            case "partner.outcome":
                self._outcome(sent["call"], answer)
            case "partner.interrupt":
                self._interrupt(sent["call"])
            case "clock.advance":
                self._clock(answer)
            case "xcf.disturb":
                self._disturb(sent)
            case "trace.read":
                self._trace(answer.get("events", []))

    def _add(self, at: float, mark: Mark, source: Lane, target: Lane, text: str) -> None:
        self.sequence.events.append(Event(at, mark, source, target, text))

    def _lane(self, socket: str) -> tuple[Lane, Lane] | None:
        """The lanes of the program that owns the socket, and of its stack."""
        program = self._cast.program_of.get(socket)
        if program == self.sequence.lanes[Lane.CLIENT]:
            return Lane.CLIENT, Lane.CLIENT_STACK
        return (Lane.SERVER, Lane.SERVER_STACK) if program == self.sequence.lanes[Lane.SERVER] else None

    def _get(self, sent: dict[str, Any], answer: dict[str, Any]) -> None:
        lanes = self._lane(sent["socket"])
        if lanes is None:
            return
        asked = " and ".join(sent.get("request") or ["routing"])
        self._add(self._now, Mark.CALL, *lanes, f"SIOCGPARTNERINFO {asked}")
        if answer.get("outcome") != "suspended":
            self._add(self._now, Mark.RETURN, lanes[1], lanes[0], outcome_words(answer))
            return
        self.sequence.suspensions[sent["call"]] = Suspension(lanes[0], self._now)
        if limit := sent.get("timeout", 0):
            self._add(self._now + limit, Mark.LIMIT, *lanes, f"limit: PI_TIMEOUT {limit} s")

    def _set(self, sent: dict[str, Any], answer: dict[str, Any]) -> None:
        lanes = self._lane(sent["socket"])
        if lanes is not None:
            said = outcome_words(answer)
            text = "SIOCSPARTNERINFO" if said == "done" else f"SIOCSPARTNERINFO: {said}"
            self._add(self._now, Mark.CALL, *lanes, text)

    def _outcome(self, call: str, answer: dict[str, Any]) -> None:
        suspension = self.sequence.suspensions.get(call)
        if suspension is None or answer.get("outcome") == "suspended" or call in self._told:
            return
        self._told.add(call)
        if suspension.until is None:
            suspension.until = self._now
        stack = Lane.CLIENT_STACK if suspension.lane is Lane.CLIENT else Lane.SERVER_STACK
        self._add(suspension.until, Mark.RETURN, stack, suspension.lane, outcome_words(answer))

    def _interrupt(self, call: str) -> None:
        if suspension := self.sequence.suspensions.get(call):
            self._add(self._now, Mark.NOTE, suspension.lane, suspension.lane, "signal")

    def _clock(self, answer: dict[str, Any]) -> None:
        for done in answer.get("completed", []):
            if (suspension := self.sequence.suspensions.get(done["call"])) and suspension.until is None:
                suspension.until = done["at"]
        self._now = answer.get("seconds", self._now)

    def _disturb(self, sent: dict[str, Any]) -> None:
        words = {
            "delay": f"takes {sent.get('seconds', 0.0):g} s from here",
            "lose": "loses messages from here",
        }
        said = words.get(sent["effect"], "works again")
        self._add(self._now, Mark.NOTE, Lane.XCF, Lane.XCF, f"XCF {said}")

    def _trace(self, events: list[dict[str, Any]]) -> None:
        lanes = {self.sequence.lanes[lane]: lane for lane in (Lane.CLIENT_STACK, Lane.SERVER_STACK)}
        for event in events:
            source, target = lanes.get(event["sender"]), lanes.get(event["receiver"])
            if source is not None and target is not None:
                lost = event["what"] == "lost"
                mark, target = (Mark.LOST, Lane.XCF) if lost else (Mark.MESSAGE, target)
                self._add(event["at"], mark, source, target, event["what"])


def outcome_words(answer: dict[str, Any]) -> str:
    """An answer in a word or two."""
    match answer.get("outcome"):
        case "answered":
            user = answer.get("address_space_user_id") or answer.get("task_user_id")
            return f"answered: {user}" if user else "answered"
        case "refused":
            return str(answer.get("errno", "refused"))
        case None:
            return "no answer"
    return str(answer["outcome"])
