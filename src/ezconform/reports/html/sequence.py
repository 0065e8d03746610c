"""What happened over time in a scenario whose two programs use different stacks, read from its evidence.

Draws nothing. Only what was sent and answered is told: XCF messages are known where the trace was read.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum, StrEnum
from typing import Any, ClassVar

from ezconform.reports.html.cast import Cast
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
    REPORT = "report"


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
    """A suspended call: on which lane, since when, until when in seconds (None: to the end).

    `call` and `end` are the events between which it lasted, if there was an end.
    """

    lane: Lane
    since: float
    call: Event
    until: float | None = None
    end: Event | None = None


@dataclass(slots=True)
class Sequence:
    """The names of the lanes, the events in order of time, the suspensions."""

    lanes: tuple[str, str, str, str, str]
    events: list[Event] = field(default_factory=list)
    suspensions: dict[str, Suspension] = field(default_factory=dict)


def sequence_of(one: ScenarioResult) -> Sequence | None:
    """The sequence, if programs on two stacks are connected and only such on these two call; else None."""
    evidence = [exchange for step in one.steps for exchange in step.evidence]
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


class Story:
    """Puts the exchanges, in the order in which they took place, on the lanes."""

    def __init__(self, sequence: Sequence, cast: Cast) -> None:
        self.sequence = sequence
        self._cast = cast
        self._now = 0.0
        self._told: set[str] = set()

    def tell(self, one: Evidence) -> None:
        """Add what an exchange shows."""
        tell = self._TELLERS.get(one.verb)
        if tell is not None:
            tell(self, one.request, one.answer or {})

    def _add(self, at: float, mark: Mark, source: Lane, target: Lane, text: str) -> Event:
        self.sequence.events.append(Event(at, mark, source, target, text))
        return self.sequence.events[-1]

    def _lane(self, socket: str) -> tuple[Lane, Lane, str] | None:
        """The lanes of the program that owns the socket and of its stack; its name, if not at their head."""
        program = self._cast.program_of.get(socket, "")
        stack = self._cast.stack_of.get(program, "")
        for lanes in ((Lane.CLIENT, Lane.CLIENT_STACK), (Lane.SERVER, Lane.SERVER_STACK)):
            if stack and stack == self.sequence.lanes[lanes[1]]:
                return *lanes, "" if program == self.sequence.lanes[lanes[0]] else f"{program}: "
        return None

    def _call(self, socket: str, text: str, answer: dict[str, Any] | None = None) -> tuple[Lane, Lane] | None:
        """A call of the socket's owner, and its return if an answer is given; the lanes, if there are any."""
        found = self._lane(socket)
        if found is None:
            return None
        program, stack, name = found
        self._add(self._now, Mark.CALL, program, stack, f"{name}{text}")
        if answer is not None:
            self._add(self._now, Mark.RETURN, stack, program, outcome_words(answer))
        return program, stack

    def _connect(self, sent: dict[str, Any], answer: dict[str, Any]) -> None:
        """The connection itself goes from stack to stack, by whatever link: it needs no XCF message."""
        found = self._lane(sent["socket"])
        if found is not None and found[1] is Lane.CLIENT_STACK:
            said = outcome_words(answer)
            self._call(sent["socket"], "connect" if said == "done" else f"connect: {said}")
            if said == "done":
                self._add(self._now, Mark.MESSAGE, Lane.CLIENT_STACK, Lane.SERVER_STACK, "TCP connection")

    def _get(self, sent: dict[str, Any], answer: dict[str, Any]) -> None:
        asked = " and ".join(sent.get("request") or ["routing"])
        suspended = answer.get("outcome") == "suspended"
        lanes = self._call(sent["socket"], f"SIOCGPARTNERINFO {asked}", None if suspended else answer)
        if lanes is None or not suspended:
            return
        self.sequence.suspensions[sent["call"]] = Suspension(lanes[0], self._now, self.sequence.events[-1])
        if limit := sent.get("timeout", 0):
            self._add(self._now + limit, Mark.LIMIT, *lanes, f"limit: PI_TIMEOUT {limit} s")

    def _set(self, sent: dict[str, Any], answer: dict[str, Any]) -> None:
        said = outcome_words(answer)
        self._call(sent["socket"], "SIOCSPARTNERINFO" if said == "done" else f"SIOCSPARTNERINFO: {said}")

    def _option(self, sent: dict[str, Any], answer: dict[str, Any]) -> None:
        self._call(sent["socket"], "SO_CLUSTERCONNTYPE", answer)

    def _close(self, sent: dict[str, Any], _: dict[str, Any]) -> None:
        self._call(sent["socket"], "close")

    def _shutdown(self, sent: dict[str, Any], _: dict[str, Any]) -> None:
        self._call(sent["socket"], "shutdown")

    def _report(self, sent: dict[str, Any], _: dict[str, Any]) -> None:
        for lane in (Lane.CLIENT_STACK, Lane.SERVER_STACK):
            if sent.get("stack") == self.sequence.lanes[lane]:
                self._add(self._now, Mark.REPORT, lane, lane, "Netstat report")

    def _outcome(self, sent: dict[str, Any], answer: dict[str, Any]) -> None:
        call = sent["call"]
        suspension = self.sequence.suspensions.get(call)
        if suspension is None or answer.get("outcome") == "suspended" or call in self._told:
            return
        self._told.add(call)
        if suspension.until is None:
            suspension.until = self._now
        stack = Lane.CLIENT_STACK if suspension.lane is Lane.CLIENT else Lane.SERVER_STACK
        suspension.end = self._add(
            suspension.until, Mark.RETURN, stack, suspension.lane, outcome_words(answer)
        )

    def _interrupt(self, sent: dict[str, Any], _: dict[str, Any]) -> None:
        if suspension := self.sequence.suspensions.get(sent["call"]):
            self._add(self._now, Mark.NOTE, suspension.lane, suspension.lane, "signal")

    def _clock(self, _: dict[str, Any], answer: dict[str, Any]) -> None:
        for done in answer.get("completed", []):
            if (suspension := self.sequence.suspensions.get(done["call"])) and suspension.until is None:
                suspension.until = done["at"]
        self._now = answer.get("seconds", self._now)

    def _disturb(self, sent: dict[str, Any], _: dict[str, Any]) -> None:
        words = {
            "delay": f"takes {sent.get('seconds', 0.0):g} s from here",
            "lose": "loses messages from here",
        }
        said = words.get(sent["effect"], "works again")
        self._add(self._now, Mark.NOTE, Lane.XCF, Lane.XCF, f"XCF {said}")

    def _trace(self, _: dict[str, Any], answer: dict[str, Any]) -> None:
        lanes = {self.sequence.lanes[lane]: lane for lane in (Lane.CLIENT_STACK, Lane.SERVER_STACK)}
        for event in answer.get("events", ()):
            source, target = lanes.get(event["sender"]), lanes.get(event["receiver"])
            if source is not None and target is not None:
                lost = event["what"] == "lost"
                mark, target = (Mark.LOST, Lane.XCF) if lost else (Mark.MESSAGE, target)
                self._add(event["at"], mark, source, target, event["what"])

    _TELLERS: ClassVar[dict[str, Callable[["Story", dict[str, Any], dict[str, Any]], None]]] = {
        "clock.advance": _clock,
        "netstat.report": _report,
        "partner.get": _get,
        "partner.interrupt": _interrupt,
        "partner.outcome": _outcome,
        "partner.set": _set,
        "routing.get": _option,
        "socket.close": _close,
        "socket.connect": _connect,
        "socket.shutdown": _shutdown,
        "trace.read": _trace,
        "xcf.disturb": _disturb,
    }
    """What tells of a verb's request and answer."""


def outcome_words(answer: dict[str, Any]) -> str:
    """An answer in a word or two."""
    match answer.get("outcome"):
        case "answered":
            user = answer.get("address_space_user_id") or answer.get("task_user_id")
            return f"answered: {user}" if user else "answered"
        case "refused":
            return str(answer.get("errno", "refused"))
        case "routing":
            return ", ".join(answer.get("routing") or ["no indicator"])
        case None:
            return "no answer"
    return str(answer["outcome"])
