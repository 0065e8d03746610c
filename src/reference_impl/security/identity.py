"""The security environment of an address space or a task: what an ACEE holds. Decides nothing."""

from dataclasses import dataclass
from typing import Self

from reference_impl.security.access import UserAttribute
from reference_impl.security.user import UNDEFINED_USER, User


@dataclass(frozen=True, slots=True)
class Identity:
    """An ACEE, built once at login: later changes of the user do not reach it (our reading of RACF).

    `group` is the current connect group, `groups` all connect groups. An undefined user has user ID
    `*`, no group and `defined` false. `port_of_entry`: up to 8 characters, empty for none.
    """

    user: str
    group: str = ""
    groups: tuple[str, ...] = ()
    attributes: frozenset[UserAttribute] = frozenset()
    defined: bool = True
    security_label: str = ""
    port_of_entry: str = ""

    @classmethod
    def of(cls, user: User, group: str = "") -> Self:
        """The environment of a defined user, in `group` or else in its default group."""
        return cls(
            user=user.id,
            group=group or user.default_group,
            groups=user.groups,
            attributes=user.attributes,
            security_label=user.security_label,
        )

    @property
    def restricted(self) -> bool:
        return UserAttribute.RESTRICTED in self.attributes

    @property
    def trusted(self) -> bool:
        return UserAttribute.TRUSTED in self.attributes

    @property
    def privileged(self) -> bool:
        return UserAttribute.PRIVILEGED in self.attributes


UNDEFINED = Identity(UNDEFINED_USER, defined=False)
"""The environment of everybody the database does not know. Source: user ID `*` and undefined-user flag of
TOKENXTR without an ACEE."""
