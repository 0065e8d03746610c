"""`ezconform lint`: the gate that features must pass before any door opens."""

from pathlib import Path

import click

from ezconform.cli.selecting import ROOT


@click.command("lint")
@ROOT
def command(root: Path | None) -> int:
    """Check features and steps: ids, provenance, sources, steps, and that every runner reads them alike."""
    from ezconform.reports.display import one_line
    from ezconform.specification import gate
    from ezconform.verdict import ExitCode

    complaints = gate.complaints(root)
    for one in complaints:
        click.echo(one_line(one, limit=2_000), err=True)
    if complaints:
        return ExitCode.BAD_INPUT
    click.echo("the specification is in order")
    return ExitCode.GOOD
