"""The lies that a proxy tells in a subject's place, by name, and where somebody must notice.

A literal table; what a lie makes of an answer is in `change`. Knows classes, no single requirement.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ezconform.connection.codec import shown
from ezconform.proof import change
from ezconform.proof.change import Change
from ezconform.protocol import requests as r
from ezconform.protocol.faults import BadInput
from ezconform.protocol.lab import Value
from ezconform.protocol.values import ConformanceClass

CC = ConformanceClass
EVERYWHERE = tuple(ConformanceClass)


@dataclass(frozen=True, slots=True)
class Mutation:
    """`classes`: those with a requirement, not a mere choice, that speaks of what the lie changes.

    Told in other classes it need not be noticed: DCAS gives its client no errno, so no requirement names
    one. What is said here is held to what scenarios notice on the reference, in both directions.
    `forgets`: requests that never reach the subject, and are answered done. `remembers`: what it says
    hangs on what was said before.
    """

    name: str
    sentence: str
    classes: tuple[ConformanceClass, ...]
    change: Change
    forgets: tuple[type[Value], ...] = ()
    remembers: bool = False

    @property
    def lasts(self) -> bool:
        """May a lie be noticed in a scenario after the one in which it was told?"""
        return self.remembers or bool(self.forgets)


MUTATIONS: tuple[Mutation, ...] = (
    Mutation(
        "another-errno",
        "A refusal bears another errno.",
        (CC.CREDENTIALS, CC.WAITING, CC.PREFETCH, CC.NETSTAT, CC.INTERFACES),
        change.another_errno,
    ),
    Mutation(
        "another-number",
        "The number of an errno or of an option's value is another one.",
        (CC.ROUTING, CC.INTERFACES),
        change.another_number,
    ),
    Mutation(
        "another-reason",
        "The reason code of a refusal is another one.",
        (CC.CREDENTIALS,),
        change.another_reason,
    ),
    Mutation(
        "another-form",
        "What the interface handed to the program is something else.",
        (CC.INTERFACES,),
        change.another_form,
    ),
    Mutation(
        "dropped-size",
        "The size that was needed, and routing beside a refusal, are left out.",
        (CC.CREDENTIALS,),
        change.without_size,
    ),
    Mutation(
        "flipped-indicator",
        "The indicator internal is shown where it is not, and not where it is.",
        (CC.ROUTING, CC.CREDENTIALS, CC.WAITING, CC.INTERFACES),
        change.other_indicator,
    ),
    Mutation(
        "always-near",
        "Every partner is shown as near as can be.",
        (CC.ROUTING, CC.CREDENTIALS, CC.WAITING, CC.INTERFACES),
        change.always_near,
    ),
    Mutation(
        "dropped-user-id",
        "User IDs are left out.",
        (CC.ROUTING, CC.CREDENTIALS, CC.WAITING, CC.PREFETCH, CC.INTERFACES),
        change.without_user,
    ),
    Mutation(
        "swapped-credentials",
        "Address space and task are exchanged.",
        (CC.ROUTING, CC.CREDENTIALS, CC.WAITING, CC.PREFETCH, CC.INTERFACES),
        change.swapped,
    ),
    Mutation(
        "dropped-utoken",
        "UTOKENs are left out, what is made of them is something else.",
        (CC.CREDENTIALS, CC.INTERFACES),
        change.without_token,
    ),
    Mutation(
        "unasked-user-id", "A user ID is handed out where none was.", (CC.CREDENTIALS,), change.with_user
    ),
    Mutation(
        "previous-reply",
        "The reply to the request of that verb before is served again.",
        EVERYWHERE,
        change.previous,
        remembers=True,
    ),
    Mutation("early", "Calls end before their time.", (CC.WAITING, CC.PREFETCH), change.early),
    Mutation("late", "Calls end after their time.", (CC.WAITING, CC.PREFETCH), change.late, remembers=True),
    Mutation(
        "no-waiting",
        "A call that is suspended comes back at once, empty-handed.",
        (CC.ROUTING, CC.CREDENTIALS, CC.WAITING, CC.PREFETCH, CC.NETSTAT, CC.INTERFACES),
        change.at_once,
    ),
    Mutation("grants", "Whatever is refused is granted.", EVERYWHERE, change.granted),
    Mutation("refuses", "Whatever is asked for is refused.", EVERYWHERE, change.refused),
    Mutation(
        "dropped-message",
        "The first message or XCF event is left out.",
        (CC.CREDENTIALS, CC.WAITING, CC.PREFETCH, CC.DCAS),
        change.dropped,
    ),
    Mutation(
        "doubled-messages",
        "Messages and XCF events are told twice.",
        (CC.CREDENTIALS, CC.WAITING, CC.PREFETCH, CC.DCAS),
        change.doubled,
    ),
    Mutation("reworded-messages", "Messages are of another kind and severity.", (CC.DCAS,), change.reworded),
    Mutation("zeroed-report", "All figures of a Netstat report are 0.", (CC.NETSTAT,), change.zeroed),
    Mutation(
        "half-a-report", "The second half of a Netstat report is missing.", (CC.NETSTAT,), change.shorter
    ),
    Mutation(
        "forgotten-reset", "A reset does not reach the subject.", EVERYWHERE, change.unchanged, (r.LabReset,)
    ),
    Mutation(
        "forgotten-refresh",
        "SETROPTS REFRESH does not reach the subject.",
        (CC.CREDENTIALS, CC.PREFETCH, CC.DCAS, CC.INTERFACES),
        change.unchanged,
        (r.SafRefresh,),
    ),
    Mutation(
        "forgotten-clock",
        "Time does not pass.",
        (CC.ROUTING, CC.CREDENTIALS, CC.WAITING, CC.PREFETCH, CC.NETSTAT, CC.INTERFACES),
        change.unchanged,
        (r.ClockAdvance,),
    ),
    Mutation(
        "forgotten-command",
        "What the operator enters does not reach the subject.",
        (CC.DCAS,),
        change.unchanged,
        (r.ConsoleCommand,),
    ),
    Mutation(
        "forgotten-prefetch",
        "SIOCSPARTNERINFO does not reach the subject.",
        (CC.PREFETCH, CC.NETSTAT, CC.INTERFACES),
        change.unchanged,
        (r.PartnerSet,),
    ),
)


def named(names: Sequence[str]) -> tuple[Mutation, ...]:
    """Mutations by name, all if none is named.

    Raises:
        BadInput: there is none of that name.
    """
    unknown = set(names) - {one.name for one in MUTATIONS}
    if unknown:
        known = ", ".join(one.name for one in MUTATIONS)
        raise BadInput(f"unknown mutation {shown(min(unknown), 80)}; there are {known}")
    return tuple(one for one in MUTATIONS if not names or one.name in names)
