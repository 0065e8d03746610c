"""`adapter check`: every stage, with an adapter that lacks just that; and what the plays leave out."""

import shlex
import sys
from pathlib import Path
from typing import Any

import pytest

from ezconform import bundle
from ezconform.adapter_kit import play, skeleton
from ezconform.adapter_kit.capability_plays import CAPABILITIES
from ezconform.adapter_kit.contract import BUILD, MEND, STDERR_LINES, Contract
from ezconform.adapter_kit.stage import Finding
from ezconform.cli import main
from ezconform.connection.connectors import Way, connector, python_adapter
from ezconform.connection.in_process import InProcess
from ezconform.connection.limits import Limits
from ezconform.engine.listener import Silence
from ezconform.engine.run import run_scenarios
from ezconform.engine.session import Session
from ezconform.protocol import requests as r
from ezconform.protocol.answers import Absent, Now, Refused, Report, Suspended
from ezconform.protocol.values import Capability, ConformanceClass, Family
from ezconform.protocol.verbs import VERB_OF, VERBS
from ezconform.specification import read
from ezconform.vocabulary import load

LABS = dict(read().labs)
LIMITS = Limits(answer_seconds=30, stop_seconds=0.5)
LINES = 'replies.write(json.dumps(reply).encode() + b"\\n")'
NOBODY = 'raise Refused("ECONNREFUSED", "no such DCAS runs")'

LACKING = {
    "no class": ('["dcas"]', "[]", "claims: at least one class", "claims no class"),
    "no lab.open": ('"lab.open": lab_open,', "", "lab.open", "lab.open: the adapter does not have this verb"),
    "absent lab": (
        'return {"outcome": "opened"}',
        'return {"outcome": "absent", "why": "no\\ndisk"}',
        "lab.open",
        "the lab one-stack is absent: no disk",
    ),
    "no lab.reset": ('"lab.reset": lab_reset,', "", "lab.reset", "lab.reset: the adapter does not have"),
    "no verb": (
        '"syslog.read": messages,',
        "",
        "class dcas",
        "syslog.read: the adapter does not have this verb",
    ),
    "an exception": ('params["until"]', 'params["till"]', "class dcas", "dcas.start: error -32603"),
    "an answer that does not fit": (
        '"messages": []}',
        '"messages": 7}',
        "class dcas",
        "console.read: the answer does not fit",
    ),
    "junk": (
        "def dcas_stop(params):",
        'def dcas_stop(params):\n    sys.__stdout__.write("x\\n")',
        "class dcas",
        "dcas.stop: junk",
    ),
    "a line too many": (
        LINES,
        LINES[:-1] + ' + (b"{}\\n" if request["method"] == "dcas.stop" else b""))',
        "class dcas",
        "dcas.stop: followed by a line nobody asked for: {}",
    ),
    "errors for refusals": (NOBODY, 'raise KeyError("no such")', "refusals are results", "error -32603"),
    "grants": (
        NOBODY,
        "raise Yes",
        "refusals are results",
        "dcas.request: answered passticket where nothing but a refusal",
    ),
    "remembers": (
        "def dcas_start(params):",
        "def dcas_start(params):\n    seen.append(1)\n    if len(seen) > 3: raise Refused('EEXIST')",
        "a reset forgets",
        "dcas.start: started at first, refused with EEXIST after lab.reset",
    ),
    "executes the rest": (
        'skip = request.get("batch", 0) if "error" in reply else 0',
        "skip = 0",
        "the rest of a failed batch",
        "the answers were a result, -32601, a result, a result, a result",
    ),
    "Latin-1": (
        "request = json.loads(line)",
        'request = json.loads(line.decode("ascii"))',
        "text in UTF-8",
        "lab.open: the adapter ended with exit status 1",
    ),
    "starts once": (
        'if __name__ == "__main__":',
        'import pathlib\npathlib.Path(__file__ + ".lock").touch(exist_ok=False)\nif __name__ == "__main__":',
        "a restart",
        "ended with exit status 1",
    ),
    "stays": (
        "    main()\n",
        "    main()\n    import time; time.sleep(60)\n",
        "ends with its input",
        "still running",
    ),
}


@pytest.fixture
def adapter(tmp_path: Path) -> Path:
    """The skeleton in Python."""
    skeleton.write(tmp_path / "kit", "python")
    return tmp_path / "kit" / "adapter.py"


def looked_at(file: Path) -> list[Finding]:
    """What the contract finds."""
    contract = Contract(connector(f"exec:{shlex.join([sys.executable, str(file)])}", LIMITS), LABS)
    try:
        return list(contract.findings())
    finally:
        contract.close()


