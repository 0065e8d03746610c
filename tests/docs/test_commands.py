"""Every command that a page shows is run as it stands, in the order of the page, or has a reason why not.

A command is a line of a block of a shell, or what a template for CI runs. `# exit code N` behind it says how
it ends, if not well. Lines of a block with the title "Output" stand in what the page's commands said.
"""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ezconform import settings, specification

ROOT = Path(__file__).parents[2]
PAGES = {
    one.relative_to(ROOT).as_posix(): one
    for pattern in ("*.md", "docs/**/*.md", "adapters/**/README.md")
    for one in sorted(ROOT.glob(pattern))
}
# A block without a language is one of a shell, unless it holds lines of the protocol.
BLOCK = re.compile(r"^ *```([^\n]*)\n(.*?)^ *```$", re.DOTALL | re.MULTILINE)
SHELL = ("", "sh", "bash", "zsh", "fish", "console", "yaml")
OUTPUT = re.compile(r'^```text title="Output"\n(.*?)^```', re.DOTALL | re.MULTILINE)
PROTOCOL = ("{", "-> {", "<- {")
HANDED_ON = re.compile(r"^ *(?:junit|sarif_file): (\S+)$", re.MULTILINE)
EXIT_CODE = re.compile(r"# exit code (\d+)$")

# What this test does not run: on which page, which line, and what runs it instead, or why nothing can.
README = "tests/test_readme.py"
NEW_USER = "tests/packaging/test_new_user.py"
FIXED_LAB = "tests/docs/test_fixed_lab.py"
SHELLS = "tests/docs/test_commands.py asks for that shell's script; the shell itself need not be there"
SOCKET = "tests/harness/connection/test_listening_socket.py serves and calls; the port is another each time"
UNPUBLISHED = "there is no published package yet; tests/packaging/test_wheel.py installs the wheel"
NOT_HERE: dict[str, dict[str, str]] = {
    "README.md": {
        "make run": "it writes into the checkout; tests/packaging/test_wheel.py runs the same command",
        "make test": "it runs this test",
        "ezconform list": README,
        "ezconform explain WAIT-10": README,
        "ezconform decode 8E E0": README,
        'ezconform run --class waiting --tags "not @choice"': README,
        "ezconform report junit latest": README,
        "ezconform door pytest -- -k WAIT-10": README,
        "ezconform prove": README,
        'ezconform run --adapter "exec:./my-adapter --stdio"': README,
        "ezconform run --adapter py:my_adapter.py:MyStack": README,
    },
    "docs/adapters.md": {
        "ezconform adapter new my-adapter --lang java": NEW_USER,
        "cd my-adapter": NEW_USER,
        "javac -encoding UTF-8 -d build Adapter.java Json.java": NEW_USER,
        "ezconform adapter check java -cp build Adapter": NEW_USER,
        'ezconform run --adapter "exec:java -cp build Adapter"': NEW_USER,
        "ezconform serve py:my_adapter.py:MyStack --listen tcp:127.0.0.1:0": SOCKET,
        "listening on tcp:127.0.0.1:40213": SOCKET,
        "ezconform run --adapter tcp:127.0.0.1:40213": SOCKET,
    },
    "docs/ci.md": {"pip install ezconform": UNPUBLISHED},
    "docs/editor.md": {
        "mkdir -p .vscode": "tests/official/test_editor.py runs the script, which needs the checkout",
        "python docs/site/editor_settings.py > .vscode/settings.json": "tests/official/test_editor.py",
    },
    "docs/how-to/allure.md": {"make allure": "tests/official/test_allure_generator.py"},
    "docs/how-to/completion.md": {
        'eval "$(_EZCONFORM_COMPLETE=zsh_source ezconform)"': SHELLS,
        "_EZCONFORM_COMPLETE=fish_source ezconform | source": SHELLS,
    },
    "docs/how-to/fixed-lab.md": {
        'ezconform adapter check "ezconform serve py:fixed_lab.py:FixedLab"': FIXED_LAB,
        'ezconform run --adapter "exec:ezconform serve py:fixed_lab.py:FixedLab" '
        "--requirement WAIT-03 --requirement CRED-01": FIXED_LAB,
    },
    "docs/how-to/journal.md": {
        "npm install --no-save @cucumber/html-formatter@24.2.0 @cucumber/messages@34.2.1": (
            "tests/official/test_html_formatter.py has them installed, at these versions"
        ),
        "node render.mjs journal.ndjson cucumber.html": "tests/official/test_html_formatter.py",
    },
}
# Programs without which the commands of a page cannot be run.
NEEDS = {
    "docs/how-to/signing.md": "ssh-keygen",
    "adapters/dcas_c/README.md": "cc",
    "adapters/trusted_js/README.md": "node",
}


def commands(text: str) -> list[str]:
    """Each command of a page, with its exit code if it names one, otherwise without a comment."""
    found = []
    for language, block in BLOCK.findall(text):
        if language not in SHELL:
            continue
        lines = [line.strip() for line in block.splitlines()]
        found += of_template(lines) if language == "yaml" else [line.removeprefix("$ ") for line in lines]
    return [bare(line) for line in found if bare(line) and not line.startswith(PROTOCOL)]


