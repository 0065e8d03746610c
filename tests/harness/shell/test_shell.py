"""`ezconform shell`: what a typed line shows, one line for bad input, and sketches that pass the gate."""

import io
import os
import pty
import re
import shlex
import shutil
import signal
import subprocess
import sys
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from ezconform import bundle
from ezconform.cli import main
from ezconform.connection.connectors import connector
from ezconform.engine.session import Session
from ezconform.reports.run_directory import read_run
from ezconform.shell.exchange_log import ExchangeLog
from ezconform.shell.shell import Shell
from ezconform.specification import gate, read
from ezconform.vocabulary import load

FOUND = bundle.find()
SPEC, TABLE = read(FOUND.root), load(FOUND.steps)
MINIATURE = Path(__file__).parents[2] / "miniature_children" / "subject.py"
SCENE = (
    "Given the lab two-systems",
    "And the program PAYROLL runs on TCPCS1 as user ALICE",
    "the program LEDGER runs on TCPCS2 as user BOB",
    "PAYROLL is connected to LEDGER",
    "When PAYROLL asks for its partner's user-id with PI_TIMEOUT 5",
    "0.5 seconds pass",
    "Then the call succeeds",
)


def shell_of(adapter: str = "reference", root: Path = FOUND.root) -> Shell:
    """A shell on the bundled specification."""
    return Shell(SPEC, TABLE, Session(connector(adapter)), root)


def typed(shell: Shell, *lines: str) -> list[str]:
    """What all the lines show."""
    return [shown for line in lines for shown in shell.line(line)]


def test_a_step_shows_request_reply_and_seconds() -> None:
    """In that order; a step that sends nothing says so."""
    shown = typed(shell_of(), "the lab one-stack", "* the program PAYROLL runs on TCPCS1 as user ALICE")
    assert shown[0].startswith("   lab one-stack is open  (0.")
    assert shown[1].startswith('-> program.start {"program":"PAYROLL","user":"ALICE"')
    assert shown[2] == '<- {"outcome":"done"}'
    assert shown[3].endswith(" s")


def test_what_travels_together_is_timed_together() -> None:
    """One figure for a batch."""
    shown = typed(shell_of(), *SCENE[:4])
    assert shown[-1].endswith(" s for 6 sent together")


def test_an_expectation_that_does_not_hold_is_told() -> None:
    """With what was sent before it, and the shell goes on."""
    shown = typed(shell_of(), *SCENE[:5], "Then the call succeeds")
    assert shown[-1] == "not as expected: the call: expected answered, got suspended"
    assert '<- {"outcome":"suspended"}' in shown


def test_a_verb_with_json_is_sent_as_it_is() -> None:
    """Also one that no capability of the subject allows a scenario to use."""
    shown = typed(shell_of(), *SCENE[:4], 'routing.get {"socket": "PAYROLL"}', "trace.read")
    assert any(line.startswith('<- {"outcome":"routing"') for line in shown)
    assert '<- {"outcome":"trace","events":[]}' in shown


BAD = {
    "nonsense": "problem: undefined step: nonsense",
    "the lab nowhere": "problem: unknown lab nowhere; :labs lists them",
    "routing.get {": "problem: Input data was truncated; its fields: routing.get",
    'routing.get {"socket": 1}': "problem: Expected `str`, got `int`",
    'routing.get {"sockets": "x"}': "problem: Object",
    "initialize {}": "problem: initialize is sent by the harness itself",
    "lab.open {}": "problem: lab.open is sent by the harness itself; for a lab type: the lab NAME",
    "help": "problem: no step; the command is :help",
    "run WAIT-03/x": "problem: no step; the command is :run",
    ":nonsense": "problem: unknown command :nonsense; :help lists them",
    "| a |": "problem: a table or doc string follows the step it belongs to",
    '"""': "problem: a table or doc string follows",
    ":undo": "problem: there is no step to forget",
    ":save": "problem: :save needs a name",
    ":save <b>": "problem: :save needs a name",
    ":save x": "problem: nothing to save",
    "PAYROLL is connected to LEDGER": "problem: ",
}


