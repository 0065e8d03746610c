"""`prove --adapter`: lies in a subject's place, and which scenario catches them."""

import json
from pathlib import Path

import msgspec
import pytest

from ezconform.cli import main
from ezconform.connection.connectors import connector
from ezconform.connection.limits import Limits
from ezconform.proof.change import INDICATORS, YES, Memory
from ezconform.proof.mutation import MUTATIONS, Mutation
from ezconform.proof.proxy import Lies, Proxy, ProxyConnector
from ezconform.proof.scout import Scout
from ezconform.proof.subject_matrix import Cell, Outcome, Row, SubjectProof
from ezconform.proof.subject_page import page, summary
from ezconform.protocol import answers as a
from ezconform.protocol import requests as r
from ezconform.protocol.answers import Answer
from ezconform.protocol.lab import Value
from ezconform.protocol.values import ConformanceClass, Indicator, MessageKind, Severity
from ezconform.protocol.verbs import VERBS
from ezconform.specification import read
from ezconform.verdict import Provenance

GET = r.PartnerGet(call="g1", socket="c1")
OUTCOME = r.PartnerOutcome(call="g1")
LOG = r.SyslogRead(system="SYS1")
MESSAGE = a.Message(kind=MessageKind.DEBUG_LEVEL, text="LEVEL 3", severity=Severity.DEBUG)
REFUSED = a.Refused(errno="EACCES", number=111, reason="JrX", form={"errno": 111}, needed=80, seconds=1.0)
INFO = a.PartnerInfo(
    routing=(Indicator.INTERNAL,), address_space_user_id="BOB", address_space_utoken="50", seconds=0.25
)
ENDED = a.Now(seconds=9.0, completed=(a.Completed(call="g1", at=2.0),))
EVENT = a.XcfMessage(at=0.0, sender="A", receiver="B", what="question")
CHANGED: list[tuple[str, Value, Answer, Answer]] = [
    ("another-errno", GET, REFUSED, msgspec.structs.replace(REFUSED, errno="EPERM")),
    ("another-errno", GET, a.Refused(errno="EINVAL"), a.Refused(errno="EIO")),
    ("another-number", GET, a.Refused(errno="EIO", number=5), a.Refused(errno="EIO", number=6)),
    (
        "another-number",
        r.RoutingGet(socket="c"),
        a.Routing(routing=(), value=14),
        a.Routing(routing=(), value=15),
    ),
    ("another-reason", GET, REFUSED, msgspec.structs.replace(REFUSED, reason="JrOK")),
    ("another-form", GET, REFUSED, msgspec.structs.replace(REFUSED, form={"errno": 99})),
    ("dropped-size", GET, REFUSED, msgspec.structs.replace(REFUSED, needed=None)),
    ("flipped-indicator", GET, INFO, msgspec.structs.replace(INFO, routing=(Indicator.NONE,))),
    (
        "flipped-indicator",
        GET,
        a.PartnerInfo(routing=(Indicator.NONE,)),
        a.PartnerInfo(routing=(Indicator.INTERNAL,)),
    ),
    (
        "always-near",
        GET,
        INFO,
        msgspec.structs.replace(INFO, routing=INDICATORS),
    ),
    ("dropped-user-id", GET, INFO, msgspec.structs.replace(INFO, address_space_user_id="")),
    (
        "swapped-credentials",
        GET,
        INFO,
        a.PartnerInfo(routing=INFO.routing, task_user_id="BOB", task_utoken="50", seconds=0.25),
    ),
    ("dropped-utoken", GET, INFO, msgspec.structs.replace(INFO, address_space_utoken="")),
    ("dropped-utoken", GET, a.TokenFields(fields={"x": "y"}), a.TokenFields(fields={"x": ""})),
    ("dropped-utoken", GET, a.Environment(user="BOB", group="G"), a.Environment(user="IBMUSER", group="G")),
    (
        "unasked-user-id",
        GET,
        a.PartnerInfo(routing=()),
        a.PartnerInfo(routing=(), address_space_user_id="IBMUSER"),
    ),
    ("early", OUTCOME, INFO, msgspec.structs.replace(INFO, seconds=0.0)),
    ("early", OUTCOME, ENDED, a.Now(seconds=9.0, completed=(a.Completed(call="g1", at=1.5),))),
    ("late", OUTCOME, INFO, a.Suspended()),
    (
        "late",
        r.ClockAdvance(seconds=1),
        ENDED,
        a.Now(seconds=9.0, completed=(a.Completed(call="g1", at=2.5),)),
    ),
    ("no-waiting", GET, a.Suspended(), a.PartnerInfo(routing=(Indicator.SAME_CLUSTER,))),
    ("grants", GET, REFUSED, YES[a.PartnerInfo]),
    ("grants", r.PartnerSet(socket="c"), REFUSED, a.Done()),
    (
        "grants",
        r.AccessCheck(program="P", resource="X"),
        a.AccessDecision(saf_return_code=8),
        YES[a.AccessDecision],
    ),
    ("refuses", GET, INFO, a.Refused(errno="EACCES", number=111)),
    ("refuses", r.PartnerSet(socket="c"), a.Done(), a.Refused(errno="EACCES")),
    (
        "refuses",
        r.AccessCheck(program="P", resource="X"),
        a.AccessDecision(saf_return_code=0),
        a.AccessDecision(saf_return_code=8),
    ),
    ("dropped-message", LOG, a.Messages(messages=(MESSAGE,)), a.Messages(messages=())),
    ("dropped-message", LOG, a.Trace(events=(EVENT,)), a.Trace(events=())),
    ("doubled-messages", LOG, a.Messages(messages=(MESSAGE,)), a.Messages(messages=(MESSAGE, MESSAGE))),
    ("doubled-messages", LOG, a.Trace(events=(EVENT,)), a.Trace(events=(EVENT, EVENT))),
    (
        "reworded-messages",
        LOG,
        a.Messages(messages=(MESSAGE,)),
        a.Messages(
            messages=(a.Message(kind=MessageKind.UNKNOWN_PARAMETER, text="LEVEL 3", severity=Severity.ERROR),)
        ),
    ),
    ("zeroed-report", LOG, a.Report(text="E0 x\n"), a.Report(text="E0 x\n")),
    ("zeroed-report", LOG, a.Report(text="E1 x\n"), a.Report(text="E0 x\n")),
    ("half-a-report", LOG, a.Report(text="1234"), a.Report(text="12")),
]


