"""Partner credentials as they travel: a snapshot of a program's identities. Decides nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reference_impl.partner.request import RequestItem

if TYPE_CHECKING:
    from reference_impl.program import Program
    from reference_impl.security.security_server import SecurityServer


@dataclass(frozen=True, slots=True)
class Credentials:
    """User IDs, and UTOKENs in internal form (80 bytes). Empty: not asked for, or not available."""

    address_space_user: str = ""
    task_user: str = ""
    address_space_utoken: bytes = b""
    task_utoken: bytes = b""

    def only(self, items: frozenset[RequestItem]) -> Credentials:
        """Return what of it was asked for."""
        user, token = RequestItem.USER_ID in items, RequestItem.UTOKEN in items
        if user and token:
            return self
        return Credentials(
            self.address_space_user if user else "",
            self.task_user if user else "",
            self.address_space_utoken if token else b"",
            self.task_utoken if token else b"",
        )

    def with_items(self, items: frozenset[RequestItem], other: Credentials) -> Credentials:
        """Return this with the `items` of `other` in place of its own."""
        user, token = RequestItem.USER_ID in items, RequestItem.UTOKEN in items
        return Credentials(
            other.address_space_user if user else self.address_space_user,
            other.task_user if user else self.task_user,
            other.address_space_utoken if token else self.address_space_utoken,
            other.task_utoken if token else self.task_utoken,
        )


NO_CREDENTIALS = Credentials()


def program_credentials(program: Program, security: SecurityServer) -> Credentials:
    """Take the snapshot: of the address space, and of the task if it has an identity of its own."""
    task = program.task
    return Credentials(
        program.address_space.user,
        task.user if task is not None else "",
        security.tokenxtr(program.address_space),
        security.tokenxtr(task) if task is not None else b"",
    )
