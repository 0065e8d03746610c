"""Suspension, time limits, the exchange over XCF, and the ways in which a call ends."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from reference_impl.partner.reply import PartnerReply
from reference_impl.partner.request import RequestItem
from reference_impl.refusal import Refusal
from reference_impl.rules import V1R12, Rules
from reference_impl.xcf import Disturbance

Make = Callable[..., Any]
USER, TOKEN, ROUTING = RequestItem.USER_ID, RequestItem.UTOKEN, RequestItem.ROUTING
PAIR = ("TCPCS1", "TCPCS2")


def waiting(**fields: Any) -> Rules:
    return replace(V1R12, waiting=replace(V1R12.waiting, **fields))


def partner(**fields: Any) -> Rules:
    return replace(V1R12, partner=replace(V1R12.partner, **fields))


def outcome(call: Any) -> tuple[str, float]:
    """What the call came to, and after how many seconds."""
    if call.result is None:
        return "suspended", call.seconds
    return call.result.errno.name if isinstance(call.result, Refusal) else "answered", call.seconds


def test_the_caller_is_suspended_exactly_while_the_exchange_lasts(world: Make) -> None:
    """Half a second here; the question goes from the asking stack and the answer comes back."""
    here = world("two systems")
    here.pair()
    call = here.get(USER, TOKEN)
    here.plex.advance(0.49)
    assert outcome(call) == ("suspended", 0.0)
    ended = here.plex.advance(0.01)
    assert [(one.name, one.ended_at) for one in ended] == [(call.name, 0.5)]
    assert outcome(call) == ("answered", 0.5)
    trace = [(one.at, one.sender, one.receiver, one.what.value) for one in here.plex.read_trace()]
    assert trace == [(0.0, *PAIR, "question"), (0.25, *reversed(PAIR), "answer")]
    assert here.plex.read_trace() == []


def test_the_question_of_a_server_goes_the_other_way(world: Make) -> None:
    """From the server's stack to the client's."""
    here = world("two systems")
    here.pair()
    assert here.reply(USER, socket="s").credentials.address_space_user == "ALICE"
    assert here.questions() == [("TCPCS2", "TCPCS1")]


def test_a_partner_on_the_same_stack_needs_no_exchange(world: Make) -> None:
    """Not even without permission to suspend."""
    here = world("one stack")
    here.pair("TCPCS1", "10.1.1.1")
    assert here.reply(USER, timeout=0).credentials.address_space_user == "BOB"
    assert here.questions() == []


def test_an_exchange_that_takes_no_time_suspends_nobody(world: Make) -> None:
    """The call has ended when it returns."""
    here = world("at once")
    here.pair()
    assert outcome(here.get(USER)) == ("answered", 0.0)


def test_no_suspend_mode_without_prefetch_is_told_to_try_again(world: Make) -> None:
    """EAGAIN, and nothing is sent."""
    here = world("two systems")
    here.pair()
    assert outcome(here.get(USER, timeout=0)) == ("EAGAIN", 0.0)
    assert here.questions() == []


def test_the_mode_of_the_socket_does_not_matter(world: Make) -> None:
    """A nonblocking socket's call is suspended all the same, unless the rule says otherwise."""
    blocking = waiting(may_suspend=lambda _timeout, nonblocking: not nonblocking)
    for rules, expected in ((V1R12, "suspended"), (blocking, "EAGAIN")):
        here = world("two systems", rules)
        here.pair()
        here.plex.sockets["c"].nonblocking = True
        assert outcome(here.get(USER))[0] == expected


@pytest.mark.parametrize(
    ("answer", "reply_wins", "expected"),
    [
        (1.9, True, ("answered", 1.9)),
        (2.0, True, ("answered", 2.0)),
        (2.0, False, ("ETIME", 2.0)),
        (2.1, True, ("ETIME", 2.0)),
    ],
)
def test_before_at_and_after_the_limit(
    world: Make, answer: float, reply_wins: bool, expected: tuple[str, float]
) -> None:
    """An answer on the very instant of the limit counts, by our choice."""
    here = world("two systems", waiting(reply_wins_tie=reply_wins))
    here.pair()
    here.plex.disturb(PAIR, Disturbance.DELAY, answer)
    call = here.get(USER, timeout=2)
    here.plex.advance(10)
    assert outcome(call) == expected


