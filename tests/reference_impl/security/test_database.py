"""The RACF database: its commands, what they refuse, and that a refused command changes nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from reference_impl.security.access import Access
from reference_impl.security.database import Database
from reference_impl.security.refusal import AlreadyDefined, Malformed, NotDefined, SecurityRefusal
from reference_impl.security.user import User

NAME = "EZB.IOCTL.*.*.PARTNERINFO"


@pytest.fixture
def database() -> Database:
    """One user in one group, one generic profile that permits the user."""
    made = Database("RACFA")
    made.define_user(User("BOB", "PAYROLL"))
    made.define("SERVAUTH", NAME, access_list={"BOB": Access.READ})
    return made


def test_a_profile_is_as_defined(database: Database) -> None:
    """RDEFINE keeps UACC, APPLDATA, WARNING and the access list."""
    entries = {"*": Access.READ, "PAYROLL": Access.NONE}
    database.define("SERVAUTH", "A", uacc=Access.READ, appldata="x ", warning=True, access_list=entries)
    profile = database.profile("SERVAUTH", "A")
    assert (profile.uacc, profile.appldata, profile.warning) == (Access.READ, "x ", True)
    assert profile.access_list == entries
    assert not profile.generic


def test_the_caller_keeps_no_hold_on_an_access_list(database: Database) -> None:
    """Changing the mapping afterwards does not change the profile."""
    entries = {"BOB": Access.READ}
    database.define("SERVAUTH", "A", access_list=entries)
    entries["BOB"] = Access.ALTER
    assert database.profile("SERVAUTH", "A").access_list["BOB"] is Access.READ


def test_permit_adds_changes_and_removes(database: Database) -> None:
    """PERMIT sets an entry, sets it again, and removes it."""
    for access in (Access.UPDATE, Access.NONE):
        database.permit("SERVAUTH", NAME, "PAYROLL", access)
        assert database.profile("SERVAUTH", NAME).access_list == {"BOB": Access.READ, "PAYROLL": access}
    database.permit("SERVAUTH", NAME, "PAYROLL", None)
    assert database.profile("SERVAUTH", NAME).access_list == {"BOB": Access.READ}


def test_alter_changes_what_is_given(database: Database) -> None:
    """RALTER leaves what it is not given."""
    database.alter("SERVAUTH", NAME, uacc=Access.READ)
    database.alter("SERVAUTH", NAME, appldata="data")
    database.alter("SERVAUTH", NAME)
    profile = database.profile("SERVAUTH", NAME)
    assert (profile.uacc, profile.appldata, profile.access_list) == (
        Access.READ,
        "data",
        {"BOB": Access.READ},
    )


def test_delete_and_define_again(database: Database) -> None:
    """After RDELETE nothing is protected any more and the name is free."""
    assert database.profiles("SERVAUTH").covering("EZB.IOCTL.SYS1.TCPCS1.PARTNERINFO")
    database.delete("SERVAUTH", NAME)
    assert database.profiles("SERVAUTH").covering("EZB.IOCTL.SYS1.TCPCS1.PARTNERINFO") is None
    database.define("SERVAUTH", NAME)
    assert not database.profile("SERVAUTH", NAME).access_list


def test_a_set_of_profiles_never_changes(database: Database) -> None:
    """A set taken before a change still shows the old state; one taken after shows the new one."""
    before = database.profiles("SERVAUTH")
    assert database.profiles("SERVAUTH") is before
    database.define("SERVAUTH", "A")
    database.delete("SERVAUTH", NAME)
    after = database.profiles("SERVAUTH")
    assert (before.named("A"), after.named(NAME)) == (None, None)
    assert before.named(NAME) is not None
    assert after.named("A") is not None


def test_classes_are_apart(database: Database) -> None:
    """A profile of one class is not seen in another."""
    database.define("FACILITY", "A")
    assert database.profiles("SERVAUTH").named("A") is None


def test_users_are_replaced(database: Database) -> None:
    """Defining a user again replaces what was known; the groups that existed stay."""
    database.define_user(User("BOB", "AUDIT"))
    assert database.user("BOB") == User("BOB", "AUDIT")
    database.permit("SERVAUTH", NAME, "PAYROLL", Access.READ)
    assert database.user("CAROL") is None


def test_a_group_may_be_defined_without_users(database: Database) -> None:
    """ADDGROUP makes a group that can be permitted; doing it twice changes nothing."""
    database.define_group("OPS")
    database.define_group("OPS")
    database.permit("SERVAUTH", NAME, "OPS", Access.READ)


def test_appldata_of_255_characters_is_accepted(database: Database) -> None:
    """255 characters fit, by RDEFINE and RALTER."""
    database.define("SERVAUTH", "EZBDOMAIN", appldata="A" * 255)
    database.alter("SERVAUTH", "EZBDOMAIN", appldata="B" * 255)
    assert database.profile("SERVAUTH", "EZBDOMAIN").appldata == "B" * 255


def test_generics_can_be_switched_off(database: Database) -> None:
    """In a class not enabled for generics a new profile is discrete; those there stay generic."""
    database.set_generic("SERVAUTH", enabled=False)
    database.define("SERVAUTH", "A.*")
    assert not database.profile("SERVAUTH", "A.*").generic
    assert database.profile("SERVAUTH", NAME).generic
    database.set_generic("SERVAUTH", enabled=True)
    database.define("SERVAUTH", "B.*")
    assert database.profile("SERVAUTH", "B.*").generic


REFUSED: list[tuple[type[SecurityRefusal], str, Callable[[Database], Any]]] = [
    (Malformed, "APPLDATA of profile A: has 256", lambda d: d.define("SERVAUTH", "A", appldata="A" * 256)),
    (Malformed, f"APPLDATA of profile {NAME}", lambda d: d.alter("SERVAUTH", NAME, appldata="A" * 256)),
    (Malformed, "profile 'A.B\\*C'", lambda d: d.define("SERVAUTH", "A.B*C")),
    (Malformed, "has 65", lambda d: d.define("SERVAUTH", "A" * 65)),
    (Malformed, "has 40", lambda d: d.define("FACILITY", "A" * 40)),
    (AlreadyDefined, f"profile {NAME}", lambda d: d.define("SERVAUTH", NAME)),
    (NotDefined, "class 'NOCLASS'", lambda d: d.define("NOCLASS", "A")),
    (NotDefined, "class 'NOCLASS'", lambda d: d.profiles("NOCLASS")),
    (NotDefined, "class 'NOCLASS'", lambda d: d.set_generic("NOCLASS", enabled=False)),
    (NotDefined, "entry CAROL", lambda d: d.define("SERVAUTH", "A", access_list={"CAROL": Access.READ})),
    (NotDefined, "entry CAROL", lambda d: d.permit("SERVAUTH", NAME, "CAROL", Access.READ)),
    (NotDefined, "has no entry for PAYROLL", lambda d: d.permit("SERVAUTH", NAME, "PAYROLL", None)),
    (NotDefined, "profile A: is not defined", lambda d: d.permit("SERVAUTH", "A", "BOB", Access.READ)),
    (NotDefined, "profile A", lambda d: d.alter("SERVAUTH", "A", uacc=Access.READ)),
    (NotDefined, "profile A", lambda d: d.delete("SERVAUTH", "A")),
    (AlreadyDefined, "user PAYROLL", lambda d: d.define_user(User("PAYROLL"))),
    (AlreadyDefined, "user EVE", lambda d: d.define_user(User("EVE", "EVE"))),
    (AlreadyDefined, "group BOB", lambda d: d.define_user(User("EVE", "OPS", ("BOB",)))),
    (AlreadyDefined, "group BOB", lambda d: d.define_group("BOB")),
    (Malformed, "group 'x'", lambda d: d.define_group("x")),
]


@pytest.mark.parametrize(("refusal", "message", "command"), REFUSED)
def test_a_refused_command_changes_nothing(
    database: Database, refusal: type[SecurityRefusal], message: str, command: Callable[[Database], Any]
) -> None:
    """The refusal names the place; profiles and users stay as they were."""
    before = database.profiles("SERVAUTH")
    with pytest.raises(refusal, match=message):
        command(database)
    assert database.profiles("SERVAUTH") is before
    assert database.user("EVE") is None
    with pytest.raises(NotDefined):
        database.permit("SERVAUTH", NAME, "OPS", Access.READ)


def test_every_refusal_has_an_errno_of_its_own_kind() -> None:
    """Form, existence and doubling are told apart by errno name too."""
    assert (Malformed.errno, NotDefined.errno, AlreadyDefined.errno) == ("EINVAL", "ESRCH", "EEXIST")
