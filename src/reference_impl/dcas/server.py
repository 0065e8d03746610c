"""One DCAS server: its state, its debug level, and what it says and logs.

Knows neither command verbs nor job tables (the operator's), nor TLS, sockets and files.
"""

from reference_impl.console import Console
from reference_impl.dcas.configuration import (
    DEFAULT_CONFIGURATION,
    ConfigurationRefused,
    read_configuration,
)
from reference_impl.dcas.messages import Destination, compose
from reference_impl.dcas.modify import NewLevel, UnknownLevel
from reference_impl.dcas.request import (
    NOBODY,
    PassTicket,
    RefusalReason,
    Refused,
    Registry,
    Request,
    Response,
    Served,
)
from reference_impl.dcas.request_log import Logged, request_messages
from reference_impl.dcas.rules import V1R12_DCAS, DcasRules
from reference_impl.dcas.states import NotInThisState, ServerEvent, ServerState
from reference_impl.message import Message, MessageKind
from reference_impl.syslog import Syslog


class UnknownStartLevel(ValueError):  # noqa: N818  - named like the message about it
    """Option -d was given a level that does not exist."""


class Dcas:
    """A DCAS server under one job name; made, it is starting, and `initialize` makes it active."""

    def __init__(
        self,
        job: str,
        console: Console,
        syslog: Syslog,
        rules: DcasRules = V1R12_DCAS,
        debug: int | None = None,
        registry: Registry = NOBODY,
    ) -> None:
        """Start the job. `debug` is option -d: a known level, or None for the default level."""
        if debug is not None and debug not in rules.levels:
            raise UnknownStartLevel(f"debug level {debug} is not one of {sorted(rules.levels)}")
        self.job = job
        self.configuration = DEFAULT_CONFIGURATION
        self.level = rules.start_level if debug is None else rules.option_level(debug)
        self.state = ServerState.STOPPED
        self._console = console
        self._syslog = syslog
        self._rules = rules
        self._registry = registry
        self._requests = 0
        self._move(ServerEvent.START)

    def initialize(self, configuration: str = "") -> None:
        """Read the configuration's text and become active; a malformed one stops the server."""
        try:
            self.configuration = read_configuration(configuration)
        except ConfigurationRefused as refusal:
            self._move(ServerEvent.CONFIGURATION_REFUSED)
            self._announce(f"CONFIGURATION REFUSED, {refusal}")
            raise
        self._move(ServerEvent.INITIALIZED)
        self._announce("INITIALIZATION COMPLETE")

    def can(self, event: ServerEvent) -> bool:
        """Whether the state table has an entry for the event in the present state."""
        return (self.state, event) in self._rules.transitions

    def modify(self, operand: str) -> None:
        """Act on the text after `MODIFY job,` and say so; raises NotInThisState, else total."""
        self._move(ServerEvent.MODIFY)
        asked = self._rules.read_operand(operand, self._rules.levels)
        if isinstance(asked, NewLevel):
            self._set_level(asked.level)
            return
        self.level = self._rules.level_after_bad_input(self.level)
        unknown_level = isinstance(asked, UnknownLevel)
        kind = MessageKind.UNKNOWN_LEVEL if unknown_level else MessageKind.UNKNOWN_PARAMETER
        self._say(kind, asked.text)

    def _set_level(self, asked: int) -> None:
        old, self.level = self.level, self._rules.level_after_modify(self.level, asked)
        self._say(MessageKind.DEBUG_LEVEL, str(self._rules.displayed_level(old, asked)))

    def serve(self, request: Request) -> Response:
        """Answer one request, logging what the debug level lets through."""
        if not self.can(ServerEvent.REQUEST):
            return Refused(RefusalReason.NOT_ACTIVE, request.correlator)
        self._move(ServerEvent.REQUEST)
        self._requests += 1
        response = self._respond(request)
        logged = Logged(self._requests, request, response, self._rules.client_data)
        severities = self._rules.levels[self.level]
        for message in request_messages(logged, self._rules.request_lines, severities):
            self._syslog.write(message)
        return response

    def _respond(self, request: Request) -> Response:
        found = self._rules.identify(request, self._registry)
        if isinstance(found, RefusalReason):
            return Refused(found, request.correlator)
        ticket = PassTicket(found, request.application, self._requests)
        return Served(found, ticket, request.correlator)

    def stop(self) -> None:
        """End the job; raises NotInThisState if it is not running."""
        self._move(ServerEvent.STOP)
        self._announce("ENDED")

    def _move(self, event: ServerEvent) -> None:
        if not self.can(event):
            raise NotInThisState(self.state, event)
        self.state = self._rules.transitions[self.state, event]

    def _announce(self, insert: str) -> None:
        """Tell the operator alone: starting and ending are no part of the debug log."""
        self._console.write(self._message(MessageKind.OTHER, insert))

    def _say(self, kind: MessageKind, insert: str) -> None:
        destinations = self._rules.destinations(kind, self.level)
        if Destination.CONSOLE in destinations:
            self._console.write(self._message(kind, insert))
        if Destination.SYSLOG in destinations:
            self._syslog.write(self._message(kind, insert))

    def _message(self, kind: MessageKind, insert: str) -> Message:
        return compose(kind, insert, self._rules.message_texts, self._rules.message_ids)
