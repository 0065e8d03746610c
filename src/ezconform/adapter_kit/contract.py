"""The contract of an adapter as stages, in the order in which somebody would build it.

The first stage with something missing ends the look: what comes after rests on it. Knows the protocol;
knows no scenario. Says nothing of conformance.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ezconform.adapter_kit import capability_plays, play
from ezconform.adapter_kit.line_by_line import LineByLine
from ezconform.adapter_kit.play import Play
from ezconform.connection.codec import Error, ErrorCode, shown
from ezconform.connection.connectors import Way
from ezconform.protocol import requests as r
from ezconform.protocol.answers import Absent, Answer, Refused, Subject
from ezconform.protocol.faults import AdapterFault
from ezconform.protocol.lab import LabDefinition, Value
from ezconform.protocol.values import Capability, ConformanceClass
from ezconform.protocol.verbs import VERB_OF

UNKNOWN = "probe.contract"
BUILD = "build the first verb named above; `ezconform docs protocol`, Verbs, says what it asks and may answer"
BUILD_OR_DROP = (
    "build that, or do not declare the capability; `ezconform docs capabilities` says what it promises"
)


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of a stage: `missing` says what is not there (empty: in order).

    `skipped`: why it was not looked at; `notes`: what the reader may want to know.
    """

    title: str
    missing: tuple[str, ...] = ()
    advice: str = ""
    skipped: str = ""
    notes: tuple[str, ...] = ()


class Lacking(Exception):  # noqa: N818 - a finding about an adapter
    """Something of the contract is missing; each argument is one line."""


class Skipped(Exception):  # noqa: N818 - see Lacking
    """The stage does not apply, and why."""


@dataclass(frozen=True, slots=True)
class Stage:
    """`look` raises Lacking or Skipped, or returns notes for the reader."""

    title: str
    advice: str
    look: Callable[[], tuple[str, ...]]