@pytest.mark.parametrize("line", BAD)
def test_bad_input_is_one_line(line: str) -> None:
    """Which says what is wrong; the next line works."""
    shell = shell_of()
    (shown,) = shell.line(line)
    assert shown.startswith(BAD[line])
    assert shell.line("the lab one-stack")[0].startswith("   lab one-stack is open")


def test_an_adapter_that_ends_costs_a_line(tmp_path: Path) -> None:
    """What it says is shown, and it is started anew."""
    file = tmp_path / "a.py"
    file.write_text(
        "from ezconform.protocol import answers\n"
        "class A:\n"
        "    def initialize(self, r):\n"
        "        return answers.Subject(protocol=r.protocol, name="
        "'a', version='1', classes=(), capabilities=())\n"
        "    def lab_open(self, r):\n        return answers.Opened()\n"
        "    def lab_reset(self, r):\n        return answers.Done()\n"
        "    def program_start(self, r):\n        raise SystemExit(3)\n"
    )
    shell = shell_of(f"py:{file}:A")
    shown = typed(shell, "the lab one-stack", "the program PAYROLL runs on TCPCS1 as user ALICE")
    assert shown[-1] == "problem: program.start: the adapter ended with exit status 3"
    assert shell.line("the lab one-stack")[0].startswith("   lab one-stack is open")
    assert shell.line(":trace") == ["problem: the subject does not declare the capability trace"]


def test_the_trace_is_shown_when_wanted() -> None:
    """XCF messages after the step that caused them."""
    shown = typed(shell_of(), ":trace", *SCENE[:5], ":trace")
    assert "   xcf 0 s TCPCS1 to TCPCS2: question" in shown
    assert shown[-1] == "trace off"


def test_a_saved_sketch_passes_the_gate(tmp_path: Path) -> None:
    """In the class of the nearest requirement, with a free id; a second one gets the next id."""
    for name in ("features", "steps"):
        shutil.copytree(FOUND.root / name, tmp_path / name)
    shell = shell_of(root=tmp_path)
    shown = typed(shell, *SCENE, 'routing.get {"socket": "PAYROLL"}', ":save My own scenario")
    assert shown[-3].startswith(
        f"saved in {tmp_path}/features/waiting/my-own-scenario.feature; class and sources"
    )
    assert shown[-2] == "1 verbs typed as JSON are not in it: they are no steps"
    assert shell.line(":save My own scenario")[0].endswith("is there already; choose another name")
    assert len(shell.line(":save Another one")) == 3
    assert gate.complaints(tmp_path) == ()
    spec = read(tmp_path)
    added = [one for one in spec.scenarios if one.id not in {known.id for known in SPEC.scenarios}]
    assert [one.id.partition("/")[2] for one in added] == ["another-one", "my-own-scenario"]
    assert len({one.requirement.id for one in added}) == 2
    assert [step.text for step in added[0].steps] == [
        line.removeprefix("Given ").removeprefix("And ").removeprefix("When ").removeprefix("Then ")
        for line in SCENE
    ]
    assert added[0].needs == {"virtual-clock"}
    assert added[0].requirement.provenance == "choice"


