"""Every rule can be replaced, and replacing it shows: what a fault needs."""

from collections.abc import Callable
from dataclasses import fields, replace

import pytest

from reference_impl.security import (
    STANDARD,
    Access,
    Database,
    Identity,
    Malformed,
    NotAuthorized,
    SecurityDomain,
    SecurityRules,
    SecurityServer,
    TokenRefused,
    User,
    UserAttribute,
    Utoken,
)
from reference_impl.security.authority import AUTHORITY_ORDER, group_entry, user_entry
from reference_impl.security.check_sequence import CHECK_SEQUENCE, profile_search, trusted_user
from reference_impl.security.utoken import FOREIGN_MASK, Mask

RESOURCE = "EZB.IOCTL.SYS1.TCPCS1.PARTNERINFO"


def server(rules: SecurityRules) -> SecurityServer:
    """A system where BOB has UPDATE by a group, READ himself, and ALTER by the wrong profile."""
    database = Database("RACFA", rules)
    database.define_user(User("BOB", "PAYROLL", ("AUDIT",)))
    database.define_user(User("TRISH", attributes=frozenset({UserAttribute.TRUSTED})))
    database.define("SERVAUTH", "EZBDOMAIN", appldata="PayNet")
    entries = {"BOB": Access.READ, "PAYROLL": Access.UPDATE}
    database.define("SERVAUTH", "EZB.IOCTL.*.*.PARTNERINFO", access_list=entries)
    database.define("SERVAUTH", "EZB.**", uacc=Access.ALTER)
    database.define("SERVAUTH", "WARN", warning=True)
    made = SecurityServer("SYS1", database, rules)
    database.define("SERVAUTH", "LATER", uacc=Access.READ)
    return made


def check(server: SecurityServer, user: str, resource: str = RESOURCE, access: Access = Access.READ) -> int:
    return server.check(server.identity(user), "SERVAUTH", resource, access)


def token_user(server: SecurityServer) -> object:
    return server.tokenmap(server.tokenxtr(server.identity("BOB"))).fields()["TOKUSER"]


def can_log_in(server: SecurityServer) -> bool:
    try:
        server.login(server.tokenxtr(server.identity("BOB")), authorized=False)
    except NotAuthorized:
        return False
    return True


def can_map_foreign(server: SecurityServer) -> bool:
    try:
        server.tokenmap(server.foreign_token("BOB"))
    except TokenRefused:
        return False
    return True


def can_define(server: SecurityServer, length: int) -> bool:
    try:
        server.database.alter("SERVAUTH", "EZBDOMAIN", appldata="A" * length)
    except Malformed:
        return False
    return True


def empty_token(_data: bytes, _mask: Mask) -> Utoken:
    return Utoken.of({})


def may(server: SecurityServer, user: str = "BOB") -> bool:
    return server.partnerinfo_permitted(server.identity(user), "TCPCS1")


def no_decision(server: SecurityServer) -> bool:
    server.set_active("SERVAUTH", active=False)
    return may(server)


def same_domain(server: SecurityServer) -> bool:
    return server.rules.same_domain(SecurityDomain(), SecurityDomain())


Observation = Callable[[SecurityServer], object]
FAULTS: list[tuple[str, dict[str, object], Observation, object, object]] = [
    (
        "trusted users are checked",
        {"check_sequence": tuple(step for step in CHECK_SEQUENCE if step is not trusted_user)},
        lambda s: check(s, "TRISH"),
        0,
        8,
    ),
    ("nothing is checked", {"check_sequence": ()}, lambda s: check(s, "TRISH"), 0, 4),
    ("class options are ignored", {"check_sequence": (profile_search,)}, no_decision, False, True),
    (
        "groups before users",
        {"authority_order": (group_entry, user_entry, *AUTHORITY_ORDER[2:])},
        lambda s: check(s, "BOB", access=Access.UPDATE),
        8,
        0,
    ),
    (
        "no groups count",
        {"groups_that_count": lambda _identity, _grplist: (), "authority_order": (group_entry,)},
        lambda s: check(s, "BOB"),
        0,
        8,
    ),
    (
        "everything suffices",
        {"sufficient": lambda _granted, _asked: True},
        lambda s: check(s, "BOB", access=Access.ALTER),
        8,
        0,
    ),
    ("WARNING denies", {"warning_permits": False}, lambda s: check(s, "BOB", "WARN"), 0, 8),
    (
        "the most general profile wins",
        {"profile_order": len},
        lambda s: check(s, "BOB", access=Access.ALTER),
        8,
        0,
    ),
    (
        "no refresh needed",
        {"profiles_seen": lambda _copy, database: database},
        lambda s: check(s, "BOB", "LATER"),
        4,
        0,
    ),
    ("UPDATE needed", {"partnerinfo_access": Access.UPDATE}, may, True, False),
    ("another resource", {"partnerinfo_resource": lambda _sysname, _tcpprocname: "WRONG"}, may, True, False),
    ("no decision permits", {"no_decision_permits": True}, no_decision, False, True),
    ("256 characters fit", {"longest_appldata": 256}, lambda s: can_define(s, 256), False, True),
    ("case counts", {"domain_name": str}, lambda s: s.security_domain().name, "PAYNET", "PayNet"),
    ("undefined domains are equal", {"same_domain": SecurityDomain.__eq__}, same_domain, False, True),
    (
        "tokens are readable",
        {"mask": Mask(bytes(80))},
        lambda s: s.tokenxtr(s.identity("BOB"))[64:67] == "BOB".encode("cp037"),
        False,
        True,
    ),
    ("foreign tokens are accepted", {"mask": FOREIGN_MASK}, can_map_foreign, False, True),
    ("TOKENMAP tells nothing", {"tokenmap": empty_token}, token_user, "BOB", ""),
    ("tokens are empty", {"token_values": lambda _identity: {}}, token_user, "BOB", ""),
    (
        "the environment has no group list",
        {"environment": lambda user, group: replace(Identity.of(user, group), groups=())},
        lambda s: s.login(s.tokenxtr(s.identity("BOB")), authorized=True).groups,
        ("PAYROLL", "AUDIT"),
        (),
    ),
    ("anybody logs in", {"login_permitted": lambda _authorized: True}, can_log_in, False, True),
]


@pytest.mark.parametrize(
    ("_name", "change", "observe", "right", "wrong"), FAULTS, ids=[row[0] for row in FAULTS]
)
def test_a_replaced_rule_shows(
    _name: str, change: dict[str, object], observe: Observation, right: object, wrong: object
) -> None:
    """The same observation tells the standard rules from the replaced ones."""
    assert observe(server(STANDARD)) == right
    assert observe(server(replace(STANDARD, **change))) == wrong  # type: ignore[arg-type]


def test_every_rule_is_among_the_faults() -> None:
    """No rule is left that nothing can be seen of."""
    assert {name for row in FAULTS for name in row[1]} == {field.name for field in fields(SecurityRules)}


def test_a_search_without_profiles_decides_nothing() -> None:
    """With the earlier steps gone, a class without descriptor or copy still gives no decision."""
    made = server(replace(STANDARD, check_sequence=(profile_search,)))
    bob = made.identity("BOB")
    assert made.check(bob, "NOCLASS", RESOURCE) == 4
    made.set_raclist("SERVAUTH", raclist=False)
    assert made.check(bob, "SERVAUTH", RESOURCE) == 4
