"""The same calls through a programming interface that the scenario names, and the form of the answer.

What is handed to the program stands in `form`, under the names its manual uses. Remembers the call as the
other steps do, so that their phrases about the answer serve here too. Knows no gate and no time limit.
"""

from typing import Any

from ezconform.protocol.answers import PartnerInfo, Refused, Suspended
from ezconform.protocol.requests import PartnerGet, PartnerOutcome, PartnerSet
from ezconform.protocol.values import Interface, RequestItem
from ezconform.vocabulary import (
    Items,
    Lab,
    Name,
    Number,
    Quoted,
    Word,
    check,
    then,
    when,
)

PATIENCE = 10  # seconds: PI_TIMEOUT of a call that is not about time, and how long it is waited for


@when("{socket} retrieves its partner's {items} through {interface}")
def retrieve(lab: Lab, socket: Name, items: Items, interface: Interface) -> None:
    _issue(lab, socket, request=items, timeout=PATIENCE, interface=interface)
    if isinstance(lab.memory["answer"], Suspended):
        for _moment in lab.passing(PATIENCE):
            lab.memory["answer"] = lab.ask(PartnerOutcome(call=lab.memory["call"]))
            if not isinstance(lab.memory["answer"], Suspended):
                break


@when("{socket} asks for its partner's {items} with PI_TIMEOUT {timeout} through {interface}")
def ask(lab: Lab, socket: Name, items: Items, timeout: Number, interface: Interface) -> None:
    _issue(lab, socket, request=items, timeout=timeout, interface=interface)


@when("{socket} asks for its partner's {items} with an area too small for the answer through {interface}")
def ask_with_small_area(lab: Lab, socket: Name, items: Items, interface: Interface) -> None:
    _issue(lab, socket, request=items, timeout=PATIENCE, interface=interface, short_buffer=True)


@when("{socket} asks for its routing by SIOCGPARTNERINFO through {interface}")
def ask_routing(lab: Lab, socket: Name, interface: Interface) -> None:
    _issue(lab, socket, request=(RequestItem.ROUTING,), interface=interface)


@when("{socket} issues SIOCSPARTNERINFO through {interface}")
def issue_set(lab: Lab, socket: Name, interface: Interface) -> None:
    lab.memory["answer"] = lab.ask(PartnerSet(socket=socket, interface=interface))


@then("the errno has the number {number}")
def errno_number(lab: Lab, number: Number) -> None:
    refused = check.kind("the call", Refused, lab.memory["answer"])
    check.equal(f"number of {refused.errno}", number, refused.number)


@then("the program is handed {values}")
def program_is_handed(lab: Lab, values: Quoted) -> None:
    """`values` is a list such as `RETCODE -1, ERRNO 13`; what else the form holds is not looked at."""
    form = _form(lab)
    for pair in values.split(","):
        name, _, value = pair.strip().partition(" ")
        check.equal(f"{name} as handed to the program", value, str(form.get(name, "nothing")))


@then("the REXX result is {words}")
def rexx_result_is(lab: Lab, words: Quoted) -> None:
    check.equal("REXX result", words, _rexx_result(lab))


@then("the REXX result begins with {words}")
def rexx_result_begins(lab: Lab, words: Quoted) -> None:
    wanted = words.split()
    check.equal("first words of the REXX result", wanted, _rexx_result(lab).split()[: len(wanted)])


@then("the REXX result has a text behind number and name")
def rexx_result_has_text(lab: Lab) -> None:
    result = _rexx_result(lab)
    check.true(
        "a text stands behind number and name",
        len(result.split(maxsplit=2)) > len(("number", "name")),
        result,
    )


@then("the low half of the reason code is {digits}")
def reason_code_is(lab: Lab, digits: Word) -> None:
    code = _form(lab).get("Reason_code", 0)
    low_half = int(code) & 0xFFFF
    check.equal("low half of Reason_code", digits, f"{low_half:04X}")


def _issue(lab: Lab, socket: str, **fields: Any) -> None:
    calls = lab.memory.setdefault("calls", {})
    lab.memory["count"] = lab.memory.get("count", 0) + 1
    calls[socket] = lab.memory["call"] = f"{socket}-call-{lab.memory['count']}"
    lab.memory["answer"] = lab.ask(PartnerGet(call=calls[socket], socket=socket, **fields))


def _form(lab: Lab) -> dict[str, int | str]:
    answer = lab.memory["answer"]
    ended = isinstance(answer, (PartnerInfo, Refused))
    check.true("the call has ended", ended, answer)
    form: dict[str, int | str] = answer.form
    return form


def _rexx_result(lab: Lab) -> str:
    return str(_form(lab).get("result", ""))