def of_template(lines: list[str]) -> list[str]:
    """What a pipeline would hand to a shell: `run:` in both its forms, and the items of `script:`."""
    found, inside = [], ""
    for line in lines:
        if re.fullmatch(r"(?:- )?run: \||script:", line):
            inside = "run" if "run" in line else "script"
        elif inside == "script" and line.startswith("- "):
            found.append(line[2:])
        elif hit := re.fullmatch(r"(?:- )?run: (.+)", line):
            found, inside = [*found, hit[1]], ""
        elif re.match(r"(?:- )?[\w-]+:", line):
            inside = ""
        elif inside == "run":
            found.append(line)
    return found


def bare(line: str) -> str:
    if EXIT_CODE.search(line):
        return line
    return re.sub(r"(?:^|\s+)#.*$", "", line)


def script(lines: list[str]) -> str:
    """A script for bash that stops at the first command that ends otherwise than its line says."""
    steps = []
    for line in lines:
        code = EXIT_CODE.search(line)
        wanted = code[1] if code else "0"
        steps += [f"echo {line!r} >&2", line, f'[ "$?" = {wanted} ] || exit 99']
    return "\n".join(steps)


SHOWN = {name: found for name, path in PAGES.items() if (found := commands(path.read_text(encoding="utf-8")))}
HERE = {
    name: lines
    for name, found in SHOWN.items()
    if (lines := [one for one in found if one not in NOT_HERE.get(name, {})])
}


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with an implementation that conforms, other features, and the adapters of the checkout."""
    adapter = tmp_path / "my-adapter"
    adapter.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ezconform serve reference\n')
    adapter.chmod(0o755)
    (tmp_path / "adapters").symlink_to(ROOT / "adapters")
    other = tmp_path / "other-version"
    shutil.copytree(ROOT / "steps", other / "steps", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "features", other / "features")
    with (other / "features/claims.toml").open("a") as file:
        file.write("# another version\n")
    return tmp_path


def typed(text: str, folder: Path) -> "subprocess.CompletedProcess[str]":
    """What bash makes of a script in that folder, with our command on its path."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    own = {"PATH": path, "HOME": str(folder), "GITHUB_STEP_SUMMARY": str(folder / "summary.md")}
    return subprocess.run(
        ["bash", "-c", text], cwd=folder, env=os.environ | own, capture_output=True, text=True, check=False
    )


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is missing")
@pytest.mark.parametrize("page", HERE)
def test_the_commands_of_a_page_work_in_their_order(page: str, desk: Path) -> None:
    """Each ends as its line says, with the output shown; files that a template hands on are there then."""
    if page in NEEDS and shutil.which(NEEDS[page]) is None:
        pytest.skip(f"{NEEDS[page]} is missing")
    done = typed(script(HERE[page]), desk)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    text, said = PAGES[page].read_text(encoding="utf-8"), done.stdout.splitlines()
    shown = [line for block in OUTPUT.findall(text) for line in block.splitlines()]
    assert [line for line in shown if line not in said] == []
    assert [one for one in HANDED_ON.findall(text) if not (desk / one).is_file()] == []


def test_nothing_is_left_out_without_a_reason_that_holds() -> None:
    """Each exception names a line that its page still shows; a test that it names is there."""
    stale = [
        (page, line) for page, lines in NOT_HERE.items() for line in lines if line not in SHOWN.get(page, ())
    ]
    assert stale == []
    reasons = {reason for lines in NOT_HERE.values() for reason in lines.values()}
    named = {test for reason in reasons for test in re.findall(r"tests/\S+\.py", reason)}
    assert {one for one in named if not (ROOT / one).is_file()} == set()
    assert NEEDS.keys() <= HERE.keys()


def test_commands_are_found_in_blocks_and_templates() -> None:
    """Of a shell every line, without its comment; of a template what it runs; of other blocks none."""
    page = (
        "ezconform never\n```sh\nezconform a  # why\n# only said\nb || c   # exit code 3\n```\n"
        '```\n$ d\n{"jsonrpc":"2.0"}\n```\n  ```bash\n  e\n  ```\n```text\nf\n```\n'
        "```yaml\non: [push]\nsteps:\n  - uses: x\n  - run: g\n  - if: always()\n    run: |\n      h >> i\n"
        "      j\n  - with: k\n```\n```yaml\njob:\n  image: l\n  script:\n    - m\n    - n: o\n  artifacts:\n"
        "    paths:\n      - p\n```\n"
    )
    assert commands(page) == [
        "ezconform a",
        "b || c   # exit code 3",
        "d",
        "e",
        "g",
        "h >> i",
        "j",
        "m",
        "n: o",
    ]


@pytest.mark.parametrize(("lines", "code"), [(["true"], 0), (["false"], 99), (["exit_3  # exit code 1"], 99)])
def test_a_command_that_ends_otherwise_is_noticed(lines: list[str], code: int, tmp_path: Path) -> None:
    """Well where it should not, badly where it should not, or in another way."""
    assert typed("exit_3() { return 3; }\n" + script(lines), tmp_path).returncode == code
    assert typed("exit_3() { return 3; }\n" + script(["exit_3  # exit code 3"]), tmp_path).returncode == 0


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
