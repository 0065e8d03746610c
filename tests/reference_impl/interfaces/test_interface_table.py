"""The table of interfaces: support, form of the answer, numbering, restrictions."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from reference_impl.errno_names import Errno
from reference_impl.interfaces.interface import Interface
from reference_impl.interfaces.table import TABLE
from reference_impl.partner.request import RequestItem
from reference_impl.refusal import Refusal
from reference_impl.rules import V1R12

Make = Callable[..., Any]
USER, TOKEN, ROUTING = RequestItem.USER_ID, RequestItem.UTOKEN, RequestItem.ROUTING


def test_every_interface_has_its_row() -> None:
    """None is missing, and the supported sets are those of the manuals."""
    assert set(TABLE) == set(Interface)
    gets = {one.value for one, offer in TABLE.items() if offer.gets}
    options = {one.value for one, offer in TABLE.items() if offer.option}
    assert gets == {
        "w_ioctl",
        "BPX1IOC",
        "BPX4IOC",
        "Java",
        "EZASMI",
        "EZASOKET",
        "REXX",
        "CICS C",
        "CICS EZASOKET",
        "IMS EZASOKET",
    }
    assert {one.value for one, offer in TABLE.items() if offer.sets} == gets - {"w_ioctl"} | {"ioctl"}
    assert options == {"getsockopt", "BPX1OPT", "TCP/IP C"}


@pytest.mark.parametrize("interface", Interface)
def test_each_interface_offers_or_refuses_the_three_calls(world: Make, interface: Interface) -> None:
    """A get that is not offered is EOPNOTSUPP, an option ENOPROTOOPT."""
    here = world("one stack")
    here.client()
    offer = TABLE[interface]
    for offered, errno, call in (
        (offer.sets, "EOPNOTSUPP", lambda: here.plex.set_partner("c", interface)),
        (offer.option, "ENOPROTOOPT", lambda: here.plex.get_routing("c", interface)),
    ):
        if offered:
            call()
        else:
            with pytest.raises(Refusal, match=errno):
                call()
    result = here.get(interface=interface).result
    assert isinstance(result, Refusal) != offer.gets
    if not offer.gets:
        assert result.errno.name == "EOPNOTSUPP"


FORMS = {
    Interface.W_IOCTL: ({"return_value": 0}, {"return_value": -1, "errno": 111, "errnojr": 0}),
    Interface.BPX1IOC: (
        {"Return_value": 0, "Return_code": 0, "Reason_code": 0},
        {"Return_value": -1, "Return_code": 111, "Reason_code": 0},
    ),
    Interface.EZASMI: ({"RETCODE": 0, "ERRNO": 0}, {"RETCODE": -1, "ERRNO": 13}),
    Interface.REXX: ({"result": "0 14 BOB -"}, {"result": "13 EACCES Permission denied"}),
    Interface.JAVA: (
        {"object": "TrustedPartner"},
        {"exception": "TrustedPartnerException", "errno": 111},
    ),
}


@pytest.mark.parametrize("interface", FORMS)
def test_the_same_answer_in_each_form(world: Make, interface: Interface) -> None:
    """A success and a refusal as the program sees them, the errno in the interface's numbering."""
    for user, expected in zip(("ALICE", "CAROL"), FORMS[interface], strict=True):
        here = world("one stack")
        here.client(user=user)
        here.server("TCPCS1")
        here.connect("10.1.1.1")
        call = here.get(USER, interface=interface)
        assert V1R12.interfaces.form(call.request, call.result) == expected


def test_a_reason_code_carries_the_qualifier_of_tcpip(world: Make) -> None:
    """The low half is the public value; no-suspend mode refused."""
    here = world("two systems")
    here.pair()
    call = here.get(USER, timeout=0, interface=Interface.BPX4IOC)
    assert V1R12.interfaces.form(call.request, call.result)["Reason_code"] == 0x70007362


def test_rexx_is_limited_to_routing_and_user_id(world: Make) -> None:
    """A UTOKEN cannot be asked for; routing alone is a number."""
    here = world("one stack")
    here.pair("TCPCS1", "10.1.1.1")
    refused = here.get(USER, TOKEN, interface=Interface.REXX)
    assert here.errno(refused) == "EINVAL"
    routing = here.get(ROUTING, interface=Interface.REXX)
    assert V1R12.interfaces.form(routing.request, routing.result) == {"result": "0 14"}


def test_by_rule_rexx_leaves_out_what_it_cannot_ask_for(world: Make) -> None:
    """The rest of the request is answered."""
    here = world("one stack", replace(V1R12, interfaces=replace(V1R12.interfaces, leaves_out=True)))
    here.pair("TCPCS1", "10.1.1.1")
    told = here.get(USER, TOKEN, interface=Interface.REXX).result.credentials
    assert (told.address_space_user, told.address_space_utoken) == ("BOB", b"")


def test_a_rexx_error_without_a_text_of_its_own_repeats_the_name(world: Make) -> None:
    """Number, name and text, always three words at least."""
    here = world("two systems")
    here.client()
    here.plex.open_socket(
        "u", "CLIENT", here.plex.sockets["c"].family, type(here.plex.sockets["c"].type)("SOCK_DGRAM")
    )
    call = here.get(interface=Interface.REXX, socket="u")
    assert V1R12.interfaces.form(call.request, call.result) == {"result": "41 EPROTOTYPE EPROTOTYPE"}


def test_a_call_refused_by_its_interface_leaves_no_trace_on_the_socket(world: Make) -> None:
    """It never reached the stack; its outcome can still be asked for."""
    here = world("one stack")
    here.pair("TCPCS1", "10.1.1.1")
    call = here.get(USER, interface=Interface.PASCAL)
    assert here.plex.partners.call(call.name) is call
    assert here.plex.sockets["c"].connection.record is None


def test_the_series_of_numbers_is_a_rule() -> None:
    """As documented, ENOPARTNERINFO has one number in both."""
    assert {V1R12.interfaces.number(one, Errno.ENOPARTNERINFO) for one in Interface} == {1162}
    other = replace(V1R12.interfaces, number_of=lambda errno, numbering: len(errno.name + numbering))
    assert other.number(Interface.REXX, Errno.EPERM) == len("EPERMTCP")
