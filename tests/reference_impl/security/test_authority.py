"""Who wins: entries, groups, ID(*), UACC, and the users for whom some of them do not count."""

import pytest

from reference_impl.security.access import Access, UserAttribute
from reference_impl.security.authority import AUTHORITY_ORDER, authority, groups_that_count
from reference_impl.security.identity import UNDEFINED, Identity
from reference_impl.security.profile import Profile

BOB = Identity("BOB", "PAYROLL", ("PAYROLL", "AUDIT"))
RESTRICTED = Identity("BOB", "PAYROLL", ("PAYROLL",), frozenset({UserAttribute.RESTRICTED}))


def granted(
    identity: Identity, uacc: Access = Access.NONE, grplist: bool = True, **entries: Access
) -> Access:
    access_list = {name.replace("EVERYBODY", "*"): access for name, access in entries.items()}
    profile = Profile("EZB.**", "SERVAUTH", generic=True, uacc=uacc, access_list=access_list)
    return authority(profile, identity, groups_that_count(identity, grplist), AUTHORITY_ORDER)


def test_uacc_is_for_those_not_listed() -> None:
    """Without an entry a user has the universal access."""
    assert granted(BOB, uacc=Access.UPDATE) is Access.UPDATE


@pytest.mark.parametrize("entry", [Access.NONE, Access.ALTER])
def test_a_user_entry_overrides_uacc(entry: Access) -> None:
    """The user's entry counts, upwards and downwards."""
    assert granted(BOB, uacc=Access.READ, BOB=entry) is entry


@pytest.mark.parametrize("entry", [Access.NONE, Access.ALTER])
def test_a_group_entry_overrides_uacc_and_every_user(entry: Access) -> None:
    """The group's entry counts, upwards and downwards."""
    assert granted(BOB, uacc=Access.READ, EVERYBODY=Access.UPDATE, PAYROLL=entry) is entry


def test_a_user_entry_beats_a_higher_group_entry() -> None:
    """A member with a lower entry of its own has the lower authority."""
    assert granted(BOB, BOB=Access.READ, PAYROLL=Access.UPDATE) is Access.READ


@pytest.mark.parametrize(
    "entries", [{"PAYROLL": Access.READ, "AUDIT": Access.UPDATE}, {"AUDIT": Access.UPDATE}]
)
def test_with_grplist_the_highest_group_counts(entries: dict[str, Access]) -> None:
    """With list-of-groups checking the highest authority among all connect groups counts."""
    assert granted(BOB, **entries) is Access.UPDATE


def test_without_grplist_the_current_group_counts() -> None:
    """Without list-of-groups checking only the current connect group is asked."""
    assert granted(BOB, grplist=False, PAYROLL=Access.READ, AUDIT=Access.UPDATE) is Access.READ
    assert granted(BOB, grplist=False, AUDIT=Access.UPDATE) is Access.NONE


@pytest.mark.parametrize("entry", [Access.NONE, Access.ALTER])
def test_id_star_is_for_defined_users_not_listed(entry: Access) -> None:
    """A defined user without other entry has what ID(*) gives, instead of UACC."""
    assert granted(BOB, uacc=Access.READ, EVERYBODY=entry) is entry


def test_an_undefined_user_has_uacc_only() -> None:
    """ID(*) does not speak of undefined users although their user ID is `*`; UACC does."""
    assert granted(UNDEFINED, EVERYBODY=Access.ALTER) is Access.NONE
    assert granted(UNDEFINED, uacc=Access.READ) is Access.READ
    assert granted(UNDEFINED, uacc=Access.READ, grplist=False) is Access.READ


def test_a_restricted_user_needs_an_entry() -> None:
    """For a RESTRICTED user neither UACC nor ID(*) is used, its own and its groups' entries are."""
    assert granted(RESTRICTED, uacc=Access.ALTER, EVERYBODY=Access.ALTER) is Access.NONE
    assert granted(RESTRICTED, BOB=Access.READ) is Access.READ
    assert granted(RESTRICTED, PAYROLL=Access.READ) is Access.READ


def test_no_source_means_no_authority() -> None:
    """When nothing answers the authority is NONE."""
    profile = Profile("A", "SERVAUTH", uacc=Access.READ)
    assert authority(profile, BOB, (), ()) is Access.NONE
