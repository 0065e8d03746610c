"""What Netstat ALL/-A displays: the two flags, states, labels, filters. Knows no cause of what is shown.

A connection is found by its client name, the name of its program; a listener is spoken of as such. Steps
with `Netstat shows` display the report anew; `the report` is the one a When step has displayed.
"""

from enum import StrEnum
from typing import Any

from ezconform.netstat.connection import Connection, UnreadableReport
from ezconform.netstat.labels import folded
from ezconform.netstat.report import read_report
from ezconform.protocol.answers import Refused, Report
from ezconform.protocol.requests import NetstatReport
from ezconform.protocol.values import ReportForm
from ezconform.vocabulary import (
    DataTable,
    HexByte,
    Lab,
    Name,
    Port,
    Quoted,
    Word,
    check,
    then,
    when,
)

LISTEN = "Listen"
CLUSTER = "TcpClusterConnFlag"
TRUSTED = "TcpTrustedPartner"


class Switch(StrEnum):
    """A bit of a flag, on or off."""

    ON = "on"
    OFF = "off"


class Flag(StrEnum):
    """The two values by their labels."""

    CLUSTER = CLUSTER
    TRUSTED = TRUSTED


@then("Netstat shows {flag} {byte} for {program}")
def flag_is(lab: Lab, flag: Flag, byte: HexByte, program: Name) -> None:
    check.equal(f"{flag} of {program}", f"{byte:02X}", _byte(_connection(lab, program), flag))


@then("Netstat shows {flag} {byte} for the listener of {program}")
def flag_of_listener_is(lab: Lab, flag: Flag, byte: HexByte, program: Name) -> None:
    check.equal(f"{flag} of {program}'s listener", f"{byte:02X}", _byte(_listener(lab, program), flag))


@then("Netstat shows bit {bit} of {flag} {switch} for {program}")
def bit_is(lab: Lab, bit: HexByte, flag: Flag, switch: Switch, program: Name) -> None:
    _check_bit(program, flag, bit, switch, _connection(lab, program))


@then("Netstat shows bit {bit} of {flag} {switch} for every connection of {program}")
def bit_of_all_is(lab: Lab, bit: HexByte, flag: Flag, switch: Switch, program: Name) -> None:
    records = _connections(lab, program)
    check.true(f"{program} has connections in the report", records, "none")
    for record in records:
        _check_bit(f"{program} to {record.foreign}", flag, bit, switch, record)


@then("Netstat shows the state {state} for {program}")
def state_is(lab: Lab, state: Word, program: Name) -> None:
    check.equal(f"state of {program}", state, _connection(lab, program).state)


@then("Netstat shows the state {state} for the listener of {program}")
def state_of_listener_is(lab: Lab, state: Word, program: Name) -> None:
    check.equal(f"state of {program}'s listener", state, _listener(lab, program).state)


@then("Netstat shows the local address {local} and the foreign address {foreign} for {program}")
def addresses_are(lab: Lab, local: Word, foreign: Word, program: Name) -> None:
    record = _connection(lab, program)
    check.equal(f"local address of {program}", local, record.local.rpartition("..")[0])
    check.equal(f"foreign address of {program}", foreign, record.foreign.rpartition("..")[0])


@then("Netstat shows neither flag for {program}")
def no_flag(lab: Lab, program: Name) -> None:
    record = _only(f"sockets of {program}", _records(lab, program))
    for flag in Flag:
        check.equal(f"{flag} of {program}", None, record.value(flag))


@when("the Netstat ALL report of {stack} is displayed")
def display(lab: Lab, stack: Name) -> None:
    _display(lab, NetstatReport(stack=stack))


@when("the Netstat ALL report of {stack} is displayed in the form {form}")
def display_in_form(lab: Lab, stack: Name, form: ReportForm) -> None:
    _display(lab, NetstatReport(stack=stack, form=form))


@when("the Netstat ALL report of {stack} is displayed in the stack's own form")
def display_in_default_form(lab: Lab, stack: Name) -> None:
    _display(lab, NetstatReport(stack=stack, form=None))


@when("the Netstat ALL report of {stack} is displayed for the clients {clients}")
def display_clients(lab: Lab, stack: Name, clients: Quoted) -> None:
    _display(lab, NetstatReport(stack=stack, clients=_words(clients)))


@when("the Netstat ALL report of {stack} is displayed for the addresses {addresses}")
def display_addresses(lab: Lab, stack: Name, addresses: Quoted) -> None:
    _display(lab, NetstatReport(stack=stack, addresses=_words(addresses)))


@when("the Netstat ALL report of {stack} is displayed for the ports {ports}")
def display_ports(lab: Lab, stack: Name, ports: Quoted) -> None:
    _display(lab, NetstatReport(stack=stack, ports=tuple(int(port) for port in _words(ports))))


