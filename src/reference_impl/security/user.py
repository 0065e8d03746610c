"""Users and their names. Knows no profile and no system."""

import re
from dataclasses import dataclass

from reference_impl.security.access import UserAttribute
from reference_impl.security.refusal import Malformed

UNDEFINED_USER = "*"
"""User ID of an environment without a user. Source: TOKENXTR when no ACEE is found."""

_NAME = re.compile(r"[A-Z#@$][A-Z0-9#@$]{0,7}")


def checked_id(name: str, kind: str = "user") -> str:
    """A user ID or group name: 1 to 8 characters, A-Z 0-9 # @ $, the first no digit.

    Source: RACF naming rules (recalled); upper case only, since commands fold before they reach RACF.

    Raises:
        Malformed: naming the kind and the name.
    """
    if not _NAME.fullmatch(name):
        raise Malformed(f"{kind} {name!r}", "needs 1 to 8 characters of A-Z 0-9 # @ $, the first no digit")
    return name


@dataclass(frozen=True, slots=True)
class User:
    """A user profile: default group, connect groups (the default group is always one), attributes.

    `security_label` is up to 8 characters, empty for none.

    Raises:
        Malformed: an ID, group name or label breaks the naming rules.
    """

    id: str
    default_group: str = "SYS1"
    groups: tuple[str, ...] = ()
    attributes: frozenset[UserAttribute] = frozenset()
    security_label: str = ""

    def __post_init__(self) -> None:
        checked_id(self.id)
        connected = dict.fromkeys((self.default_group, *self.groups))
        for group in connected:
            checked_id(group, "group")
        if self.security_label:
            checked_id(self.security_label, "security label")
        object.__setattr__(self, "groups", tuple(connected))
