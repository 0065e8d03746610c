"""The XCF signalling between stacks: disturbing it and reading its trace. Knows no call."""

from ezconform.protocol.answers import Trace, XcfMessage
from ezconform.protocol.requests import TraceRead, XcfDisturb
from ezconform.protocol.values import Disturbance
from ezconform.vocabulary import DataTable, Lab, Name, Seconds, check, given, then


@given("the XCF answer between {one} and {other} takes {seconds} seconds")
def delay_answer(lab: Lab, one: Name, other: Name, seconds: Seconds) -> None:
    lab.tell(XcfDisturb(between=(one, other), effect=Disturbance.DELAY, seconds=seconds))


@given("XCF messages between {one} and {other} are lost")
def lose_messages(lab: Lab, one: Name, other: Name) -> None:
    lab.tell(XcfDisturb(between=(one, other), effect=Disturbance.LOSE))


@given("XCF messages between {one} and {other} arrive again")
def restore_messages(lab: Lab, one: Name, other: Name) -> None:
    lab.tell(XcfDisturb(between=(one, other), effect=Disturbance.RESTORE))


@given("the XCF trace is read up to here")
def skip_trace(lab: Lab) -> None:
    lab.ask(TraceRead())


@then("no XCF question has been sent")
def no_question(lab: Lab) -> None:
    check.equal("XCF questions about credentials", [], _ways(lab, "question"))


@then("the XCF questions sent are")
def questions_are(lab: Lab, table: DataTable) -> None:
    expected = [f"{row['from']} to {row['to']}" for row in table.rows]
    check.equal("XCF questions about credentials", expected, _ways(lab, "question"))


@then("the XCF messages sent are")
def messages_are(lab: Lab, table: DataTable) -> None:
    expected = [f"{row['message']} {row['from']} to {row['to']}" for row in table.rows]
    events = _events(lab)
    check.equal("XCF messages", expected, [f"{one.what} {one.sender} to {one.receiver}" for one in events])


def _ways(lab: Lab, what: str) -> list[str]:
    return [f"{event.sender} to {event.receiver}" for event in _events(lab) if event.what == what]


def _events(lab: Lab) -> tuple[XcfMessage, ...]:
    trace: Trace = check.kind("the XCF trace", Trace, lab.ask(TraceRead()))
    return trace.events
