"""The two ioctls, SIOCSPARTNERINFO and SIOCGPARTNERINFO, and what becomes of a call.

`the call` is the last SIOCGPARTNERINFO of the scenario; `LEDGER's call` is the last one on that
socket, and becomes `the call`; its earlier call is the one before that. Knows no report and no profile.
"""

from collections.abc import Iterable
from typing import Any

from ezconform.protocol.answers import Done, PartnerInfo, Refused, Suspended
from ezconform.protocol.requests import (
    PartnerGet,
    PartnerInterrupt,
    PartnerOutcome,
    PartnerSet,
)
from ezconform.vocabulary import (
    DataTable,
    Errno,
    Items,
    Lab,
    Name,
    Number,
    Seconds,
    UserId,
    Word,
    check,
    given,
    then,
    when,
)

PATIENCE = 10  # seconds: PI_TIMEOUT of a call that is not about time, and how long it is waited for
CREDENTIALS = {
    "address-space user ID": "address_space_user_id",
    "address-space UTOKEN": "address_space_utoken",
    "task-level user ID": "task_user_id",
    "task-level UTOKEN": "task_utoken",
}


@given("{socket} has issued SIOCSPARTNERINFO")
def have_issued_set(lab: Lab, socket: Name) -> None:
    lab.tell(PartnerSet(socket=socket))


@when("{socket} issues SIOCSPARTNERINFO")
def issue_set(lab: Lab, socket: Name) -> None:
    lab.memory["answer"] = lab.ask(PartnerSet(socket=socket))


@then("SIOCSPARTNERINFO succeeds")
def set_succeeds(lab: Lab) -> None:
    check.kind("SIOCSPARTNERINFO", Done, lab.memory["answer"])


@then("SIOCSPARTNERINFO is refused with {errno}")
def set_is_refused(lab: Lab, errno: Errno) -> None:
    check.refused("SIOCSPARTNERINFO", errno, lab.memory["answer"])


@when("{socket} asks for its partner's {items} with PI_TIMEOUT {timeout}")
def ask_partner(lab: Lab, socket: Name, items: Items, timeout: Number) -> None:
    _issue(lab, socket, request=items, timeout=timeout)


@when("{socket} asks for its partner's {items} with an area too small for the answer")
def ask_with_small_area(lab: Lab, socket: Name, items: Items) -> None:
    _issue(lab, socket, request=items, timeout=PATIENCE, short_buffer=True)


@when("{socket} retrieves its partner's {items}")
def retrieve(lab: Lab, socket: Name, items: Items) -> None:
    _issue(lab, socket, request=items, timeout=PATIENCE)
    if isinstance(_outcome(lab), Suspended):
        for _moment in lab.passing(PATIENCE):
            if not isinstance(_outcome(lab), Suspended):
                break


@when("a signal reaches the program suspended in {socket}'s call")
def interrupt(lab: Lab, socket: Name) -> None:
    lab.tell(PartnerInterrupt(call=lab.memory["calls"][socket]))


@then("the call is suspended")
def call_is_suspended(lab: Lab) -> None:
    _check_suspended(lab, "the call", _outcome(lab))


@then("the call succeeds")
def call_succeeds(lab: Lab) -> None:
    check.kind("the call", PartnerInfo, _end(lab))


@then("the call is refused")
def call_is_refused(lab: Lab) -> None:
    check.kind("the call", Refused, _end(lab))


@then("the call is refused with {errno}")
def call_is_refused_with(lab: Lab, errno: Errno) -> None:
    check.refused("the call", errno, _end(lab))


@then("{socket}'s call is suspended")
def named_call_is_suspended(lab: Lab, socket: Name) -> None:
    _check_suspended(lab, f"{socket}'s call", _outcome(lab, socket))


@then("{socket}'s call succeeds")
def named_call_succeeds(lab: Lab, socket: Name) -> None:
    check.kind(f"{socket}'s call", PartnerInfo, _end(lab, socket))


@then("{socket}'s earlier call succeeds")
def earlier_call_succeeds(lab: Lab, socket: Name) -> None:
    asked = PartnerOutcome(call=lab.memory["earlier"][socket])
    while isinstance(answer := lab.ask(asked), Suspended) and lab.look_again():
        pass
    check.kind(f"{socket}'s earlier call", PartnerInfo, answer)


