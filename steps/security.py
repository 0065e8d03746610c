"""RACF: users, profiles and options of the lab, the security domain, and what can be done with a UTOKEN.

All profiles here are of class SERVAUTH. A profile changed in a database counts on a system only after
the refresh there. Knows no socket.
"""

from ezconform.protocol.answers import (
    AccessDecision,
    Environment,
    PartnerInfo,
    Refused,
    Token,
    TokenFields,
)
from ezconform.protocol.requests import (
    AccessCheck,
    SafAlter,
    SafDefine,
    SafDelete,
    SafOptions,
    SafPermit,
    SafRefresh,
    SafUser,
    TokenForeign,
    TokenLogin,
    TokenMap,
)
from ezconform.protocol.values import Access, UserAttribute
from ezconform.vocabulary import (
    DataTable,
    Lab,
    Name,
    Number,
    Quoted,
    UserId,
    Word,
    check,
    given,
    then,
    when,
)

DOMAIN = "EZBDOMAIN"
TOKENS = {"address-space": "address_space_utoken", "task-level": "task_utoken"}


@given("{database} has the profile {profile} with UACC {access}")
def define_profile(lab: Lab, database: Name, profile: Word, access: Access) -> None:
    lab.tell(SafDefine(database=database, profile=profile, uacc=access))


@given("{database} has the profile {profile} in WARNING mode")
def define_warning_profile(lab: Lab, database: Name, profile: Word) -> None:
    lab.tell(SafDefine(database=database, profile=profile, warning=True))


@given("{database} has no profile {profile}")
def delete_profile(lab: Lab, database: Name, profile: Word) -> None:
    lab.tell(SafDelete(database=database, profile=profile))


@given("the profile {profile} in {database} gets UACC {access}")
def alter_access(lab: Lab, profile: Word, database: Name, access: Access) -> None:
    lab.tell(SafAlter(database=database, profile=profile, uacc=access))


@given("the profile {profile} in {database} permits {id_} {access}")
def permit(lab: Lab, profile: Word, database: Name, id_: Word, access: Access) -> None:
    lab.tell(SafPermit(database=database, profile=profile, id=id_, access=access))


@given("the profile {profile} in {database} no longer lists {id_}")
def unlist(lab: Lab, profile: Word, database: Name, id_: Word) -> None:
    lab.tell(SafPermit(database=database, profile=profile, id=id_, access=None))


@given("class SERVAUTH is refreshed on {system}")
def refresh(lab: Lab, system: Name) -> None:
    lab.tell(SafRefresh(system=system))


@given("class SERVAUTH is not active on {system}")
def deactivate_class(lab: Lab, system: Name) -> None:
    lab.tell(SafOptions(system=system, active=False))


@given("class SERVAUTH is not RACLISTed on {system}")
def unlist_class(lab: Lab, system: Name) -> None:
    lab.tell(SafOptions(system=system, raclist=False))


@given("list-of-groups checking is not active on {system}")
def deactivate_group_lists(lab: Lab, system: Name) -> None:
    lab.tell(SafOptions(system=system, grplist=False))


@given("{database} has the user {user} in group {group}")
def define_user(lab: Lab, database: Name, user: UserId, group: UserId) -> None:
    lab.tell(SafUser(database=database, user=user, default_group=group, groups=(group,)))


@given("{database} has the user {user} in group {group} and also in group {other}")
def define_user_of_two(lab: Lab, database: Name, user: UserId, group: UserId, other: UserId) -> None:
    lab.tell(SafUser(database=database, user=user, default_group=group, groups=(group, other)))


@given("{database} has the {attribute} user {user} in group {group}")
def define_special_user(
    lab: Lab, database: Name, attribute: UserAttribute, user: UserId, group: UserId
) -> None:
    one = (attribute,)
    lab.tell(SafUser(database=database, user=user, default_group=group, groups=(group,), attributes=one))


@given("the security domain of {system} is {domain}")
def name_domain(lab: Lab, system: Name, domain: Quoted) -> None:
    _name_domain(lab, system, domain)


@given("the security domain of {system} is {count} letters A followed by {last}")
def name_long_domain(lab: Lab, system: Name, count: Number, last: Quoted) -> None:
    _name_domain(lab, system, "A" * count + last)


