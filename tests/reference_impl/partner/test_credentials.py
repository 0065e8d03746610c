"""Credentials as values: what of them is told, kept and noted, item by item."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from reference_impl.interfaces.interface import Interface
from reference_impl.netstat.command import NetstatOptions
from reference_impl.partner.control_block import PARTNER_INFO, reply_block
from reference_impl.partner.credentials import NO_CREDENTIALS, Credentials
from reference_impl.partner.reply import PartnerReply
from reference_impl.partner.request import BOTH, NO_ITEMS, PartnerRequest, RequestItem
from reference_impl.rules import V1R12
from reference_impl.topology.definition import LinkKind
from reference_impl.topology.routing import Routing

Make = Callable[..., Any]
USER, TOKEN = RequestItem.USER_ID, RequestItem.UTOKEN
OLD = Credentials("BOB", "TASK", b"space", b"task")
NEW = Credentials("CAROL", "OTHER", b"SPACE", b"TASK")


@pytest.mark.parametrize(
    ("items", "told"),
    [
        (NO_ITEMS, NO_CREDENTIALS),
        ({USER}, Credentials("BOB", "TASK")),
        ({TOKEN}, Credentials(address_space_utoken=b"space", task_utoken=b"task")),
        (BOTH, OLD),
    ],
)
def test_an_item_is_told_for_address_space_and_task_together(items: Any, told: Credentials) -> None:
    """What was not asked for is empty."""
    assert OLD.only(frozenset(items)) == told


@pytest.mark.parametrize(
    ("items", "kept"),
    [
        (NO_ITEMS, OLD),
        ({USER}, Credentials("CAROL", "OTHER", b"space", b"task")),
        ({TOKEN}, Credentials("BOB", "TASK", b"SPACE", b"TASK")),
        (BOTH, NEW),
    ],
)
def test_an_item_is_replaced_for_address_space_and_task_together(items: Any, kept: Credentials) -> None:
    """What was not fetched stays as it was."""
    assert OLD.with_items(frozenset(items), NEW) == kept


def test_the_block_names_each_credential_that_is_there() -> None:
    """The four status bits are independent of each other."""
    values = PARTNER_INFO.decode(
        reply_block(
            PartnerRequest(BOTH, 5), PartnerReply(Routing.NONE, Credentials("B", "T", b"", bytes(80)))
        )
    )
    assert values["PI_STATUS"] == frozenset({"ASUSER", "TASKUSER", "TASKUTOKEN"})


def test_a_task_without_identity_has_no_token(world: Make) -> None:
    """Nothing stands for it."""
    here = world("two systems")
    here.pair()
    told = here.reply(USER, TOKEN).credentials
    assert (told.task_user, told.task_utoken) == ("", b"")


def test_what_was_fetched_ahead_is_kept_where_late_replies_are_not(world: Make) -> None:
    """No call waits for it, and it is not late."""
    rules = replace(V1R12, waiting=replace(V1R12.waiting, late_reply_kept=False))
    here = world("two systems", rules)
    here.client()
    here.server()
    here.plex.set_partner("c", Interface.IOCTL)
    here.connect()
    here.plex.advance(1)
    assert here.get(USER, timeout=0).result.credentials.address_space_user == "BOB"


def test_a_call_that_its_interface_refused_is_known_by_its_name(world: Make) -> None:
    """With the request as it was made."""
    here = world("two systems")
    here.pair()
    call = here.get(TOKEN, interface=Interface.REXX)
    assert here.errno(call)
    assert here.plex.partners.call("g1") is call
    assert call.request.items == {TOKEN}


def test_a_refused_request_too_is_told_the_routing_that_netstat_shows(world: Make) -> None:
    """The report goes on showing it when the route has changed since."""
    here = world("two systems")
    here.pair(user="CAROL")
    assert here.errno(here.get(USER)) == "EACCES"
    before = here.plex.netstat("TCPCS1", NetstatOptions())
    here.plex.change_route("TCPCS1", "TCPCS2", LinkKind.OSA)
    assert here.plex.netstat("TCPCS1", NetstatOptions()) == before
    here.get()
    assert here.plex.netstat("TCPCS1", NetstatOptions()) != before


def test_a_socket_bound_to_a_stack_is_marked_on_that_stack_only(world: Make) -> None:
    """One that is bound to none is marked on all that its program uses (CINET)."""
    here = world("cinet")
    here.client("", system="SYS1")
    here.plex.set_partner("c", Interface.IOCTL)
    assert here.plex.sockets["c"].connection.record.marked == {"TCPCS1", "TCPCS2"}
    here.plex.bind("c", "10.1.1.2", 5001)
    here.plex.set_partner("c", Interface.IOCTL)
    assert here.plex.sockets["c"].connection.record.marked == {"TCPCS2"}
