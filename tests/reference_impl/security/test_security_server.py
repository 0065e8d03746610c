"""RACF on a system: check sequence, options, RACLIST copies, security domain, environments, UTOKENs."""

import pytest

from reference_impl.security import (
    UNDEFINED,
    Access,
    Database,
    Identity,
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

NAME = "EZB.IOCTL.*.*.PARTNERINFO"
RESOURCE = "EZB.IOCTL.SYS1.TCPCS1.PARTNERINFO"
PERMITTED, NO_DECISION, DENIED = SafReturnCode.PERMITTED, SafReturnCode.NO_DECISION, SafReturnCode.DENIED


@pytest.fixture
def database() -> Database:
    """ALICE may read, BOB may not, TRISH is trusted, PRIV privileged."""
    made = Database("RACFA")
    made.define_user(User("ALICE", "PAYROLL"))
    made.define_user(User("BOB", "PAYROLL", ("AUDIT",)))
    made.define_user(User("TRISH", attributes=frozenset({UserAttribute.TRUSTED})))
    made.define_user(User("PRIV", attributes=frozenset({UserAttribute.PRIVILEGED, UserAttribute.RESTRICTED})))
    made.define("SERVAUTH", "EZBDOMAIN", appldata="PayNet")
    made.define("SERVAUTH", NAME, access_list={"ALICE": Access.READ})
    return made


@pytest.fixture
def sys1(database: Database) -> SecurityServer:
    """The first system that uses the database."""
    return SecurityServer("SYS1", database)


@pytest.fixture
def sys2(database: Database) -> SecurityServer:
    """Another system that shares the database."""
    return SecurityServer("SYS2", database)


def check(server: SecurityServer, user: str, access: Access = Access.READ) -> SafReturnCode:
    return server.check(server.identity(user), "SERVAUTH", RESOURCE, access)


@pytest.mark.parametrize(
    ("user", "code"),
    [("ALICE", PERMITTED), ("BOB", DENIED), ("NOBODY", DENIED), ("TRISH", PERMITTED), ("PRIV", PERMITTED)],
)
def test_who_is_permitted(sys1: SecurityServer, user: str, code: SafReturnCode) -> None:
    """An entry, or being trusted or privileged, permits; others are denied, undefined users too."""
    assert check(sys1, user) is code


@pytest.mark.parametrize("access", list(Access))
def test_an_authority_covers_the_lower_ones(sys1: SecurityServer, database: Database, access: Access) -> None:
    """What is asked must not be above what is given."""
    database.permit("SERVAUTH", NAME, "ALICE", access)
    sys1.refresh("SERVAUTH")
    assert [asked for asked in Access if check(sys1, "ALICE", asked) is PERMITTED] == [
        asked for asked in Access if asked <= access
    ]


def test_no_profile_is_no_decision(sys1: SecurityServer) -> None:
    """A resource that no profile covers gives SAF return code 4."""
    assert sys1.check(sys1.identity("ALICE"), "SERVAUTH", "EZB.OTHER") is NO_DECISION


def test_an_unknown_class_is_no_decision(sys1: SecurityServer) -> None:
    """A class without descriptor protects nothing, whoever asks."""
    assert sys1.check(sys1.identity("TRISH"), "NOCLASS", "A") is NO_DECISION


@pytest.mark.parametrize("user", ["ALICE", "BOB", "TRISH"])
def test_an_inactive_class_is_no_decision(sys1: SecurityServer, sys2: SecurityServer, user: str) -> None:
    """Nobody gets a decision on the system where the class is not active; the other system decides."""
    sys1.set_active("SERVAUTH", active=False)
    assert check(sys1, user) is NO_DECISION
    assert check(sys2, user) is not NO_DECISION
    sys1.set_active("SERVAUTH", active=True)
    assert check(sys1, user) is not NO_DECISION


@pytest.mark.parametrize("user", ["ALICE", "BOB", "TRISH"])
def test_inactive_racf_is_no_decision(sys1: SecurityServer, user: str) -> None:
    """While RACF is not active it decides nothing, and no domain is defined."""
    sys1.set_racf_active(active=False)
    assert check(sys1, user) is NO_DECISION
    assert not sys1.security_domain().defined
    sys1.set_racf_active(active=True)
    assert check(sys1, user) is not NO_DECISION


@pytest.mark.parametrize("user", ["ALICE", "BOB", "TRISH"])
def test_a_class_that_must_be_raclisted_and_is_not(sys1: SecurityServer, user: str) -> None:
    """Without its RACLIST copy SERVAUTH protects nothing."""
    sys1.set_raclist("SERVAUTH", raclist=False)
    assert check(sys1, user) is NO_DECISION


def test_a_change_counts_after_the_refresh(
    sys1: SecurityServer, sys2: SecurityServer, database: Database
) -> None:
    """Each system decides by its own copy until that copy is refreshed."""
    database.permit("SERVAUTH", NAME, "BOB", Access.READ)
    assert (check(sys1, "BOB"), check(sys2, "BOB")) == (DENIED, DENIED)
    sys1.refresh("SERVAUTH")
    assert (check(sys1, "BOB"), check(sys2, "BOB")) == (PERMITTED, DENIED)


def test_raclist_again_is_no_refresh(sys1: SecurityServer, database: Database) -> None:
    """RACLIST of a class that is RACLISTed keeps the copy; after NORACLIST it takes a new one."""
    database.permit("SERVAUTH", NAME, "BOB", Access.READ)
    sys1.set_raclist("SERVAUTH", raclist=True)
    assert check(sys1, "BOB") is DENIED
    sys1.set_raclist("SERVAUTH", raclist=False)
    sys1.set_raclist("SERVAUTH", raclist=True)
    assert check(sys1, "BOB") is PERMITTED


def test_a_class_that_need_not_be_raclisted(sys1: SecurityServer, database: Database) -> None:
    """Such a class is checked in the database itself, and in its copy once it is RACLISTed."""
    alice = sys1.identity("ALICE")
    assert sys1.check(alice, "FACILITY", "A.B") is NO_DECISION
    database.define("FACILITY", "A.*", uacc=Access.READ)
    assert sys1.check(alice, "FACILITY", "A.B") is PERMITTED
    sys1.set_raclist("FACILITY", raclist=True)
    database.alter("FACILITY", "A.*", uacc=Access.NONE)
    assert sys1.check(alice, "FACILITY", "A.B") is PERMITTED
    sys1.refresh("FACILITY")
    assert sys1.check(alice, "FACILITY", "A.B") is DENIED


def test_grplist(sys1: SecurityServer, database: Database) -> None:
    """A connect group that is not the current one counts only while list-of-groups checking is active."""
    database.permit("SERVAUTH", NAME, "AUDIT", Access.READ)
    sys1.refresh("SERVAUTH")
    assert check(sys1, "BOB") is PERMITTED
    sys1.set_grplist(active=False)
    assert check(sys1, "BOB") is DENIED


def test_warning_mode_permits(sys1: SecurityServer, database: Database) -> None:
    """A violation of a profile in WARNING mode is permitted, and the reason says so."""
    database.define("SERVAUTH", RESOURCE, warning=True)
    sys1.refresh("SERVAUTH")
    decision = sys1.decision(sys1.identity("BOB"), "SERVAUTH", RESOURCE, Access.READ)
    assert decision.return_code is PERMITTED
    assert "WARNING" in decision.why


def test_the_discrete_profile_decides_alone(sys1: SecurityServer, database: Database) -> None:
    """The most specific profile decides even when a more general one would permit."""
    database.define("SERVAUTH", RESOURCE)
    sys1.refresh("SERVAUTH")
    assert check(sys1, "ALICE") is DENIED


@pytest.mark.parametrize("resource", ["", "EZB.*", "ezb.a", "A..B"])
def test_a_malformed_resource_is_refused(sys1: SecurityServer, resource: str) -> None:
    """The message names the resource."""
    with pytest.raises(Malformed, match="resource"):
        sys1.check(UNDEFINED, "SERVAUTH", resource)


@pytest.mark.parametrize("command", ["set_active", "set_raclist"])
def test_options_of_an_unknown_class_are_refused(sys1: SecurityServer, command: str) -> None:
    """SETROPTS for a class that is not in the table is refused."""
    with pytest.raises(NotDefined, match="NOCLASS"):
        getattr(sys1, command)("NOCLASS", True)


@pytest.mark.parametrize("name", ["NOCLASS", "FACILITY"])
def test_what_is_not_raclisted_is_not_refreshed(sys1: SecurityServer, name: str) -> None:
    """A refresh of an unknown class, or of one that is not RACLISTed, is refused with its name."""
    with pytest.raises(NotDefined, match=name):
        sys1.refresh(name)


# Partner credentials and the security domain


@pytest.mark.parametrize(
    ("profile", "permitted"),
    [
        ("EZB.IOCTL.SYS1.TCPCS1.PARTNERINFO", True),
        ("EZB.IOCTL.SYS2.TCPCS1.PARTNERINFO", False),
        ("EZB.IOCTL.SYS1.TCPCS2.PARTNERINFO", False),
        ("EZB.IOCTL.*.TCPCS1.PARTNERINFO", True),
        ("EZB.IOCTL.SYS1.*.PARTNERINFO", True),
        ("EZB.**", True),
    ],
)
def test_the_resource_of_partner_credentials(
    sys1: SecurityServer, database: Database, profile: str, permitted: bool
) -> None:
    """System name and TCP/IP procedure name must both be covered."""
    database.delete("SERVAUTH", NAME)
    database.define("SERVAUTH", profile, access_list={"ALICE": Access.READ})
    sys1.refresh("SERVAUTH")
    assert sys1.partnerinfo_permitted(sys1.identity("ALICE"), "TCPCS1") is permitted


def test_no_decision_does_not_permit_partner_credentials(sys1: SecurityServer) -> None:
    """SAF return code 4 is taken as a no."""
    sys1.set_active("SERVAUTH", active=False)
    assert not sys1.partnerinfo_permitted(sys1.identity("ALICE"), "TCPCS1")


def test_denied_partner_credentials(sys1: SecurityServer) -> None:
    """SAF return code 8 is a no."""
    assert not sys1.partnerinfo_permitted(sys1.identity("BOB"), "TCPCS1")


def test_the_security_domain(sys1: SecurityServer) -> None:
    """EZBDOMAIN's APPLDATA names the domain, folded."""
    assert sys1.appldata("SERVAUTH", "EZBDOMAIN") == "PayNet"
    assert sys1.security_domain() == SecurityDomain("PAYNET")


def test_the_domain_changes_with_the_refresh(
    sys1: SecurityServer, sys2: SecurityServer, database: Database
) -> None:
    """APPLDATA is read from the copy of each system."""
    database.alter("SERVAUTH", "EZBDOMAIN", appldata="OTHER")
    sys1.refresh("SERVAUTH")
    assert (sys1.security_domain().name, sys2.security_domain().name) == ("OTHER", "PAYNET")


@pytest.mark.parametrize("option", ["set_active", "set_raclist"])
def test_without_the_class_there_is_no_domain(sys1: SecurityServer, option: str) -> None:
    """An inactive class, or one that must be RACLISTed and is not, defines nothing."""
    getattr(sys1, option)("SERVAUTH", False)
    assert sys1.appldata("SERVAUTH", "EZBDOMAIN") is None
    assert not sys1.security_domain().defined


def test_appldata_of_what_is_not_there(sys1: SecurityServer) -> None:
    """No such profile, or no such class: None. A profile without APPLDATA: the empty text."""
    assert sys1.appldata("SERVAUTH", "EZBDOM") is None
    assert sys1.appldata("NOCLASS", "EZBDOMAIN") is None
    assert sys1.appldata("SERVAUTH", NAME) == ""


# Environments and UTOKENs


@pytest.mark.parametrize("user", ["", "*", "NOBODY"])
def test_undefined_users_have_one_environment(sys1: SecurityServer, user: str) -> None:
    """Whoever the database does not know runs as the undefined user."""
    assert sys1.identity(user) is UNDEFINED


def test_a_malformed_user_id_is_refused(sys1: SecurityServer) -> None:
    """A name that cannot be a user ID is an error, not an undefined user."""
    with pytest.raises(Malformed, match="user 'TOOLONGID'"):
        sys1.identity("TOOLONGID")


def test_an_environment_is_a_snapshot(sys1: SecurityServer, database: Database) -> None:
    """What is changed in the user afterwards does not reach the environment."""
    bob = sys1.identity("BOB")
    database.define_user(User("BOB", "PAYROLL", attributes=frozenset({UserAttribute.TRUSTED})))
    assert sys1.check(bob, "SERVAUTH", RESOURCE) is DENIED
    assert check(sys1, "BOB") is PERMITTED


def test_a_token_of_one_system_is_mapped_on_another(sys1: SecurityServer, sys2: SecurityServer) -> None:
    """Systems with the same security product understand each other's tokens."""
    token = sys1.tokenxtr(sys1.identity("BOB"))
    assert sys2.tokenmap(token) == sys1.utoken(sys1.identity("BOB"))


def test_an_authorized_program_logs_in_by_token(sys1: SecurityServer, sys2: SecurityServer) -> None:
    """The environment is the one the user would have, in the token's group."""
    bob = Identity.of(User("BOB", "PAYROLL", ("AUDIT",)), "AUDIT")
    assert sys2.login(sys1.tokenxtr(bob), authorized=True) == bob


def test_an_unauthorized_program_does_not(sys1: SecurityServer) -> None:
    """The refusal is EPERM, whatever the token."""
    with pytest.raises(NotAuthorized) as refused:
        sys1.login(b"", authorized=False)
    assert refused.value.errno == "EPERM"


def test_login_with_what_is_no_token(sys1: SecurityServer) -> None:
    """Malformed tokens and the external form are refused."""
    bob = sys1.identity("BOB")
    for data in (b"", sys1.utoken(bob).external):
        with pytest.raises(TokenRefused):
            sys1.login(data, authorized=True)


def test_attributes_come_from_this_database(sys1: SecurityServer) -> None:
    """A token that says trusted does not make its user trusted here."""
    forged = Identity("BOB", "PAYROLL", attributes=frozenset({UserAttribute.TRUSTED}))
    assert not sys1.login(sys1.tokenxtr(forged), authorized=True).trusted


@pytest.mark.parametrize(
    ("identity", "place"),
    [
        (Identity("CAROL", "PAYROLL"), "user CAROL"),
        (UNDEFINED, r"user \*"),
        (Identity("ALICE", "AUDIT"), "group AUDIT: user ALICE"),
    ],
)
def test_login_of_somebody_unknown_here(sys1: SecurityServer, identity: Identity, place: str) -> None:
    """User and connection to the group must be known in this database."""
    with pytest.raises(NotDefined, match=place):
        sys1.login(sys1.tokenxtr(identity), authorized=True)


def test_another_products_token_is_of_no_use(sys1: SecurityServer) -> None:
    """Neither TOKENMAP nor a login accepts it, though it speaks of a user known here."""
    token = sys1.foreign_token("BOB")
    assert len(token) == 80
    with pytest.raises(TokenRefused):
        sys1.tokenmap(token)
    with pytest.raises(TokenRefused):
        sys1.login(token, authorized=True)


def test_a_foreign_token_needs_a_user_id(sys1: SecurityServer) -> None:
    """The user ID must be well formed."""
    with pytest.raises(Malformed):
        sys1.foreign_token("bob")
