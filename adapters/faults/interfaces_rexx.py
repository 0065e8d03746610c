"""Faults in what is peculiar to REXX: no UTOKEN, and a string for an answer."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ezconform.proof.fault import Fault
from reference_impl.errno_names import Errno
from reference_impl.interfaces.form import Form, Result, eza_form, rexx_form
from reference_impl.interfaces.interface import Interface
from reference_impl.interfaces.table import ALL_ITEMS, TABLE
from reference_impl.partner.request import RequestItem
from reference_impl.rules import V1R12, Rules
from reference_impl.topology.routing import Routing

REXX = Interface.REXX
USER_ID_ONLY = frozenset({RequestItem.USER_ID})


def interfaces(**changes: Any) -> Rules:
    return replace(V1R12, interfaces=replace(V1R12.interfaces, **changes))


def offering(concerned: Interface, **changes: Any) -> Rules:
    """This interface has another row in the table."""
    return interfaces(table={**TABLE, concerned: replace(TABLE[concerned], **changes)})


def formed(form: Callable[[Result], Form], concerned: Interface) -> Rules:
    return offering(concerned, form=form)


def rexx_success(first: int, last: int | None) -> Callable[[Result], Form]:
    """Of the words of a success only these."""

    def form(result: Result) -> Form:
        right = rexx_form(result)
        return right if result.failed else {"result": " ".join(str(right["result"]).split()[first:last])}

    return form


def rexx_error_without_text(result: Result) -> Form:
    right = rexx_form(result)
    return {"result": " ".join(str(right["result"]).split()[:2])} if result.failed else right


def rexx_number_last(result: Result) -> Form:
    number, *others = str(rexx_form(result)["result"]).split()
    return {"result": " ".join([*others, number])}


def rexx_in_words(result: Result) -> Form:
    """No number at all: a word for success or for failure."""
    return {"result": "ERROR" if result.failed else "OK"}


def rexx_routing_by_name(result: Result) -> Form:
    """Names in the place of the number of SO_CLUSTERCONNTYPE."""
    right = rexx_form(result)
    if result.failed:
        return right
    zero, number, *users = str(right["result"]).split()
    names = [one.name for one in Routing if one and one in Routing(int(number))]
    return {"result": " ".join([zero, ",".join(map(str, names)) or "NO_CONNECTION", *users])}


FAULTS: tuple[Fault, ...] = (
    Fault("utoken-in-rexx", "API-06", "REXX delivers the UTOKEN too.", offering(REXX, items=ALL_ITEMS)),
    Fault(
        "no-routing-in-rexx",
        "API-06",
        "REXX can ask for the user ID only.",
        offering(REXX, items=USER_ID_ONLY),
    ),
    Fault(
        "not-supported-for-the-utoken",
        "API-07",
        "A UTOKEN through REXX is refused with EOPNOTSUPP.",
        interfaces(unsupported_item=Errno.EOPNOTSUPP),
    ),
    Fault(
        "utoken-left-out",
        "API-07",
        "REXX leaves the UTOKEN out without a word.",
        interfaces(leaves_out=True),
    ),
    Fault("rexx-without-a-string", "API-23", "REXX hands over RETCODE and ERRNO.", formed(eza_form, REXX)),
    Fault(
        "rexx-without-zero",
        "API-23",
        "The string of a success begins with the routing.",
        formed(rexx_success(1, None), REXX),
    ),
    Fault(
        "rexx-number-last",
        "API-23",
        "The number stands at the end of the string.",
        formed(rexx_number_last, REXX),
    ),
    Fault(
        "rexx-without-text",
        "API-23",
        "An error has number and name only.",
        formed(rexx_error_without_text, REXX),
    ),
    Fault("rexx-in-words", "API-23", "The string is OK or ERROR.", formed(rexx_in_words, REXX)),
    Fault(
        "rexx-zero-alone",
        "API-24",
        "The string of a success is the zero alone.",
        formed(rexx_success(0, 1), REXX),
        reading=False,
    ),
    Fault(
        "rexx-routing-by-name",
        "API-24",
        "The string has names instead of the number of the routing.",
        formed(rexx_routing_by_name, REXX),
    ),
)
