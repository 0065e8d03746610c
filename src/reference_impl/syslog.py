"""The syslog daemon's log of one system. Knows no facility or priority: they are not documented."""

from reference_impl.message import MessageList


class Syslog(MessageList):
    """Lines logged on one system, oldest first."""
