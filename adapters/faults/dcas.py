"""Faults in DCAS: how MODIFY is taken, what the messages say and where, and what each level logs."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from ezconform.proof.fault import Fault
from reference_impl.dcas import modify
from reference_impl.dcas.levels import LEVELS, Levels
from reference_impl.dcas.messages import BOTH, TEXTS, Destination
from reference_impl.dcas.modify import ModifyRequest, NewLevel, UnknownLevel, UnknownParameter
from reference_impl.dcas.request_log import REQUEST_LINES
from reference_impl.dcas.states import TRANSITIONS, ServerEvent, ServerState
from reference_impl.message import MessageKind, Severity
from reference_impl.rules import V1R12, Rules

CONSOLE, SYSLOG = frozenset({Destination.CONSOLE}), frozenset({Destination.SYSLOG})
NEW_LEVEL, BAD_PARAMETER = MessageKind.DEBUG_LEVEL, MessageKind.UNKNOWN_PARAMETER
BAD_LEVEL = MessageKind.UNKNOWN_LEVEL
ERROR, WARNING, DEBUG = Severity.ERROR, Severity.WARNING, Severity.DEBUG
INFORMATIONAL = Severity.INFORMATIONAL
NO_SEVERITY: frozenset[Severity] = frozenset()


def dcas(**changes: Any) -> Rules:
    return replace(V1R12, dcas=replace(V1R12.dcas, **changes))


def levels(changed: Mapping[int, frozenset[Severity]]) -> Rules:
    """Other severities for these levels."""
    return dcas(levels={**LEVELS, **changed})


def going_to(where: frozenset[Destination], *kinds: MessageKind) -> Rules:
    """Messages of these kinds go to these places only."""
    return dcas(destinations=lambda kind, _level: where if kind in kinds else BOTH)


def reading(read: Callable[[str, Levels], ModifyRequest]) -> Rules:
    return dcas(read_operand=read)


def knowing(*known: int) -> Rules:
    """MODIFY knows these levels."""
    return reading(
        lambda operand, every: modify.read_operand(
            operand, {one: every.get(one, NO_SEVERITY) for one in known}
        )
    )


def saying(**texts: str) -> Rules:
    """Other texts for these kinds, by name."""
    return dcas(message_texts={**TEXTS, **{MessageKind[name]: text for name, text in texts.items()}})


def obeying(obeys: Callable[[str, str], bool]) -> Rules:
    return dcas(obeys=obeys)


def lines_as(severity: Severity, other: Severity) -> Rules:
    """The lines of one severity have another."""
    return dcas(
        request_lines=tuple(
            replace(line, severity=other) if line.severity is severity else line for line in REQUEST_LINES
        )
    )


def unknown_as_parameter(operand: str, known: Levels) -> ModifyRequest:
    found = modify.read_operand(operand, known)
    return UnknownParameter(operand.strip()) if isinstance(found, UnknownLevel) else found


def unknown_as_level(operand: str, known: Levels) -> ModifyRequest:
    found = modify.read_operand(operand, known)
    return UnknownLevel(found.text) if isinstance(found, UnknownParameter) else found


def any_keyword(operand: str, known: Levels) -> ModifyRequest:
    """Whatever stands before the equal sign is taken for DEBUG."""
    return modify.read_operand("DEBUG=" + operand.partition("=")[2], known)


def highest_for_larger(operand: str, known: Levels) -> ModifyRequest:
    """A number above the highest level is that level."""
    found = modify.read_operand(operand, known)
    larger = isinstance(found, UnknownLevel) and found.text.isdigit()
    return NewLevel(max(known)) if larger else found


def numbers(operand: str, known: Levels) -> ModifyRequest:
    """Any number with the value of a level is that level, whatever it looks like."""
    found = modify.read_operand(operand, known)
    if isinstance(found, UnknownLevel) and found.text.lstrip("+-").isdigit() and int(found.text) in known:
        return NewLevel(int(found.text))
    return found


FAULTS: tuple[Fault, ...] = (
    Fault(
        "modify-without-effect",
        "DCAS-01",
        "MODIFY is answered and the level stays what it was.",
        dcas(level_after_modify=lambda current, _asked: current),
    ),
    Fault(
        "modify-only-raises",
        "DCAS-01",
        "MODIFY cannot lower the level.",
        dcas(level_after_modify=max),
    ),
    Fault(
        "modify-not-abbreviated",
        "DCAS-01",
        "F is no command.",
        dcas(modify_verbs=frozenset({"MODIFY"})),
    ),
    Fault(
        "modify-abbreviated-only",
        "DCAS-01",
        "Only F is a command.",
        dcas(modify_verbs=frozenset({"F"})),
    ),
    Fault(
        "modify-ends-the-server",
        "DCAS-01",
        "DCAS takes MODIFY and has to be started again.",
        dcas(transitions={**TRANSITIONS, (ServerState.ACTIVE, ServerEvent.MODIFY): ServerState.STOPPED}),
    ),
    Fault("no-level-3", "DCAS-02", "Level 3 is unknown.", knowing(0, 1, 2)),
    Fault("no-level-0", "DCAS-02", "Level 0 is unknown.", knowing(1, 2, 3)),
    Fault(
        "no-message-about-the-new-level",
        "DCAS-02",
        "A change is made without a word.",
        going_to(frozenset(), NEW_LEVEL),
    ),
    Fault(
        "new-level-not-named",
        "DCAS-02",
        "The message says that the level was changed, and not to which.",
        saying(DEBUG_LEVEL="{id} DCAS DEBUG LEVEL WAS CHANGED"),
    ),
    Fault(
        "message-with-the-old-level",
        "DCAS-03",
        "The message names the level that was set before.",
        dcas(displayed_level=lambda old, _new: old),
    ),
    Fault(
        "new-level-at-the-console-only",
        "DCAS-03",
        "The message does not go to syslog.",
        going_to(CONSOLE, NEW_LEVEL),
    ),
    Fault(
        "new-level-in-syslog-only",
        "DCAS-03",
        "The message does not go to the console.",
        going_to(SYSLOG, NEW_LEVEL),
    ),
    Fault(
        "new-level-logged-at-3-only",
        "DCAS-03",
        "The message goes to syslog at level 3 only, as if it were one for debugging.",
        dcas(destinations=lambda _kind, level: BOTH if level == max(LEVELS) else CONSOLE),
    ),
    Fault(
        "unknown-parameter-at-the-console-only",
        "DCAS-04",
        "The message about an unknown parameter does not go to syslog.",
        going_to(CONSOLE, BAD_PARAMETER),
    ),
    Fault(
        "unknown-parameter-in-syslog-only",
        "DCAS-04",
        "The message about an unknown parameter does not go to the console.",
        going_to(SYSLOG, BAD_PARAMETER),
    ),
    Fault(
        "unknown-parameter-as-level",
        "DCAS-04",
        "A mistaken parameter is taken for a level.",
        reading(unknown_as_level),
    ),
    Fault("any-parameter-is-debug", "DCAS-04", "Every parameter is taken for DEBUG.", reading(any_keyword)),
    Fault(
        "unknown-level-in-syslog-only",
        "DCAS-05",
        "The message about an unknown level does not go to the console.",
        going_to(SYSLOG, BAD_LEVEL),
    ),
    Fault(
        "unknown-level-at-the-console-only",
        "DCAS-05",
        "The message about an unknown level does not go to syslog.",
        going_to(CONSOLE, BAD_LEVEL),
    ),
    Fault(
        "unknown-level-as-parameter",
        "DCAS-05",
        "A mistaken level is taken for a parameter.",
        reading(unknown_as_parameter),
    ),
    Fault("level-4", "DCAS-05", "There is a level 4.", knowing(0, 1, 2, 3, 4)),
    Fault(
        "highest-level-for-larger", "DCAS-05", "A number above 3 is taken for 3.", reading(highest_for_larger)
    ),
    Fault(
        "mistakes-not-named",
        "DCAS-06",
        "The messages about mistakes say that there was one, and not which.",
        saying(UNKNOWN_PARAMETER="{id} DCAS UNKNOWN PARAMETER", UNKNOWN_LEVEL="{id} DCAS UNKNOWN LEVEL"),
    ),
    Fault(
        "level-not-named",
        "DCAS-06",
        "An unknown level is not named.",
        saying(UNKNOWN_LEVEL="{id} DCAS UNKNOWN LEVEL"),
    ),
    Fault(
        "level-0-keeps-messages-from-syslog",
        "DCAS-07",
        "At level 0 the messages go to the console only.",
        dcas(destinations=lambda _kind, level: BOTH if level else CONSOLE),
    ),
    Fault(
        "bad-input-turns-logging-off",
        "DCAS-08",
        "After a command that was not understood the level is 0.",
        dcas(level_after_bad_input=lambda _current: 0),
    ),
    Fault(
        "bad-input-turns-debugging-on",
        "DCAS-08",
        "After a command that was not understood the level is 3.",
        dcas(level_after_bad_input=lambda _current: 3),
    ),
    Fault(
        "padded-levels", "DCAS-09", "A signed or padded number is the level of its value.", reading(numbers)
    ),
    Fault("upper-case-only", "DCAS-10", "Commands are taken as they are typed.", dcas(folded=str)),
    Fault(
        "any-job-obeys", "DCAS-11", "DCAS takes commands for every job.", obeying(lambda _job, _named: True)
    ),
    Fault("job-by-beginning", "DCAS-11", "The beginning of its job name is enough.", obeying(str.startswith)),
    Fault(
        "job-by-fixed-name",
        "DCAS-11",
        "DCAS takes commands for the job DCAS, whatever its own name.",
        obeying(lambda _job, named: named == "DCAS"),
    ),
    Fault(
        "commands-from-every-console",
        "DCAS-11",
        "A command entered on one system reaches the jobs of all.",
        dcas(consoles=lambda _system, systems: systems),
    ),
    Fault(
        "modify-while-initializing",
        "DCAS-12",
        "MODIFY works before initialization is complete.",
        dcas(
            transitions={
                **TRANSITIONS,
                (ServerState.INITIALIZING, ServerEvent.MODIFY): ServerState.INITIALIZING,
            }
        ),
    ),
    Fault(
        "no-answer-for-a-job-not-active",
        "DCAS-13",
        "A command for a job that is not active is ignored without a word.",
        dcas(answer_not_active=""),
    ),
    Fault("level-0-logs-errors", "DCAS-20", "Level 0 logs errors.", levels({0: frozenset({ERROR})})),
    Fault("level-0-logs-everything", "DCAS-20", "Level 0 logs everything.", levels({0: frozenset(Severity)})),
    Fault(
        "level-0-logs-information",
        "DCAS-20",
        "Level 0 logs informational lines.",
        levels({0: frozenset({INFORMATIONAL})}),
    ),
    Fault("level-2-logs-debug", "DCAS-21", "Level 2 logs debug lines.", levels({2: frozenset(Severity)})),
    Fault("level-1-like-2", "DCAS-21", "Level 1 logs informational lines.", levels({1: LEVELS[2]})),
    Fault("level-3-like-2", "DCAS-22", "Level 3 logs no debug lines.", levels({3: LEVELS[2]})),
    Fault(
        "nothing-for-debugging",
        "DCAS-22",
        "No line of a request is one for debugging.",
        lines_as(DEBUG, INFORMATIONAL),
    ),
    Fault(
        "level-1-without-warnings", "DCAS-23", "Level 1 logs errors only.", levels({1: frozenset({ERROR})})
    ),
    Fault(
        "level-2-without-warnings", "DCAS-23", "Level 2 logs no warnings.", levels({2: LEVELS[2] - {WARNING}})
    ),
    Fault("level-2-like-1", "DCAS-23", "Level 2 logs no informational lines.", levels({2: LEVELS[1]})),
    Fault(
        "level-2-alone",
        "DCAS-23",
        "Level 2 logs informational lines only.",
        levels({2: frozenset({INFORMATIONAL})}),
    ),
    Fault(
        "information-as-warning",
        "DCAS-24",
        "That a request was served is a warning.",
        lines_as(INFORMATIONAL, WARNING),
        reading=False,
    ),
    Fault(
        "everything-is-debugging",
        "DCAS-24",
        "Every line about a request is for debugging.",
        dcas(request_lines=tuple(replace(line, severity=DEBUG) for line in REQUEST_LINES)),
    ),
    Fault(
        "start-option-ignored",
        "DCAS-25",
        "DCAS begins at level 0 whatever its option.",
        dcas(option_level=lambda _option: 0),
    ),
    Fault(
        "start-option-is-a-switch",
        "DCAS-25",
        "Every option -d means level 3.",
        dcas(option_level=lambda _option: 3),
    ),
    Fault(
        "start-option-one-more",
        "DCAS-25",
        "Option -d 1 means level 2.",
        dcas(option_level=lambda one: min(one + 1, 3)),
    ),
    Fault("start-at-level-3", "DCAS-26", "Without the option DCAS begins at level 3.", dcas(start_level=3)),
    Fault(
        "client-data-as-format",
        "DCAS-27",
        "Percent signs in client data are taken for a format.",
        dcas(client_data=lambda data: data.replace("%s", "(null)").replace("%%", "%").replace("%n", "")),
    ),
    Fault(
        "client-data-without-percent",
        "DCAS-27",
        "Percent signs are left out of what is logged.",
        dcas(client_data=lambda data: data.replace("%", "")),
    ),
    Fault(
        "client-data-cut-at-percent",
        "DCAS-27",
        "What a client sends is logged up to the first percent sign.",
        dcas(client_data=lambda data: data.partition("%")[0]),
    ),
)