NOTICED_BY_THE_WAY = {
    "late": {ConformanceClass.NETSTAT, ConformanceClass.INTERFACES},  # they look at something else in time
}
IN_REAL_TIME = '''\
"""A subject without a virtual clock, whose calls last five seconds."""

from ezconform.protocol import answers
from ezconform.protocol.values import ConformanceClass


class InRealTime:
    def initialize(self, request):
        return answers.Subject(protocol=request.protocol, name="slow", version="1",
                               classes=tuple(ConformanceClass), capabilities=())

    def partner_outcome(self, request):
        return answers.PartnerInfo(routing=(), seconds=5.0)
'''

COUNTING = '''\
"""The reference, whose every scenario leaves a mark in a file beside this one."""

from pathlib import Path

from ezconform.connection.connectors import python_adapter

LOG = Path(__file__).with_name("log")


class Counting(python_adapter("reference")):
    def dcas_start(self, request):
        with LOG.open("a") as log:
            log.write(".")
        return super().dcas_start(request)
'''


def mutation(name: str) -> Mutation:
    """The one of that name."""
    return next(one for one in MUTATIONS if one.name == name)


@pytest.mark.parametrize(("name", "request_", "answer", "expected"), CHANGED, ids=[one[0] for one in CHANGED])
def test_a_mutation_changes_what_it_says(
    name: str, request_: Value, answer: Answer, expected: Answer
) -> None:
    """One answer in, the lie out."""
    changed = mutation(name).change(request_, answer, Memory())
    assert changed == expected


