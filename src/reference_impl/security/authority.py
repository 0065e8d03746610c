"""What authority a profile gives to an identity: who wins. Pure functions; knows no system.

The sources of authority are asked in order, the first that answers decides. Source of the order: RACF,
authorization checking (user before group, entries before UACC).
"""

from collections.abc import Callable

from reference_impl.security.access import Access
from reference_impl.security.identity import Identity
from reference_impl.security.profile import EVERY_USER, Profile

AuthoritySource = Callable[[Profile, Identity, tuple[str, ...]], Access | None]
"""Asks a profile about an identity and the groups that count; None: no answer, ask the next."""


def user_entry(profile: Profile, identity: Identity, _groups: tuple[str, ...]) -> Access | None:
    """The user's own entry, even when a group's or UACC would give more. Source: manual, by example."""
    return profile.access_list.get(identity.user) if identity.defined else None


def group_entry(profile: Profile, _identity: Identity, groups: tuple[str, ...]) -> Access | None:
    """The highest authority among the entries of the groups that count. Source: manual."""
    entries = (profile.access_list.get(group) for group in groups)
    return max((entry for entry in entries if entry is not None), default=None)


def every_user_entry(profile: Profile, identity: Identity, _groups: tuple[str, ...]) -> Access | None:
    """ID(*): for defined users without an entry, never for RESTRICTED ones. Source: manual.

    That it keeps UACC from being asked is our reading.
    """
    if not identity.defined or identity.restricted:
        return None
    return profile.access_list.get(EVERY_USER)


def universal_access(profile: Profile, identity: Identity, _groups: tuple[str, ...]) -> Access | None:
    """UACC: for everybody else, undefined users too, never for RESTRICTED ones. Source: manual."""
    return None if identity.restricted else profile.uacc


AUTHORITY_ORDER: tuple[AuthoritySource, ...] = (user_entry, group_entry, every_user_entry, universal_access)


def groups_that_count(identity: Identity, grplist: bool) -> tuple[str, ...]:
    """All connect groups with GRPLIST active, else the current connect group only. Source: manual."""
    return identity.groups if grplist else (identity.group,)


def authority(
    profile: Profile, identity: Identity, groups: tuple[str, ...], order: tuple[AuthoritySource, ...]
) -> Access:
    """The first answer of the sources, NONE when there is none."""
    answers = (source(profile, identity, groups) for source in order)
    return next((answer for answer in answers if answer is not None), Access.NONE)
