"""The reference adapter: every verb, labs that can and cannot be built, and the shapes of a no."""

import inspect
import tomllib
from typing import Any

import msgspec
import pytest

from ezconform import bundle
from ezconform.connection.connectors import python_adapter
from ezconform.protocol import answers, requests
from ezconform.protocol.lab import LabDefinition, Stack, System
from ezconform.protocol.values import (
    Capability,
    Disturbance,
    Indicator,
    Interface,
    LinkKind,
    ReportForm,
    RequestItem,
)
from ezconform.protocol.verbs import VERBS
from reference_impl.rules import V1R12

BUNDLE = bundle.find()


REFERENCE: Any = python_adapter("reference")


def lab(name: str = "two-systems") -> LabDefinition:
    raw = tomllib.loads((BUNDLE.features / "labs.toml").read_text("utf-8"))
    fields = raw["lab"][name]
    used = sorted({system["database"] for system in fields["systems"]})
    databases = [{"name": one, **raw["database"][one]} for one in used]
    return msgspec.convert({"name": name, "databases": databases, **fields}, LabDefinition)


def opened(name: str = "two-systems") -> Any:
    reference = REFERENCE(V1R12)
    assert reference.lab_open(requests.LabOpen(lab(name))) == answers.Opened()
    return reference


def connected() -> Any:
    """PAYROLL's socket c and LEDGER's socket s are connected."""
    reference = opened()
    for request in (
        requests.ProgramStart("PAYROLL", "ALICE", stack="TCPCS1", task_user="BOB"),
        requests.ProgramStart("LEDGER", "BOB", stack="TCPCS2"),
        requests.SocketOpen("l", "LEDGER"),
        requests.SocketBind("l", "10.1.1.2", 5000),
        requests.SocketListen("l"),
        requests.SocketOpen("c", "PAYROLL"),
        requests.PartnerSet("c"),
        requests.SocketConnect("c", "10.1.1.2", 5000),
        requests.SocketAccept("l", "s"),
    ):
        assert ask(reference, request) == answers.Done()
    return reference


def ask(reference: Any, request: Any) -> Any:
    verb = next(verb for verb in VERBS.values() if verb.request is type(request))
    return getattr(reference, verb.method)(request)


def test_every_verb_has_a_method_that_takes_one_request() -> None:
    """And none is offered beyond them."""
    offered = {
        name
        for name, member in inspect.getmembers(REFERENCE, inspect.isfunction)
        if not name.startswith("_") and name != "refused"
    }
    assert offered == {verb.method for verb in VERBS.values()}


def test_it_claims_everything() -> None:
    """All classes and all capabilities."""
    subject = REFERENCE().initialize(requests.Initialize("1.0", "test"))
    assert set(subject.capabilities) == set(Capability)
    assert len(subject.classes) == 7


def test_a_lab_that_contradicts_itself_is_absent_and_says_why() -> None:
    """The message names the place."""
    stack = Stack("T", ("10.0.0.1",))
    absurd = LabDefinition("absurd", "none", (System("S", "C", (stack, stack), "NONE"),))
    answer = REFERENCE().lab_open(requests.LabOpen(absurd))
    assert answer == answers.Absent("stack T is defined twice")


def test_without_a_lab_nothing_can_be_asked() -> None:
    """That is a defect of whoever asks, not an answer."""
    for request in (requests.LabReset(), requests.SocketClose("c")):
        with pytest.raises(RuntimeError, match="no lab is open"):
            ask(REFERENCE(), request)


def test_opening_again_and_resetting_begin_anew() -> None:
    """A lab of the same name with another content is another lab."""
    reference = connected()
    ask(reference, requests.ClockAdvance(5))
    assert reference.lab_reset(requests.LabReset()) == answers.Done()
    assert ask(reference, requests.ClockAdvance(0)) == answers.Now(0.0)
    assert ask(reference, requests.SocketClose("c")).errno == "EBADF"
    changed = msgspec.structs.replace(lab(), xcf_seconds=2.0)
    assert reference.lab_open(requests.LabOpen(changed)) == answers.Opened()


def test_a_call_from_request_to_outcome() -> None:
    """Suspended, completed while the clock advances, answered with its form, time and routing."""
    reference = connected()
    both = (RequestItem.USER_ID, RequestItem.UTOKEN)
    assert ask(reference, requests.PartnerGet("g", "c", both, 5)) == answers.Suspended()
    assert ask(reference, requests.ClockAdvance(1)).completed == (answers.Completed("g", 0.5),)
    answer = ask(reference, requests.PartnerOutcome("g"))
    assert (answer.address_space_user_id, answer.task_user_id, answer.seconds) == ("BOB", "", 0.5)
    assert (len(answer.address_space_utoken), answer.form) == (160, {"return_value": 0})
    assert answer.routing == (Indicator.INTERNAL, Indicator.SAME_CLUSTER)
    whats = [one.what for one in ask(reference, requests.TraceRead()).events]
    assert whats == ["question", "answer"]