@pytest.mark.parametrize("one", MUTATIONS, ids=lambda one: one.name)
def test_a_mutation_leaves_other_answers_alone(one: Mutation) -> None:
    """An answer with nothing in it stays as it is, and no mutation has no test."""
    assert one.change(r.LabReset(), a.Done(), Memory()) == a.Done()
    assert one.forgets or one.name in {"previous-reply", *(name for name, *_ in CHANGED)}


def test_every_verb_that_refuses_can_be_granted() -> None:
    """There is a yes of a fitting kind for each."""
    grant = mutation("grants").change
    blank: dict[type, object] = {str: "x", int: 1, float: 0.0}
    for verb in (one for one in VERBS.values() if a.Refused in getattr(one.answer, "__args__", ())):
        fields = msgspec.structs.fields(verb.request)
        given = {one.name: blank.get(one.type) for one in fields if one.required}
        assert not isinstance(grant(verb.request(**given), REFUSED, Memory()), a.Refused)


def test_the_previous_reply_is_of_the_same_verb() -> None:
    """The first reply to a verb is itself."""
    memory, stale = Memory(), mutation("previous-reply").change
    assert stale(GET, INFO, memory) == INFO
    assert stale(LOG, a.Messages(messages=()), memory) == a.Messages(messages=())
    assert stale(GET, REFUSED, memory) == INFO


def test_a_late_call_is_told_when_asked_again() -> None:
    """Once suspended, then what it was, late."""
    memory, late = Memory(), mutation("late").change
    assert late(OUTCOME, a.Suspended(), memory) == a.Suspended()
    assert late(OUTCOME, INFO, memory) == a.Suspended()
    assert late(OUTCOME, INFO, memory) == msgspec.structs.replace(INFO, seconds=0.75)


def test_a_late_call_is_late_in_every_scenario() -> None:
    """Scenarios name their calls alike; a reset makes it another call."""
    memory, late = Memory(), mutation("late").change
    assert late(OUTCOME, INFO, memory) == a.Suspended()
    assert late(r.LabReset(), a.Done(), memory) == a.Done()
    assert late(OUTCOME, INFO, memory) == a.Suspended()


@pytest.mark.parametrize(("name", "seconds"), [("early", 3.5), ("late", 9.5)])
def test_in_real_time_a_lie_is_larger_than_what_is_forgiven(
    name: str, seconds: float, tmp_path: Path
) -> None:
    """Early and late are half a second beyond the limits that the user has set."""
    file = tmp_path / "slow.py"
    file.write_text(IN_REAL_TIME)
    limits = Limits(early_seconds=1.0, late_seconds=4.0)
    proxy = ProxyConnector(connector(f"py:{file}:InRealTime"), mutation(name), Lies(), limits).connect()
    *_, told = proxy.exchange([OUTCOME, OUTCOME])
    assert told == a.PartnerInfo(routing=(), seconds=seconds)
    proxy.close()


def test_a_proxy_forgets_and_counts() -> None:
    """What is forgotten does not arrive; the clock says what it should; each lie counts."""
    lies = Lies()
    lab = next(iter(read().labs.values()))
    way = ProxyConnector(connector("reference"), mutation("forgotten-clock"), lies, Limits())
    proxy = way.connect()
    assert way.name == "forgotten-clock"
    assert isinstance(proxy, Proxy)
    assert proxy.subject.name == "reference implementation"
    opened = proxy.exchange([r.LabOpen(lab=lab), r.ClockAdvance(seconds=3.0)])
    assert opened == [a.Opened(), a.Now(seconds=3.0)]
    assert proxy.exchange([r.ClockAdvance(seconds=1.0)]) == [a.Now(seconds=1.0)]
    assert lies.told == 2
    proxy.close()


