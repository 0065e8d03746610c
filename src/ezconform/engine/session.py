"""One adapter over a whole run: started when first needed, restarted after a fault, given up at last.

Also keeps the lab: opened once per connection, reset between scenarios. Knows requests and answers;
knows neither steps nor verdicts.
"""

from collections.abc import Sequence

from ezconform.connection.limits import Limits
from ezconform.protocol.adapter import Connection, Connector
from ezconform.protocol.answers import Absent, Answer, Subject
from ezconform.protocol.faults import AdapterFault, CannotStart, LabAbsent, NotExecuted
from ezconform.protocol.lab import LabDefinition, Value
from ezconform.protocol.requests import LabOpen, LabReset
from ezconform.vocabulary.pace import Margins

__all__ = ["Limits", "Session"]


class Session:
    """Is itself a Connection that survives the faults of those it holds one after the other.

    A good answer is one to a request of a scenario; the handshake and the opening of labs count for
    nothing, since an adapter that can do only that gives no scenario a verdict.
    """

    def __init__(
        self, connector: Connector, limits: Limits | None = None, margins: Margins | None = None
    ) -> None:
        self._connector = connector
        self._limits = limits or Limits()
        self.margins = margins or Margins(self._limits.early_seconds, self._limits.late_seconds)
        self._held: Connection | None = None
        self._subject: Subject | None = None
        self._lab: LabDefinition | None = None
        self._ahead: tuple[Value, ...] = ()
        self._restarts = 0
        self._faulted = False
        self._over = ""

    @property
    def name(self) -> str:
        """What the user typed after --adapter."""
        return self._connector.name

    @property
    def subject(self) -> Subject:
        """Who the adapter says it is; starts the adapter if that has not happened.

        Raises:
            CannotStart: it does not start.
        """
        if self._subject is None:
            self._connect()
        assert self._subject is not None  # noqa: S101 - connecting sets it or raises
        return self._subject

    @property
    def over(self) -> str:
        """Why no further scenario can run; empty while they can."""
        return self._over

    def connection(self) -> "Session":
        """Give this session to the next scenario, with a live adapter behind it.

        A lab that is open is reset ahead of the scenario's first request, whether or not the scenario
        opens it again: nothing of the scenario before may be left in it.

        Raises:
            CannotStart: the very first start failed.
            NotExecuted: the session is over, or the adapter could not be restarted this time.
        """
        self._live()
        self._reset_ahead()
        return self

    def open_lab(self, definition: LabDefinition) -> None:
        """Bring the lab to its initial state for the next scenario.

        A lab that is open already is reset, and that request travels with the scenario's first one.
        None of this is a scenario's evidence: it depends on which scenario ran before.

        Raises:
            LabAbsent: the subject does not have that lab.
            NotExecuted, AdapterFault: as `connection` and `exchange`.
        """
        held = self._live()
        if self._lab == definition:
            self._reset_ahead()
            return
        self._lab, self._ahead = None, ()
        try:
            answer = held.exchange((LabOpen(lab=definition),))[0]
        except AdapterFault as fault:
            fault.answered = ()
            self._failed(fault)
            raise
        except BaseException:
            self._let_go()
            raise
        if isinstance(answer, Absent):
            raise LabAbsent(f"the subject has no lab {definition.name}: {answer.why}")
        self._lab = definition

    def exchange(self, requests: Sequence[Value], /) -> list[Answer]:
        """Send the scenario's requests together and give their answers, one for each, in order.

        Raises:
            TimedOut, Crashed, ProtocolFault: no usable answer; the adapter is restarted when it is
            needed next.
            NotExecuted, CannotStart: as `connection`.
        """
        held, ahead = self._live(), self._ahead
        self._ahead = ()
        try:
            answers = held.exchange((*ahead, *requests))[len(ahead) :]
        except AdapterFault as fault:
            fault.answered = fault.answered[len(ahead) :]
            self._failed(fault)
            raise
        except BaseException:  # answers are still on the way: nobody can use this connection again
            self._let_go()
            raise
        self._restarts = 0
        return answers

    def close(self) -> None:
        """End the adapter; a later request would start it again."""
        self._let_go()

    def _reset_ahead(self) -> None:
        self._ahead = (LabReset(),) if self._lab is not None else ()

    def _live(self) -> Connection:
        if self._over:
            raise NotExecuted(self._over)
        return self._held or self._connect()

    def _connect(self) -> Connection:
        self._restarts += self._faulted
        self._faulted = False
        try:
            held = self._connector.connect()
        except CannotStart as fault:
            if self._subject is None:
                raise
            self._failed(fault)
            raise NotExecuted(self._over or f"the adapter could not be restarted: {fault}") from None
        self._held, self._subject = held, self._subject or held.subject
        return held

    def _failed(self, fault: AdapterFault) -> None:
        """Part from a failed adapter, and from hope where nothing but failures came."""
        self._let_go()
        self._faulted = True
        if fault.answered:
            self._restarts = 0
        if self._restarts >= self._limits.restarts:
            self._over = (
                f"the adapter was restarted {self._restarts} times in a row without one good answer; "
                f"at last: {fault}"
            )

    def _let_go(self) -> None:
        held, self._held = self._held, None
        self._lab, self._ahead = None, ()
        if held is not None:
            held.close()
