"""Reading Netstat ALL/-A reports tolerantly: TSO, UNIX and console, LONG and SHORT.

Any text is either a report or refused with a line. What is not understood is kept beside what is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ezconform.netstat import labels
from ezconform.netstat.connection import Connection, Entry, UnreadableReport
from ezconform.netstat.line import split_line

LINE_END = re.compile(r"\r\n|\n|\r")
TITLE = re.compile(
    r"NETSTAT\s+CS\s+(?P<release>\S+)\s+(?:TCPIP\s+NAME:\s*)?(?P<stack>[^\s:]+)"
    r"(?:.*?(?P<time>\d\d:\d\d:\d\d))?",
    re.IGNORECASE,
)
COUNT = re.compile(r"\s*(?P<shown>\d{1,20})\s+OF\s+(?P<total>\d{1,20})\s+RECORDS\s+DISPLAYED")
END = re.compile(r"\s*END OF THE REPORT\s*", re.IGNORECASE)
TRUNCATED = re.compile(r"\s*REPORT TRUNCATED\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """The line at the head of a report; `time` is empty on the console. `line` counts from 1."""

    release: str
    stack: str
    time: str
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything a report's text holds.

    `shown` and `total` are the console's counts of records, if it gave them; `ended` and
    `truncated` its closing lines. `others` are lines with their numbers that belong to no
    connection and say none of that.
    """

    title: Title | None
    connections: tuple[Connection, ...]
    shown: int | None = None
    total: int | None = None
    ended: bool = False
    truncated: bool = False
    others: tuple[tuple[int, str], ...] = ()

    @property
    def cut_off(self) -> bool:
        """Whether the report says that it does not show every record."""
        return self.truncated or self.shown != self.total


def read_report(text: str) -> Report:
    """Read any text; raises UnreadableReport if it has neither a title nor a connection."""
    return Reading().read(text)


class Reading:
    """A report while it is read line by line."""

    def __init__(self) -> None:
        """Begin before the first line."""
        self._title: Title | None = None
        self._records: list[list[Entry]] = []
        self._within = False
        self._counts: tuple[int, int] | None = None
        self._ended = False
        self._truncated = False
        self._others: list[tuple[int, str]] = []

    def read(self, text: str) -> Report:
        """Take every line of a text and say what it comes to."""
        for number, line in enumerate(LINE_END.split(text), start=1):
            if line.strip() and not self._frame(number, line):
                self._record(number, line)
        if self._title is None and not self._records:
            number, line = self._others[0] if self._others else (1, "nothing")
            raise UnreadableReport(number, f"no Netstat report begins here: {line.strip()[:60]}")
        return self._report()

    def _report(self) -> Report:
        shown, total = self._counts or (None, None)
        return Report(
            title=self._title,
            connections=tuple(Connection(tuple(record)) for record in self._records),
            shown=shown,
            total=total,
            ended=self._ended,
            truncated=self._truncated,
            others=tuple(self._others),
        )

    def _frame(self, number: int, line: str) -> bool:
        """Whether the line is a title or one of the closing lines; they end a record."""
        if title := TITLE.search(line):
            self._title = self._title or _title(title, number)
        elif count := COUNT.match(line):
            self._counts = int(count["shown"]), int(count["total"])
        elif END.fullmatch(line):
            self._ended = True
        elif TRUNCATED.match(line):
            self._truncated = True
        else:
            return False
        self._within = False
        return True

    def _record(self, number: int, line: str) -> None:
        entries = list(_entries(number, line))
        for entry in entries:
            if labels.folded(entry.label) == labels.folded(labels.CLIENT_NAME):
                self._records.append([])
                self._within = True
            if self._within:
                self._records[-1].append(entry)
        if not (entries and self._within):
            self._others.append((number, line))


def _title(found: re.Match[str], number: int) -> Title:
    return Title(
        release=found["release"],
        stack=found["stack"],
        time=found["time"] or "",
        line=number,
    )


def _entries(number: int, line: str) -> Iterator[Entry]:
    for label, value in split_line(line):
        yield Entry(label, value, number)