def test_the_command_writes_the_matrix(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Mutation, requirement and the scenario that caught it, as JSON and as a page; exit 0."""
    options = ["--adapter", "reference", "--requirement", "DCAS-01", "--report-dir", str(tmp_path)]
    assert main(["prove", *options, "--mutation", "forgotten-command", "--mutation", "zeroed-report"]) == 0
    made = json.loads((tmp_path / "proof.json").read_text())
    assert [one["mutation"] for one in made["rows"]] == ["zeroed-report", "forgotten-command"]
    assert made["rows"][0]["cells"] == []
    (cell,) = made["rows"][1]["cells"]
    assert cell["requirement"] == "DCAS-01"
    assert cell["scenario"].startswith("DCAS-01/")
    assert cell["lies"] >= 3
    assert cell["step"]
    assert cell["message"]
    text = (tmp_path / "proof.md").read_text()
    assert (
        "| forgotten-command | What the operator enters does not reach the subject. | killed | 1 | 1 | 0 |"
        in text
    )
    assert (
        "| zeroed-report | All figures of a Netstat report are 0. | nothing to change | 0 | 0 | 0 |" in text
    )
    assert "Only a part of the specification or of the mutations was tried." in text
    said = capsys.readouterr().out
    assert "1 of 1 mutations killed (0 not spoken of, 1 with nothing to change), 1 kills" in said


def test_a_lie_that_nobody_notices_makes_the_command_fail(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit 1, and its name on standard error."""
    options = ["--adapter", "reference", "--requirement", "CRED-17", "--report-dir", str(tmp_path)]
    assert main(["prove", *options, "--mutation", "another-errno"]) == 1
    assert "not noticed: another-errno: A refusal bears another errno." in capsys.readouterr().err
    text = (tmp_path / "proof.md").read_text()
    assert "Requirements that pass and that no mutation made fail: CRED-17." in text
    assert "Told and not noticed: CRED-17 (1)." in text
    assert "Not spoken of" not in text


def test_a_lie_need_not_be_noticed_where_nothing_speaks_of_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """DCAS gives no errno to a client whose request it refuses: exit 0, and the page says so."""
    options = ["--adapter", "reference", "--requirement", "DCAS-20", "--report-dir", str(tmp_path)]
    assert main(["prove", *options, "--mutation", "another-errno"]) == 0
    printed = capsys.readouterr()
    assert "0 of 0 mutations killed (1 not spoken of, 0 with nothing to change)" in printed.out
    assert printed.err == ""
    text = (tmp_path / "proof.md").read_text()
    assert "in the classes where it was told no requirement says what is right" in text
    assert "| A refusal bears another errno. | not spoken of | 1 | 0 | 0 |" in text
    assert "Told where nothing speaks of it: DCAS-20 (1)." in text


def test_the_scout_changes_nothing() -> None:
    """It is named like the way to the subject, and what it brings back is what the subject said."""
    scout = Scout(connector("reference"), MUTATIONS)
    watched = scout.connect()
    assert (scout.name, watched.subject.name) == ("reference", "reference implementation")
    lab = next(iter(read().labs.values()))
    asked = [r.LabOpen(lab=lab), r.ClockAdvance(seconds=1.0)]
    assert watched.exchange(asked) == [a.Opened(), a.Now(seconds=1.0)]
    watched.close()


def test_what_cannot_show_is_not_run(tmp_path: Path) -> None:
    """Scenarios in which a lie would change nothing are spared; what lasts is told in all or in none."""
    file = tmp_path / "counting.py"
    file.write_text(COUNTING)
    log = tmp_path / "log"
    adapter = ["--adapter", f"py:{file}:Counting", "--report-dir", str(tmp_path)]
    ran = {}
    for name in ("another-errno", "early", "forgotten-clock", "forgotten-command", "previous-reply"):
        log.write_text("")
        main(["prove", *adapter, "--requirement", "DCAS-20", "--mutation", name])
        ran[name] = len(log.read_text())
    once = ran["early"]
    assert ran["forgotten-clock"] == once
    assert once < ran["another-errno"] < ran["forgotten-command"] == ran["previous-reply"] == 2 * once


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> SubjectProof:
    """Every mutation on every scenario, the reference behind the proxy."""
    folder = tmp_path_factory.mktemp("whole")
    assert main(["prove", "--adapter", "reference", "--report-dir", str(folder)]) == 0
    return msgspec.json.decode((folder / "proof.json").read_bytes(), type=SubjectProof)


def test_on_the_reference_every_mutation_is_killed(whole: SubjectProof) -> None:
    """All 27, by scenarios that pass without them; nothing of the specification is left out."""
    assert [row.mutation for row in whole.of(Outcome.KILLED)] == [one.name for one in MUTATIONS]
    assert len(whole.rows) == 27
    assert (whole.left_out, whole.partial, whole.unproven) == (0, False, ())
    assert sum(row.broke for row in whole.rows) == 0


@pytest.mark.parametrize("one", MUTATIONS, ids=lambda one: one.name)
def test_the_classes_of_a_mutation_are_those_that_notice_it(whole: SubjectProof, one: Mutation) -> None:
    """A class is named if and only if, on the reference, a requirement of it that is no choice notices."""
    requirements = read().requirements
    (row,) = (row for row in whole.rows if row.mutation == one.name)
    noticing = {
        requirements[cell.requirement].conformance_class
        for cell in row.caught
        if requirements[cell.requirement].provenance is not Provenance.CHOICE
    }
    assert set(one.classes) == noticing - NOTICED_BY_THE_WAY.get(one.name, set())


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--mutation", "late"), "--mutation needs --adapter"),
        (("--adapter", "reference", "--full"), "--full is about the faults of the reference"),
        (("--requirement", "WAIT-03", "--report-dir", "out"), "leave out --requirement or --report-dir"),
        (("--adapter", ""), "--adapter is empty"),
    ],
)
def test_no_option_is_taken_and_not_heeded(
    options: tuple[str, ...],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One line, exit 2, and nothing is written."""
    monkeypatch.chdir(tmp_path)
    assert main(["prove", *options]) == 2
    assert said in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_the_classes_of_the_settings_are_heeded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Who runs only some classes is lied to only in those."""
    monkeypatch.chdir(tmp_path)
    Path("ezconform.toml").write_text('classes = ["dcas"]\n')
    assert main(["prove", "--adapter", "reference", "--requirement", "WAIT-04"]) == 2
    assert "the selection selects no scenario" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--mutation", "nonsense"), "unknown mutation nonsense; there are another-errno"),
        (("--adapter", "silent"), "no scenario passes on the subject as it is"),
    ],
)
def test_what_cannot_be_proven_is_bad_input(
    options: tuple[str, ...], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line, exit 2."""
    common = ["--adapter", "reference", "--requirement", "DCAS-02", "--report-dir", str(tmp_path)]
    assert main(["prove", *common, *options]) == 2
    assert said in capsys.readouterr().err


def test_a_subject_cannot_write_markup_into_the_page() -> None:
    """Its words are one line of plain text."""
    cell = Cell(requirement="R-01", lies=1, scenario="R-01/x", step="Then", message="<b>|x\ny`")
    row = Row(mutation="m", sentence="S.", cells=(cell,), broke=2)
    proof = SubjectProof(
        digest="d", subject="<script>", version="1", control=1, left_out=0, rows=(row,), unproven=()
    )
    text = page(proof)
    assert "\\<script\\>" in text
    assert "\\<b\\>\\|x y\\`" in text
    assert "| m | S. | killed | 1 | 1 | 2 |" in text
    assert proof.holds
    assert summary(proof).startswith("1 of 1 mutations killed")


def test_an_interrupted_run_proves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl-C ends the command with 130 and no matrix is written."""
    file = tmp_path / "ctrl_c.py"
    file.write_text(
        "from ezconform.protocol import answers\n"
        "class A:\n"
        "    def initialize(self, r):\n"
        "        return answers.Subject(protocol=r.protocol, name='a', version='1', classes=('dcas',),\n"
        "                               capabilities=())\n"
        "    def lab_open(self, r):\n        raise KeyboardInterrupt\n"
    )
    monkeypatch.chdir(tmp_path)
    assert main(["prove", "--adapter", f"py:{file}:A", "--requirement", "DCAS-02"]) == 130
    assert "interrupted" in capsys.readouterr().err
    assert not (tmp_path / "reports").exists()