@given("the security domain of {system} is not defined")
def undefine_domain(lab: Lab, system: Name) -> None:
    lab.tell(SafDelete(database=_database(lab, system), profile=DOMAIN))
    lab.tell(SafRefresh(system=system))


@when("the security domain of {system} is defined again as {count} letters A followed by {last}")
def try_long_domain(lab: Lab, system: Name, count: Number, last: Quoted) -> None:
    request = SafAlter(database=_database(lab, system), profile=DOMAIN, appldata="A" * count + last)
    lab.memory["answer"] = lab.ask(request)


@then("the definition is refused")
def definition_is_refused(lab: Lab) -> None:
    check.kind("the definition", Refused, lab.memory["answer"])


@then("the UTOKEN is {count} bytes long")
def token_is_long(lab: Lab, count: Number) -> None:
    check.equal("bytes of the UTOKEN", count, len(bytes.fromhex(_token(lab, "address-space"))))


@then("the UTOKEN shows nothing readable of {text}")
def token_is_masked(lab: Lab, text: UserId) -> None:
    token = bytes.fromhex(_token(lab, "address-space"))
    check.true("a UTOKEN", token != b"", token.hex())
    for code_page in ("cp037", "ascii"):
        check.absent(f"{text} in {code_page}", text.encode(code_page), token)


@then("the UTOKEN is noted")
def note_token(lab: Lab) -> None:
    lab.memory["noted"] = _token(lab, "address-space")


@then("the UTOKEN differs from the one noted")
def token_differs(lab: Lab) -> None:
    token = _token(lab, "address-space")
    check.true("two UTOKENs that differ", token != lab.memory["noted"], token)


@when("{program} maps the {level} UTOKEN with TOKENMAP")
def map_token(lab: Lab, program: Name, level: Word) -> None:
    token = _token(lab, level)
    lab.memory["mapped"] = lab.ask(TokenMap(program=program, utoken=token))


@then("TOKENMAP shows")
def token_shows(lab: Lab, table: DataTable) -> None:
    fields = check.kind("TOKENMAP", TokenFields, lab.memory["mapped"]).fields
    for name, expected in dict(table.pairs()).items():
        check.equal(name, expected, fields.get(name, "no such field"))


@then("TOKENMAP has the field {name}")
def token_has_field(lab: Lab, name: Name) -> None:
    fields = check.kind("TOKENMAP", TokenFields, lab.memory["mapped"]).fields
    check.contains("fields of the UTOKEN", name, sorted(fields))


@when("{program} establishes a security environment from the {level} UTOKEN")
def log_in(lab: Lab, program: Name, level: Word) -> None:
    token = _token(lab, level)
    lab.memory["environment"] = lab.ask(TokenLogin(program=program, utoken=token))


@given("a UTOKEN of another security product for user {user}")
def make_foreign_token(lab: Lab, user: UserId) -> None:
    token = check.kind("the other product", Token, lab.ask(TokenForeign(user=user)))
    lab.memory["answer"] = PartnerInfo(routing=(), address_space_utoken=token.utoken)


@then("the environment is that of user {user} in group {group}")
def environment_is(lab: Lab, user: UserId, group: UserId) -> None:
    made = check.kind("the security environment", Environment, lab.memory["environment"])
    check.equal("user and group", f"{user} {group}", f"{made.user} {made.group}")


@then("the environment is refused")
def environment_is_refused(lab: Lab) -> None:
    check.kind("the security environment", Refused, lab.memory["environment"])


@then("access of {program} to {resource} is decided with SAF return code {code}")
def access_is(lab: Lab, program: Name, resource: Word, code: Number) -> None:
    answer = lab.ask(AccessCheck(program=program, resource=resource))
    decision = check.kind("the access check", AccessDecision, answer)
    check.equal("SAF return code", code, decision.saf_return_code)


def _token(lab: Lab, level: str) -> str:
    info = check.kind("the call", PartnerInfo, lab.memory["answer"])
    return str(getattr(info, TOKENS[level]))


def _database(lab: Lab, system: str) -> str:
    return next(one.database for one in lab.definition.systems if one.name == system)


def _name_domain(lab: Lab, system: str, domain: str) -> None:
    lab.tell(SafAlter(database=_database(lab, system), profile=DOMAIN, appldata=domain))
    lab.tell(SafRefresh(system=system))