@then("{socket}'s call is refused with {errno}")
def named_call_is_refused(lab: Lab, socket: Name, errno: Errno) -> None:
    check.refused(f"{socket}'s call", errno, _end(lab, socket))


@then("the call has lasted {seconds} seconds")
def call_has_lasted(lab: Lab, seconds: Seconds) -> None:
    lasted = _end(lab).seconds
    check.equal(
        "seconds the program was suspended", seconds, seconds if lab.lasted(seconds, lasted) else lasted
    )


@then("the reason code is {reason}")
def reason_is(lab: Lab, reason: Word) -> None:
    check.equal("reason code", reason, check.kind("the last answer", Refused, lab.memory["answer"]).reason)


@then("the size needed for the answer is told")
def size_is_told(lab: Lab) -> None:
    needed = check.kind("the call", Refused, _end(lab)).needed
    check.true("a size in PI_Buflen", (needed or 0) > 0, needed)


@then("the partner's address-space user ID is {user}")
def address_space_user_is(lab: Lab, user: UserId) -> None:
    check.equal("address-space user ID", user, _info(lab).address_space_user_id)


@then("the partner's task-level user ID is {user}")
def task_user_is(lab: Lab, user: UserId) -> None:
    check.equal("task-level user ID", user, _info(lab).task_user_id)


@then("the credentials returned are")
def credentials_are(lab: Lab, table: DataTable) -> None:
    info = _info(lab)
    for label, expected in dict(table.pairs()).items():
        _compare(label, expected, getattr(info, CREDENTIALS[label]))


@then("no credential is returned")
def no_credential(lab: Lab) -> None:
    _check_absent(_end(lab), CREDENTIALS)


@then("no UTOKEN is returned")
def no_utoken(lab: Lab) -> None:
    """Neither by an answer nor, of course, by a refusal."""
    _check_absent(_end(lab), [label for label in CREDENTIALS if "UTOKEN" in label])


def _check_absent(answer: Any, labels: Iterable[str]) -> None:
    check.true("the call has ended", not isinstance(answer, Suspended), answer)
    for label in labels:
        check.equal(label, "", getattr(answer, CREDENTIALS[label], ""))


def _issue(lab: Lab, socket: str, **fields: Any) -> None:
    calls = lab.memory.setdefault("calls", {})
    lab.memory.setdefault("earlier", {})[socket] = calls.get(socket, "")
    lab.memory["count"] = lab.memory.get("count", 0) + 1
    calls[socket] = lab.memory["call"] = f"{socket}-call-{lab.memory['count']}"
    lab.memory["answer"] = lab.ask(PartnerGet(call=calls[socket], socket=socket, **fields))


def _outcome(lab: Lab, socket: str = "") -> Any:
    """What has become of the call by now; asked again only while it is suspended."""
    if socket and lab.memory["call"] != lab.memory["calls"][socket]:
        lab.memory["call"] = lab.memory["calls"][socket]
        lab.memory["answer"] = Suspended()
    if isinstance(lab.memory["answer"], Suspended):
        lab.memory["answer"] = lab.ask(PartnerOutcome(call=lab.memory["call"]))
    return lab.memory["answer"]


def _end(lab: Lab, socket: str = "") -> Any:
    """What has become of the call, which is due by now: in real time it may come a little late."""
    while isinstance(answer := _outcome(lab, socket), Suspended) and lab.look_again():
        pass
    return answer


def _check_suspended(lab: Lab, what: str, answer: Any) -> None:
    """Suspended; or, in real time, answered already: a fast answer need not be seen suspended."""
    if lab.real_time is None or not isinstance(answer, PartnerInfo):
        check.kind(what, Suspended, answer)


def _info(lab: Lab) -> PartnerInfo:
    info: PartnerInfo = check.kind("the call", PartnerInfo, _end(lab))
    return info


def _compare(label: str, expected: str, actual: str) -> None:
    if expected == "present":
        check.true(f"{label} present", actual != "", actual)
    else:
        check.equal(label, expected, actual or "absent")
