"""The operator console of one system, and how it takes what is typed. `operator` knows the commands."""

from reference_impl.message import MessageList

QUOTE = "'"


def folded(command: str) -> str:
    """A command in upper case, but for what stands between apostrophes. Recalled MVS behaviour."""
    parts = command.split(QUOTE)
    return QUOTE.join(part if at % 2 else part.upper() for at, part in enumerate(parts))


class Console(MessageList):
    """Messages displayed to the operator of one system, oldest first."""
