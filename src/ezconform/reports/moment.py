"""When a run took place, in words, as its journal tells: canonical results carry no time.

Knows one field of a journal; knows no report and no clock. The envelope is not asked: it is made after
the report that it signs, which must not change by it.
"""

from datetime import UTC, datetime
from pathlib import Path

import msgspec

_STARTED = b'{"testRunStarted":'


class _Timestamp(msgspec.Struct, frozen=True):
    seconds: int


class _Started(msgspec.Struct, frozen=True):
    timestamp: _Timestamp


class _Line(msgspec.Struct, frozen=True, rename="camel"):
    test_run_started: _Started


def moment(journal: Path) -> str:
    """The minute in UTC in which the run began.

    Empty for a journal that is missing or does not tell: a report without a date is still one.
    """
    try:
        with journal.open("rb") as lines:
            line = next((one for one in lines if one.startswith(_STARTED)), b"")
        started = msgspec.json.decode(line, type=_Line).test_run_started.timestamp.seconds
        return f"{datetime.fromtimestamp(started, UTC):%Y-%m-%d %H:%M} UTC"
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError, ValueError, OverflowError):
        return ""
