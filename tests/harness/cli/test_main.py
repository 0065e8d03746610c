"""The command line as a whole: help, exit codes, one line for every failure."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from ezconform import __version__, cli
from ezconform.cli import explain, main
from ezconform.cli.commands import COMMANDS, Commands
from ezconform.protocol.faults import CannotStart


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """--version tells name and version."""
    assert main(["--version"]) == 0
    assert capsys.readouterr().out == f"ezconform {__version__}\n"


def test_version_imports_no_layer_of_the_harness() -> None:
    """What makes --version fast: neither reports nor engine nor parser is imported for it."""
    script = (
        "import sys; from ezconform.cli import main; main(['--version']);"
        "sys.exit(bool({'msgspec', 'gherkin', 'jinja2', 'rich', 'pytest'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_help_tells_every_command_and_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    """The first help a newcomer sees has commands, examples and exit codes."""
    assert main(["--help"]) == 0
    out = capsys.readouterr().out
    assert all(f"\n  {name} " in out for name in COMMANDS)
    assert "Exit codes: 0 good, 1 non-conformant, 2 bad input" in out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Each command in the table exists and explains itself."""
    assert main([name, "--help"]) == 0
    assert capsys.readouterr().out.startswith(f"Usage: ezconform {name} ")


def test_no_command_is_help_and_bad_input(capsys: pytest.CaptureFixture[str]) -> None:
    """Without a command the help comes on standard error."""
    assert main([]) == 2
    assert capsys.readouterr().err.startswith("Usage: ezconform ")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["bogus"], "No such command 'bogus'. Try: ezconform --help"),
        (["run", "--bogus"], "No such option '--bogus'"),
        (["decode", "8G", "E0"], "'8G' is not two hexadecimal digits"),
        (["decode", "8E"], "Missing argument"),
        (["explain", "WAIT-99"], "unknown requirement WAIT-99"),
        (["list", "--class", "wating"], "unknown class wating; did you mean waiting?"),
        (["list", "--tags", "@a and"], "tag expression '@a and'"),
        (["list", "--root", "/nowhere"], "no folder features/ in /nowhere"),
        (["report", "html", "no-such-run"], "no run no-such-run"),
        (["report", "pdf", "latest"], "No such command 'pdf'"),
        (["serve", "nobody"], "unknown adapter 'nobody'"),
        (["run", "--adapter", "nobody"], "unknown adapter 'nobody'"),
        (["door", "unittest"], "'unittest' is not one of"),
    ],
)
def test_bad_input_is_one_line_and_exit_code_2(
    arguments: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Whatever the user mistypes: one line on standard error that names it, nothing on standard output."""
    assert main(arguments) == 2
    captured = capsys.readouterr()
    assert said in captured.err
    assert captured.err.count("\n") == 1
    assert captured.err.startswith("ezconform: ")
    assert captured.out == ""


def raising(fault: BaseException) -> Callable[..., None]:
    def command(**_: object) -> None:
        raise fault

    return command


@pytest.mark.parametrize(
    ("fault", "code", "said"),
    [
        (CannotStart("no such file"), 3, "ezconform: the adapter cannot start: no such file\n"),
        (KeyboardInterrupt(), 130, "ezconform: interrupted\n"),
    ],
)
def test_other_ends_have_their_exit_codes(
    fault: BaseException,
    code: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """An adapter that cannot start is exit code 3, Ctrl-C is 130, each with one line."""
    monkeypatch.setattr(explain.command, "callback", raising(fault))
    assert main(["explain", "WAIT-01"]) == code
    assert capsys.readouterr().err.lstrip("\n") == said


def test_a_defect_of_ours_is_one_line_and_a_file(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tracebacks: Path
) -> None:
    """An unexpected exception is exit code 4; its traceback lies in a file that the line names."""
    monkeypatch.setattr(explain.command, "callback", raising(ZeroDivisionError("a slip\nof ours")))
    assert main(["explain", "WAIT-01"]) == 4
    err = capsys.readouterr().err
    (file,) = tracebacks.iterdir()
    assert err == f"ezconform: harness fault: ZeroDivisionError: a slip of ours (traceback in {file})\n"
    assert "Traceback (most recent call last)" in file.read_text()


def test_a_reader_that_goes_away_is_no_failure() -> None:
    """`ezconform list | head` ends quietly."""
    reader, writer = os.pipe()
    os.close(reader)
    done = subprocess.run(
        [sys.executable, "-m", "ezconform", "list", "--scenarios"],
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert (done.returncode, done.stderr) == (0, b"")


def test_a_command_that_is_not_in_the_table_is_none() -> None:
    """The group knows its commands from the table alone, in its order."""
    group = Commands("x")
    context = cli.commands.click.Context(group)
    assert group.get_command(context, "bogus") is None
    assert group.list_commands(context) == list(COMMANDS)