@pytest.mark.parametrize(("kept", "asked"), [(True, 1), (False, 2)])
def test_a_late_answer_is_kept(world: Make, kept: bool, asked: int) -> None:
    """After the time-out the answer arrives, and the next call finds it."""
    here = world("two systems", waiting(late_reply_kept=kept))
    here.pair()
    here.plex.disturb(PAIR, Disturbance.DELAY, 5)
    here.get(USER, timeout=2)
    here.plex.advance(10)
    here.plex.disturb(PAIR, Disturbance.RESTORE)
    assert here.reply(USER).credentials.address_space_user == "BOB"
    assert len(here.questions()) == asked


def test_a_reissued_call_asks_anew_and_may_be_served_by_the_first_answer(world: Make) -> None:
    """The overdue answer arrives first."""
    here = world("two systems")
    here.pair()
    here.plex.disturb(PAIR, Disturbance.DELAY, 5)
    here.get(USER, timeout=2)
    here.plex.advance(2)
    call = here.get(USER, timeout=60)
    here.plex.advance(60)
    assert outcome(call) == ("answered", 3.0)
    assert len(here.questions()) == 2


def test_lost_messages_end_in_a_time_out_and_a_reissue_succeeds(world: Make) -> None:
    """ETIME; the trace shows the question and its loss."""
    here = world("two systems")
    here.pair()
    here.plex.disturb(PAIR, Disturbance.LOSE)
    call = here.get(USER, timeout=3)
    here.plex.advance(60)
    assert outcome(call) == ("ETIME", 3.0)
    assert [one.what.value for one in here.plex.read_trace()] == ["question", "lost"]
    here.plex.disturb(PAIR, Disturbance.RESTORE)
    assert outcome(here.get(USER))[0] == "suspended"
    here.plex.advance(1)
    assert here.reply(USER, timeout=0).credentials.address_space_user == "BOB"


def test_a_lost_answer(world: Make) -> None:
    """The question arrived, the answer did not."""
    here = world("two systems")
    here.pair()
    here.get(USER, timeout=3)
    here.plex.disturb(PAIR, Disturbance.LOSE)
    here.plex.advance(3)
    assert [one.what.value for one in here.plex.read_trace()] == ["question", "answer", "lost"]


def test_a_signal_ends_the_call_which_can_be_issued_again(world: Make) -> None:
    """EINTR after the time suspended; the next call joins the exchange that is under way."""
    here = world("two systems")
    here.pair()
    call = here.get(USER)
    here.plex.advance(0.1)
    here.plex.partners.interrupt(call.name)
    assert outcome(call) == ("EINTR", 0.1)
    again = here.get(USER)
    here.plex.advance(1)
    assert outcome(again) == ("answered", 0.4)
    assert len(here.questions()) == 1


def test_a_signal_that_finds_nobody_suspended_does_nothing(world: Make) -> None:
    """A call that has ended stays as it ended; an unknown one is invalid."""
    here = world("one stack")
    here.pair("TCPCS1", "10.1.1.1")
    call = here.get(USER)
    here.plex.partners.interrupt(call.name)
    assert outcome(call)[0] == "answered"
    with pytest.raises(Refusal, match="EINVAL"):
        here.plex.partners.interrupt("unknown")


@pytest.mark.parametrize(
    ("socket", "abort", "expected"),
    [
        ("c", False, "ENOTCONN"),
        ("s", False, "ENOTCONN"),
        ("c", True, "ECONNRESET"),
        ("s", True, "ECONNRESET"),
    ],
)
def test_the_connection_ends_while_the_caller_is_suspended(
    world: Make, socket: str, abort: bool, expected: str
) -> None:
    """Closed from either end, or reset."""
    here = world("two systems")
    here.pair()
    call = here.get(USER)
    here.plex.advance(0.1)
    here.plex.close(socket, abort=abort)
    assert outcome(call) == (expected, 0.1)
    assert here.plex.advance(60) == []


def test_a_name_is_used_again_only_after_its_call_has_ended(world: Make) -> None:
    """Two suspended calls of one name could not be told apart."""
    here = world("two systems")
    here.pair()
    first = here.get(USER)
    with pytest.raises(Refusal, match="EEXIST"):
        here.plex.get_partner(first.name, "s", first.request)
    here.plex.advance(1)
    assert not here.plex.get_partner(first.name, "c", first.request).suspended


