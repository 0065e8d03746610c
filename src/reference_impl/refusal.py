"""How a call says no. A refusal is raised inside the reference and handed out as a value at its edge."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reference_impl.errno_names import Errno, Reason

if TYPE_CHECKING:
    from reference_impl.topology.routing import Routing


class Refusal(Exception):  # noqa: N818 - named after what it is: an answer, not a defect
    """The call fails with `errno` and perhaps a reason.

    `needed` is the buffer length asked for with ENOBUFS; `routing` what was filled in all the same.
    """

    def __init__(self, errno: Errno, reason: Reason = Reason.NONE, needed: int | None = None) -> None:
        super().__init__(errno.name)
        self.errno = errno
        self.reason = reason
        self.needed = needed
        self.routing: Routing | None = None
