"""Checks that carry a message."""

from typing import Any

import pytest

from ezconform.protocol.answers import Done, PartnerInfo, Refused
from ezconform.protocol.values import Indicator
from ezconform.vocabulary import check
from ezconform.vocabulary.check import ExpectationFailed

EACCES = Refused(errno="EACCES", reason="JRDenied")
INFO = PartnerInfo(routing=(Indicator.SAME_CLUSTER,), task_user_id="BOB")


def test_what_holds_says_nothing() -> None:
    """A check that holds returns, some of them with what was checked."""
    check.equal("n", 1, 1)
    check.true("n", condition=True)
    check.contains("flags", "a", ("a", "b"))
    check.absent("flags", "c", ("a", "b"))
    assert check.refused("get", "EACCES", EACCES) is EACCES
    assert check.kind("get", PartnerInfo, INFO) is INFO


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: check.equal("user", "BOB", "CAROL"), 'user: expected "BOB", got "CAROL"'),
        (lambda: check.equal("routing", (), (Indicator.NONE,)), "routing: expected nothing, got none"),
        (lambda: check.true("suspended", condition=False), "suspended: expected it to hold, got False"),
        (lambda: check.true("n >= 0", condition=False, actual=-1), "n >= 0: expected it to hold, got -1"),
        (lambda: check.contains("flags", "c", ("a", "b")), 'flags: expected "c" among it, got "a", "b"'),
        (lambda: check.absent("flags", 1, {2, 1}), "flags: expected no 1 among it, got 1, 2"),
        (
            lambda: check.refused("get", "EPERM", EACCES),
            "get: expected refused with EPERM, got refused with EACCES (JRDenied)",
        ),
        (lambda: check.refused("get", "EPERM", Done()), "get: expected refused with EPERM, got done"),
        (
            lambda: check.kind("get", PartnerInfo, Refused(errno="EPERM")),
            "get: expected answered, got refused with EPERM",
        ),
        (
            lambda: check.kind("get", Done, INFO),
            'get: expected done, got answered (routing same-cluster, task user id "BOB")',
        ),
        (lambda: check.equal("value", 1, None), "value: expected 1, got nothing"),
    ],
)
def test_what_does_not_hold_is_said_in_words(call: Any, message: str) -> None:
    """Expected comes first, both in words."""
    with pytest.raises(ExpectationFailed) as caught:
        call()
    assert str(caught.value) == message


def test_a_long_field_of_an_answer_is_shown_by_its_beginning_and_length() -> None:
    """A UTOKEN's 160 digits would hide what matters."""
    answer = PartnerInfo(routing=(), address_space_utoken="5A" * 80, task_user_id="BOB")

    assert check.shown(answer) == (
        'answered (task user id "BOB", address space utoken "5A5A5A5A5A5A5A5A"... (160 characters))'
    )
