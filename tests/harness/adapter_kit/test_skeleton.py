"""`adapter new`: each language is built as its README says and keeps the contract."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from ezconform.adapter_kit import skeleton
from ezconform.adapter_kit.contract import Contract
from ezconform.cli import main
from ezconform.cli.adapter import LANGUAGES
from ezconform.connection.connectors import connector
from ezconform.connection.limits import Limits
from ezconform.specification import read

TOOLS = {"python": ("python3",), "c": ("cc",), "java": ("javac", "java"), "javascript": ("node",)}


def lines(folder: Path) -> list[str]:
    """What the README says to type."""
    found = re.search(
        r"^```\n(.*?)^```$", (folder / "README.md").read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    assert found
    return found[1].splitlines()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_skeleton_builds_and_keeps_the_contract(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With nothing but compiler or runtime; a compiler has nothing to complain about."""
    for tool in TOOLS[language]:
        if shutil.which(tool) is None:
            pytest.skip(f"no {tool} on this machine")
    folder = tmp_path / 'my adapter "x"'
    skeleton.write(folder, language)
    monkeypatch.chdir(folder)
    *build, check, run = lines(folder)
    for line in build:
        strict = {"c": " -Wall -Wextra -Wpedantic -Werror", "java": " -Xlint:all -Werror"}.get(language, "")
        subprocess.run(shlex.split(line + strict), check=True)
    assert check.startswith("ezconform adapter check ")
    command = check.removeprefix("ezconform adapter check ")
    assert run == f'ezconform run --adapter "exec:{command}"'
    contract = Contract(connector(f"exec:{command}", Limits()), dict(read().labs))
    findings = list(contract.findings())
    contract.close()
    assert [one for one in findings if one.missing or one.skipped] == []
    assert contract.subject.classes == ("dcas",)
    assert contract.subject.name == "my adapter -x-"


MISTAKE = {
    "python": ("adapter.py", "    running.remove(job_of(params))", '    print("hm")\n    {}["oops"]'),
    "java": (
        "Adapter.java",
        "running.remove(jobOf(params));",
        'System.out.println("hm");\n            List.of().get(7);',
    ),
    "javascript": ("adapter.mjs", "running.delete(jobOf(params));", 'console.log("hm");\n    null.oops();'),
}
QUOTED = {"python": "KeyError: 'oops'", "java": "Adapter.java", "javascript": "adapter.mjs"}


@pytest.mark.parametrize("language", MISTAKE)
def test_a_mistake_of_the_author_is_told_with_its_place(
    language: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exception is an error reply and a trace on standard error; a stray print spoils no reply."""
    for tool in TOOLS[language]:
        if shutil.which(tool) is None:
            pytest.skip(f"no {tool} on this machine")
    skeleton.write(tmp_path / "x", language)
    monkeypatch.chdir(tmp_path / "x")
    file, line, mistake = MISTAKE[language]
    text = Path(file).read_text(encoding="utf-8")
    assert line in text
    Path(file).write_text(text.replace(line, mistake), encoding="utf-8")
    *build, check, _ = lines(Path())
    for command in build:
        subprocess.run(shlex.split(command), check=True)
    contract = Contract(
        connector(f"exec:{check.removeprefix('ezconform adapter check ')}", Limits()), dict(read().labs)
    )
    last = list(contract.findings())[-1]
    contract.close()
    assert last.missing[0].startswith("dcas.stop: error -32603: ")
    assert "hm" in last.stderr
    assert any(QUOTED[language] in one for one in last.stderr)


def test_every_language_has_a_skeleton_and_every_template_is_used() -> None:
    """The command offers what there is."""
    assert set(LANGUAGES) == set(skeleton.SKELETONS)
    named = {f"{language}/{file}.j2" for language, one in skeleton.SKELETONS.items() for file, _ in one.files}
    there = {one.relative_to(skeleton.TEMPLATES).as_posix() for one in skeleton.TEMPLATES.rglob("*.j2")}
    assert there == named | {"README.md.j2"}


def test_the_command_says_how_to_go_on(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Files first, then the lines to type."""
    assert main(["adapter", "new", str(tmp_path / "x"), "--lang", "java"]) == 0
    out = capsys.readouterr().out
    assert "Adapter.java, Json.java, README.md" in out
    assert out.index("javac") < out.index("ezconform adapter check java -cp build Adapter")


def test_a_folder_with_blanks_is_quoted(tmp_path: Path) -> None:
    """What is told can be pasted into a shell as it stands."""
    folder = tmp_path / "mein Adapter für DCAS"
    (line,) = (line for line in skeleton.write(folder, "c") if line.startswith("  cd "))
    done = subprocess.run(["sh", "-c", f"{line} && pwd"], capture_output=True, text=True, check=True)
    assert done.stdout == f"{folder}\n"


def test_nothing_is_overwritten(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A folder with anything in it is refused with exit 2, and stays as it was."""
    (tmp_path / "mine").write_text("mine")
    assert main(["adapter", "new", str(tmp_path), "--lang", "c"]) == 2
    assert "is not empty" in capsys.readouterr().err
    assert [one.name for one in tmp_path.iterdir()] == ["mine"]


def test_a_folder_that_cannot_be_made_is_bad_input(tmp_path: Path) -> None:
    """One line, exit 2."""
    (tmp_path / "file").write_text("")
    assert main(["adapter", "new", str(tmp_path / "file" / "x"), "--lang", "c"]) == 2


def test_the_skeleton_in_python_needs_no_ezconform(tmp_path: Path) -> None:
    """It answers in an interpreter that sees the standard library only, in an ASCII locale too."""
    skeleton.write(tmp_path / "x", "python")
    request = '{"jsonrpc":"2.0","id":1,"method":"lab.reset","params":{"é":1}}\n'
    done = subprocess.run(
        [sys.executable, "-I", "-S", str(tmp_path / "x" / "adapter.py")],
        input=request.encode(),
        capture_output=True,
        check=True,
        env={**os.environ, "LC_ALL": "C"},
    )
    assert done.stdout == b'{"jsonrpc": "2.0", "id": 1, "result": {"outcome": "done"}}\n'
