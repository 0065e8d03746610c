"""The messages of DCAS to the operator, by kind.

The source names three new messages and gives neither number nor text: ids, texts and inserts here
are our choice, and nothing should recognise a message by its number.
"""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType

from reference_impl.message import Message, MessageKind


class Destination(Enum):
    """Where a message goes."""

    CONSOLE = "console"
    SYSLOG = "syslog"


BOTH = frozenset(Destination)

# Our choice throughout; source of the three kinds: S14.3, S14.5, S14.6, S14.7.
TEXTS: Mapping[MessageKind, str] = MappingProxyType(
    {
        MessageKind.DEBUG_LEVEL: "{id} DCAS DEBUG LEVEL SET TO {insert}",
        MessageKind.UNKNOWN_PARAMETER: "{id} DCAS UNKNOWN MODIFY PARAMETER: {insert}",
        MessageKind.UNKNOWN_LEVEL: "{id} DCAS UNKNOWN DEBUG LEVEL: {insert}",
        MessageKind.OTHER: "{id} DCAS {insert}",
    }
)

IDS: Mapping[MessageKind, str] = MappingProxyType(
    {
        MessageKind.DEBUG_LEVEL: "REFD001I",
        MessageKind.UNKNOWN_PARAMETER: "REFD002I",
        MessageKind.UNKNOWN_LEVEL: "REFD003I",
        MessageKind.OTHER: "REFD000I",
    }
)


def destinations(_kind: MessageKind, _level: int) -> frozenset[Destination]:
    """Both console and syslog, for each of the messages, at every level.

    Source: S14.4; that level 0 makes no exception is our reading.
    """
    return BOTH


def displayed(_old: int, new: int) -> int:
    """The level that the message about a change displays: the new one. Source: S14.7."""
    return new


def compose(
    kind: MessageKind, insert: str, texts: Mapping[MessageKind, str], ids: Mapping[MessageKind, str]
) -> Message:
    """A message with its id and its insert; the insert is never read as a format."""
    return Message(kind, texts[kind].format(id=ids[kind], insert=insert))
