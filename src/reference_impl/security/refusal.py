"""How the security product says no to a command or a service. Knows no RACROUTE and no profile.

A denied access is not among these: that is a SAF return code. Each refusal says the place and what is
wrong there. `errno` is the nearest name of the UNIX System Services numbering; RACF itself answers
with messages and reason codes, so this pairing is our choice.
"""

from typing import ClassVar


class SecurityRefusal(Exception):  # noqa: N818 - a refusal is an answer of the product, not an error in it
    """Root of the refusals; nothing was changed when one is raised.

    `place` names the operand, such as `user BOB` or `profile EZB.IOCTL.*`.
    """

    errno: ClassVar[str] = "EINVAL"

    def __init__(self, place: str, what: str) -> None:
        super().__init__(f"{place}: {what}")
        self.place = place


class Malformed(SecurityRefusal):
    """An operand breaks the rules of its form: a name, an APPLDATA, a token."""


class NotDefined(SecurityRefusal):
    """What the command names does not exist in this database, or is not set up on this system."""

    errno = "ESRCH"


class AlreadyDefined(SecurityRefusal):
    """What the command should create exists already."""

    errno = "EEXIST"


class NotAuthorized(SecurityRefusal):
    """The program is not authorized to use the service."""

    errno = "EPERM"


class TokenRefused(SecurityRefusal):
    """The UTOKEN cannot be used here: wrong form, or made by another security product."""
