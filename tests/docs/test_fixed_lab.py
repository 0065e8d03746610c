"""The guide for fixed labs: its adapter, agent, settings and commands do what the page says of them."""

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ezconform import settings, specification

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/how-to/fixed-lab.md").read_text(encoding="utf-8")
FILE = re.compile(r"```\w+ title=\"([^\"]+)\"\n(.*?)```", re.DOTALL)
FILES = dict(FILE.findall(PAGE))
SERVED = "ezconform serve py:fixed_lab.py:FixedLab"
CREDENTIALS = ("CRED-01", "CRED-22", "ROUTE-13")


def blocks(language: str) -> list[str]:
    """What stands in the plain blocks of a language."""
    return re.findall(rf"```{language}\n(.*?)```", PAGE, re.DOTALL)


def free_offset() -> int:
    """What to add to the ports of scenarios so that nobody else uses them."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return min(port, 55_000) - 5_000


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with the files of the page; only the ports are others, for tests that run beside."""
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    lab = tmp_path / "fixed-lab.toml"
    lab.write_text(re.sub(r"port_offset = \d+", lambda _: f"port_offset = {free_offset()}", lab.read_text()))
    return tmp_path


def run(desk: Path, *command: str) -> "subprocess.CompletedProcess[str]":
    """One of our commands in that folder."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = {**os.environ, "PATH": path}
    return subprocess.run(
        command, cwd=desk, env=environment, capture_output=True, text=True, check=False, timeout=300
    )


def results(desk: Path, *options: str, code: int = 3) -> tuple[dict[str, dict[str, Any]], str]:
    """Scenarios by id of a run of three requirements, with credentials claimed; and all that was written."""
    lab = desk / "fixed-lab.toml"
    lab.write_text(lab.read_text().replace('["routing", "waiting"]', '["routing", "credentials"]'))
    chosen = [word for one in CREDENTIALS for word in ("--requirement", one)]
    command = ["ezconform", "run", "--adapter", f"exec:{SERVED}", "--report-dir", "out", *chosen, *options]
    done = run(desk, *command)
    assert done.returncode == code, done.stdout + done.stderr
    read = json.loads((desk / "out/results.json").read_text())
    written = [one.read_text(encoding="utf-8") for one in (desk / "out").rglob("*") if one.is_file()]
    return {one["id"]: one for one in read["scenarios"]}, "\n".join(written)


def test_the_page_brings_three_files() -> None:
    """Adapter, agent, and what is the reader's own."""
    assert set(FILES) == {"fixed-lab.toml", "fixed_lab.py", "agent.py"}


def test_the_commands_of_the_page_end_as_it_says(desk: Path) -> None:
    """The contract is kept; WAIT-03 passes, and CRED-01 is not applicable."""
    check, first_run = blocks("bash")[0].splitlines()
    checked = run(desk, *shlex.split(check))
    assert checked.returncode == 0, checked.stdout + checked.stderr
    assert "the contract is kept" in checked.stdout
    done = run(desk, *shlex.split(first_run))
    assert done.returncode == 0, done.stdout + done.stderr
    summary = " ".join(done.stdout.split())
    assert re.search(r"waiting no claim \d+ passed", summary)
    assert re.search(r"credentials no claim \d+ not applicable", summary)


def test_a_further_class_says_which_verb_is_next(desk: Path) -> None:
    """Credentials need the verbs of the security product."""
    lab = desk / "fixed-lab.toml"
    lab.write_text(lab.read_text().replace('["routing", "waiting"]', '["routing", "credentials"]'))
    checked = run(desk, "ezconform", "adapter", "check", SERVED)
    assert checked.returncode == 1
    assert "saf.user: the adapter does not have this verb" in checked.stdout


def test_labs_that_are_not_offered_could_not_run(desk: Path) -> None:
    """They are absent by name; those that are offered are run, in real time."""
    scenarios, _ = results(desk)
    place = "ROUTE-13/client-and-server-over-the-links-of-a-sysplex"
    verdicts = {name: one["verdict"] for name, one in scenarios.items()}
    assert verdicts[f"{place}/one-stack"] == verdicts[f"{place}/xcf"] == "passed"
    absent = scenarios[f"{place}/hipersockets"]
    assert absent["verdict"] == "could not run"
    assert "this sysplex does not offer hipersockets" in absent["message"]
    client = "CRED-01/the-client-retrieves-the-server-s-credentials"
    assert verdicts[client] == "passed"


def test_nobody_s_user_id_and_no_token_is_in_the_report(desk: Path) -> None:
    """Known users have our names, tokens are a length and a digest."""
    _, written = results(desk)
    assert "token of 80 bytes, digest " in written
    assert "EZCUSR" not in written
    assert not re.search(r"\b[0-9a-f]{160}\b", written)


def test_tokens_are_shown_when_asked_for(desk: Path) -> None:
    """All of their 160 digits."""
    _, written = results(desk, "--show-credentials")
    assert "token of 80 bytes" not in written
    assert re.search(r"\b[0-9a-f]{160}\b", written)


def test_a_user_who_is_nobody_s_becomes_an_alias(desk: Path) -> None:
    """Here the agent of the second system runs as somebody whom the configuration does not know."""
    lab = desk / "fixed-lab.toml"
    lab.write_text(lab.read_text().replace('"SYB", "{user}"', '"SYB", "OPERATOR"'))
    scenarios, written = results(desk, code=1)
    failed = scenarios["CRED-01/the-client-retrieves-the-server-s-credentials"]
    assert failed["verdict"] == "failed"
    assert re.search(r'got "user#\w+"', failed["message"])
    assert "OPERATOR" not in written


