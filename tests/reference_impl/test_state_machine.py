"""Sockets, time, signalling and both ioctls, driven at random; what must hold whatever happens."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    initialize,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from play import CLIENTS, REQUESTS, SERVERS, Play

from reference_impl.netstat.flags import TrustedPartnerFlag
from reference_impl.netstat.history_flags import trusted_flag
from reference_impl.partner.gates import GATES, permitted
from reference_impl.partner.request import BOTH, RequestItem
from reference_impl.rules import V1R12, Rules
from reference_impl.tcp.transport import Shutdown
from reference_impl.xcf import Disturbance

TIMEOUTS = (-1, 0, 1, 2, 59, 60, 61)


class Random(RuleBasedStateMachine):
    """The play with its moves left to hypothesis."""

    RULES = V1R12
    sockets: Bundle[str] = Bundle("sockets")
    listeners: Bundle[str] = Bundle("listeners")

    def __init__(self) -> None:
        super().__init__()
        self.play = Play(self.RULES)

    @initialize(target=listeners, marks=st.lists(st.booleans(), min_size=len(SERVERS), max_size=len(SERVERS)))
    def listen(self, marks: list[bool]) -> object:
        marked = zip(SERVERS, marks, strict=True)
        return multiple(*(self.play.listen(program, marked=mark) for program, mark in marked))

    @rule(
        target=sockets,
        program=st.sampled_from(sorted(CLIENTS)),
        server=st.sampled_from(sorted(SERVERS)),
        marked=st.booleans(),
        accepted=st.booleans(),
    )
    def connect(self, program: str, server: str, marked: bool, accepted: bool) -> object:
        return multiple(*self.play.pair(program, server, marked=marked, accepted=accepted))

    @rule(target=sockets, listener=listeners)
    def accept(self, listener: str) -> object:
        said, name = self.play.accept(listener)
        return name if said == "done" else multiple()

    @rule(
        socket=sockets | listeners,
        items=st.sampled_from(REQUESTS),
        timeout=st.sampled_from([-1, 0, 1, 2, 59, 60, 61]),
    )
    def get(self, socket: str, items: frozenset[RequestItem], timeout: int) -> None:
        self.play.get(socket, items, timeout)

    @rule(
        socket=sockets,
        items=st.sampled_from(REQUESTS[1:]),
        effect=st.sampled_from([Disturbance.LOSE, Disturbance.RESTORE]),
    )
    def get_patiently(self, socket: str, items: frozenset[RequestItem], effect: Disturbance) -> None:
        self.play.disturb(effect, 90.0)
        self.play.get(socket, items, 60)
        self.play.advance(60)

    @rule(socket=sockets | listeners)
    def option(self, socket: str) -> None:
        self.play.option(socket)

    @rule(socket=sockets | listeners)
    def mark(self, socket: str) -> None:
        self.play.mark(socket)

    @rule(socket=sockets, how=st.sampled_from(Shutdown))
    def shutdown(self, socket: str, how: Shutdown) -> None:
        self.play.shutdown(socket, how)

    @rule(socket=consumes(sockets), abort=st.booleans())
    def close(self, socket: str, abort: bool) -> None:
        self.play.close(socket, abort=abort)

    @rule(
        program=st.sampled_from(sorted({**CLIENTS, **SERVERS})),
        user=st.sampled_from(["", "ALICE", "BOB", "CAROL"]),
    )
    def take_user(self, program: str, user: str) -> None:
        self.play.take_user(program, user)

    @rule(effect=st.sampled_from(Disturbance), seconds=st.sampled_from([0.0, 0.1, 2.0, 60.0, 90.0]))
    def disturb(self, effect: Disturbance, seconds: float) -> None:
        self.play.disturb(effect, seconds)

    @rule()
    def signal(self) -> None:
        self.play.signal()

    @rule(seconds=st.sampled_from([0.0, 0.25, 0.5, 1.0, 7.5, 61.0]))
    def advance(self, seconds: float) -> None:
        self.play.advance(seconds)

    @invariant()
    def holds(self) -> None:
        self.play.look()
        self.play.compare_with_netstat()

    def teardown(self) -> None:
        """The longest limit passes: nobody is suspended any more."""
        self.play.advance(60)
        self.play.look()
        assert not self.play.calls


BOUNDED = settings(
    max_examples=80, stateful_step_count=30, derandomize=True, deadline=None, database=None, print_blob=False
)


def test_what_must_hold_holds_whatever_happens() -> None:
    """Flags never lie, nobody without authority sees a credential, and every suspended call ends."""
    run_state_machine_as_test(Random, settings=BOUNDED)  # type: ignore[no-untyped-call]


def partner(**changes: object) -> Rules:
    return replace(V1R12, partner=replace(V1R12.partner, **changes))  # type: ignore[arg-type]


def waiting(**changes: object) -> Rules:
    return replace(V1R12, waiting=replace(V1R12.waiting, **changes))  # type: ignore[arg-type]


def prefetched_is_retrieved(view: object) -> TrustedPartnerFlag:
    ahead = view.history.prefetched  # type: ignore[attr-defined]
    flag = trusted_flag(view)  # type: ignore[arg-type]
    return flag | TrustedPartnerFlag.USER_ID_RETRIEVED if ahead else flag


BROKEN = {
    "no authority is asked for": partner(gates=tuple(one for one in GATES if one.check is not permitted)),
    "a program is told of itself": partner(told_about=lambda end: end.owner),
    "more is told than asked for": replace(
        partner(told=lambda items: items and BOTH),
        waiting=replace(V1R12.waiting, fetched=lambda items: items and BOTH),
    ),
    "the limit is twice as long": waiting(time_limit=lambda timeout: timeout * 2.0),
    "the flag of trusted partners is always 00": replace(
        V1R12,
        netstat=replace(V1R12.netstat, trusted_flag=lambda _view: TrustedPartnerFlag(0)),
    ),
    "what is fetched ahead counts as retrieved": replace(
        V1R12, netstat=replace(V1R12.netstat, trusted_flag=prefetched_is_retrieved)
    ),
    "nothing is inherited": replace(
        V1R12, prefetch=replace(V1R12.prefetch, inherits=lambda _listener, _accepted: None)
    ),
}


@pytest.mark.parametrize("rules", BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_found(rules: Rules) -> None:
    """The same random play finds each of these faults."""

    class Broken(Random):
        RULES = rules

    first = settings(BOUNDED, phases=[Phase.generate], report_multiple_bugs=False, max_examples=200)
    with pytest.raises(AssertionError):
        run_state_machine_as_test(Broken, settings=first)  # type: ignore[no-untyped-call]


def test_results_do_not_depend_on_the_hash_seed() -> None:
    """Two processes with different seeds for hashing take the same walk and see the same."""
    traces = [_walk_with_hash_seed(seed) for seed in ("0", "4711")]
    assert "address_space_user='BOB'" in traces[0]
    assert "what=<Signal.ANSWER" in traces[0]
    assert traces[0] == traces[1]


def _walk_with_hash_seed(seed: str) -> str:
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("play.py"))],
        env={**os.environ, "PYTHONHASHSEED": seed},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout
