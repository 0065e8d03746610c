"""What README tells a newcomer to type works as it says, away from the checkout; its links too."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
ADAPTERS = (ROOT / "docs" / "adapters.md").read_text(encoding="utf-8")

# Each command of README with the exit code and something that must be said; adapters.md's own examples
# claim classes that they cannot serve as a whole, which is incomplete (3).
COMMANDS = {
    "ezconform list": (0, "WAIT-10   waiting"),
    "ezconform explain WAIT-10": (0, "PI_TIMEOUT is accepted from 1 to 60 seconds"),
    "ezconform decode 8E E0": (0, "the partner's UTOKEN has been retrieved"),
    'ezconform run --class waiting --tags "not @choice"': (0, "makes no claim of conformance"),
    "ezconform report junit latest": (0, "junit.xml"),
    "ezconform door pytest -- -k WAIT-10": (0, "5 passed, "),
    'ezconform run --adapter "exec:./my-adapter --stdio"': (3, "dcas         incomplete"),
    "ezconform run --adapter py:my_adapter.py:MyStack": (3, "routing      incomplete"),
}
ELSEWHERE = {"ezconform prove": "makes reports/proof.md, which tests/test_committed_reports.py holds"}


def blocks(text: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def commands() -> list[str]:
    lines = (line.partition(" #")[0].strip() for block in blocks(README, "sh") for line in block.splitlines())
    return [line for line in lines if line.startswith("ezconform ")]


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of a newcomer: the two adapters of docs/adapters.md, and a run."""
    folder = tmp_path_factory.mktemp("newcomer")
    in_process, child = blocks(ADAPTERS, "python")
    (folder / "my_adapter.py").write_text(in_process, encoding="utf-8")
    program = folder / "my-adapter"
    program.write_text(f"#!{sys.executable}\n{child}", encoding="utf-8")
    program.chmod(0o755)
    assert typed("ezconform run --requirement WAIT-10", folder).returncode == 0
    return folder


def typed(command: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """What a shell would make of the line; ezconform is the one under test."""
    _, *arguments = shlex.split(command)
    quiet = {name: value for name, value in os.environ.items() if not name.startswith(("PYTEST_", "COV_"))}
    return subprocess.run(
        [sys.executable, "-m", "ezconform", *arguments],
        cwd=folder,
        env=quiet,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def test_every_command_of_the_readme_is_tried() -> None:
    """A new one needs its row here."""
    assert set(commands()) == {*COMMANDS, *ELSEWHERE}


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_readme_does_what_it_says(command: str, desk: Path) -> None:
    """It ends as a newcomer would hope, without a traceback."""
    code, said = COMMANDS[command]
    done = typed(command, desk)
    assert (done.returncode, said in done.stdout) == (code, True), done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/adapters.md", "docs/protocol.md"])
def test_links_lead_somewhere(page: str) -> None:
    """Each relative link of a page is a file of the project."""
    text = (ROOT / page).read_text(encoding="utf-8")
    targets = {
        target.partition("#")[0] for target in re.findall(r"\]\(([^)\s]+)\)", text) if ":" not in target
    }
    missing = {target for target in targets if target and not ((ROOT / page).parent / target).exists()}
    assert missing == set()
