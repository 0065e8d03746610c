"""Every command of ours that the how-to pages show is run as it stands."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ezconform import settings, specification

ROOT = Path(__file__).parents[2]
PAGES = [
    *(ROOT / f"docs/{name}.md" for name in ("adapters", "ci", "editor")),
    *sorted((ROOT / "docs/how-to").glob("*.md")),
]
BLOCK = re.compile(r"```(?:sh|yaml)\n(.*?)```", re.DOTALL)
# Commands of npm and make are for a checkout; tests/official and `make` itself run what is behind them.
ELSEWHERE = re.compile(r"^(npm|node|make|python docs/|mkdir) ?")
COMMAND = re.compile(r"^(?:- )?(?:run: )?((?:ezconform|cp|eval|source|_EZCONFORM_COMPLETE=\w+) ?.*)$")


def commands(page: Path) -> list[str]:
    found = []
    for block in BLOCK.findall(page.read_text(encoding="utf-8")):
        lines = [line.strip() for line in block.splitlines()]
        found += [hit[1] for line in lines if not ELSEWHERE.match(line) and (hit := COMMAND.match(line))]
    return found


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder in which ./my-adapter is an implementation that conforms."""
    adapter = tmp_path / "my-adapter"
    adapter.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ezconform serve reference\n')
    adapter.chmod(0o755)
    return tmp_path


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is missing")
@pytest.mark.parametrize("page", [one for one in PAGES if commands(one)], ids=lambda one: one.stem)
def test_the_commands_of_a_page_work_in_their_order(page: Path, desk: Path) -> None:
    """From an empty folder, with nothing but an adapter in it."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": path, "GITHUB_STEP_SUMMARY": str(desk / "summary.md")}
    script = "set -ex\n" + "\n".join(commands(page))
    done = subprocess.run(
        ["bash", "-c", script], cwd=desk, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]


def test_commands_are_found_in_blocks_and_templates(tmp_path: Path) -> None:
    """Of a shell block every line; of a template what it runs."""
    page = tmp_path / "page.md"
    template = "```yaml\n  - ezconform c\n  - run: ezconform d\n  - e\n```\n"
    page.write_text("ezconform never\n```sh\nezconform a\nmake b\n```\n" + template)
    assert commands(page) == ["ezconform a", "ezconform c", "ezconform d"]


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_shells_of_the_completion_page_are_served(shell: str) -> None:
    """Each gets a script that speaks of our command."""
    environment = os.environ | {"_EZCONFORM_COMPLETE": f"{shell}_source"}
    command = [str(Path(sys.executable).parent / "ezconform")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert "ezconform" in done.stdout


def test_bash_is_offered_our_commands() -> None:
    """What the script asks for when the user has typed `ezconform re`."""
    environment = os.environ | {
        "_EZCONFORM_COMPLETE": "bash_complete",
        "COMP_WORDS": "ezconform re",
        "COMP_CWORD": "1",
    }
    command = [str(Path(sys.executable).parent / "ezconform")]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    assert {"plain,report", "plain,review"} <= set(done.stdout.split())


def test_the_example_of_a_deviation_is_a_valid_one(tmp_path: Path) -> None:
    """It names a scenario that there is."""
    found = re.search(r"```toml\n(.*?)```", (ROOT / "docs/how-to/deviations.md").read_text(), re.DOTALL)
    assert found is not None
    (tmp_path / "ezconform.toml").write_text(found[1])
    read = settings.read(tmp_path / "ezconform.toml")
    read.declarations.require_targets(specification.read(ROOT))
    assert [one.version for one in read.deviations] == ["2.1"]


def test_the_example_of_credentials_is_valid(tmp_path: Path) -> None:
    """The table of the page is read, and its aliases are those it tells."""
    page = (ROOT / "docs/how-to/credentials.md").read_text()
    found = re.search(r"```toml\n(.*?)```", page, re.DOTALL)
    assert found
    file = tmp_path / "ezconform.toml"
    file.write_text(found[1])
    disguise = settings.read(file).disguise({}, {})
    assert disguise is not None
    assert disguise.aliases().text("ibmuser PAYUSR1 SYS1") == "user#1 user#2 group#1"
    assert "`token of 80 bytes, digest " in page
