"""Messages to the operator and to the log, and the ordered list that keeps them until read."""

from dataclasses import dataclass
from enum import StrEnum


class MessageKind(StrEnum):
    """What a message says; IBM's numbers for these messages are not public (our choice)."""

    DEBUG_LEVEL = "debug-level"
    UNKNOWN_PARAMETER = "unknown-parameter"
    UNKNOWN_LEVEL = "unknown-level"
    OTHER = "other"


class Severity(StrEnum):
    """Severity of a line that a server logs."""

    ERROR = "error"
    WARNING = "warning"
    INFORMATIONAL = "informational"
    DEBUG = "debug"


@dataclass(frozen=True, slots=True)
class Message:
    """One message as displayed. `severity` is None for messages that no debug level filters."""

    kind: MessageKind
    text: str
    severity: Severity | None = None


class MessageList:
    """Messages in the order in which they were written, and how far they have been read."""

    def __init__(self) -> None:
        """Begin empty and unread."""
        self._messages: list[Message] = []
        self._read = 0

    def write(self, message: Message) -> None:
        """Append a message."""
        self._messages.append(message)

    def read(self) -> tuple[Message, ...]:
        """The messages since the last read, oldest first."""
        unread = tuple(self._messages[self._read :])
        self._read = len(self._messages)
        return unread

    @property
    def messages(self) -> tuple[Message, ...]:
        """Every message so far, read or not."""
        return tuple(self._messages)
