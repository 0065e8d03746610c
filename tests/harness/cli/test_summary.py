"""The last words of a run on the terminal: what weighs, gathered by what was said, and where to read on."""

from pathlib import Path

from ezconform.cli.summary import summary
from ezconform.protocol.values import ConformanceClass
from ezconform.reports.run_directory import RunDirectory
from ezconform.results import RequirementRecord, RunResults, ScenarioResult
from ezconform.verdict import Provenance, Verdict

DIRECTORY = RunDirectory(Path("out"))
READ_ON = "`ezconform explain ID` says what is asked, `ezconform docs verdicts` what these words mean\n"


def scenario(id_: str, verdict: Verdict, message: str = "") -> ScenarioResult:
    return ScenarioResult(
        id=id_, requirement=id_.partition("/")[0], verdict=verdict, name=id_, message=message
    )


def said(*scenarios: ScenarioResult, provenance: Provenance = Provenance.SEED) -> list[str]:
    """The lines about these scenarios."""
    record = RequirementRecord(
        id="WAIT-01",
        sentence="It waits",
        description="",
        conformance_class=ConformanceClass.WAITING,
        provenance=provenance,
        claims=(),
        documents=(),
        uri="x.feature",
        line=1,
    )
    results = RunResults(
        harness="0", adapter="a", subject=None, digest="", requirements=(record,), scenarios=scenarios
    )
    return summary(results, DIRECTORY).splitlines(keepends=True)


def test_scenarios_of_which_the_same_is_said_share_a_line() -> None:
    """Those of most scenarios first: one verb that is not built yet may stand behind most failures."""
    unknown = "saf.permit: the adapter does not know this verb (method not found)"
    lines = said(
        scenario("WAIT-01/a", Verdict.FAILED, "x"),
        scenario("WAIT-01/b", Verdict.PROTOCOL_ERROR, unknown),
        scenario("WAIT-01/c", Verdict.PROTOCOL_ERROR, unknown),
        scenario("WAIT-01/d", Verdict.PROTOCOL_ERROR, unknown),
    )
    first = lines.index(f"protocol error: WAIT-01/b and 2 more: {unknown}\n")
    assert lines[first + 1] == "failed: WAIT-01/a: x\n"


def test_of_many_things_said_the_rest_is_a_number_of_scenarios() -> None:
    """Ten lines, and how many scenarios stand in none of them."""
    many = [scenario(f"WAIT-01/{number:02}", Verdict.FAILED, f"m{number}") for number in range(12)]
    lines = said(*many, scenario("WAIT-01/99", Verdict.FAILED, "m11"))
    assert lines.count("failed: WAIT-01/11 and 1 more: m11\n") == 1
    assert "and 2 more\n" in lines


def test_a_failure_that_does_not_weigh_is_a_warning() -> None:
    """A class with nothing worse is conformant, which would seem a contradiction; what weighs comes first."""
    failed = scenario("WAIT-01/a", Verdict.FAILED, "x")
    assert "failed (a warning): WAIT-01/a: x\n" in said(failed, provenance=Provenance.INFERRED)
    assert "failed: WAIT-01/a: x\n" in said(failed)
    warned = "failed (a warning): WAIT-01/a and 1 more: x"
    lines = said(failed, failed, scenario("WAIT-01/b", Verdict.CRASHED, "y"), provenance=Provenance.INFERRED)
    assert lines.index("crashed: WAIT-01/b: y\n") < lines.index(f"{warned}\n")
    fault = scenario("WAIT-01/a", Verdict.CRASHED, "x")
    assert "crashed: WAIT-01/a: x\n" in said(fault, provenance=Provenance.INFERRED)


def test_who_has_something_to_look_at_is_told_where_to_read_on() -> None:
    """Also where the subject only differs; not where all is well."""
    for verdict in (Verdict.FAILED, Verdict.DIFFERS, Verdict.COULD_NOT_RUN):
        assert said(scenario("WAIT-01/a", verdict, "x"))[-1] == READ_ON
    assert READ_ON not in said(scenario("WAIT-01/a", Verdict.PASSED))
