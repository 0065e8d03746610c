"""Hand-made results for the tests of the reports: a scenario of every verdict, and more if asked for."""

from typing import Any

import msgspec

from ezconform.protocol.lab import Database, LabDefinition, Link, Stack, System
from ezconform.protocol.values import Capability, ConformanceClass, LinkKind
from ezconform.results import (
    ClassResult,
    Evidence,
    Mismatch,
    RequirementRecord,
    RunResults,
    ScenarioResult,
    Source,
    StepResult,
    SubjectRecord,
)
from ezconform.verdict import Claim, Provenance, Verdict

LAB = LabDefinition(name="two-systems", purpose="Two systems on two CPCs joined by XCF.", systems=())

TWO_SYSTEMS = LabDefinition(
    name="two-systems",
    purpose="Two systems joined by XCF.",
    systems=tuple(
        System(
            name=f"SYS{number}",
            cpc=f"CPC{number}",
            database="RACFA",
            stacks=(Stack(name=f"TCPCS{number}", addresses=(f"10.1.1.{number}",)),),
        )
        for number in (1, 2)
    ),
    links=(Link(kind=LinkKind.XCF, stacks=("TCPCS1", "TCPCS2")),),
    databases=(Database(name="RACFA"),),
)


def steps(last: Verdict = Verdict.PASSED, actual: str = "ETIME") -> tuple[StepResult, ...]:
    """Five steps as a scenario of waiting has them; the last one has the verdict."""
    connect = {"socket": "c1", "address": "10.1.1.2", "port": 5000}
    get = {"call": "g1", "socket": "c1", "request": ["user-id"], "timeout": 3, "interface": "w_ioctl"}
    return (
        StepResult(
            keyword="Given ",
            text="the lab two-systems",
            verdict=Verdict.PASSED,
        ),
        StepResult(
            keyword="And ",
            text="these programs",
            verdict=Verdict.PASSED,
            table=(("program", "user"), ("PAYROLL", "ALICE"), ("LEDGER", "BOB")),
        ),
        StepResult(
            keyword="And ",
            text="a connection from PAYROLL to LEDGER",
            verdict=Verdict.PASSED,
            evidence=(Evidence(verb="socket.connect", request=connect, answer={"outcome": "done"}),),
        ),
        StepResult(
            keyword="When ",
            text="PAYROLL asks for the user ID of its partner with a time-out of 3 seconds",
            verdict=Verdict.PASSED,
            evidence=(Evidence(verb="partner.get", request=get, answer={"outcome": "suspended"}),),
        ),
        StepResult(
            keyword="Then ",
            text="after 3 seconds the call ends with ETIME",
            verdict=last,
            evidence=(
                Evidence(
                    verb="clock.advance", request={"seconds": 3.0}, answer={"outcome": "now", "seconds": 3.0}
                ),
                Evidence(
                    verb="partner.outcome",
                    request={"call": "g1"},
                    answer={"outcome": "refused", "errno": actual},
                ),
            ),
        ),
    )


def requirement(
    id_: str, where: ConformanceClass, provenance: Provenance = Provenance.SEED
) -> RequirementRecord:
    return RequirementRecord(
        id=id_,
        sentence="A time-out that expires gives ETIME",
        description="PI_TIMEOUT counts in seconds from the moment the call is suspended.",
        conformance_class=where,
        provenance=provenance,
        claims=("S08.11",),
        documents=("ip-prog",),
        uri=f"features/{where}/time-out.feature",
        line=12,
    )


SOURCES = (
    Source(
        id="S08.11",
        title="SIOCGPARTNERINFO: waiting",
        text="If the partner's answer does not come in time the call fails with a time-out.",
        reading="In time means before the limit; at the limit itself the time-out wins.",
    ),
    Source(id="ip-prog", title="IP Programmer's Guide and Reference, SC31-8787-12"),
    Source(id="S02.1", title="Background", text="What APPC does.", reason="the work of another product"),
)


def scenario(verdict: Verdict, number: int = 1, requirement_id: str = "WAIT-03") -> ScenarioResult:
    slug = verdict.value.replace(" ", "-")
    unhappy = verdict not in {Verdict.PASSED, Verdict.NOT_APPLICABLE, Verdict.COULD_NOT_RUN}
    compared = verdict in {Verdict.FAILED, Verdict.DIFFERS, Verdict.KNOWN_DEVIATION}
    return ScenarioResult(
        id=f"{requirement_id}/ends-as-{slug}/{number}",
        requirement=requirement_id,
        verdict=verdict,
        name=f"The call that ends as {verdict}",
        message="" if verdict is Verdict.PASSED else f"the reason of {verdict}",
        mismatch=Mismatch(what="errno of call g1", expected="ETIME", actual="ETIMEDOUT")
        if compared
        else None,
        detail="Traceback: in line 7" if verdict is Verdict.HARNESS_FAULT else "",
        line=20 + number,
        steps=steps(verdict, "ETIMEDOUT") if unhappy else steps() if verdict is Verdict.PASSED else (),
    )