def test_declared_users_are_hidden_on_standard_error_too(desk: Path) -> None:
    """Here an agent dies with its user ID on its lips."""
    agent = desk / "agent.py"
    agent.write_text(
        agent.read_text().replace(
            "def connect(question):", "def connect(question):\n    sys.exit(f'I am {USER}')"
        )
    )
    (desk / "ezconform.toml").write_text(blocks("toml")[1].replace('"waiting"', '"credentials"'))
    _, written = results(desk)
    assert "I am user#1" in written
    assert "the agent has ended" in written
    assert "EZCUSR" not in written


def test_the_agent_answers_as_shown(desk: Path) -> None:
    """Line for line."""
    shown = next(one for one in blocks("text") if one.startswith("->"))
    questions = [line[3:] for line in shown.splitlines() if line.startswith("->")]
    answers = [line[3:] for line in shown.splitlines() if line.startswith("<-")]
    done = subprocess.run(
        [sys.executable, "agent.py", "SYA", "EZCUSR1"],
        cwd=desk,
        input="\n".join(questions) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines() == answers


def test_a_call_that_blocks_runs_aside(desk: Path) -> None:
    """While one waits for another system, the agent answers the next question."""
    start = [sys.executable, "agent.py"]
    ask = {"call": "g1", "socket": "c1", "request": ["user-id"], "timeout": 5}
    with socket.create_server(("127.0.0.1", 0)) as listening:
        address, port = listening.getsockname()
        (desk / "xcf").mkdir()
        there = {"system": "SYB", "user": "EZCUSR2"}
        (desk / f"xcf/{address}-{port}").write_text(json.dumps(there))
        questions: list[dict[str, object]] = [
            {"do": "open", "socket": "c1", "type": "SOCK_STREAM"},
            {"do": "connect", "socket": "c1", "address": address, "port": port},
            {"do": "get", **ask},
            {"do": "routing", "socket": "c1"},
        ]
        done = subprocess.run(
            [*start, "SYA", "EZCUSR1"],
            cwd=desk,
            input="".join(json.dumps(one) + "\n" for one in questions),
            capture_output=True,
            text=True,
            check=True,
        )
    assert [json.loads(line) for line in done.stdout.splitlines()[2:]] == [
        {"suspended": True},
        {"routing": 10},
    ]


def test_the_labs_of_the_table_are_those_there_are() -> None:
    """Each once, and no other."""
    table = re.findall(
        r"^\| `([\w-]+)` \|", PAGE.partition("## Which labs")[2].partition("\n## ")[0], re.MULTILINE
    )
    assert sorted(table) == sorted(specification.read(ROOT).labs)


def test_most_scenarios_need_no_other_lab_than_the_first_two() -> None:
    """That is where to begin."""
    steps = [step.text for one in specification.read(ROOT).scenarios for step in one.steps]
    opened = [text.removeprefix("the lab ") for text in steps if text.startswith("the lab ")]
    both = [name for name in opened if name in ("one-stack", "two-systems")]
    assert len(both) / len(opened) > 0.75


def test_users_are_those_of_the_labs() -> None:
    """Whoever is mapped is in a database of a lab."""
    labs = specification.read(ROOT).labs.values()
    ours = {user.id for lab in labs for database in lab.databases for user in database.users}
    users = tomllib.loads(FILES["fixed-lab.toml"])["users"]
    assert set(users) | {"DCASD"} == ours
    for real in users.values():
        assert f"ADDUSER {real} " in PAGE


def test_the_settings_of_the_page_are_valid(tmp_path: Path) -> None:
    """And so is the way to a stack over ssh."""
    way, settled = blocks("toml")
    (tmp_path / "ezconform.toml").write_text(settled)
    read = settings.read(tmp_path / "ezconform.toml")
    assert read.limits.late_seconds == 5
    assert read.credentials.users == tuple(tomllib.loads(FILES["fixed-lab.toml"])["users"].values())
    assert all(f"ADDGROUP {group} " in PAGE for group in read.credentials.groups)
    command = tomllib.loads(way)["stack"]["SYA-TCPIP"]["start"]
    named = [word.format(user="EZCUSR1", program="PAYROLL") for word in command]
    assert named[:2] == ["ssh", "-T"]
    assert "EZCUSR1@sya.example.com" in named
    assert "_BPX_JOBNAME=PAYROLL" in named[-1]


def test_every_mark_has_its_source() -> None:
    """And every source is cited."""
    text, _, sources = PAGE.partition("\n## Sources")
    cited = {
        int(one) for found in re.findall(r"\[([M\d, ]+)\]", text) for one in re.findall(r"M(\d+)", found)
    }
    assert sorted(int(one) for one in re.findall(r"^\| M(\d+) \|", sources, re.MULTILINE)) == sorted(cited)


@pytest.mark.skipif(shutil.which("iconv") is None, reason="iconv is missing")
@pytest.mark.skipif(sys.platform != "linux", reason="the page speaks of Linux")
def test_iconv_here_ends_a_line_otherwise_than_a_program_on_z_os() -> None:
    """With X'25', where C on z/OS has X'15'."""
    done = subprocess.run(
        ["iconv", "-f", "UTF-8", "-t", "IBM-1047"], input=b'{"do":"open"}\n', capture_output=True, check=True
    )
    assert done.stdout[-1:] == b"\x25"
    assert done.stdout[:1] == b"\xc0"
