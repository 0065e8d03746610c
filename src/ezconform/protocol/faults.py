"""What can go wrong between harness and adapter, and with the harness's own input.

A refusal by the subject is none of these: it is an answer.
"""


class BadInput(Exception):  # noqa: N818 - named after what it tells the user
    """The user gave something unusable; the message is one line: what, where, what to do. Exit 2."""


class AdapterFault(Exception):  # noqa: N818 - see BadInput
    """No usable answer came from the adapter; costs the scenario that asked."""


class TimedOut(AdapterFault):
    """No answer within the time limit."""


class Crashed(AdapterFault):
    """The adapter ended, or closed its output, while an answer was due."""


class ProtocolFault(AdapterFault):
    """An answer came that the protocol does not allow."""


class CannotStart(AdapterFault):
    """The adapter could not be started or failed the handshake; the run cannot begin. Exit 3."""


class LabAbsent(Exception):  # noqa: N818 - see BadInput
    """The subject does not offer the lab: the scenario could not run."""


class NotExecuted(Exception):  # noqa: N818 - see BadInput
    """The run ended before the scenario's turn came."""
