"""`ezconform shell`: type steps and verbs, see what the subject answers. The terminal's side of it."""

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ezconform.cli.selecting import ROOT

if TYPE_CHECKING:
    from ezconform.shell.shell import Shell

HISTORY_LINES = 1_000


@click.command("shell")
@click.option("--adapter", metavar="ADAPTER", help="As for run; otherwise as settled, else the reference.")
@ROOT
def command(adapter: str | None, root: Path | None) -> None:
    """Try a subject by hand: type a step or a verb with JSON; :help says more, :save writes a scenario.

    \b
    ezconform shell --adapter "exec:./my-adapter"
    echo 'the lab one-stack' | ezconform shell
    """  # noqa: D301 - see listing
    from ezconform import bundle, settings
    from ezconform.connection.connectors import connector
    from ezconform.engine.session import Session
    from ezconform.shell.shell import Shell
    from ezconform.specification import reading
    from ezconform.vocabulary import load

    settled = settings.read()
    found = bundle.find(root)
    spec = reading.read(found.root)
    table = load(found.steps)
    way = connector(settings.adapter_name(adapter, os.environ, settled), settled.limits)
    session = Session(way, settled.limits)
    try:
        subject = session.subject
        shell = Shell(spec, table, session, root or Path.cwd())
        if sys.stdin.isatty():
            from ezconform.connection.codec import shown

            click.echo(f"{shown(f'{subject.name} {subject.version}')}; :help lists what can be typed")
        with _editing(shell):
            _converse(shell)
    finally:
        session.close()


def _converse(shell: "Shell") -> None:
    while not shell.over:
        line = _typed(shell)
        if line is None:
            break
        for one in _answered(shell, line):
            click.echo(one)
    if shell.waits:
        for one in shell.line(""):
            click.echo(one)


def _answered(shell: "Shell", line: str) -> list[str]:
    """What a line shows. Ctrl-C on a terminal gives up that line alone: the adapter may be hanging."""
    try:
        return shell.line(line)
    except KeyboardInterrupt:
        if not sys.stdin.isatty():
            raise
        click.echo()
        return shell.interrupted()


def _typed(shell: "Shell") -> str | None:
    """The next line; None at the end. Ctrl-C forgets the line that is being typed, as in other shells."""
    terminal = sys.stdin.isatty()
    try:
        return input(("... " if shell.waits else "> ") if terminal else "")
    except EOFError:
        return None
    except KeyboardInterrupt:
        if not terminal:
            raise
        click.echo()
        return ""


@contextlib.contextmanager
def _editing(shell: "Shell") -> Iterator[None]:
    """History and completion, on a terminal and where Python has readline."""
    try:
        import readline
    except ImportError:  # pragma: no cover - every Python we test on has it
        yield
        return
    if not sys.stdin.isatty():
        yield
        return
    file = _history()
    readline.set_completer_delims("")
    readline.set_completer(lambda text, state: _candidate(shell, text, state))
    readline.parse_and_bind("tab: complete")
    with contextlib.suppress(OSError):
        readline.read_history_file(file)
    readline.set_history_length(HISTORY_LINES)
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            readline.write_history_file(file)


def _candidate(shell: "Shell", text: str, state: int) -> str | None:
    found = shell.candidates(text)
    return found[state] if state < len(found) else None


def _history() -> Path:
    state = os.environ.get("XDG_STATE_HOME") or "~/.local/state"
    return Path(state).expanduser() / "ezconform" / "shell-history"
