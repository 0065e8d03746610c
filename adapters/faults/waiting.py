"""Faults against the class waiting: suspension, PI_TIMEOUT and what comes when it has run out.

Those against the exchange between the stacks stand in a table of their own.
"""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from ezconform.proof.fault import Fault
from reference_impl.errno_names import Errno
from reference_impl.partner.causes import CAUSES, Cause
from reference_impl.partner.gates import GATES, Gate, Inquiry, timeout_in_range
from reference_impl.partner.record import PartnerRecord
from reference_impl.partner.request import BOTH, NO_ITEMS, RequestItem
from reference_impl.rules import V1R12, Rules
from reference_impl.topology.topology import Stack

LONGEST = V1R12.waiting.longest_timeout
CUT_OFF = replace(V1R12.waiting, time_limit=lambda timeout: float(min(timeout, LONGEST)))
POSITIVE_SUSPENDS = replace(V1R12.waiting, may_suspend=lambda timeout, _nonblocking: timeout > 0)


def waiting(**changes: Any) -> Rules:
    return replace(V1R12, waiting=replace(V1R12.waiting, **changes))


def partner(**changes: Any) -> Rules:
    return replace(V1R12, partner=replace(V1R12.partner, **changes))


def told_as(cause: Cause, errno: Errno) -> Rules:
    return partner(causes={**CAUSES, cause: (errno, CAUSES[cause][1])})


def gate_behind(check: Callable[[Inquiry], Cause | None]) -> Rules:
    return partner(gates=(*GATES, Gate(check)))


def limit_is(seconds: Callable[[int], float]) -> Rules:
    return waiting(time_limit=seconds)


def everything(_items: frozenset[RequestItem]) -> frozenset[RequestItem]:
    return BOTH


def never_needed(_own: Stack, _partner: Stack) -> bool:
    return False


def always_needed(_own: Stack, _partner: Stack) -> bool:
    return True


def zero_on_one_stack(inquiry: Inquiry) -> Cause | None:
    own, other = inquiry.stacks
    zero = own is other and inquiry.request.timeout == 0
    return Cause.NEEDS_SUSPENSION if zero and not prefetched(inquiry.end.record) else None


def zero_alone_is_refused(inquiry: Inquiry) -> Cause | None:
    alone = not inquiry.request.credentials and inquiry.request.timeout == 0
    return Cause.NEEDS_SUSPENSION if alone else None


def utoken_not_without_waiting(inquiry: Inquiry) -> Cause | None:
    asked = RequestItem.UTOKEN in inquiry.request.items and inquiry.request.timeout == 0
    return Cause.NOT_HERE_YET if asked else None


def refused_once_refused_again(inquiry: Inquiry) -> Cause | None:
    record = inquiry.end.record
    before = record is not None and record.asked_by_ioctl and not record.exchanges and not record.stored_items
    return Cause.NEEDS_SUSPENSION if before else None


def nothing_after_expiry(inquiry: Inquiry) -> Cause | None:
    exchanges = inquiry.end.record.exchanges if inquiry.end.record is not None else []
    return Cause.ALREADY_OUTSTANDING if any(one.overdue for one in exchanges) else None


def prefetched(record: PartnerRecord | None) -> bool:
    return record is not None and record.marked is not None


def only_prefetched(record: PartnerRecord) -> frozenset[RequestItem]:
    return record.stored_items if prefetched(record) else NO_ITEMS


def beyond_only(inquiry: Inquiry) -> Cause | None:
    return Cause.TIMEOUT_OUT_OF_RANGE if inquiry.request.timeout > LONGEST else None


def below_only(inquiry: Inquiry) -> Cause | None:
    return Cause.TIMEOUT_OUT_OF_RANGE if inquiry.request.timeout < 0 else None


def range_checked_by(check: Callable[[Inquiry], Cause | None]) -> Rules:
    return partner(
        gates=tuple(replace(gate, check=check) if gate.check is timeout_in_range else gate for gate in GATES)
    )


