"""One connection of a Netstat report: its labels and values in order, and typed access to some.

Knows how values are written, not how reports are laid out. A value is judged when it is asked for,
so that one bad value does not hide the rest of a report.
"""

import re
from dataclasses import dataclass
from typing import NamedTuple

from ezconform.netstat import labels

FLAG = re.compile(r"[0-9A-Fa-f]{2}")
CLIENT_ID = re.compile(r"[0-9A-Fa-f]{1,8}")
COUNTER = re.compile(r"[0-9]{1,32}")
"""Real reports have 10 or 20 digits, the source's example has 32; fewer are taken too."""


class UnreadableReport(ValueError):  # noqa: N818  - named after what it tells
    """A report, or a value in it, that cannot be used; `line` counts from 1."""

    def __init__(self, line: int, why: str) -> None:
        """Keep the place apart from the reason; the message holds both."""
        super().__init__(f"line {line}: {why}")
        self.line = line
        self.why = why


class Entry(NamedTuple):
    """A label and its value as displayed, blanks normalised, and the line they stand on."""

    label: str
    value: str
    line: int


@dataclass(frozen=True, slots=True)
class Connection:
    """One record of a report; the first entry is its Client Name."""

    entries: tuple[Entry, ...]

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        """Labels and values in the order in which they stand."""
        return tuple((entry.label, entry.value) for entry in self.entries)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels in the order in which they stand."""
        return tuple(entry.label for entry in self.entries)

    @property
    def line(self) -> int:
        """The line on which the record begins."""
        return self.entries[0].line

    def entry(self, label: str) -> Entry | None:
        """The first entry with this label in any case and spacing, or None."""
        wanted = labels.folded(label)
        return next((one for one in self.entries if labels.folded(one.label) == wanted), None)

    def value(self, label: str) -> str | None:
        """The value of a label, or None if the record does not have the label."""
        found = self.entry(label)
        return None if found is None else found.value

    @property
    def client_name(self) -> str:
        """The job name; empty if the report does not give one."""
        return self.value(labels.CLIENT_NAME) or ""

    @property
    def client_id(self) -> int | None:
        """The client id, a number of 32 bits shown in hexadecimal digits."""
        return self._number(labels.CLIENT_ID, CLIENT_ID, 16)

    @property
    def local(self) -> str:
        """The local socket as displayed, `addr..port`."""
        return self.value(labels.LOCAL_SOCKET) or ""

    @property
    def foreign(self) -> str:
        """The foreign socket as displayed, `addr..port`."""
        return self.value(labels.FOREIGN_SOCKET) or ""

    @property
    def state(self) -> str:
        """The state word as displayed; empty for a UDP socket."""
        return self.value(labels.STATE) or ""

    @property
    def cluster_flag(self) -> int | None:
        """TcpClusterConnFlag, 0 to 255, or None if the record does not show it."""
        return self._number(labels.CLUSTER_FLAG, FLAG, 16)

    @property
    def trusted_flag(self) -> int | None:
        """TcpTrustedPartner, 0 to 255, or None if the record does not show it."""
        return self._number(labels.TRUSTED_FLAG, FLAG, 16)

    def counter(self, label: str) -> int | None:
        """A decimal counter, or None if the record does not show it."""
        return self._number(label, COUNTER, 10)

    def _number(self, label: str, written: re.Pattern[str], base: int) -> int | None:
        found = self.entry(label)
        if found is None:
            return None
        if not written.fullmatch(found.value):
            raise UnreadableReport(found.line, f"{found.label} is {found.value!r}, not a number")
        return int(found.value, base)
