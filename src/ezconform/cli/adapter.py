"""`ezconform adapter`: for who writes an adapter: `check` what is missing next, `new` for a skeleton."""

import shlex
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ezconform.adapter_kit.stage import Finding

LANGUAGES = ("python", "c", "java", "javascript")


@click.group("adapter")
def command() -> None:
    """Help for writing an adapter: a skeleton, and what is missing next.

    `ezconform docs adapters` and `ezconform docs protocol` are the pages to read beside it.
    """


@command.command(
    "check",
    short_help="Say what an adapter lacks next.",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
)
@click.argument("words", nargs=-1, required=True, type=click.UNPROCESSED, metavar="CMD")
def check(words: tuple[str, ...]) -> int:
    """Put an adapter through the contract and say what is missing next, in building order.

    CMD is a command with its arguments, or anything that --adapter takes.

    \b
    ezconform adapter check ./build/adapter
    ezconform adapter check tcp:zos1.example.com:7000
    """  # noqa: D301 - see listing
    from ezconform import settings
    from ezconform.adapter_kit.contract import Contract
    from ezconform.connection.connectors import connector
    from ezconform.specification import reading
    from ezconform.verdict import ExitCode

    name = _adapter(words)
    contract = Contract(connector(name, settings.read().limits), dict(reading.read().labs))
    subject = contract.subject
    click.echo(f"{'in order':<9} handshake: {_words(subject.name)} {_words(subject.version)}")
    try:
        findings = [_told(one) for one in contract.findings()]
        left = [stage.title for stage in contract.stages()[len(findings) :]]
    finally:
        contract.close()
    for title in left:
        click.echo(f"{'-':<9} {title}")
    last = findings[-1]
    if last.missing:
        if last.stderr:
            click.echo("the end of what the adapter wrote to its standard error:")
            click.echo("".join(f"  {line}\n" for line in last.stderr), nl=False)
        click.echo(f"next: {last.advice}")
        return ExitCode.NON_CONFORMANT
    click.echo(f"the contract is kept; next: ezconform run --adapter {shlex.quote(name)}")
    return ExitCode.GOOD


@command.command("new", short_help="Write a skeleton to begin with.")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--lang", "language", type=click.Choice(LANGUAGES), required=True, help="What it is written in."
)
def new(folder: Path, language: str) -> None:
    """Write a skeleton into DIR: it claims the class dcas and passes `adapter check`.

    \b
    ezconform adapter new my-adapter --lang java
    """  # noqa: D301 - see listing
    from ezconform.adapter_kit import skeleton

    for line in skeleton.write(folder, language):
        click.echo(line)


def _adapter(words: tuple[str, ...]) -> str:
    """What --adapter would be given: several words, or one that names no adapter, are a command."""
    from ezconform.connection.connectors import bundled

    form = words[0].partition(":")[0]
    if len(words) == 1 and (form in {"py", "exec", "tcp", "unix"} or words[0] in bundled()):
        return words[0]
    return f"exec:{words[0] if len(words) == 1 else shlex.join(words)}"


def _words(text: str) -> str:
    from ezconform.connection.codec import shown

    return shown(text, 60)


def _told(one: "Finding") -> "Finding":
    """Print a finding as soon as it is there."""
    word = "missing" if one.missing else "skipped" if one.skipped else "in order"
    click.echo(f"{word:<9} {one.title}" + (f" ({one.skipped})" if one.skipped else ""))
    for line in (*one.missing, *one.notes):
        click.echo(f"{'':<9}   {line}")
    return one