def test_a_refusal_carries_number_reason_form_routing_and_time() -> None:
    """In the numbering of the interface through which it was asked."""
    reference = connected()
    ask(reference, requests.PartnerGet("g", "s", (RequestItem.USER_ID,), 1, Interface.EZASMI))
    ask(reference, requests.PartnerInterrupt("g"))
    answer = ask(reference, requests.PartnerOutcome("g"))
    assert answer == answers.Refused("EINTR", 4, form={"RETCODE": -1, "ERRNO": 4})
    again = ask(reference, requests.PartnerGet("h", "s", (RequestItem.USER_ID,), 0, Interface.EZASMI))
    assert (again.errno, again.number, again.reason) == ("EAGAIN", 11, "JrNoSuspend")
    assert again.routing == (Indicator.INTERNAL, Indicator.SAME_CLUSTER)
    option = ask(reference, requests.RoutingGet("s", Interface.EZASMI))
    assert (option.errno, option.number) == ("ENOPROTOOPT", 42)
    assert ask(reference, requests.RoutingGet("s")).value == 10


@pytest.mark.parametrize(
    ("request_", "errno"),
    [
        (requests.SafUser("RACFA", "bob"), "EINVAL"),
        (requests.SafDefine("RACFA", "EZBDOMAIN"), "EEXIST"),
        (requests.SafAlter("RACFA", "NOTHERE"), "ESRCH"),
        (requests.SafDelete("RACFZ", "EZBDOMAIN"), "ESRCH"),
        (requests.SafPermit("RACFA", "EZBDOMAIN", "NOBODY", None), "ESRCH"),
        (requests.SafRefresh("SYS1", "FACILITY"), "ESRCH"),
        (requests.SafOptions("SYS9"), "ESRCH"),
        (requests.NetstatReport("TCPCS1", ReportForm.SHORT), "EINVAL"),
        (requests.NetstatReport("TCPCS9", None), "ESRCH"),
        (requests.DcasStop("DCAS"), "ESRCH"),
        (requests.RouteChange("TCPCS1", "TCPCS2", LinkKind.IUTSAMEH), "ENETUNREACH"),
        (requests.XcfDisturb(("TCPCS1", "TCPCS9"), Disturbance.LOSE), "ESRCH"),
        (requests.ProgramTask("NOBODY", "BOB"), "ESRCH"),
        (requests.PartnerOutcome("g"), "EINVAL"),
        (requests.SocketListen("c"), "EBADF"),
    ],
)
def test_every_kind_of_no_is_an_answer(request_: Any, errno: str) -> None:
    """Never an exception."""
    answer = ask(opened(), request_)
    assert isinstance(answer, answers.Refused)
    assert answer.errno == errno


def test_dcas_from_start_to_end() -> None:
    """Started, served, refused in its two ways, stopped."""
    reference = opened()
    ask(reference, requests.SafDefine("RACFA", "PAYAPP", "PTKTDATA"))
    ask(reference, requests.SafRefresh("SYS1", "PTKTDATA"))
    assert ask(reference, requests.DcasStart("DCAS", "SYS1")).phase == "active"
    served = ask(reference, requests.DcasRequest("DCAS", "PAYAPP", certificate="CN=ALICE", correlator="7"))
    assert served == answers.PassTicket("ALICE", "7")
    assert ask(reference, requests.DcasRequest("DCAS", "PAYAPP", user="NOBODY")).errno == "ESRCH"
    assert ask(reference, requests.DcasRequest("DCAS", "", user="ALICE")).errno == "EINVAL"
    ask(reference, requests.ConsoleCommand("SYS1", "F DCAS,DEBUG=2"))
    kinds = [one.kind for one in ask(reference, requests.ConsoleRead("SYS1")).messages]
    assert kinds == ["other", "debug-level"]
    assert ask(reference, requests.SyslogRead("SYS1")).messages[-1].kind == "debug-level"
    ask(reference, requests.DcasStop("DCAS"))
    assert ask(reference, requests.DcasRequest("DCAS", "PAYAPP", user="ALICE")).errno == "ECONNREFUSED"
    assert ask(reference, requests.DcasStop("DCAS")).errno == "EINVAL"
