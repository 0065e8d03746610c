"""What a lie makes of an answer: one small function for each kind, all of which keep to the protocol.

Functions over single answers; knows neither scenarios nor verdicts. A function gives the answer itself back
where it has nothing to change.
"""

from collections.abc import Callable
from typing import get_args

from msgspec.structs import replace

from ezconform.protocol import answers as a
from ezconform.protocol import requests as r
from ezconform.protocol.answers import Answer
from ezconform.protocol.lab import Value
from ezconform.protocol.values import DcasPhase, Indicator, MessageKind, Severity
from ezconform.protocol.verbs import VERB_OF

OTHER_ERRNO = {"EACCES": "EPERM", "EPERM": "EACCES", "ETIME": "EAGAIN", "EAGAIN": "ETIME"}
INDICATORS = (Indicator.INTERNAL, Indicator.SAME_CLUSTER, Indicator.SAME_IMAGE)
STRANGER = "IBMUSER"
"""A user that no scenario has."""
NO_FORM = 99
"""What no interface hands to a program."""
NOTICEABLE = 0.5
"""Seconds by which an answer is early or late, beyond what real time forgives."""
Change = Callable[[Value, Answer, "Memory"], Answer]


class Memory:
    """What a mutation remembers of the conversation: the last answer to each verb, and calls told late.

    `earlier`, `later`: seconds by which an early answer is early and a late one late, above 0.
    """

    def __init__(self, earlier: float = NOTICEABLE, later: float = NOTICEABLE) -> None:
        self.earlier, self.later = earlier, later
        self.previous: dict[str, Answer] = {}
        self.told: set[str] = set()


def another_errno(_: Value, answer: Answer, __: Memory) -> Answer:
    if not isinstance(answer, a.Refused):
        return answer
    return replace(
        answer, errno=OTHER_ERRNO.get(answer.errno, "EINVAL" if answer.errno != "EINVAL" else "EIO")
    )


def another_number(_: Value, answer: Answer, __: Memory) -> Answer:
    if isinstance(answer, a.Refused) and answer.number is not None:
        return replace(answer, number=answer.number + 1)
    return replace(answer, value=answer.value ^ 1) if isinstance(answer, a.Routing) else answer


def another_reason(_: Value, answer: Answer, __: Memory) -> Answer:
    if isinstance(answer, a.Refused) and answer.reason:
        return replace(answer, reason="JrOK")
    return answer


def another_form(_: Value, answer: Answer, __: Memory) -> Answer:
    if isinstance(answer, (a.Refused, a.PartnerInfo)) and answer.form:
        return replace(answer, form=dict.fromkeys(answer.form, NO_FORM))
    return answer


def without_size(_: Value, answer: Answer, __: Memory) -> Answer:
    if isinstance(answer, a.Refused) and (answer.needed is not None or answer.routing is not None):
        return replace(answer, needed=None, routing=None)
    return answer


def other_indicator(_: Value, answer: Answer, __: Memory) -> Answer:
    """One indicator the other way round: taken away where it is, added where it is not."""
    if not isinstance(answer, (a.PartnerInfo, a.Routing)):
        return answer
    kept = tuple(one for one in answer.routing if one is not Indicator.INTERNAL)
    if kept == answer.routing:
        kept = tuple(one for one in kept if one not in {Indicator.NONE, Indicator.NO_CONNECTION})
        return replace(answer, routing=(*kept, Indicator.INTERNAL))
    return replace(answer, routing=kept or (Indicator.NONE,))


def always_near(_: Value, answer: Answer, __: Memory) -> Answer:
    if isinstance(answer, (a.PartnerInfo, a.Routing)):
        return replace(answer, routing=INDICATORS)
    return answer


def without_user(_: Value, answer: Answer, __: Memory) -> Answer:
    if isinstance(answer, a.PartnerInfo) and (answer.address_space_user_id or answer.task_user_id):
        return replace(answer, address_space_user_id="", task_user_id="")
    return answer


def swapped(_: Value, answer: Answer, __: Memory) -> Answer:
    """Address space and task exchanged."""
    if not isinstance(answer, a.PartnerInfo):
        return answer
    return replace(
        answer,
        address_space_user_id=answer.task_user_id,
        task_user_id=answer.address_space_user_id,
        address_space_utoken=answer.task_utoken,
        task_utoken=answer.address_space_utoken,
    )


def without_token(_: Value, answer: Answer, __: Memory) -> Answer:
    if isinstance(answer, a.PartnerInfo):
        return replace(answer, address_space_utoken="", task_utoken="")
    if isinstance(answer, a.TokenFields):
        return replace(answer, fields=dict.fromkeys(answer.fields, ""))
    return replace(answer, user=STRANGER) if isinstance(answer, a.Environment) else answer


def with_user(_: Value, answer: Answer, __: Memory) -> Answer:
    """Credentials that nobody asked for."""
    if isinstance(answer, a.PartnerInfo) and not answer.address_space_user_id:
        return replace(answer, address_space_user_id=STRANGER)
    return answer


def previous(request: Value, answer: Answer, memory: Memory) -> Answer:
    """Serve the answer before, of the same verb, whatever was asked now."""
    verb = VERB_OF[type(request)].name
    before = memory.previous.get(verb, answer)
    memory.previous[verb] = answer
    return before