FAULTS: tuple[Fault, ...] = (
    Fault(
        "never-suspended",
        "WAIT-01",
        "A caller is answered at once, wherever its partner is.",
        waiting(exchange_needed=never_needed),
    ),
    Fault(
        "refused-instead-of-suspended",
        "WAIT-01",
        "A caller is refused where it should be suspended.",
        waiting(may_suspend=lambda _timeout, _nonblocking: False),
    ),
    Fault(
        "suspended-to-the-limit",
        "WAIT-01",
        "A caller stays suspended after the answer has come.",
        waiting(waits_out_limit=True),
    ),
    Fault(
        "suspended-for-the-whole-limit",
        "WAIT-02",
        "The suspension lasts as long as the limit.",
        waiting(waits_out_limit=True),
    ),
    Fault(
        "suspended-on-one-stack",
        "WAIT-03",
        "A caller is suspended for a partner on its own stack.",
        waiting(exchange_needed=always_needed),
    ),
    Fault(
        "zero-refused-on-one-stack",
        "WAIT-04",
        "Without SIOCSPARTNERINFO PI_TIMEOUT 0 is refused for a partner on the same stack, too.",
        gate_behind(zero_on_one_stack),
    ),
    Fault(
        "routing-waits-for-credentials",
        "WAIT-05",
        "A request for routing only waits for credentials nobody asked for.",
        waiting(fetched=everything),
    ),
    Fault(
        "routing-needs-a-limit",
        "WAIT-05",
        "A request for routing only with PI_TIMEOUT 0 is refused.",
        partner(gates=(*GATES, Gate(zero_alone_is_refused, credentials_only=False))),
    ),
    Fault(
        "nonblocking-is-not-suspended",
        "WAIT-06",
        "A nonblocking socket is not suspended.",
        waiting(may_suspend=lambda timeout, nonblocking: timeout != 0 and not nonblocking),
    ),
    Fault(
        "blocking-is-suspended",
        "WAIT-06",
        "A blocking socket is suspended whatever its PI_TIMEOUT.",
        waiting(may_suspend=lambda timeout, nonblocking: timeout != 0 or not nonblocking),
    ),
    Fault("sixty-is-too-many", "WAIT-10", "60 seconds are out of range.", waiting(longest_timeout=59)),
    Fault("one-is-too-few", "WAIT-10", "1 second is out of range.", waiting(shortest_timeout=2)),
    Fault("thirty-is-the-longest", "WAIT-10", "The range ends at 30 seconds.", waiting(longest_timeout=30)),
    Fault(
        "hundredths",
        "WAIT-11",
        "PI_TIMEOUT counts hundredths of a second.",
        limit_is(lambda timeout: timeout / 100),
    ),
    Fault("minutes", "WAIT-11", "PI_TIMEOUT counts minutes.", limit_is(lambda timeout: timeout * 60)),
    Fault(
        "one-second-more", "WAIT-11", "The limit ends one second late.", limit_is(lambda timeout: timeout + 1)
    ),
    Fault(
        "one-second-less",
        "WAIT-11",
        "The limit ends one second early.",
        limit_is(lambda timeout: timeout - 1),
    ),
    Fault(
        "capped-at-thirty",
        "WAIT-11",
        "No limit is longer than 30 seconds.",
        limit_is(lambda timeout: min(timeout, 30)),
    ),
    Fault(
        "sixty-one-is-good",
        "WAIT-12",
        "61 seconds are in range.",
        waiting(longest_timeout=61),
        reading=False,
    ),
    Fault(
        "any-long-limit-is-good",
        "WAIT-12",
        "More than 60 seconds counts as 60.",
        replace(range_checked_by(below_only), waiting=CUT_OFF),
    ),
    Fault(
        "negative-limit-is-good",
        "WAIT-12",
        "A negative limit counts as 0.",
        replace(range_checked_by(beyond_only), waiting=POSITIVE_SUSPENDS),
    ),
    Fault(
        "one-is-not-suspended",
        "WAIT-13",
        "PI_TIMEOUT 1 counts as no suspension.",
        waiting(may_suspend=lambda timeout, _nonblocking: timeout > 1),
    ),
    Fault(
        "sixty-is-not-suspended",
        "WAIT-13",
        "PI_TIMEOUT 60 counts as no suspension.",
        waiting(may_suspend=lambda timeout, _nonblocking: 0 < timeout < LONGEST),
    ),
    Fault(
        "zero-is-suspended",
        "WAIT-14",
        "PI_TIMEOUT 0 is suspended.",
        waiting(may_suspend=lambda _timeout, _nonblocking: True),
    ),
    Fault(
        "zero-is-answered",
        "WAIT-14",
        "PI_TIMEOUT 0 is answered at once with the credentials.",
        waiting(exchange_needed=never_needed),
    ),
    Fault(
        "eagain-is-ewouldblock",
        "WAIT-15",
        "A caller that will not be suspended gets EWOULDBLOCK.",
        told_as(Cause.NEEDS_SUSPENSION, Errno.EWOULDBLOCK),
    ),
    Fault(
        "eagain-is-einprogress",
        "WAIT-15",
        "A caller that has not prefetched gets EINPROGRESS.",
        told_as(Cause.NEEDS_SUSPENSION, Errno.EINPROGRESS),
    ),
    Fault(
        "utoken-is-einprogress",
        "WAIT-15",
        "EAGAIN is for user IDs only.",
        gate_behind(utoken_not_without_waiting),
    ),
    Fault(
        "eagain-for-good",
        "WAIT-16",
        "A socket that has once got EAGAIN gets it again.",
        gate_behind(refused_once_refused_again),
    ),
    Fault(
        "etime-is-etimedout",
        "WAIT-17",
        "A limit that expires gives ETIMEDOUT.",
        told_as(Cause.TIME_EXPIRED, Errno.ETIMEDOUT),
    ),
    Fault(
        "etime-is-eagain",
        "WAIT-17",
        "A limit that expires gives EAGAIN.",
        told_as(Cause.TIME_EXPIRED, Errno.EAGAIN),
    ),
    Fault("etime-late", "WAIT-17", "The limit ends a second late.", limit_is(lambda timeout: timeout + 1)),
    Fault(
        "limit-wins",
        "WAIT-18",
        "An answer on the instant of the limit comes too late.",
        waiting(reply_wins_tie=False),
    ),
    Fault(
        "nothing-after-etime",
        "WAIT-19",
        "After ETIME the request counts as outstanding until its answer comes.",
        gate_behind(nothing_after_expiry),
    ),
    Fault(
        "late-answer-thrown-away",
        "WAIT-20",
        "An answer that comes after the limit is thrown away.",
        waiting(late_reply_kept=False),
    ),
    Fault(
        "asked-anew",
        "WAIT-21",
        "Without SIOCSPARTNERINFO a second request asks the partner's stack again.",
        waiting(usable=only_prefetched),
    ),
    Fault("forgotten-when-told", "WAIT-21", "What a program has been told is not kept.", partner(kept=False)),
)