def test_a_sketch_runs_where_it_was_saved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Also in a folder that held nothing: the registers come along, and the line says how to run it.

    A specification of one class leaves the others incomplete.
    """
    shell = shell_of(root=tmp_path / "my sketches")
    *_, last = typed(shell, *SCENE, ":save My own scenario")
    run = shlex.split(last.strip().removeprefix("it runs with: ezconform "))
    assert gate.complaints(tmp_path / "my sketches") == ()
    assert main([*run, "--report-dir", str(tmp_path / "run")]) == 3
    assert "6 incomplete. 1 passed." in capsys.readouterr().out
    mine = tmp_path / "my sketches" / "features" / "labs.toml"
    mine.write_text(mine.read_text() + "# mine\n")
    assert len(shell.line(":save Another one")) == 2
    assert mine.read_text().endswith("# mine\n")


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    """And nothing else."""
    (tmp_path / "features").write_text("")
    shell = shell_of(root=tmp_path)
    (shown,) = typed(shell, *SCENE, ":save x")[-1:]
    assert shown.startswith("problem: cannot write ")


def test_a_table_or_doc_string_follows_its_step(tiny: Any) -> None:
    """An empty line or the next step ends the table; both are in the sketch as the gate wants them."""
    tiny.rule("Scenario: x\n  Given a counter at 1\n  And a table\n    | a |\n    | 1 |\n")
    spec = tiny.read()
    shell = Shell(spec, tiny.table(), Session(connector("reference")), tiny.root)
    assert typed(shell, "Given a table", "| a | b\\|c |") == []
    assert shell.waits
    assert shell.line("a counter at 1") == ["   done, nothing was sent"] * 2
    assert not shell.waits
    assert typed(shell, "a text", '"""', "one", "", "  two", '"""') == ["   done, nothing was sent"]
    assert typed(shell, "a table", "")[0].startswith("problem: the step needs a data table below it")
    assert typed(shell, "a text", "x")[0].startswith("problem: the step needs a doc string below it")
    assert typed(shell, "a table", "| x |", "") == ["   done, nothing was sent"]
    assert shell.line(":save With arguments")[0].startswith("saved in ")
    assert gate.complaints(tiny.root) == ()
    steps = next(one for one in tiny.read().scenarios if one.name == "With arguments").steps
    assert steps[0].table == (("a", "b|c"),)
    assert steps[2].doc_string == "one\n\n  two"


def test_a_sketch_that_runners_read_differently_is_not_left_behind(tiny: Any) -> None:
    """A backslash in a doc string: refused, and no file stays."""
    tiny.rule("Scenario: x\n  Given a counter at 1\n")
    shell = Shell(tiny.read(), tiny.table(), Session(connector("reference")), tiny.root)
    typed(shell, "a text", '"""', "a\\b", '"""')
    assert shell.line(":save bad")[0].startswith("problem: not saved: features/waiting/bad.feature:")
    assert not (tiny.root / "features/waiting/bad.feature").exists()


def test_steps_can_be_forgotten_and_begun_anew() -> None:
    """`:undo` one, `:new` all."""
    shell = shell_of()
    typed(shell, *SCENE[:2])
    assert shell.line(":show") == ["Given the lab two-systems", f"Given {SCENE[1].removeprefix('And ')}"]
    assert shell.line(":undo") == ["forgotten: the program PAYROLL runs on TCPCS1 as user ALICE"]
    assert shell.line(":new") == ["a new scenario; type its lab first"]
    assert shell.line(":show") == ["no step yet"]
    assert typed(shell, "", "# a remark") == []


FAILING = "CRED-30/apf-authorized-without-any-permission-of-its-user"


def test_a_scenario_is_run_again_by_its_id() -> None:
    """Step by step with what was sent and received, up to the step that is not as expected."""
    shell = shell_of("echo")
    shown = shell.line(f":run {FAILING}")
    assert shown[:2] == [FAILING, "Given the lab two-systems"]
    assert any(line.startswith("-> partner.get ") for line in shown)
    assert shown[-2:] == [
        "Then the partner's address-space user ID is BOB",
        'not as expected: address-space user ID: expected "BOB", got "MONITOR-call-1"',
    ]
    assert shell.line(":show")[-1] == "Then the partner's address-space user ID is BOB"


def test_a_scenario_that_passes_says_so_and_tables_are_shown(tiny: Any) -> None:
    """Every step is shown, with its table."""
    assert shell_of().line(":run CRED-30")[-1] == "as expected, all 6 steps"
    tiny.rule(
        "Scenario: x\n  Given a counter at 1\n  And a table\n    | a |\n    | 1 |\n  And the steps go wrong"
    )
    shell = Shell(tiny.read(), tiny.table(), Session(connector("reference")), tiny.root)
    shown = shell.line(":run WAIT-01/x")
    assert shown[4:6] == ["  | a |", "  | 1 |"]


@pytest.mark.parametrize(
    ("typed_id", "said"),
    [
        ("", "problem: which scenario?"),
        (" NONE-01", "problem: no scenario NONE-01"),
        (" WAIT-0", "scenarios begin so: WAIT-01/"),
        (" CRED-30/", "as expected, all 6 steps"),
    ],
)
def test_an_id_may_be_cut_short_if_it_is_the_only_one(typed_id: str, said: str) -> None:
    """None and several are one line that says which there are."""
    assert said in shell_of().line(f":run{typed_id}")[-1]


def test_what_a_subject_does_not_claim_is_not_run_again(miniature: str) -> None:
    """Not applicable here is what the report says, too."""
    said = shell_of(f"{miniature}Modest").line(":run DCAS-01/and")[-1]
    assert said.startswith("problem: not applicable to this subject: ")


def test_the_line_in_the_report_shows_the_failure_again(tmp_path: Path) -> None:
    """Command and line are taken from the page as they stand there, and the message is that of the report."""
    adapter = f"exec:{sys.executable} -m ezconform serve echo"
    where = ["--requirement", "CRED-30", "--report-dir", str(tmp_path / "run")]
    main(["run", "--root", str(FOUND.root), "--adapter", adapter, *where])
    page = (tmp_path / "run/report.html").read_text(encoding="utf-8")
    found = re.search(r"paste into <code>ezconform (.*?)</code> the line <code class=y>(.*?)</code>", page)
    assert found
    command, line = (unescape(part) for part in found.groups())
    done = subprocess.run(
        [sys.executable, "-m", "ezconform", *shlex.split(command)],
        input=line + "\n",
        capture_output=True,
        text=True,
        check=True,
        cwd=FOUND.root,
    )
    message = read_run(str(tmp_path / "run")).scenarios[0].message
    assert done.stdout.splitlines()[-1] == f"not as expected: {message}"


def test_lists_help_and_completion() -> None:
    """Commands, verbs with their fields, steps up to the first value, and labs."""
    shell = shell_of()
    assert any(":save" in line for line in shell.line(":help"))
    assert shell.line(":verbs token.map") == ['token.map {"program":"","utoken":""}']
    assert shell.line(":verbs zzz") == ["no such verb"]
    assert shell.line(":steps zzz") == ["no such step"]
    assert all("lab" in line.lower() for line in shell.line(":steps LAB"))
    assert shell.line(":labs")[0].startswith("one-stack ")
    assert f":run {FAILING}" in shell.candidates(":run CRED-30")
    assert shell.candidates(":s") == [":save", ":show", ":steps"]
    assert shell.candidates("routing") == ['routing.get {"socket":""}']
    assert "Given the lab two-systems" in shell.candidates("Given the lab two")
    assert shell.candidates("Given routing.g") == []


def test_the_command_reads_lines_until_its_input_ends(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Without a terminal no prompt; `:quit` ends it as well; what is typed after is not read."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.stdin", io.StringIO("the lab one-stack\nnonsense\n:quit\n:labs\n"))
    assert main(["shell", "--adapter", "reference"]) == 0
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("   lab one-stack is open")
    assert second == "problem: undefined step: nonsense"
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert main(["shell", "--adapter", "exec:no-such-command"]) == 3


def read_until(terminal: int, wanted: str) -> str:
    """What comes over a terminal, up to and with what is wanted."""
    text = ""
    while wanted not in text:
        text += os.read(terminal, 4096).decode()
    return text


def on_a_terminal(folder: Path, adapter: str) -> tuple[int, "subprocess.Popen[bytes]"]:
    """A shell with a terminal, and the end of it where one types and reads."""
    terminal, side = pty.openpty()
    shell = subprocess.Popen(
        [sys.executable, "-m", "ezconform", "shell", "--adapter", adapter],
        stdin=side,
        stdout=side,
        stderr=side,
        env=os.environ | {"XDG_STATE_HOME": str(folder), "TERM": "dumb"},
        start_new_session=True,
        cwd=folder,
    )
    os.close(side)
    return terminal, shell


def test_a_terminal_has_prompts_completion_and_history(tmp_path: Path) -> None:
    """Tab completes a lab, and the history is there the next time."""
    terminal, shell = on_a_terminal(tmp_path, "reference")
    assert ":help lists what can be typed" in read_until(terminal, "> ")
    os.write(terminal, b"the lab one-st\t\n")
    assert "lab one-stack is open" in read_until(terminal, "s)\r\n> ")
    os.write(terminal, b":quit\n")
    assert shell.wait() == 0
    os.close(terminal)
    history = (tmp_path / "ezconform" / "shell-history").read_text().splitlines()
    assert history == ["the lab one-stack", ":quit"]


HANGS = """
import json, sys
for line in sys.stdin:
    request = json.loads(line)
    reply = {"jsonrpc": "2.0", "id": request["id"]}
    if request["method"] == "initialize":
        words = {"protocol": "1.0", "name": "a", "version": "1", "classes": [], "capabilities": []}
        reply["result"] = {"outcome": "subject", **words}
    elif request["method"] == "lab.open":
        reply["result"] = {"outcome": "opened"}
    elif request["method"] == "program.start":
        open(sys.argv[1], "w").close()
        sys.stdin.read()
    else:
        reply["error"] = {"code": -32601, "message": "method not found"}
    print(json.dumps(reply), flush=True)