def run(*scenarios: ScenarioResult, filtered: bool = False, interrupted: str = "") -> RunResults:
    """A run with these scenarios, or with one of every verdict."""
    found = scenarios or tuple(scenario(verdict) for verdict in Verdict)
    counts = {verdict.value: sum(one.verdict is verdict for one in found) for verdict in Verdict}
    return RunResults(
        harness="0.1.0",
        adapter="exec:./subject --stdio",
        subject=SubjectRecord(
            name="Rehosted stack",
            version="4.2",
            classes=(ConformanceClass.WAITING, ConformanceClass.ROUTING),
            capabilities=(Capability.VIRTUAL_CLOCK,),
        ),
        digest="sha256:5b1f6c",
        filtered=filtered,
        interrupted=interrupted,
        classes=(
            ClassResult(
                conformance_class=ConformanceClass.WAITING,
                claim=Claim.NO_CLAIM if filtered else Claim.NON_CONFORMANT,
                counts=counts,
                leaves_out=("interrupt",),
                digest="sha256:77aa",
            ),
            ClassResult(conformance_class=ConformanceClass.ROUTING, claim=Claim.INCOMPLETE, counts={}),
        ),
        requirements=(
            requirement("WAIT-03", ConformanceClass.WAITING),
            requirement("WAIT-04", ConformanceClass.WAITING, Provenance.CHOICE),
            requirement("ROUTE-01", ConformanceClass.ROUTING, Provenance.INFERRED),
        ),
        sources=SOURCES,
        labs=(LAB,),
        scenarios=found,
    )


def crossing(said: str = "PAYROLL", *told: str) -> tuple[StepResult, ...]:
    """Steps on two systems that a picture can be made of: route, sequence, flags; the subject says `said`."""
    report = f"Client Name: {said}  Client Id: 1\nTcpClusterConnFlag: 8E  TcpTrustedPartner: E0\n"
    events = [{"at": 0.5, "sender": "TCPCS1", "receiver": "TCPCS2", "what": said}]
    exchanges: tuple[tuple[str, dict[str, Any], dict[str, Any]], ...] = (
        ("program.start", {"program": "P", "stack": "TCPCS1", "user": "CAROL"}, {"outcome": "done"}),
        ("program.start", {"program": "Q", "stack": "TCPCS2", "user": "BOB"}, {"outcome": "done"}),
        ("socket.open", {"socket": "l", "program": "Q"}, {"outcome": "done"}),
        ("socket.bind", {"socket": "l", "port": 5000}, {"outcome": "done"}),
        ("socket.open", {"socket": "c", "program": "P"}, {"outcome": "done"}),
        ("socket.connect", {"socket": "c", "port": 5000}, {"outcome": "done"}),
        ("socket.accept", {"listener": "l", "socket": "s"}, {"outcome": "done"}),
        ("routing.get", {"socket": "c"}, {"outcome": "routing", "routing": list(told)}),
        (
            "partner.get",
            {"socket": "c", "call": "g", "request": ["user-id"], "timeout": 9},
            {"outcome": "suspended"},
        ),
        ("partner.outcome", {"call": "g"}, {"outcome": "refused", "errno": said}),
        ("trace.read", {}, {"outcome": "trace", "events": events}),
        ("netstat.report", {"stack": "TCPCS1"}, {"outcome": "report", "text": report}),
    )
    evidence = tuple(Evidence(verb=verb, request=sent, answer=answer) for verb, sent, answer in exchanges)
    return (
        StepResult(keyword="Given ", text="the lab two-systems", verdict=Verdict.PASSED),
        StepResult(keyword="When ", text="it happens", verdict=Verdict.PASSED, evidence=evidence),
    )


def pictured(said: str = "PAYROLL") -> RunResults:
    """A run with every picture; `said` stands in every place that words of a subject come to."""
    base = run()
    assert base.subject
    rows = []
    for number, name in enumerate((ConformanceClass.ROUTING, ConformanceClass.CREDENTIALS)):
        for case, routing in enumerate((("none",), ("internal", "same-image"), ())):
            wanted = StepResult(
                keyword="Then ", text=f"it is {case} and {said}{case}", verdict=Verdict.FAILED
            )
            first = msgspec.structs.replace(crossing()[0], text=f"the user {case}{said}")
            rows.append(
                ScenarioResult(
                    id=f"{('ROUTE-01', 'CRED-01')[number]}/of-{name}/{case}",
                    requirement=("ROUTE-01", "CRED-01")[number],
                    verdict=(Verdict.FAILED, Verdict.PASSED, Verdict.DIFFERS)[case],
                    name=said,
                    message=said,
                    detail=said,
                    mismatch=Mismatch(what="routing", expected='"internal"', actual=f'"{said}"'),
                    steps=(first, *crossing(said, *routing), wanted),
                )
            )
    return msgspec.structs.replace(
        base,
        subject=msgspec.structs.replace(base.subject, name=said, version=said),
        adapter=f"exec:{said}",
        digest=said,
        interrupted=said,
        labs=(TWO_SYSTEMS,),
        requirements=(*base.requirements, requirement("CRED-01", ConformanceClass.CREDENTIALS)),
        scenarios=(*base.scenarios, *rows),
    )