@pytest.mark.parametrize("name", LACKING)
def test_what_is_missing_is_named_in_its_stage(adapter: Path, name: str) -> None:
    """The look ends at that stage, says what came, and what to do."""
    old, new, title, said = LACKING[name]
    text = adapter.read_text(encoding="utf-8")
    assert old in text
    changed = "seen = []\n" + text.replace(old, new)
    if name == "grants":
        changed = changed.replace(
            "except Refused as", "except Yes:\n        return YES\n    except Refused as"
        )
        changed = (
            'class Yes(Exception): pass\nYES = {"result": {"outcome": "passticket", "user": "ALICE"}}\n'
            + changed
        )
    adapter.write_text(changed, encoding="utf-8")
    *before, last = looked_at(adapter)
    assert last.title == title
    assert any(said in line for line in last.missing), last.missing
    assert all("\n" not in line for line in last.missing)
    assert last.advice
    assert not any(one.missing for one in before)


def test_all_missing_verbs_of_a_class_are_named_in_building_order(adapter: Path) -> None:
    """The first is the next to build."""
    text = adapter.read_text(encoding="utf-8").replace('["dcas"]', '["dcas", "routing"]')
    adapter.write_text(text.replace('"dcas.stop": dcas_stop,', ""), encoding="utf-8")
    last = looked_at(adapter)[-1]
    assert last.title == "class routing"
    assert last.missing[:3] == tuple(
        f"{verb}: the adapter does not have this verb"
        for verb in ("program.start", "socket.open", "socket.bind")
    )


def test_an_adapter_that_dies_is_quoted_and_told_to_be_mended(adapter: Path) -> None:
    """A traceback stands where the author looks; the verb is there, so it is not to be built."""
    text = adapter.read_text(encoding="utf-8")
    ending = "raise SystemExit(30 * 'out of disks\\n')"
    adapter.write_text(text.replace("running.remove(job_of(params))", ending), "utf-8")
    last = looked_at(adapter)[-1]
    assert last.missing == ("dcas.stop: the adapter ended with exit status 1",)
    assert last.stderr == ("out of disks",) * STDERR_LINES
    assert last.advice == MEND


def test_an_adapter_without_a_verb_is_told_to_build_it_and_not_quoted_when_silent(adapter: Path) -> None:
    """Nothing is quoted where nothing was written."""
    text = adapter.read_text(encoding="utf-8")
    adapter.write_text(text.replace('"dcas.stop": dcas_stop,', ""), encoding="utf-8")
    last = looked_at(adapter)[-1]
    assert (last.stderr, last.advice) == ((), BUILD)


def test_refusals_outside_the_scene_are_told_and_no_fault(adapter: Path) -> None:
    """Whether a refusal is right is not the contract's affair."""
    notes = [note for one in looked_at(adapter) for note in one.notes]
    assert "dcas.request was refused with ENOSYS; the run says whether rightly" in notes


def test_an_adapter_in_process_is_not_asked_to_end() -> None:
    """The reference keeps the contract, and a stage that does not apply says why."""
    contract = Contract(connector("reference"), LABS)
    findings = list(contract.findings())
    assert [one.title for one in findings if one.missing] == []
    assert [one.skipped for one in findings if one.skipped] == [
        "reserved: protocol 1.0 has no field for control blocks, so no scenario needs it",
        "the adapter is no child process of ours",
    ]
    assert [one.title for one in findings] == [one.title for one in contract.stages()]


def test_a_scene_that_is_refused_is_missing() -> None:
    """With program.start refused no scenario of the class gets anywhere."""
    last = list(Contract(connector("always_refuses"), LABS).findings())[-1]
    assert last.title == "class routing"
    assert last.missing[0].startswith("program.start: refused with EACCES in the plainest of scenes")


def test_the_plays_hold_the_verbs_that_scenarios_use() -> None:
    """Each verb that scenarios of a class send is in its play, or needs a capability or another class."""
    found = bundle.find()
    spec = read(found.root)
    session = Session(connector("reference"))
    run = run_scenarios(spec, spec.scenarios, load(found.steps), session, Silence())
    classes = {one.id: one.requirement.conformance_class for one in spec.scenarios}
    sent: dict[ConformanceClass, set[str]] = {}
    for result in run.results:
        verbs = {one.verb for step in result.steps for one in step.evidence}
        sent.setdefault(classes[result.id], set()).update(verbs)
    optional = {VERB_OF[type(one)].name for known in CAPABILITIES.values() for one in known.acts}
    optional |= {verb.name for verb in VERBS.values() if verb.needs}
    for name, verbs in sent.items():
        played = {VERB_OF[type(one)].name for one in play.CLASSES[ConformanceClass(name)].requests}
        left = {
            verb
            for verb in verbs - played - optional
            if not verb.startswith(("saf.", "partner.", "routing."))
        }
        assert left == set(), name


