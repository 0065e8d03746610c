"""SIOCSPARTNERINFO: when it may come, who inherits it, what it fetches and when."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from reference_impl.interfaces.interface import Interface
from reference_impl.partner.request import RequestItem
from reference_impl.partner.rules import in_time
from reference_impl.refusal import Refusal
from reference_impl.rules import V1R12, Rules
from reference_impl.tcp.socket import Family, SocketType
from reference_impl.xcf import Disturbance

Make = Callable[..., Any]
USER, TOKEN = RequestItem.USER_ID, RequestItem.UTOKEN


def prefetch(**fields: Any) -> Rules:
    return replace(V1R12, prefetch=replace(V1R12.prefetch, **fields))


def mark(here: Any, socket: str) -> None:
    here.plex.set_partner(socket, Interface.IOCTL)


def test_a_marked_client_fetches_after_its_connect(world: Make) -> None:
    """One question, by itself; then the call needs no suspension, no second question, and gets both."""
    here = world("two systems")
    here.client()
    here.server()
    mark(here, "c")
    here.connect()
    assert here.questions() == [("TCPCS1", "TCPCS2")]
    assert here.errno(here.get(USER, timeout=0)) == "EINPROGRESS"
    here.plex.advance(1)
    told = here.reply(USER, TOKEN, timeout=0).credentials
    assert (told.address_space_user, len(told.address_space_utoken)) == ("BOB", 80)
    assert here.questions() == []


def test_a_call_with_a_time_limit_joins_the_fetch(world: Make) -> None:
    """It waits for what is left of the exchange."""
    here = world("two systems")
    here.client()
    here.server()
    mark(here, "c")
    here.connect()
    here.plex.advance(0.2)
    call = here.get(USER)
    here.plex.advance(1)
    assert call.seconds == 0.3
    assert len(here.questions()) == 1


def test_a_marked_listener_fetches_after_each_accept(world: Make) -> None:
    """Not before; and every accepted socket inherits the mark."""
    here = world("two systems")
    here.client()
    here.server()
    mark(here, "l")
    here.plex.listen("l")
    here.plex.connect("c", "10.1.1.2", 5000)
    assert here.questions() == []
    here.plex.accept("l", "s")
    assert here.questions() == [("TCPCS2", "TCPCS1")]
    here.plex.open_socket("d", "CLIENT", Family.AF_INET, SocketType.SOCK_STREAM)
    here.plex.connect("d", "10.1.1.2", 5000)
    here.plex.accept("l", "t")
    here.plex.advance(1)
    for socket in ("s", "t"):
        assert here.reply(USER, timeout=0, socket=socket).credentials.address_space_user == "ALICE"
    assert here.errno(here.get(USER, timeout=0)) == "EAGAIN"


def test_by_rule_a_marked_listener_fetches_before_the_accept(world: Make) -> None:
    """When the connection is set up, and not once more when it is accepted."""
    here = world("two systems", prefetch(before_accept=True))
    here.client()
    here.server()
    mark(here, "l")
    here.plex.listen("l")
    here.plex.connect("c", "10.1.1.2", 5000)
    assert here.questions() == [("TCPCS2", "TCPCS1")]
    here.plex.advance(1)
    here.plex.accept("l", "s")
    assert here.reply(USER, socket="s", timeout=0).credentials.address_space_user == "ALICE"
    assert here.questions() == []


def test_nothing_is_inherited_where_the_rule_says_so(world: Make) -> None:
    """The accepted socket is then like any other."""
    here = world("two systems", prefetch(inherits=lambda _listener, _accepted: None))
    here.client()
    here.server()
    mark(here, "l")
    here.connect()
    assert here.errno(here.get(USER, timeout=0, socket="s")) == "EAGAIN"


@pytest.mark.parametrize("field", ["by_client", "by_server"])
def test_either_fetch_may_be_left_out_by_rule(world: Make, field: str) -> None:
    """Then the mark alone leaves EINPROGRESS."""
    here = world("two systems", prefetch(**{field: False}))
    here.client()
    here.server()
    mark(here, "c")
    mark(here, "l")
    here.connect()
    assert len(here.questions()) == 1
    socket = "c" if field == "by_client" else "s"
    here.plex.advance(1)
    assert here.errno(here.get(USER, timeout=0, socket=socket)) == "EINPROGRESS"


def test_it_is_too_late_after_listen_connect_or_accept(world: Make) -> None:
    """EOPNOTSUPP, also when the connection has ended; bound is early enough, and twice is harmless."""
    here = world("two systems")
    here.client()
    here.server()
    mark(here, "l")
    mark(here, "l")
    here.connect()
    for socket in ("l", "c", "s"):
        with pytest.raises(Refusal, match="EOPNOTSUPP"):
            mark(here, socket)
    here.plex.close("s", abort=True)
    with pytest.raises(Refusal, match="EOPNOTSUPP"):
        mark(here, "c")


def test_an_undefined_domain_refuses_it(world: Make) -> None:
    """EPERM with the reason for it; without that rule the socket is marked all the same."""
    for needs in (True, False):
        rules = V1R12 if needs else prefetch(accepts=lambda _inquiry, _stack: True)
        here = world("two systems", rules)
        here.client()
        here.alter_domain("")
        here.refresh("SYS1")
        if needs:
            with pytest.raises(Refusal, match="EPERM") as refused:
                mark(here, "c")
            assert refused.value.reason.label == "JrNoSecDomain"
        else:
            mark(here, "c")


def test_udp_is_refused_only_by_rule(world: Make) -> None:
    """EPROTOTYPE is a decision like any other."""
    for tcp_only in (True, False):
        here = world("two systems", V1R12 if tcp_only else prefetch(checks=(in_time,)))
        here.client()
        here.plex.open_socket("u", "CLIENT", Family.AF_INET, SocketType.SOCK_DGRAM)
        if tcp_only:
            with pytest.raises(Refusal, match="EPROTOTYPE"):
                mark(here, "u")
        else:
            mark(here, "u")


@pytest.mark.parametrize("lab", ["outside", "older partner", "subplexes"])
def test_nothing_is_sent_to_a_partner_that_tells_nothing(world: Make, lab: str) -> None:
    """The mark is good, the fetch does not begin, and the call says why."""
    here = world(lab)
    here.client()
    here.server()
    mark(here, "c")
    here.connect()
    assert here.questions() == []
    assert here.errno(here.get(USER, timeout=0)) == "ENOPARTNERINFO"


def test_authority_is_checked_when_the_answer_is_asked_for(world: Make) -> None:
    """CAROL's stack fetches, CAROL does not get it."""
    here = world("two systems")
    here.client(user="CAROL")
    here.server()
    mark(here, "c")
    here.connect()
    here.plex.advance(1)
    assert here.errno(here.get(USER)) == "EACCES"