class Contract:
    """One look at one adapter. `labs` are the definitions by name."""

    def __init__(self, way: Way, labs: dict[str, LabDefinition]) -> None:
        """Start the adapter and shake hands.

        Raises:
            CannotStart: that failed.
        """
        self._way = way
        self._labs = {**labs, capability_plays.BUILT.name: capability_plays.BUILT}
        self._started: list[LineByLine] = []
        self._line = self._start()

    @property
    def subject(self) -> Subject:
        return self._line.subject

    def findings(self) -> Iterator[Finding]:
        """Look at one stage after the other, up to the first with something missing."""
        for stage in self.stages():
            finding = _look(stage)
            yield finding
            if finding.missing:
                return

    def close(self) -> None:
        for one in self._started:
            one.transport.close()

    def stages(self) -> tuple[Stage, ...]:
        """All stages for this subject, in building order."""
        return (
            Stage(
                "claims: at least one class",
                'name in the answer to initialize the class you begin with, such as "classes": ["dcas"]',
                self._claims,
            ),
            Stage(
                "lab.open",
                "answer lab.open of the lab one-stack with opened: get its systems, stacks and users ready",
                self._opens,
            ),
            Stage(
                "lab.reset", "answer lab.reset with done: no programs, sockets, calls or jobs", self._resets
            ),
            *(self._stage(f"class {name}", known, BUILD) for name, known in self._plays(play.CLASSES)),
            *(
                self._stage(f"capability {name}", known, BUILD_OR_DROP)
                for name, known in self._plays(self._capabilities())
            ),
            Stage(
                "refusals are results",
                'answer a refusal as a result, {"outcome": "refused", "errno": NAME}, not as an error',
                self._refuses,
            ),
            Stage(
                "a reset forgets",
                "lab.reset must free all names: the same requests are sent again and must fare as at first",
                self._forgets,
            ),
            Stage(
                "requests sent ahead",
                "read and answer one line after the other, however many have arrived, and flush each reply",
                self._ahead,
            ),
            Stage(
                "the rest of a failed batch",
                'after an error answer the next "batch" requests with error -32000 and do not execute them',
                self._batch,
            ),
            Stage("text in UTF-8", "read and write lines as UTF-8, whatever the locale says", self._utf8),
            Stage(
                "a restart",
                "a second start, after the first has ended, must work as the first did",
                self._restarts,
            ),
            Stage("ends with its input", "end the process when standard input ends", self._ends),
        )

    def _plays(self, plays: dict[play.Named, Play]) -> list[tuple[play.Named, Play]]:
        claimed = (*self.subject.classes, *self.subject.capabilities)
        return [(name, known) for name, known in plays.items() if name in claimed]

    def _capabilities(self) -> dict[play.Named, Play]:
        """Who claims DCAS alone need not know sockets to build a lab."""
        if self.subject.classes != (ConformanceClass.DCAS,):
            return capability_plays.CAPABILITIES
        return {**capability_plays.CAPABILITIES, Capability.BUILD_LABS: capability_plays.BUILT_FOR_DCAS}

    def _stage(self, title: str, known: Play, advice: str) -> Stage:
        return Stage(title, advice, lambda: self._act(known))

    def _claims(self) -> tuple[str, ...]:
        if not self.subject.classes:
            raise Lacking("the subject claims no class, so no scenario would be run")
        return ()

    def _opens(self) -> tuple[str, ...]:
        self._open(play.ONE_STACK)
        return ()

    def _resets(self) -> tuple[str, ...]:
        _fitting(self._line.ask(r.LabReset()), (r.LabReset(),))
        return ()

    def _act(self, known: Play) -> tuple[str, ...]:
        """Play it request by request; collect the verbs that do not exist."""
        if known.nothing:
            raise Skipped(known.nothing)
        self._open(known.lab)
        replies = [(request, self._line.ask(request)[0]) for request in known.requests]
        missing = [said for request, reply in replies if (said := _missing(request, reply, known.scene))]
        answers = [reply for _, reply in replies if not isinstance(reply, Error)]
        if not missing and known.judge and (complaint := known.judge(answers)):
            missing.append(complaint)
        if missing:
            raise Lacking(*dict.fromkeys(missing))
        return tuple(
            dict.fromkeys(
                f"{_name(request)} was refused with {shown(reply.errno, 40)}; the run says whether rightly"
                for request, reply in replies
                if isinstance(reply, Refused)
            )
        )

    def _refuses(self) -> tuple[str, ...]:
        """What every subject must refuse: a connection nobody listens for, a server that does not run."""
        known = self._first()
        assert known.no is not None  # noqa: S101 - every class has one
        self._open(known.lab)
        reply = self._line.ask(*known.scene, known.no)[-1]
        name = VERB_OF[type(known.no)].name
        if isinstance(reply, Error):
            raise Lacking(_error(name, reply))
        if not isinstance(reply, Refused):
            raise Lacking(f"{name}: answered {_kind(reply)} where nothing but a refusal can be true")
        return ()

    def _forgets(self) -> tuple[str, ...]:
        """The same play on the lab freshly opened, and after a reset."""
        known = self._first()
        self._open(known.lab)
        first = self._line.ask(*known.requests)
        _, *again = self._line.ask(r.LabReset(), *known.requests)
        for request, before, after in zip(known.requests, first, again, strict=True):
            if _kind(before) != _kind(after):
                raise Lacking(f"{_name(request)}: {_kind(before)} at first, {_kind(after)} after lab.reset")
        return ()

    def _ahead(self) -> tuple[str, ...]:
        """A batch far longer than a pipe holds."""
        many = (r.LabReset(),) * 2_000
        _fitting(self._line.ask(*many), many)
        return ()

    def _batch(self) -> tuple[str, ...]:
        reset = ("lab.reset", r.LabReset())
        replies = self._line.ask_raw([reset, (UNKNOWN, r.LabReset()), reset, reset])
        replies += self._line.ask_raw([reset])
        codes = [one.code if isinstance(one, Error) else 0 for one in replies]
        if codes != [0, ErrorCode.METHOD_NOT_FOUND, ErrorCode.NOT_EXECUTED, ErrorCode.NOT_EXECUTED, 0]:
            said = ", ".join(str(int(code)) if code else "a result" for code in codes)
            raise Lacking(
                "lab.reset, an unknown verb, two more in the same batch and one after it should be answered "
                f"a result, -32601, -32000, -32000, a result; the answers were {said}"
            )
        return ()

    def _utf8(self) -> tuple[str, ...]:
        """The words of a lab and of a user are free."""
        known = self._labs[play.ONE_STACK]
        strange = LabDefinition(
            name=known.name, purpose="Grüße, 東京 😀", systems=known.systems, databases=known.databases
        )
        _fitting(self._line.ask(r.LabOpen(lab=strange)), (r.LabOpen(lab=strange),))
        return ()

    def _restarts(self) -> tuple[str, ...]:
        self._line.transport.close()
        self._line = self._start()
        self._open(play.ONE_STACK)
        return ()

    def _ends(self) -> tuple[str, ...]:
        ending = getattr(self._line.transport, "ends_with_its_input", None)
        if ending is None:
            raise Skipped("the adapter is no child process of ours")
        if not ending():
            raise Lacking(f"still running {self._way.limits.stop_seconds:g} seconds after its input ended")
        return ()

    def _first(self) -> Play:
        return self._plays(play.CLASSES)[0][1]

    def _start(self) -> LineByLine:
        started = LineByLine(self._way.start(self._way.limits), self._way.limits)
        self._started.append(started)
        return started

    def _open(self, name: str) -> None:
        request = r.LabOpen(lab=self._labs[name])
        reply = self._line.ask(request)[0]
        if isinstance(reply, Absent):
            raise Lacking(f"the lab {name} is absent: {shown(reply.why)}")
        _fitting([reply], (request,))


def _missing(request: Value, reply: Answer | Error, scene: tuple[Value, ...]) -> str:
    """What a reply says is not there; empty: nothing."""
    if isinstance(reply, Error):
        return _error(_name(request), reply)
    if isinstance(reply, Refused) and request in scene:
        errno, reason = shown(reply.errno, 40), shown(reply.reason)
        return f"{_name(request)}: refused with {errno} in the plainest of scenes {reason}".rstrip()
    return ""


def _name(request: Value) -> str:
    return VERB_OF[type(request)].name


def _look(stage: Stage) -> Finding:
    try:
        return Finding(stage.title, notes=stage.look())
    except Lacking as lacking:
        return Finding(stage.title, tuple(map(str, lacking.args)), stage.advice)
    except Skipped as skipped:
        return Finding(stage.title, skipped=str(skipped))
    except AdapterFault as fault:
        return Finding(stage.title, (str(fault),), stage.advice)


def _fitting(replies: list[Answer | Error], requests: tuple[Value, ...]) -> None:
    for reply, request in zip(replies, requests, strict=True):
        if isinstance(reply, Error):
            raise Lacking(_error(_name(request), reply))


def _error(name: str, reply: Error) -> str:
    if reply.code == ErrorCode.METHOD_NOT_FOUND:
        return f"{name}: the adapter does not have this verb"
    return f"{name}: error {reply.code}: {shown(reply.message)}"


def _kind(reply: Answer | Error) -> str:
    if isinstance(reply, Error):
        return f"error {reply.code}"
    return f"refused with {reply.errno}" if isinstance(reply, Refused) else str(reply.__struct_config__.tag)