def test_nobody_is_left_to_ask_about(world: Make) -> None:
    """The server has closed: routing still, stored credentials still, no new ones."""
    here = world("two systems")
    here.pair()
    assert here.reply(USER).credentials.address_space_user == "BOB"
    here.plex.close("s")
    assert here.routing() == "SAME_CLUSTER INTERNAL"
    assert here.reply(USER).credentials.address_space_user == "BOB"
    assert outcome(here.get(TOKEN)) == ("ENOTCONN", 0.0)


def test_a_client_may_ask_before_its_connection_is_accepted(world: Make) -> None:
    """The program that listens is the partner."""
    here = world("two systems")
    here.client()
    here.server()
    here.plex.listen("l")
    here.plex.connect("c", "10.1.1.2", 5000)
    assert here.reply(USER).credentials.address_space_user == "BOB"


def test_what_is_stored_is_not_fetched_again_and_what_is_missing_is(world: Make) -> None:
    """First the user ID, then both: one question each, the second for the token."""
    here = world("two systems")
    here.pair()
    here.reply(USER)
    here.reply(USER)
    both = here.reply(USER, TOKEN).credentials
    assert (both.address_space_user, len(both.address_space_utoken)) == ("BOB", 80)
    assert len(here.questions()) == 2
    assert here.reply(TOKEN).credentials.address_space_user == ""


def test_credentials_are_fetched_each_time_where_they_are_not_kept(world: Make) -> None:
    """The other reading is one rule away."""
    here = world("two systems", partner(kept=False))
    here.pair()
    here.reply(USER)
    here.reply(USER)
    assert len(here.questions()) == 2


@pytest.mark.parametrize(("when_asked", "user"), [(False, "CAROL"), (True, "")])
def test_the_snapshot_is_taken_when_the_partner_answers(world: Make, when_asked: bool, user: str) -> None:
    """The partner's task takes on an identity while the question is on its way."""
    here = world("two systems", partner(snapshot_when_asked=when_asked))
    here.pair()
    call = here.get(USER)
    here.plex.advance(0.2)
    here.plex.set_task_user("SERVER", "CAROL")
    here.plex.advance(1)
    assert isinstance(call.result, PartnerReply)
    assert call.result.credentials.task_user == user


def test_task_level_tokens_come_with_a_task_identity(world: Make) -> None:
    """Both tokens are 80 bytes and differ."""
    here = world("two systems")
    here.pair()
    here.plex.set_task_user("SERVER", "CAROL")
    told = here.reply(TOKEN).credentials
    assert len(told.task_utoken) == len(told.address_space_utoken) == 80
    assert told.task_utoken != told.address_space_utoken


def test_calls_do_not_join_where_the_rule_says_so(world: Make) -> None:
    """Every call then sends its own question."""
    here = world("two systems", waiting(under_way=lambda _record, _items: False))
    here.pair()
    here.plex.partners.interrupt(here.get(USER).name)
    here.get(USER)
    assert len(here.questions()) == 2


def test_a_signal_or_the_end_of_the_connection_may_be_ignored_by_rule(world: Make) -> None:
    """Then only the time limit ends the call."""
    here = world("two systems", waiting(interruptible=False, ends_with_connection=False))
    here.pair()
    call = here.get(USER)
    here.plex.partners.interrupt(call.name)
    here.plex.close("s")
    assert outcome(call)[0] == "suspended"
    here.plex.advance(10)
    assert outcome(call) == ("ETIME", 10.0)


def test_answers_for_part_of_what_is_asked_do_not_end_the_call(world: Make) -> None:
    """A late answer with the user ID alone leaves a call for both suspended."""
    here = world("two systems")
    here.pair()
    here.plex.disturb(PAIR, Disturbance.DELAY, 3)
    here.get(USER, timeout=2)
    here.plex.advance(2)
    both = here.get(USER, TOKEN)
    here.plex.advance(1)
    assert outcome(both)[0] == "suspended"
    here.plex.advance(2)
    assert outcome(both) == ("answered", 3.0)


def test_an_unknown_stack_cannot_be_disturbed(world: Make) -> None:
    """ESRCH, and nothing changes."""
    with pytest.raises(Refusal, match="ESRCH"):
        world("two systems").plex.disturb(("TCPCS1", "NOWHERE"), Disturbance.LOSE)
