"""The contract of an adapter as stages, in the order in which somebody would build it.

The first stage with something missing ends the look: what comes after rests on it. Knows the protocol;
knows no scenario. Says nothing of conformance.
"""

from collections.abc import Iterator
from dataclasses import replace

from ezconform.adapter_kit import capability_plays, play
from ezconform.adapter_kit.complaint import NO_VERB, complaint, kind_of, require_results, verb_of
from ezconform.adapter_kit.line_by_line import LineByLine
from ezconform.adapter_kit.play import Play
from ezconform.adapter_kit.stage import Finding, Lacking, Skipped, Stage
from ezconform.connection.codec import Error, ErrorCode, shown
from ezconform.connection.connectors import Way
from ezconform.protocol import requests as r
from ezconform.protocol.answers import Absent, Refused, Subject
from ezconform.protocol.lab import LabDefinition
from ezconform.protocol.values import Capability, ConformanceClass

UNKNOWN = "probe.contract"
LONG_BATCH = 2_000
"""Requests: far more than a pipe holds."""
BUILD = "build the first verb named above; `ezconform docs protocol`, Verbs, says what it asks and may answer"
MEND = "mend what is named above; `ezconform docs protocol`, Verbs, says what the verb asks and may answer"
STDERR_LINES = 12
"""So many lines of the adapter's standard error, the last, are quoted: the end of a traceback tells."""
BUILD_OR_DROP = (
    "build that, or do not declare the capability; `ezconform docs capabilities` says what it promises"
)


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
            finding = stage.finding()
            if finding.missing:
                yield replace(finding, advice=_advice(finding), stderr=self._stderr())
                return
            yield finding

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
        require_results(self._line.ask(r.LabReset()), (r.LabReset(),))
        return ()

    def _act(self, known: Play) -> tuple[str, ...]:
        """Play it request by request; collect the verbs that do not exist."""
        if known.nothing:
            raise Skipped(known.nothing)
        self._open(known.lab)
        replies = [(request, self._line.ask(request)[0]) for request in known.requests]
        missing = [said for request, reply in replies if (said := complaint(request, reply, known.scene))]
        answers = [reply for _, reply in replies if not isinstance(reply, Error)]
        if not missing and known.judge and (said := known.judge(answers)):
            missing.append(said)
        if missing:
            raise Lacking(*dict.fromkeys(missing))
        return tuple(
            dict.fromkeys(
                f"{verb_of(request)} was refused with {shown(reply.errno, 40)}; the run says whether rightly"
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
        require_results([reply], [known.no])
        if not isinstance(reply, Refused):
            said = f"answered {kind_of(reply)} where nothing but a refusal can be true"
            raise Lacking(f"{verb_of(known.no)}: {said}")
        return ()

    def _forgets(self) -> tuple[str, ...]:
        """The same play on the lab freshly opened, and after a reset."""
        known = self._first()
        self._open(known.lab)
        first = self._line.ask(*known.requests)
        _, *again = self._line.ask(r.LabReset(), *known.requests)
        for request, before, after in zip(known.requests, first, again, strict=True):
            once, then = kind_of(before), kind_of(after)
            if once != then:
                raise Lacking(f"{verb_of(request)}: {once} at first, {then} after lab.reset")
        return ()

    def _ahead(self) -> tuple[str, ...]:
        many = (r.LabReset(),) * LONG_BATCH
        require_results(self._line.ask(*many), many)
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
        require_results(self._line.ask(r.LabOpen(lab=strange)), (r.LabOpen(lab=strange),))
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

    def _stderr(self) -> tuple[str, ...]:
        lines = self._line.transport.evidence().splitlines()
        return tuple(shown(one) for one in lines if one.strip())[-STDERR_LINES:]

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
        require_results([reply], (request,))


def _advice(finding: Finding) -> str:
    """A verb that is there and does not do need not be built."""
    built = finding.advice == BUILD and NO_VERB not in " ".join(finding.missing)
    return MEND if built else finding.advice
