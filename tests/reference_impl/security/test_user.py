"""Users and their names."""

import pytest

from reference_impl.security.access import UserAttribute
from reference_impl.security.identity import UNDEFINED, Identity
from reference_impl.security.refusal import Malformed
from reference_impl.security.user import User, checked_id


@pytest.mark.parametrize("name", ["A", "ALICE", "#SYS", "@1", "$", "ABCDEFGH"])
def test_good_ids(name: str) -> None:
    """1 to 8 characters of A-Z, 0-9, #, @, $, the first no digit."""
    assert checked_id(name) == name


@pytest.mark.parametrize("name", ["", "alice", "1ABC", "ABCDEFGHI", "A B", "A.B", "*", "Ä", "A\n"])
def test_malformed_ids_are_refused(name: str) -> None:
    """Anything else is refused, and the message shows it."""
    with pytest.raises(Malformed) as refused:
        checked_id(name, "group")
    assert refused.value.place == f"group {name!r}"


def test_the_default_group_is_a_connect_group() -> None:
    """A user is connected to its default group, once, whether listed or not."""
    assert User("BOB", "PAYROLL", ("AUDIT",)).groups == ("PAYROLL", "AUDIT")
    assert User("BOB", "PAYROLL", ("PAYROLL",)).groups == ("PAYROLL",)


@pytest.mark.parametrize(
    "make",
    [
        lambda: User("bob"),
        lambda: User("BOB", "group"),
        lambda: User("BOB", groups=("",)),
        lambda: User("BOB", security_label="secret"),
    ],
)
def test_every_name_of_a_user_is_checked(make: object) -> None:
    """User ID, groups and security label all keep the naming rules."""
    with pytest.raises(Malformed):
        make()  # type: ignore[operator]


def test_an_environment_carries_what_the_user_is() -> None:
    """The environment has the user's groups, attributes and label, and the default group as its group."""
    attributes = frozenset({UserAttribute.TRUSTED})
    identity = Identity.of(User("BOB", "PAYROLL", ("AUDIT",), attributes, "SECRET"))
    assert identity == Identity("BOB", "PAYROLL", ("PAYROLL", "AUDIT"), attributes, security_label="SECRET")
    assert (identity.trusted, identity.privileged, identity.restricted) == (True, False, False)


def test_an_environment_may_have_another_group() -> None:
    """A login may name one of the connect groups."""
    assert Identity.of(User("BOB", "PAYROLL", ("AUDIT",)), "AUDIT").group == "AUDIT"


def test_the_undefined_user() -> None:
    """Its user ID is an asterisk and it has no group."""
    assert (UNDEFINED.user, UNDEFINED.group, UNDEFINED.defined) == ("*", "", False)