def early(_: Value, answer: Answer, memory: Memory) -> Answer:
    return _moved(answer, -memory.earlier)


def late(request: Value, answer: Answer, memory: Memory) -> Answer:
    """A call that has ended is told as suspended when first asked for."""
    if isinstance(request, (r.LabOpen, r.LabReset)):
        memory.told.clear()  # every scenario names its calls anew
    if isinstance(request, r.PartnerOutcome) and request.call not in memory.told:
        if not isinstance(answer, a.Suspended):
            memory.told.add(request.call)
        return a.Suspended()
    return _moved(answer, memory.later)


def _moved(answer: Answer, seconds: float) -> Answer:
    if isinstance(answer, (a.Refused, a.PartnerInfo)) and answer.seconds:
        return replace(answer, seconds=max(0.0, answer.seconds + seconds))
    if isinstance(answer, a.Now) and answer.completed:
        moved = tuple(replace(one, at=max(0.0, one.at + seconds)) for one in answer.completed)
        return replace(answer, completed=moved)
    return answer


def at_once(_: Value, answer: Answer, __: Memory) -> Answer:
    """A call that waits comes back at once, with nothing in it."""
    if isinstance(answer, a.Suspended):
        return a.PartnerInfo(routing=(Indicator.SAME_CLUSTER,))
    return answer


def granted(request: Value, answer: Answer, _: Memory) -> Answer:
    """Yes where the subject says no."""
    if isinstance(answer, a.AccessDecision) and answer.saf_return_code:
        return replace(answer, saf_return_code=0)
    return _yes(request) if isinstance(answer, a.Refused) else answer


def refused(request: Value, answer: Answer, _: Memory) -> Answer:
    """No where the subject says yes to what it is asked for, not to what sets the scene."""
    if isinstance(answer, (a.PartnerInfo, a.Routing, a.PassTicket, a.Environment, a.TokenFields, a.Token)):
        return a.Refused(errno="EACCES", number=111)  # its number in z/OS UNIX
    if isinstance(answer, a.AccessDecision) and not answer.saf_return_code:
        return replace(answer, saf_return_code=8)
    return a.Refused(errno="EACCES") if isinstance(request, r.PartnerSet) else answer


def _yes(request: Value) -> Answer:
    """A yes of the kind that this request may get."""
    kinds = get_args(VERB_OF[type(request)].answer)
    return next(one for kind, one in YES.items() if kind in kinds)


def dropped(_: Value, answer: Answer, __: Memory) -> Answer:
    if isinstance(answer, a.Messages) and answer.messages:
        return replace(answer, messages=answer.messages[1:])
    if isinstance(answer, a.Trace) and answer.events:
        return replace(answer, events=answer.events[1:])
    return answer


def doubled(_: Value, answer: Answer, __: Memory) -> Answer:
    if isinstance(answer, a.Messages) and answer.messages:
        return replace(answer, messages=answer.messages * 2)
    return replace(answer, events=answer.events * 2) if isinstance(answer, a.Trace) else answer


def reworded(_: Value, answer: Answer, __: Memory) -> Answer:
    """Messages of another kind and severity."""
    if not isinstance(answer, a.Messages):
        return answer
    return replace(answer, messages=tuple(_other(one) for one in answer.messages))


def _other(message: a.Message) -> a.Message:
    kind = (
        MessageKind.UNKNOWN_PARAMETER if message.kind is MessageKind.DEBUG_LEVEL else MessageKind.DEBUG_LEVEL
    )
    severity = Severity.DEBUG if message.severity is not Severity.DEBUG else Severity.ERROR
    return replace(message, kind=kind, severity=severity if message.severity else None)


def zeroed(_: Value, answer: Answer, __: Memory) -> Answer:
    """Every figure of the report 0: flags, ports, counters."""
    if isinstance(answer, a.Report):
        return replace(answer, text="".join("0" if one.isdigit() else one for one in answer.text))
    return answer


def shorter(_: Value, answer: Answer, __: Memory) -> Answer:
    """The report without its second half."""
    if isinstance(answer, a.Report):
        return replace(answer, text=answer.text[: len(answer.text) // 2])
    return answer


def unchanged(_: Value, answer: Answer, __: Memory) -> Answer:
    return answer


YES: dict[type[Answer], Answer] = {
    a.PartnerInfo: a.PartnerInfo(routing=(Indicator.NONE,), address_space_user_id=STRANGER),
    a.Routing: a.Routing(routing=(Indicator.NONE,), value=0),
    a.PassTicket: a.PassTicket(user=STRANGER),
    a.Environment: a.Environment(user=STRANGER, group="SYS1"),
    a.TokenFields: a.TokenFields(fields={}),
    a.Token: a.Token(utoken="00" * 80),
    a.AccessDecision: a.AccessDecision(saf_return_code=0),
    a.Report: a.Report(text=""),
    a.Messages: a.Messages(messages=()),
    a.DcasStarted: a.DcasStarted(phase=DcasPhase.ACTIVE),
    a.Done: a.Done(),
}