def test_the_command_says_what_is_next(adapter: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Exit 0 with the contract kept, 1 with something missing, 3 where nothing starts."""
    command = [sys.executable, str(adapter)]
    assert main(["adapter", "check", *command]) == 0
    assert "the contract is kept; next: ezconform run --adapter" in capsys.readouterr().out
    text = adapter.read_text(encoding="utf-8")
    adapter.write_text(text.replace('"dcas.stop": dcas_stop,', ""), encoding="utf-8")
    assert main(["adapter", "check", shlex.join(command)]) == 1
    out = capsys.readouterr().out.splitlines()
    assert "missing   class dcas" in out
    assert "-         ends with its input" in out
    assert not any("standard error" in line for line in out)
    assert out[-1].startswith("next: ")
    adapter.write_text(text.replace("running.remove(job_of(params))", "7 / 0"), encoding="utf-8")
    assert main(["adapter", "check", *command]) == 1
    out = capsys.readouterr().out.splitlines()
    quoted = out[out.index("the end of what the adapter wrote to its standard error:") + 1 :]
    assert "  ZeroDivisionError: division by zero" in quoted
    assert main(["adapter", "check", "exec:no-such-command"]) == 3
    assert main(["adapter", "check", "no-such-command"]) == 3


def test_a_bundled_name_is_an_adapter(capsys: pytest.CaptureFixture[str]) -> None:
    """As after --adapter."""
    assert main(["adapter", "check", "echo"]) == 1
    assert "brought the clock from 0 to 2 and 3, not to 2 and 5" in capsys.readouterr().out


NO = Refused(errno="EOPNOTSUPP")
MISCLAIMED = {
    "build-labs": (
        r.LabOpen,
        lambda one: one.lab.name not in LABS,
        Absent(why="who is that"),
        "is absent: who",
    ),
    "virtual-clock": (r.ClockAdvance, bool, Now(seconds=0), "from 0 to 0 and 0, not to 2 and 5"),
    "ipv6": (
        r.SocketOpen,
        lambda one: one.family is Family.AF_INET6,
        NO,
        "socket.open: refused with EOPNOTSUPP",
    ),
    "task-level": (r.ProgramTask, bool, NO, "program.task: refused"),
    "socket-passing": (r.SocketTake, bool, NO, "socket.take: refused"),
    "netstat-short": (r.NetstatReport, bool, Report(text="x"), "LONG and SHORT are the same text"),
    "cinet": (r.ProgramStart, lambda one: not one.stack, NO, "program.start: refused"),
    "subplex": (
        r.LabOpen,
        lambda one: one.lab.name == "subplexes",
        Absent(why="no"),
        "subplexes is absent: no",
    ),
    "xcf-control": (r.XcfDisturb, lambda one: one.effect == "lose", NO, "xcf.disturb: refused"),
    "route-change": (r.RouteChange, bool, NO, "route.change: refused"),
    "interface:BPX4IOC": (r.PartnerGet, lambda one: one.interface == "BPX4IOC", NO, "partner.get: refused"),
    "interface:CICS": (
        r.PartnerGet,
        lambda one: one.interface == "CICS EZASOKET",
        NO,
        "partner.get: refused",
    ),
    "interface:unsupported": (
        r.PartnerGet,
        lambda one: one.interface == "XTI",
        Suspended(),
        "partner.get: not refused through XTI, which has no ioctl",
    ),
}


class Misclaiming:
    """The reference, but for one kind of request."""

    def __init__(self, kind: type, which: Any, answer: Any) -> None:
        self._reference: Any = python_adapter("reference")()
        self._kind, self._which, self._answer = kind, which, answer

    def __getattr__(self, method: str) -> Any:
        verb = getattr(self._reference, method)

        def answer(request: Any) -> Any:
            return self._answer if isinstance(request, self._kind) and self._which(request) else verb(request)

        return answer


@pytest.mark.parametrize("name", MISCLAIMED)
def test_a_capability_that_is_claimed_and_not_there_is_missing(name: str) -> None:
    """Its stage says what came instead, and that it need not be declared."""
    kind, which, answer, said = MISCLAIMED[name]
    limits = Limits()
    way = Way("x", lambda _: InProcess(Misclaiming(kind, which, answer), limits), limits)
    last = list(Contract(way, LABS).findings())[-1]
    assert last.title == f"capability {name}"
    assert said in last.missing[0]
    assert "or do not declare the capability" in last.advice


def test_every_capability_has_a_play() -> None:
    """Whatever can be declared is looked at, or said to be nothing to look at."""
    assert set(CAPABILITIES) == set(Capability)


def test_who_claims_dcas_alone_builds_labs_without_sockets(adapter: Path) -> None:
    """The skeleton claims build-labs, and a DCAS starts on a system it has never heard of."""
    titles = [one.title for one in looked_at(adapter) if not one.missing]
    assert "capability build-labs" in titles
