"""What can go wrong between harness and adapter, and with the harness's own input.

A refusal by the subject is none of these: it is an answer.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ezconform.protocol.answers import Answer


class BadInput(Exception):  # noqa: N818 - named after what it tells the user
    """The user gave something unusable; the message is one line: what, where, what to do. Exit 2."""


class AdapterFault(Exception):  # noqa: N818 - see BadInput
    """No usable answer came from the adapter; costs the scenario that asked.

    `answered` holds the good answers that came before the fault, in the order of their requests;
    `stderr` the last of what the adapter wrote to its standard error (bounded, may be many lines).
    """

    answered: tuple["Answer", ...] = ()
    stderr: str = ""


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
