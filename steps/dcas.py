"""DCAS: starting it, operator commands, requests of clients, and what console and syslog then hold.

A message is recognised by its kind and by what it names, never by number or text. `shows` looks at what
was issued since the last command or request. Knows no TLS and no PassTicket.
"""

from collections.abc import Callable

from ezconform.protocol.answers import Message, Messages, PassTicket, Refused
from ezconform.protocol.requests import (
    ConsoleCommand,
    ConsoleRead,
    DcasRequest,
    DcasStart,
    DcasStop,
    SafDefine,
    SafRefresh,
    SyslogRead,
)
from ezconform.protocol.values import DcasPhase, MessageKind, Severity
from ezconform.vocabulary import (
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

Read = tuple[Message, ...]
Enough = Callable[[Read], object]
DCAS_KINDS = (MessageKind.DEBUG_LEVEL, MessageKind.UNKNOWN_PARAMETER, MessageKind.UNKNOWN_LEVEL)


@given("DCAS runs on {system} as job {job}")
def start(lab: Lab, system: Name, job: Name) -> None:
    _start(lab, system, job, debug=None)


@given("DCAS runs on {system} as job {job} with debug level {level}")
def start_with_level(lab: Lab, system: Name, job: Name, level: Number) -> None:
    _start(lab, system, job, debug=level)


@given("DCAS is still initializing on {system} as job {job} with debug level {level}")
def start_without_end(lab: Lab, system: Name, job: Name, level: Number) -> None:
    lab.tell(DcasStart(job=job, system=system, debug=level, until=DcasPhase.INITIALIZING))


@given("the job {job} has ended")
def stop(lab: Lab, job: Name) -> None:
    lab.tell(DcasStop(job=job))


@given("DCAS knows the application {application} of {database}")
def define_application(lab: Lab, application: Word, database: Name) -> None:
    lab.tell(SafDefine(database=database, profile=application, resource_class="PTKTDATA"))
    for system in lab.definition.systems:
        if system.database == database:
            lab.tell(SafRefresh(system=system.name, resource_class="PTKTDATA"))


@when("the operator of {system} enters {command}")
def enter(lab: Lab, system: Name, command: Quoted) -> None:
    _forget(lab, system)
    lab.memory["answer"] = lab.ask(ConsoleCommand(system=system, command=command))
    lab.expect_from_now()


@when("a client asks DCAS {job} on {system} for a PassTicket for user {user} and application {application}")
def ask_for_ticket(lab: Lab, job: Name, system: Name, user: Word, application: Word) -> None:
    _forget(lab, system)
    request = DcasRequest(job=job, system=system, user=user, application=application, correlator="1")
    lab.memory["answer"] = lab.ask(request)
    lab.expect_from_now()


@then("the request is served for user {user}")
def request_is_served(lab: Lab, user: UserId) -> None:
    answer = check.kind("the DCAS request", PassTicket, lab.memory["answer"])
    check.equal("user of the PassTicket", user, answer.user)


@then("the request is not served")
def request_is_not_served(lab: Lab) -> None:
    check.kind("the DCAS request", Refused, lab.memory["answer"])


@then("the console of {system} shows the {kind} message naming {insert}")
def console_shows(lab: Lab, system: Name, kind: MessageKind, insert: Quoted) -> None:
    _shows("console", kind, insert, _console(lab, system, lambda read: kind in _kinds(read)))


@then("the syslog of {system} shows the {kind} message naming {insert}")
def syslog_shows(lab: Lab, system: Name, kind: MessageKind, insert: Quoted) -> None:
    _shows("syslog", kind, insert, _syslog(lab, system, lambda read: kind in _kinds(read)))


@then("console and syslog of {system} both show the {kind} message naming {insert}")
def both_show(lab: Lab, system: Name, kind: MessageKind, insert: Quoted) -> None:
    console_shows(lab, system, kind, insert)
    syslog_shows(lab, system, kind, insert)


@then("console and syslog of {system} both show the {kind} message")
def both_show_kind(lab: Lab, system: Name, kind: MessageKind) -> None:
    for place, read in (("console", _console), ("syslog", _syslog)):
        messages = read(lab, system, lambda some: kind in _kinds(some))
        check.contains(f"kinds of messages on the {place}", kind, _kinds(messages))


@then("console and syslog of {system} show no message of DCAS about its debug level")
def neither_shows(lab: Lab, system: Name) -> None:
    for place, read in (("console", _console), ("syslog", _syslog)):
        check.equal(f"messages about the debug level on the {place}", [], _kinds(read(lab, system, _kinds)))


@then("the operator of {system} is answered")
def operator_is_answered(lab: Lab, system: Name) -> None:
    """By a refusal of the command itself or by any message: the documents do not tell which."""
    answered = isinstance(lab.memory["answer"], Refused) or _console(lab, system, bool) != ()
    check.true("the command is answered", answered, "no refusal and no message")


@then("the syslog of {system} holds lines of severity {severities}")
def lines_of_severity(lab: Lab, system: Name, severities: Quoted) -> None:
    wanted = {Severity(word.strip()) for word in severities.split(",")}
    found = _severities(lab, system, lambda read: wanted.issubset(_severities_of(read)))
    for severity in sorted(wanted):
        check.contains("severities logged", severity, found)


@then("the syslog of {system} holds no line of severity {severities}")
def no_lines_of_severity(lab: Lab, system: Name, severities: Quoted) -> None:
    unwanted = {Severity(word.strip()) for word in severities.split(",")}
    found = _severities(lab, system, lambda read: unwanted.intersection(_severities_of(read)))
    for severity in sorted(unwanted):
        check.absent("severities logged", severity, found)


@then("the severities in the syslog of {system} are noted, {one} among them")
def note_severities(lab: Lab, system: Name, one: Quoted) -> None:
    lab.memory["severities"] = _severities(lab, system, _never)
    check.contains("severities logged", Severity(one), lab.memory["severities"])


@then("the syslog of {system} holds those of the noted severities that are in {listed}, and no others")
def noted_severities_in(lab: Lab, system: Name, listed: Quoted) -> None:
    wanted = [word.strip() for word in listed.split(",")]
    expected = [severity for severity in lab.memory["severities"] if severity in wanted]
    check.equal("severities logged", expected, _severities(lab, system, _never))


@then("the syslog of {system} holds no line about the request")
def nothing_logged(lab: Lab, system: Name) -> None:
    read = _syslog(lab, system, _severities_of)
    texts = [message.text for message in read if message.severity is not None]
    check.equal("lines about the request", [], texts)


@then("a line in the syslog of {system} holds {text}")
def line_holds(lab: Lab, system: Name, text: Quoted) -> None:
    read = _syslog(lab, system, lambda some: any(text in message.text for message in some))
    texts = [message.text for message in read]
    check.true(f'a syslog line holds "{text}"', any(text in one for one in texts), "; ".join(texts) or "none")


def _start(lab: Lab, system: str, job: str, debug: int | None) -> None:
    lab.tell(DcasStart(job=job, system=system, debug=debug))


def _forget(lab: Lab, system: str) -> None:
    """What console and syslog hold by now, in real time with what is still coming, is of earlier steps."""
    if "messages" in lab.memory:
        while lab.look_again():
            pass
    lab.memory["messages"] = {}
    lab.tell(ConsoleRead(system=system))
    lab.tell(SyslogRead(system=system))


def _console(lab: Lab, system: str, enough: Enough) -> Read:
    return _messages(lab, f"the console of {system}", ConsoleRead(system=system), enough)


def _syslog(lab: Lab, system: str, enough: Enough) -> Read:
    return _messages(lab, f"the syslog of {system}", SyslogRead(system=system), enough)


def _messages(lab: Lab, place: str, request: ConsoleRead | SyslogRead, enough: Enough) -> Read:
    """Read once after each command, since reading takes the messages away.

    In real time they come a little later: read on until there are enough of them or they are overdue.
    """
    read: dict[str, Read] = lab.memory.setdefault("messages", {})
    if place not in read:
        read[place] = check.kind(place, Messages, lab.ask(request)).messages
    while not enough(read[place]) and lab.look_again():
        read[place] += check.kind(place, Messages, lab.ask(request)).messages
    return read[place]


def _never(_read: Read) -> bool:
    """There may always be more."""
    return False


def _kinds(messages: Read) -> list[MessageKind]:
    return [message.kind for message in messages if message.kind in DCAS_KINDS]


def _severities(lab: Lab, system: str, enough: Enough) -> list[Severity]:
    return sorted(_severities_of(_syslog(lab, system, enough)))


def _severities_of(messages: Read) -> set[Severity]:
    return {message.severity for message in messages if message.severity is not None}


def _shows(place: str, kind: MessageKind, insert: str, messages: Read) -> None:
    texts = [message.text for message in messages if message.kind is kind]
    check.equal(f"number of {kind} messages on the {place}", 1, len(texts))
    check.true(f'the {kind} message on the {place} names "{insert}"', _names(texts[0], insert), texts[0])


def _names(text: str, insert: str) -> bool:
    """Whether the insert stands in the message as a word of its own, wherever and in any case."""
    words = text.upper().replace("'", " ").replace('"', " ").split()
    wanted = insert.upper().split()
    return any(
        [word.strip(".,;:()") for word in words[at : at + len(wanted)]] == wanted
        for at in range(len(words) - len(wanted) + 1)
    )