"""


@pytest.mark.parametrize("line", [SCENE[1], 'program.start {"program": "P", "user": "ALICE"}'])
def test_an_interrupt_gives_up_one_line(tmp_path: Path, line: str) -> None:
    """Ctrl-C while the subject is waited for: the adapter is ended, what was typed is still there."""
    (tmp_path / "adapter.py").write_text(HANGS)
    os.mkfifo(tmp_path / "asked")
    terminal, shell = on_a_terminal(tmp_path, f"exec:{sys.executable} adapter.py asked")
    read_until(terminal, "> ")
    os.write(terminal, b"the lab one-stack\n")
    read_until(terminal, "s)\r\n> ")
    os.write(terminal, f"{line}\n".encode())
    (tmp_path / "asked").read_text()
    shell.send_signal(signal.SIGINT)
    said = read_until(terminal, "\r\n> ")
    assert "interrupted: the adapter was ended; the next step starts it again: the lab NAME" in said
    os.write(terminal, b":show\n")
    assert "Given the lab one-stack" in read_until(terminal, "\r\n> ").replace(":show", "")
    os.write(terminal, b"the lab one-stack\n")
    assert "lab one-stack is open" in read_until(terminal, "s)\r\n> ")
    os.write(terminal, b"\x04")
    assert shell.wait() == 0
    os.close(terminal)


def test_a_lab_is_forgotten_with_the_adapter_that_had_it() -> None:
    """A verb that costs the adapter costs its lab, too."""
    shell = shell_of(f"exec:{sys.executable} {MINIATURE} crash")
    typed(shell, "the lab one-stack")
    assert shell.line('socket.open {"socket": "bad", "program": "P"}')[-1].endswith("exit status 3")
    assert "no lab is open" in shell.line("PAYROLL is connected to LEDGER")[-1]


def test_input_that_ends_within_a_table_runs_the_step(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing typed is lost without a word."""
    pattern = next(
        one.declaration.pattern
        for one in TABLE.definitions
        if one.argument and "{" not in one.declaration.pattern
    )
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{pattern}\n"))
    assert main(["shell", "--adapter", "reference"]) == 0
    assert capsys.readouterr().out.startswith("problem: the step needs a d")


def test_closing_the_log_ends_the_session() -> None:
    """As any connection."""
    session = Session(connector("reference"))
    ExchangeLog(session).close()
    assert session.subject.name == "reference implementation"
