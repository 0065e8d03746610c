"""The operator console of one system. Knows no command: `operator` dispatches those."""

from reference_impl.message import MessageList


class Console(MessageList):
    """Messages displayed to the operator of one system, oldest first."""
