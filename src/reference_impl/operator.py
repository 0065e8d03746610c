"""The operator of one system: takes a console command to the job it names.

Knows command verbs and which jobs there are. Answers in the shape of MVS messages; their texts are
our choice where the manuals were not read.
"""

from reference_impl.console import Console
from reference_impl.dcas.rules import V1R12_DCAS, DcasRules
from reference_impl.dcas.server import Dcas
from reference_impl.dcas.states import ServerEvent, ServerState
from reference_impl.message import Message, MessageKind

STOP_VERBS = frozenset({"STOP", "P"})


class JobActive(Exception):  # noqa: N818  - a refusal
    """A job of that name is running already."""


class Operator:
    """Dispatches the commands of one system's console."""

    def __init__(self, console: Console, rules: DcasRules = V1R12_DCAS) -> None:
        """Begin without jobs."""
        self._console = console
        self._rules = rules
        self._jobs: dict[str, Dcas] = {}

    def add(self, dcas: Dcas) -> None:
        """Make a job known by its name; raises JobActive if one of that name is running."""
        name = dcas.job.upper()
        known = self._jobs.get(name)
        if known is not None and known.state is not ServerState.STOPPED:
            raise JobActive(name)
        self._jobs[name] = dcas

    def command(self, text: str) -> None:
        """Act on any text as typed; every answer is a console message."""
        verb, _, operands = self._rules.folded(text).strip().partition(" ")
        job, comma, operand = operands.strip().partition(",")
        if verb in self._rules.modify_verbs:
            self._modify(job.strip(), operand if comma else None)
        elif verb in STOP_VERBS:
            self._stop(job.strip())
        else:
            self._answer(f"IEE305I {verb} COMMAND INVALID")

    def _modify(self, job: str, operand: str | None) -> None:
        dcas = self._running(job)
        if operand is None:
            self._answer("IEE311I MODIFY PARAMETER MISSING")
        elif dcas is None:
            self._answer(self._rules.answer_not_active.format(job=job))
        elif not dcas.can(ServerEvent.MODIFY):
            self._answer(self._rules.answer_initializing.format(job=job))
        else:
            dcas.modify(operand)

    def _stop(self, job: str) -> None:
        dcas = self._running(job)
        if dcas is None:
            self._answer(self._rules.answer_not_active.format(job=job))
        else:
            dcas.stop()

    def _running(self, job: str) -> Dcas | None:
        addressed = (dcas for name, dcas in self._jobs.items() if self._rules.obeys(name, job))
        return next((dcas for dcas in addressed if dcas.state is not ServerState.STOPPED), None)

    def _answer(self, text: str) -> None:
        """Tell the operator; an empty text is no answer."""
        if text:
            self._console.write(Message(MessageKind.OTHER, text))