@when("the Netstat ALL report of {stack} is displayed for the client {client} and the port {port}")
def display_client_and_port(lab: Lab, stack: Name, client: Quoted, port: Port) -> None:
    _display(lab, NetstatReport(stack=stack, clients=(client,), ports=(port,)))


@when("the Netstat ALL report of {stack} is displayed for servers only")
def display_servers(lab: Lab, stack: Name) -> None:
    _display(lab, NetstatReport(stack=stack, server=True))


@then("the report shows {names}")
def report_shows(lab: Lab, names: Quoted) -> None:
    shown = sorted(record.client_name for record in _report(lab))
    check.equal("client names in the report", ", ".join(_words(names)), ", ".join(shown))


@then("the report shows the flags {cluster} and {trusted} for {program}")
def report_shows_flags(lab: Lab, cluster: HexByte, trusted: HexByte, program: Name) -> None:
    found = [record for record in _report(lab) if _is_connection(record, program)]
    record = _only(f"connections of {program}", found)
    check.equal(
        f"flags of {program}",
        f"{cluster:02X} {trusted:02X}",
        f"{_byte(record, CLUSTER)} {_byte(record, TRUSTED)}",
    )


@then("the report shows for {program}, in this order")
def labels_in_order(lab: Lab, program: Name, table: DataTable) -> None:
    """Other labels may stand between those asked for: the source leaves two gaps."""
    found = [record for record in _report(lab) if _is_connection(record, program)]
    shown = [folded(label) for label in _only(f"connections of {program}", found).labels]
    expected = [folded(cell) for row in table.raw for cell in row]
    check.equal("labels in the report", expected, [label for label in shown if label in expected])


@then("the report shows both flags of {program} on one line as two hexadecimal digits each")
def flags_share_a_line(lab: Lab, program: Name) -> None:
    found = [record for record in _report(lab) if _is_connection(record, program)]
    record = _only(f"connections of {program}", found)
    lines = {flag: _entry(record, flag).line for flag in (CLUSTER, TRUSTED)}
    check.equal("line of TcpTrustedPartner", lines[CLUSTER], lines[TRUSTED])
    for flag in (CLUSTER, TRUSTED):
        value = _entry(record, flag).value
        digits = len(value) == len("8E") and all(digit in "0123456789ABCDEF" for digit in value)
        check.true(f"{flag} is two hexadecimal digits", digits, value)


@then("the report is refused")
def report_is_refused(lab: Lab) -> None:
    check.kind("the report", Refused, lab.memory["report"])


def _display(lab: Lab, request: NetstatReport) -> None:
    lab.memory["report"] = lab.ask(request)


def _read(answer: Any) -> list[Connection]:
    text = check.kind("the report", Report, answer).text
    try:
        return list(read_report(text).connections)
    except UnreadableReport as problem:
        raise check.ExpectationFailed("the report", "a Netstat ALL/-A report", str(problem)) from problem


def _report(lab: Lab) -> list[Connection]:
    return _read(lab.memory["report"])


def _records(lab: Lab, program: str) -> list[Connection]:
    answer = lab.ask(NetstatReport(stack=lab.memory["stacks"][program]))
    return [record for record in _read(answer) if record.client_name == program]


def _is_connection(record: Connection, program: str) -> bool:
    return record.client_name == program and record.state not in ("", LISTEN)


def _connections(lab: Lab, program: str) -> list[Connection]:
    return [record for record in _records(lab, program) if _is_connection(record, program)]


def _connection(lab: Lab, program: str) -> Connection:
    return _only(f"connections of {program}", _connections(lab, program))


def _listener(lab: Lab, program: str) -> Connection:
    found = [record for record in _records(lab, program) if record.state == LISTEN]
    return _only(f"listeners of {program}", found)


def _only(what: str, found: list[Connection]) -> Connection:
    check.equal(f"number of {what} in the report", 1, len(found))
    return found[0]


def _entry(record: Connection, label: str) -> Any:
    entry = record.entry(label)
    check.true(f"{label} is shown for {record.client_name}", entry is not None, record.labels)
    return entry


def _byte(record: Connection, flag: str) -> str:
    return str(_entry(record, flag).value).upper()


def _check_bit(whose: str, flag: Flag, bit: int, switch: Switch, record: Connection) -> None:
    shown = _byte(record, flag)
    actual = Switch.ON if int(shown, 16) & bit else Switch.OFF
    check.equal(f"bit {bit:02X} of {flag} {shown} of {whose}", switch, actual)


def _words(text: str) -> tuple[str, ...]:
    return tuple(word.strip() for word in text.split(",") if word.strip())
