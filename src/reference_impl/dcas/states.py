"""The states of a DCAS server and what moves it between them."""

from collections.abc import Mapping
from enum import Enum
from types import MappingProxyType


class ServerState(Enum):
    """Stopped, starting up, or serving."""

    STOPPED = "stopped"
    INITIALIZING = "initializing"
    ACTIVE = "active"


class ServerEvent(Enum):
    """What can happen to a server."""

    START = "start"
    CONFIGURATION_REFUSED = "configuration refused"
    INITIALIZED = "initialized"
    MODIFY = "modify"
    REQUEST = "request"
    STOP = "stop"


Transitions = Mapping[tuple[ServerState, ServerEvent], ServerState]

# MODIFY works once initialization is complete (manual) and stops nothing (S14.1).
TRANSITIONS: Transitions = MappingProxyType(
    {
        (ServerState.STOPPED, ServerEvent.START): ServerState.INITIALIZING,
        (ServerState.INITIALIZING, ServerEvent.CONFIGURATION_REFUSED): ServerState.STOPPED,
        (ServerState.INITIALIZING, ServerEvent.INITIALIZED): ServerState.ACTIVE,
        (ServerState.INITIALIZING, ServerEvent.STOP): ServerState.STOPPED,
        (ServerState.ACTIVE, ServerEvent.MODIFY): ServerState.ACTIVE,
        (ServerState.ACTIVE, ServerEvent.REQUEST): ServerState.ACTIVE,
        (ServerState.ACTIVE, ServerEvent.STOP): ServerState.STOPPED,
    }
)


class NotInThisState(Exception):  # noqa: N818  - a refusal by the state table
    """What was asked is impossible in the server's state; nothing has changed."""

    def __init__(self, state: ServerState, event: ServerEvent) -> None:
        """Keep the pair that the table does not hold."""
        super().__init__(f"{event.value}: DCAS is {state.value}")
        self.state = state
        self.event = event
