"""One typed line after the other: a step, a verb with JSON, or a command that begins with a colon.

Every line gives lines to show; bad input gives one and is never a traceback. Knows no terminal.
"""

import re
import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from ezconform.connection.codec import shown
from ezconform.engine.session import Session
from ezconform.protocol.answers import Trace
from ezconform.protocol.faults import AdapterFault, BadInput, LabAbsent, NotExecuted
from ezconform.protocol.requests import TraceRead
from ezconform.protocol.values import Capability
from ezconform.protocol.verbs import VERBS
from ezconform.shell.argument import FENCE, Argument
from ezconform.shell.exchange_log import ExchangeLog
from ezconform.shell.replay import require_applicable, scenario_called
from ezconform.shell.sketch import TypedStep, save
from ezconform.specification.model import Specification
from ezconform.vocabulary.check import ExpectationFailed
from ezconform.vocabulary.lab import Lab, NotApplicable
from ezconform.vocabulary.step_table import Match, StepTable

if TYPE_CHECKING:
    from collections.abc import Callable

    from ezconform.protocol.lab import Value

KEYWORD = re.compile(r"(Given|When|Then|And|But|\*)\s+", re.IGNORECASE)
HELP = (
    "a step               the lab one-stack; Given, When, Then and And may stand before it",
    "| cell | cell |      the table of the step above; an empty line ends it",
    '"""                  begins and ends the doc string of the step above',
    'a verb with JSON     routing.get {"socket": "c1"}',
    ":steps WORD          steps that hold the word      :verbs WORD   verbs and their fields",
    ":labs                labs and what they are for     :trace        show XCF messages, or no longer",
    ":new                 begin anew: forget the steps, reset the lab",
    ":run ID              begin anew with the steps of a scenario, up to the first that is not as expected",
    ":undo                forget the last step (the subject does not)",
    ":show                the steps so far               :save NAME    write them as a scenario",
    ":quit                or the end of input",
)
TOLD = (BadInput, AdapterFault, LabAbsent, NotExecuted, NotApplicable, ExpectationFailed)


