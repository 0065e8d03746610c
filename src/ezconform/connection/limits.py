"""How long and how much the harness bears from an adapter. Plain figures; nothing is enforced here."""

from typing import Annotated

import msgspec

DAY = 86_400
PositiveSeconds = Annotated[float, msgspec.Meta(gt=0, le=DAY)]
Margin = Annotated[float, msgspec.Meta(ge=0, le=DAY)]


class Limits(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The limits of one session; also the `[limits]` table of the settings file.

    `answer_seconds`: for each answer, renewed by every answer that arrives. `start_seconds`: from
    starting the adapter to its answer to `initialize`. `stop_seconds`: between asking the adapter to
    stop and making it. `restarts`: in a row without one good answer, after which the session is
    over. `line_bytes`: the longest line an adapter may send.

    For subjects without a virtual clock: `early_seconds` before its time nothing must have happened yet,
    `late_seconds` after its time it must have happened.

    No time is longer than a day, no line than 1 GiB.
    """

    answer_seconds: PositiveSeconds = 10.0
    start_seconds: PositiveSeconds = 30.0
    stop_seconds: PositiveSeconds = 2.0
    restarts: Annotated[int, msgspec.Meta(ge=0, le=1000)] = 3
    early_seconds: Margin = 0.25
    late_seconds: Margin = 2.0
    line_bytes: Annotated[int, msgspec.Meta(ge=1024, le=1024**3)] = 1024 * 1024
