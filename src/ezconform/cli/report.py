"""`ezconform report`: reports of a run that is over or was killed, and a run that is signed and verified."""

import sys
from datetime import date, datetime, timedelta
from pathlib import Path

import click

from ezconform.cli.selecting import ROOT

OUTPUT = click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file to write; - for standard output."
)
RUN = click.argument("run", metavar="RUN")
_DAY = click.DateTime(["%Y-%m-%d"])


@click.group("report", subcommand_metavar="FORMAT RUN")
def command() -> None:
    """Make a report, or sign and verify a run.

    RUN is a results file, a journal (also that of a run that was killed), the directory of a run, or a
    name in reports/runs such as `latest`.

    \b
    ezconform report html latest
    ezconform report junit reports/runs/nightly/journal.ndjson -o junit.xml
    ezconform report sign latest --key ~/.ssh/id_ed25519
    """  # noqa: D301 - see listing


def _form(name: str, words: str) -> None:
    """Add the command that makes one kind of report."""

    @command.command(name, help=words, short_help=words)
    @RUN
    @OUTPUT
    def make(run: str, output: Path | None) -> None:
        from ezconform.reports.run_directory import FORMATS, ON_DEMAND, found, moment_of, read_run

        form = (FORMATS | ON_DEMAND)[name]
        data = form.made(read_run(run), moment_of(found(run)))
        if output == Path("-"):
            sys.stdout.buffer.write(data)
            return
        _write(output or Path(form.file), data)


_form("html", "The acceptance report, one self-contained HTML file.")
_form("markdown", "The acceptance report as Markdown.")
_form("junit", "JUnit XML for CI systems.")
_form("sarif", "SARIF for code-scanning pages, pointing at the features.")


@command.command("badges")
@RUN
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("badges"), help="The folder to write to."
)
def badges(run: str, output: Path) -> None:
    """The JSON of a shields.io endpoint badge for each class."""
    from ezconform.protocol.faults import BadInput
    from ezconform.reports import badges as made
    from ezconform.reports.run_directory import read_run

    found = made.render(read_run(run))
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as fault:
        raise BadInput(f"{output}: cannot be written: {fault.strerror}") from None
    for name, data in found.items():
        _write(output / name, data)


@command.command("sign")
@RUN
@click.option(
    "--key", type=click.Path(path_type=Path), required=True, help="An SSH key, as ~/.ssh/id_ed25519."
)
@click.option("--days", type=click.IntRange(1), default=365, show_default=True, help="How long it holds.")
@click.option("--date", "day", type=_DAY, help="The date of the envelope; otherwise today.")
def sign(run: str, key: Path, days: int, day: datetime | None) -> None:
    """Sign a run: an envelope over its files, signed offline by ssh-keygen."""
    from ezconform.envelope import envelope, ssh_signature
    from ezconform.protocol.faults import BadInput
    from ezconform.reports import canonical
    from ezconform.reports.run_directory import ENVELOPE, FORMATS, RESULTS, SIGNATURE, found

    directory = found(run)
    if not directory.is_dir():
        raise BadInput(f"{directory}: only the directory of a run can be signed")
    names = [RESULTS, *(one.file for one in FORMATS.values() if (directory / one.file).exists())]
    files = {name: envelope.read(directory / name) for name in names}
    dated = _day(day)
    results = canonical.decode(files[RESULTS], str(directory / RESULTS))
    content = envelope.encode(envelope.envelope(results, files, dated, _last(dated, days)))
    signature = ssh_signature.sign(content, key)  # before anything is written: an older envelope stays good
    _write(directory / ENVELOPE, content)
    _write(directory / SIGNATURE, signature)


@command.command("verify")
@RUN
@click.option(
    "--signers", type=click.Path(path_type=Path), help="File of allowed signers, see ssh-keygen(1)."
)
@click.option("--date", "day", type=_DAY, help="The day to judge by; otherwise today.")
@ROOT
def verify(run: str, signers: Path | None, day: datetime | None, root: Path | None) -> int:
    """Verify a signed run: signature, envelope, files, features, dates; exit 1 if they do not hold."""
    from ezconform import bundle
    from ezconform.envelope.verification import verify as check
    from ezconform.reports.display import one_line
    from ezconform.reports.run_directory import found
    from ezconform.specification.digests import whole_digest
    from ezconform.verdict import ExitCode

    digest = whole_digest(bundle.find(root).root)
    findings = check(found(run), allowed=signers, specification=digest, today=_day(day))
    for one in findings:
        click.echo(f"{'good' if one.good else 'BAD '}  {one_line(one.text)}")
    return ExitCode.GOOD if all(one.good for one in findings) else ExitCode.NON_CONFORMANT


def _last(first: date, days: int) -> date:
    from ezconform.protocol.faults import BadInput

    try:
        return first + timedelta(days=days)
    except OverflowError:
        raise BadInput(f"{days} days from {first} end after the last day there is, {date.max}") from None


def _day(given: datetime | None) -> date:
    return (given or datetime.now().astimezone()).date()


def _write(path: Path, data: bytes) -> None:
    from ezconform.protocol.faults import BadInput

    try:
        path.write_bytes(data)
    except OSError as fault:
        raise BadInput(f"{path}: cannot be written: {fault.strerror}") from None
    click.echo(path)