class Shell:
    """`over`: the user has had enough. `waits`: the next line belongs to the step before."""

    def __init__(self, spec: Specification, table: StepTable, session: Session, root: Path) -> None:
        self.over = False
        self._spec, self._table, self._session, self._root = spec, table, session, root
        self._log = ExchangeLog(session)
        self._steps: list[TypedStep] = []
        self._typed_verbs = 0
        self._pending: Argument | None = None
        self._traces = False
        self._lab = self._fresh_lab()
        self._commands: dict[str, Callable[[str], list[str]]] = {
            ":help": lambda _: list(HELP),
            ":steps": self._list_steps,
            ":verbs": self._list_verbs,
            ":labs": lambda _: [f"{one.name:<20} {one.purpose}" for one in self._spec.labs.values()],
            ":trace": self._switch_trace,
            ":new": self._begin_anew,
            ":run": self._run_scenario,
            ":undo": self._undo,
            ":show": self._show,
            ":save": self._save,
            ":quit": self._quit,
        }

    @property
    def waits(self) -> bool:
        return self._pending is not None

    def line(self, text: str) -> list[str]:
        """Work on one line; what to show."""
        try:
            done = self._continue(self._pending, text) if self._pending else self._begin(text.strip())
        except Exception as problem:  # noqa: BLE001 - whatever it is, it is one line here
            return self._problem(problem)
        return done

    def interrupted(self) -> list[str]:
        """Give up the line that is being worked on; what to show. Its answer may never come."""
        self._session.close()
        self._lab = self._fresh_lab()
        again = "interrupted: the adapter was ended; the next step starts it again: the lab NAME"
        return [*self._log.take(), again]

    def candidates(self, text: str) -> list[str]:
        """What the line so far could become: commands, verbs with their fields, steps up to a value, labs."""
        keyword = KEYWORD.match(text)
        before = keyword[0] if keyword else ""
        steps = [one.declaration.pattern.partition("{")[0] for one in self._table.definitions]
        steps += [f"the lab {name}" for name in self._spec.labs]
        known = [f"{before}{one}" for one in steps]
        known += [] if before else [*self._commands, *(f"{name} {_template(name)}" for name in _typable())]
        known += [f":run {one.id}" for one in self._spec.scenarios] if text.startswith(":run ") else []
        return sorted({one for one in known if one.startswith(text)})

    def _problem(self, problem: Exception) -> list[str]:
        """What was sent before it, and what it is; an adapter that is ended takes its lab along."""
        if isinstance(problem, AdapterFault):
            self._lab = self._fresh_lab()
        return [*self._log.take(), _told(problem)]

    def _begin(self, text: str) -> list[str]:
        word, _, rest = text.partition(" ")
        if not text or text.startswith("#"):
            return []
        if text.startswith(":"):
            if word not in self._commands:
                raise BadInput(f"unknown command {shown(word, 40)}; :help lists them")
            return self._commands[word](rest.strip())
        if word in VERBS:
            return self._ask(word, rest.strip())
        if text.startswith(("|", FENCE)):
            raise BadInput("a table or doc string follows the step it belongs to")
        return self._step(KEYWORD.sub("", text, count=1))

    def _ask(self, verb: str, fields: str) -> list[str]:
        if verb not in _typable():
            raise BadInput(f"{verb} is sent by the harness itself; for a lab type: the lab NAME")
        try:
            request: Value = msgspec.json.decode(fields or "{}", type=VERBS[verb].request)
        except msgspec.DecodeError as problem:
            raise BadInput(f"{problem}; its fields: {verb} {_template(verb)}") from None
        self._typed_verbs += 1
        self._log.exchange((request,))
        self._log.verbs.pop()  # what a sketch needs is what its steps sent
        return self._said()

    def _match(self, text: str) -> Match:
        try:
            return self._table.match(text)
        except BadInput:
            if (word := text.partition(" ")[0]) in {one[1:] for one in self._commands}:
                raise BadInput(f"no step; the command is :{word}") from None
            raise

    def _step(self, text: str) -> list[str]:
        match = self._match(text)
        unknown = [name for name in match.labs if name not in self._spec.labs]
        if unknown:
            raise BadInput(f"unknown lab {unknown[0]}; :labs lists them")
        step = TypedStep(match.definition.declaration.kind, text)
        if match.definition.argument:
            self._pending = Argument(match, step)
            return []
        return self._run(match, step)

    def _continue(self, pending: Argument, text: str) -> list[str]:
        """A line of the table or doc string that the step before needs."""
        self._pending = None
        if not pending.add(text):
            self._pending = pending
            return []
        shown_now = self._run(pending.match, pending.step)
        return shown_now + (self._begin(pending.left) if pending.left else [])

    def _run(self, match: Match, step: TypedStep) -> list[str]:
        self._steps.append(step)
        match.call(self._lab, step.table, step.doc_string)
        self._lab.flush()
        return self._said()

    def _said(self) -> list[str]:
        lines = self._log.take()
        if self._traces and Capability.TRACE in self._log.subject.capabilities:
            trace = self._session.exchange((TraceRead(),))[0]
            events = trace.events if isinstance(trace, Trace) else ()
            lines += [f"   xcf {one.at:g} s {one.sender} to {one.receiver}: {one.what}" for one in events]
        return lines or ["   done, nothing was sent"]

    def _fresh_lab(self) -> Lab:
        return Lab(self._log, self._spec.labs)

    def _list_steps(self, word: str) -> list[str]:
        known = sorted(one.declaration.pattern for one in self._table.definitions)
        return [one for one in known if word.lower() in one.lower()] or ["no such step"]

    def _list_verbs(self, word: str) -> list[str]:
        return [f"{name} {_template(name)}" for name in _typable() if word in name] or ["no such verb"]

    def _switch_trace(self, _: str) -> list[str]:
        if Capability.TRACE not in self._log.subject.capabilities:
            raise BadInput("the subject does not declare the capability trace")
        self._traces = not self._traces
        return [f"trace {'on: reading it takes it away from steps that read it' if self._traces else 'off'}"]

    def _begin_anew(self, _: str) -> list[str]:
        self._steps, self._log.verbs, self._typed_verbs = [], [], 0
        self._session.connection()
        self._lab = self._fresh_lab()
        return ["a new scenario; type its lab first"]

    def _run_scenario(self, wanted: str) -> list[str]:
        scenario = scenario_called(wanted, self._spec)
        require_applicable(scenario, self._log.subject)
        self._begin_anew("")
        lines = [scenario.id]
        for step in scenario.steps:
            typed = TypedStep(step.kind, step.text, step.table, step.doc_string)
            lines += [
                f"{step.keyword.strip()} {step.text}",
                *(f"  | {' | '.join(row)} |" for row in step.table),
            ]
            try:
                lines += self._run(self._table.match(step.text), typed)
            except Exception as problem:  # noqa: BLE001 - what it is stands after the lines before it
                return lines + self._problem(problem)
        return [*lines, f"as expected, all {len(scenario.steps)} steps"]

    def _undo(self, _: str) -> list[str]:
        if not self._steps:
            raise BadInput("there is no step to forget")
        return [f"forgotten: {self._steps.pop().text}"]

    def _show(self, _: str) -> list[str]:
        return [f"{one.kind.capitalize()} {one.text}" for one in self._steps] or ["no step yet"]

    def _save(self, name: str) -> list[str]:
        made = save(name, self._steps, self._log.verbs, self._spec, self._table, self._root)
        near = made.near
        run = ["run", "--root", str(self._root), "--requirement", made.requirement]
        run += ["--adapter", self._session.name]
        lines = [f"saved in {made.path}; class and sources are those of {near.id}, {near.sentence}"]
        if self._typed_verbs:
            lines.append(f"{self._typed_verbs} verbs typed as JSON are not in it: they are no steps")
        return [*lines, f"it runs with: ezconform {shlex.join(run)}"]

    def _quit(self, _: str) -> list[str]:
        self.over = True
        return []


_WORDS: dict[type[Exception], str] = {
    ExpectationFailed: "not as expected",
    NotApplicable: "capability not declared",
    LabAbsent: "absent",
}


def _told(problem: Exception) -> str:
    """Whatever went wrong, on one line."""
    if isinstance(problem, TOLD):
        return f"{_WORDS.get(type(problem), 'problem')}: {shown(str(problem), 2_000)}"
    return f"problem: {shown(f'{type(problem).__name__}: {problem}', 500)}"


def _typable() -> tuple[str, ...]:
    return tuple(name for name in VERBS if name not in {"initialize", "lab.open"})


def _template(verb: str) -> str:
    """The fields of a verb as JSON to fill in."""
    fields = msgspec.structs.fields(VERBS[verb].request)
    blank: dict[object, object] = {float: 0.0, bool: False}
    return msgspec.json.encode({one.name: blank.get(one.type, "") for one in fields if one.required}).decode()
