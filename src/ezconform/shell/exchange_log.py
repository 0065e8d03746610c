"""What went over a session while one line was worked on, and how long it took. Knows no step."""

import time
from collections.abc import Sequence

import msgspec

from ezconform.connection.codec import shown
from ezconform.engine.session import Session
from ezconform.protocol.answers import Answer, Subject
from ezconform.protocol.faults import AdapterFault
from ezconform.protocol.lab import LabDefinition, Value
from ezconform.protocol.verbs import VERB_OF

SHOWN = 2_000
"""Characters of a request or reply that are shown."""


class ExchangeLog:
    """A connection for a lab that notes what is said; `take` gives the notes and forgets them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.margins = session.margins
        self._lines: list[str] = []
        self.verbs: list[str] = []

    @property
    def subject(self) -> Subject:
        return self._session.subject

    def exchange(self, requests: Sequence[Value], /) -> list[Answer]:
        """Send the requests together.

        Raises:
            AdapterFault, NotExecuted: those of the session; what was answered before is noted.
        """
        started = time.perf_counter()
        answers: Sequence[Answer] = ()
        try:
            answers = self._session.exchange(requests)
        except AdapterFault as fault:
            answers = fault.answered
            raise
        finally:
            self._note(requests, answers, time.perf_counter() - started)
        return list(answers)

    def open_lab(self, definition: LabDefinition) -> None:
        """Open or reset the lab.

        Raises:
            LabAbsent, AdapterFault: as the session.
        """
        started = time.perf_counter()
        self._session.open_lab(definition)
        took = time.perf_counter() - started
        self._lines.append(f"   lab {definition.name} is open  ({took:.4f} s)")

    def close(self) -> None:
        self._session.close()

    def take(self) -> list[str]:
        lines, self._lines = self._lines, []
        return lines

    def _note(self, requests: Sequence[Value], answers: Sequence[Answer], seconds: float) -> None:
        for place, request in enumerate(requests):
            verb = VERB_OF[type(request)].name
            self.verbs.append(verb)
            self._lines.append(f"-> {verb} {_json(request)}")
            if place < len(answers):
                self._lines.append(f"<- {_json(answers[place])}")
        together = f" for {len(requests)} sent together" if len(requests) > 1 else ""
        self._lines.append(f"   {seconds:.4f} s{together}")


def _json(value: Value) -> str:
    return shown(msgspec.json.encode(value), SHOWN)
