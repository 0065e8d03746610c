"""Decisions of RACF with the reason that a log shows, and what refusals of RACF say."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from reference_impl.security import (
    UNDEFINED,
    Access,
    AlreadyDefined,
    Database,
    Malformed,
    NotAuthorized,
    NotDefined,
    SafReturnCode,
    SecurityDomain,
    SecurityServer,
    TokenRefused,
    User,
    UserAttribute,
)
from reference_impl.security.profile_name import checked_resource, is_generic, matches
from reference_impl.security.rules import STANDARD
from reference_impl.security.utoken import FOREIGN_MASK, OUR_MASK, Utoken

RESOURCE = "EZB.IOCTL.SYS1.TCPCS1.PARTNERINFO"
ID_RULE = "needs 1 to 8 characters of A-Z 0-9 # @ $, the first no digit"
PERMITTED, NO_DECISION, DENIED = SafReturnCode.PERMITTED, SafReturnCode.NO_DECISION, SafReturnCode.DENIED


def server() -> SecurityServer:
    """ALICE may read by profile P.*, BOB in WARNING mode by profile W, TRISH is trusted."""
    database = Database("RACFA")
    for user in (User("ALICE"), User("BOB"), User("TRISH", attributes=frozenset({UserAttribute.TRUSTED}))):
        database.define_user(user)
    database.define("SERVAUTH", "P.*", access_list={"ALICE": Access.READ})
    database.define("SERVAUTH", "W", warning=True)
    return SecurityServer("SYS1", database)


Setup = Callable[[SecurityServer], object]


@pytest.mark.parametrize(
    ("setup", "user", "resource_class", "resource", "code", "why"),
    [
        (
            lambda one: one.set_racf_active(False),
            "ALICE",
            "SERVAUTH",
            "P.A",
            NO_DECISION,
            "RACF is not active",
        ),
        (id, "ALICE", "NOCLASS", "P.A", NO_DECISION, "the class is not defined"),
        (
            lambda one: one.set_active("SERVAUTH", False),
            "ALICE",
            "SERVAUTH",
            "P.A",
            NO_DECISION,
            "the class is not active",
        ),
        (
            lambda one: one.set_raclist("SERVAUTH", False),
            "ALICE",
            "SERVAUTH",
            "P.A",
            NO_DECISION,
            "the class must be RACLISTed and is not",
        ),
        (id, "TRISH", "SERVAUTH", "P.A", PERMITTED, "the user is trusted or privileged"),
        (id, "ALICE", "SERVAUTH", "Q.A", NO_DECISION, "no profile covers the resource"),
        (id, "ALICE", "SERVAUTH", "P.A", PERMITTED, "profile P.* gives READ"),
        (id, "BOB", "SERVAUTH", "P.A", DENIED, "profile P.* gives NONE only"),
        (id, "BOB", "SERVAUTH", "W", PERMITTED, "profile W is in WARNING mode"),
    ],
)
def test_every_step_says_why(
    setup: Setup, user: str, resource_class: str, resource: str, code: SafReturnCode, why: str
) -> None:
    """The return code and the reason of the step that decided."""
    racf = server()
    setup(racf)
    decision = racf.decision(racf.identity(user), resource_class, resource, Access.READ)
    assert (decision.return_code, decision.why) == (code, why)


def test_without_steps_nothing_is_decided() -> None:
    """Return code 4 and its reason."""
    racf = SecurityServer("SYS1", Database("RACFA"), replace(STANDARD, check_sequence=()))
    decision = racf.decision(UNDEFINED, "SERVAUTH", RESOURCE, Access.READ)
    assert (decision.return_code, decision.why) == (NO_DECISION, "no step decided")


def test_a_resource_name_has_1_to_the_longest_number_of_characters() -> None:
    """Both ends are allowed, what lies beyond them is not."""
    assert checked_resource("A", 3) == "A"
    assert checked_resource("ABC", 3) == "ABC"
    for name in ("", "ABCD"):
        with pytest.raises(Malformed, match=f"needs 1 to 3 characters, has {len(name)}"):
            checked_resource(name, 3)


def test_only_blanks_are_taken_off_a_domain_name() -> None:
    """Another character at its end belongs to it."""
    assert SecurityDomain.of("PayNet\t ").name == "PAYNET\t"


def test_the_longest_domain_name_is_a_rule() -> None:
    """The stack refuses what is longer, naming both lengths."""
    database = Database("RACFA")
    database.define("SERVAUTH", "EZBDOMAIN", appldata="LONG")
    racf = SecurityServer("SYS1", database, replace(STANDARD, longest_appldata=3))
    expected = "security domain name: has 4 characters, at most 3 are allowed"
    with pytest.raises(Malformed, match=f"^{expected}$"):
        racf.security_domain()


def test_a_class_can_be_taken_off_raclist_twice() -> None:
    """The second command changes nothing."""
    racf = server()
    racf.set_raclist("SERVAUTH", False)
    racf.set_raclist("SERVAUTH", False)
    assert racf.check(racf.identity("ALICE"), "SERVAUTH", "P.A") is NO_DECISION


def test_a_login_undoes_the_mask_of_the_systems_own_rules() -> None:
    """A product with another mask takes its own tokens and none of ours."""
    database = Database("RACFA")
    database.define_user(User("ALICE"))
    racf = SecurityServer("SYS1", database, replace(STANDARD, mask=FOREIGN_MASK))
    token = racf.tokenxtr(racf.identity("ALICE"))
    assert racf.login(token, authorized=True).user == "ALICE"
    with pytest.raises(TokenRefused, match=r"^UTOKEN: not made by this security product"):
        racf.login(racf.utoken(racf.identity("ALICE")).internal(OUR_MASK), authorized=True)


def test_the_token_of_a_defined_user_has_no_flag_of_an_undefined_one() -> None:
    """TOKLT19 stands for tokens made before RACF 1.9."""
    racf = server()
    assert racf.utoken(racf.identity("ALICE")).values()["TOKFLG1"] == frozenset()
    assert racf.utoken(UNDEFINED).values()["TOKFLG1"] == frozenset({"TOKLT19"})


@pytest.mark.parametrize(
    ("command", "refusal", "text"),
    [
        (lambda racf: racf.refresh("FACILITY"), NotDefined, "class FACILITY: is not RACLISTed on SYS1"),
        (
            lambda racf: racf.database.permit("SERVAUTH", "W", "BOB", None),
            NotDefined,
            "profile W: has no entry for BOB",
        ),
        (
            lambda racf: racf.login(bytes(80), authorized=False),
            NotAuthorized,
            "RACROUTE REQUEST=VERIFY: needs APF authorization or supervisor state",
        ),
        (
            lambda racf: racf.login(racf.tokenxtr(UNDEFINED), authorized=True),
            NotDefined,
            "user *: is not defined in database RACFA",
        ),
        (
            lambda racf: racf.database.define_user(User("SYS1")),
            AlreadyDefined,
            "user SYS1: there is a group of this name",
        ),
        (
            lambda racf: racf.database.define_group("BOB"),
            AlreadyDefined,
            "group BOB: there is a user of this name",
        ),
        (
            lambda racf: racf.database.define("SERVAUTH", "W"),
            AlreadyDefined,
            "profile W: is defined in class SERVAUTH already",
        ),
        (
            lambda racf: racf.database.permit("SERVAUTH", "W", "NOONE", Access.READ),
            NotDefined,
            "access list entry NOONE: is no user or group of database RACFA",
        ),
        (
            lambda racf: racf.refresh("NOCLASS"),
            NotDefined,
            "class 'NOCLASS': is not in the class descriptor table",
        ),
        (lambda _racf: User("1A"), Malformed, f"user '1A': {ID_RULE}"),
        (lambda _racf: User("A", groups=("1B",)), Malformed, f"group '1B': {ID_RULE}"),
        (lambda _racf: User("A", security_label="1C"), Malformed, f"security label '1C': {ID_RULE}"),
    ],
)
def test_a_refusal_names_the_place(
    command: Callable[[SecurityServer], object], refusal: type[Exception], text: str
) -> None:
    """And says what is wrong there."""
    with pytest.raises(refusal, match=f"^{re.escape(text)}$"):
        command(server())


def test_an_asterisk_in_the_middle_is_one_qualifier() -> None:
    """Only at the end it stands for more."""
    resources = ("MID.B.C", "MID.B.B.C", "MID.C", "MID.B.C.C")
    assert [resource for resource in resources if matches("MID.*.C", resource)] == ["MID.B.C"]
    assert [resource for resource in resources if matches("MID.*", resource)] == list(resources)


def test_a_foreign_token_differs_in_its_form_alone() -> None:
    """The other product knows the user with the same group."""
    database = Database("RACFA")
    database.define_user(User("ALICE", "PAYROLL"))
    racf = SecurityServer("SYS1", database)
    token = Utoken.from_internal(racf.foreign_token("ALICE"), FOREIGN_MASK)
    assert token == racf.utoken(racf.identity("ALICE"))


@pytest.mark.parametrize(("name", "generic"), [("A.B", False), ("A.%", True), ("A.*", True), ("**", True)])
def test_generic_characters(name: str, *, generic: bool) -> None:
    """Each of them makes a name generic."""
    assert is_generic(name) is generic