def test_a_partner_on_the_same_stack_is_looked_up_at_once(world: Make) -> None:
    """Without a question; what is stored is what the partner was then."""
    here = world("one stack")
    here.client()
    here.server("TCPCS1")
    mark(here, "c")
    here.connect("10.1.1.1")
    here.plex.set_task_user("SERVER", "CAROL")
    told = here.reply(USER, TOKEN, timeout=0).credentials
    assert (told.task_user, here.questions()) == ("", [])


def test_a_lost_fetch_is_made_good_by_a_call_that_waits(world: Make) -> None:
    """The first call times out on it, the second asks anew."""
    here = world("two systems")
    here.client()
    here.server()
    here.plex.disturb(("TCPCS1", "TCPCS2"), Disturbance.LOSE)
    mark(here, "c")
    here.connect()
    here.plex.disturb(("TCPCS1", "TCPCS2"), Disturbance.RESTORE)
    call = here.get(USER, timeout=2)
    here.plex.advance(2)
    assert here.errno(call) == "ETIME"
    assert here.reply(USER).credentials.address_space_user == "BOB"


def test_a_program_without_affinity_marks_its_socket_on_every_stack(world: Make) -> None:
    """CINET: the fetch follows on whichever stack the connection is made."""
    for stacks, questions in ((None, [("TCPCS2", "TCPCS3")]), (lambda program, _: program.stacks[:1], [])):
        here = world("cinet", prefetch(stacks=stacks) if stacks else V1R12)
        here.client("", system="SYS1")
        mark(here, "c")
        here.server("TCPCS3")
        here.connect("10.1.1.3")
        assert here.questions() == questions


def test_the_mark_and_what_was_fetched_go_along_with_a_socket_handed_over(world: Make) -> None:
    """The taker needs no second exchange."""
    here = world("two systems")
    here.client()
    here.server()
    mark(here, "c")
    here.connect()
    here.plex.advance(1)
    here.plex.start_program("TAKER", "BOB", stack="TCPCS1")
    here.plex.give("c", "TAKER")
    here.plex.take("c", "TAKER", "d")
    assert here.reply(USER, timeout=0, socket="d").credentials.address_space_user == "BOB"


def test_the_answer_to_a_fetch_whose_partner_has_left_never_comes(world: Make) -> None:
    """The partner's stack has nobody to tell about."""
    here = world("two systems")
    here.client()
    here.server()
    mark(here, "c")
    here.connect()
    here.plex.close("s")
    here.plex.advance(5)
    assert [one.what.value for one in here.plex.read_trace()] == ["question"]
