"""DCAS: starting it, operator commands, requests of clients, and what console and syslog then hold.

A message is recognised by its kind and by what it names, never by number or text. `shows` looks at what
was issued since the last command or request. Knows no TLS and no PassTicket.
"""

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


@when("a client asks DCAS {job} on {system} for a PassTicket for user {user} and application {application}")
def ask_for_ticket(lab: Lab, job: Name, system: Name, user: Word, application: Word) -> None:
    _forget(lab, system)
    request = DcasRequest(job=job, system=system, user=user, application=application, correlator="1")
    lab.memory["answer"] = lab.ask(request)


@then("the request is served for user {user}")
def request_is_served(lab: Lab, user: UserId) -> None:
    answer = check.kind("the DCAS request", PassTicket, lab.memory["answer"])
    check.equal("user of the PassTicket", user, answer.user)


@then("the request is not served")
def request_is_not_served(lab: Lab) -> None:
    check.kind("the DCAS request", Refused, lab.memory["answer"])


@then("the console of {system} shows the {kind} message naming {insert}")
def console_shows(lab: Lab, system: Name, kind: MessageKind, insert: Quoted) -> None:
    _shows("console", kind, insert, _console(lab, system))


@then("the syslog of {system} shows the {kind} message naming {insert}")
def syslog_shows(lab: Lab, system: Name, kind: MessageKind, insert: Quoted) -> None:
    _shows("syslog", kind, insert, _syslog(lab, system))


@then("console and syslog of {system} both show the {kind} message naming {insert}")
def both_show(lab: Lab, system: Name, kind: MessageKind, insert: Quoted) -> None:
    console_shows(lab, system, kind, insert)
    syslog_shows(lab, system, kind, insert)


@then("console and syslog of {system} both show the {kind} message")
def both_show_kind(lab: Lab, system: Name, kind: MessageKind) -> None:
    for place, messages in (("console", _console(lab, system)), ("syslog", _syslog(lab, system))):
        check.contains(f"kinds of messages on the {place}", kind, _kinds(messages))


@then("console and syslog of {system} show no message of DCAS about its debug level")
def neither_shows(lab: Lab, system: Name) -> None:
    for place, messages in (("console", _console(lab, system)), ("syslog", _syslog(lab, system))):
        check.equal(f"messages about the debug level on the {place}", [], _kinds(messages))


@then("the operator of {system} is answered")
def operator_is_answered(lab: Lab, system: Name) -> None:
    """By a refusal of the command itself or by any message: the documents do not tell which."""
    answered = isinstance(lab.memory["answer"], Refused) or _console(lab, system) != ()
    check.true("the command is answered", answered, "no refusal and no message")


@then("the syslog of {system} holds lines of severity {severities}")
def lines_of_severity(lab: Lab, system: Name, severities: Quoted) -> None:
    found = _severities(lab, system)
    for severity in (Severity(word.strip()) for word in severities.split(",")):
        check.contains("severities logged", severity, found)


@then("the syslog of {system} holds no line of severity {severities}")
def no_lines_of_severity(lab: Lab, system: Name, severities: Quoted) -> None:
    found = _severities(lab, system)
    for severity in (Severity(word.strip()) for word in severities.split(",")):
        check.absent("severities logged", severity, found)


@then("the severities in the syslog of {system} are noted, {one} among them")
def note_severities(lab: Lab, system: Name, one: Quoted) -> None:
    lab.memory["severities"] = _severities(lab, system)
    check.contains("severities logged", Severity(one), lab.memory["severities"])


@then("the syslog of {system} holds those of the noted severities that are in {listed}, and no others")
def noted_severities_in(lab: Lab, system: Name, listed: Quoted) -> None:
    wanted = [word.strip() for word in listed.split(",")]
    expected = [severity for severity in lab.memory["severities"] if severity in wanted]
    check.equal("severities logged", expected, _severities(lab, system))


@then("the syslog of {system} holds no line about the request")
def nothing_logged(lab: Lab, system: Name) -> None:
    texts = [message.text for message in _syslog(lab, system) if message.severity is not None]
    check.equal("lines about the request", [], texts)


@then("a line in the syslog of {system} holds {text}")
def line_holds(lab: Lab, system: Name, text: Quoted) -> None:
    texts = [message.text for message in _syslog(lab, system)]
    check.true(f'a syslog line holds "{text}"', any(text in one for one in texts), "; ".join(texts) or "none")


def _start(lab: Lab, system: str, job: str, debug: int | None) -> None:
    lab.tell(DcasStart(job=job, system=system, debug=debug))


def _forget(lab: Lab, system: str) -> None:
    """What console and syslog hold by now belongs to earlier steps."""
    lab.memory.setdefault("messages", {}).clear()
    lab.tell(ConsoleRead(system=system))
    lab.tell(SyslogRead(system=system))


def _console(lab: Lab, system: str) -> tuple[Message, ...]:
    return _messages(lab, f"the console of {system}", ConsoleRead(system=system))


def _syslog(lab: Lab, system: str) -> tuple[Message, ...]:
    return _messages(lab, f"the syslog of {system}", SyslogRead(system=system))


def _messages(lab: Lab, place: str, request: ConsoleRead | SyslogRead) -> tuple[Message, ...]:
    """Read once after each command, since reading takes the messages away."""
    read: dict[str, tuple[Message, ...]] = lab.memory.setdefault("messages", {})
    if place not in read:
        read[place] = check.kind(place, Messages, lab.ask(request)).messages
    return read[place]


def _kinds(messages: tuple[Message, ...]) -> list[MessageKind]:
    return [message.kind for message in messages if message.kind in DCAS_KINDS]


def _severities(lab: Lab, system: str) -> list[Severity]:
    found = {message.severity for message in _syslog(lab, system) if message.severity is not None}
    return sorted(found)


def _shows(place: str, kind: MessageKind, insert: str, messages: tuple[Message, ...]) -> None:
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
