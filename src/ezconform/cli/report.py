"""`ezconform report`: a report of a run that is over, or that was killed."""

import sys
from pathlib import Path

import click


@click.command("report")
@click.argument("form", type=click.Choice(["html", "markdown", "junit"]), metavar="FORMAT")
@click.argument("run", metavar="RUN")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), help="The file to write; - for standard output."
)
def command(form: str, run: str, output: Path | None) -> None:
    """Make a report: FORMAT is html, markdown or junit.

    RUN is a results file, a journal (also that of a run that was killed), the directory of a run, or a
    name in reports/runs such as `latest`.

    \b
    ezconform report html latest
    ezconform report junit reports/runs/nightly/journal.ndjson -o junit.xml
    """  # noqa: D301 - see listing
    from ezconform.protocol.faults import BadInput
    from ezconform.reports.run_directory import FORMATS, read_run

    data = FORMATS[form].render(read_run(run))
    if output == Path("-"):
        sys.stdout.buffer.write(data)
        return
    path = output or Path(FORMATS[form].file)
    try:
        path.write_bytes(data)
    except OSError as fault:
        raise BadInput(f"{path}: cannot be written: {fault.strerror}") from None
    click.echo(path)
