"""Every decision that a requirement speaks of in DCAS, gathered in one frozen value."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from reference_impl.console import folded
from reference_impl.dcas import messages, modify, request, request_log, states
from reference_impl.dcas.levels import LEVELS, START_LEVEL, Levels
from reference_impl.dcas.messages import Destination
from reference_impl.dcas.modify import ModifyRequest
from reference_impl.dcas.request import RefusalReason, Registry, Request
from reference_impl.dcas.request_log import RequestLine
from reference_impl.dcas.states import Transitions
from reference_impl.message import MessageKind


def asked_for(_current: int, asked: int) -> int:
    """The level after a MODIFY with a known level: the one asked for, at once. Source: S14.1."""
    return asked


def unchanged(current: int) -> int:
    """The level after a MODIFY that was not understood: what it was (our choice)."""
    return current


def as_given(option: int) -> int:
    """The level at the start is that of option -d. Source: a vendor's reprint."""
    return option


def of_that_name(job: str, named: str) -> bool:
    """A command is for the job it names, all of the name. Both are in upper case. Source: manual."""
    return job == named


def own_system(system: str, _systems: Iterable[str]) -> Iterable[str]:
    """A job takes commands from the console of the system on which it runs."""
    return (system,)


@dataclass(frozen=True)
class DcasRules:
    """How DCAS behaves; a fault is `dataclasses.replace` on one field.

    `levels` is the filter: a line is logged if its severity stands at the current level.
    `start_level` is that without option -d, `option_level` the one that a -d stands for. `folded` is a
    command as the system takes it from the console (our choice: in upper case). `obeys`: whether a job
    of this name takes a command for that one; `consoles`: the systems, of all there are, from which a
    job on this one can be commanded. `answer_not_active` and `answer_initializing` are MVS's answers to
    a MODIFY that no job takes, an empty one is none; `{job}` is the job name (our choice, in the shape
    of MVS messages).
    """

    levels: Levels = field(default_factory=lambda: LEVELS)
    start_level: int = START_LEVEL
    option_level: Callable[[int], int] = as_given
    folded: Callable[[str], str] = folded
    obeys: Callable[[str, str], bool] = of_that_name
    consoles: Callable[[str, Iterable[str]], Iterable[str]] = own_system
    read_operand: Callable[[str, Levels], ModifyRequest] = modify.read_operand
    modify_verbs: frozenset[str] = frozenset({"MODIFY", "F"})
    level_after_modify: Callable[[int, int], int] = asked_for
    level_after_bad_input: Callable[[int], int] = unchanged
    displayed_level: Callable[[int, int], int] = messages.displayed
    destinations: Callable[[MessageKind, int], frozenset[Destination]] = messages.destinations
    message_texts: Mapping[MessageKind, str] = field(default_factory=lambda: messages.TEXTS)
    message_ids: Mapping[MessageKind, str] = field(default_factory=lambda: messages.IDS)
    transitions: Transitions = field(default_factory=lambda: states.TRANSITIONS)
    identify: Callable[[Request, Registry], str | RefusalReason] = request.identify
    request_lines: tuple[RequestLine, ...] = request_log.REQUEST_LINES
    client_data: Callable[[str], str] = request_log.literal
    answer_not_active: str = "IEE341I {job} NOT ACTIVE"
    answer_initializing: str = "IEE342I MODIFY REJECTED-TASK BUSY"


V1R12_DCAS = DcasRules()
"""DCAS as documented, with our choices where the documents are silent."""
