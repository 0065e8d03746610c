"""`ezconform door`: the same features through pytest or behave, also without a checkout."""

from pathlib import Path

import click

from ezconform.cli.ending import signals_interrupt
from ezconform.cli.selecting import ROOT


@click.command("door", context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@ROOT
@click.argument("runner", type=click.Choice(["pytest", "behave"]), metavar="RUNNER")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@signals_interrupt()
def command(runner: str, arguments: tuple[str, ...], root: Path | None) -> int:
    """Run the features through RUNNER (pytest or behave); what follows -- goes to it.

    The exit code is the runner's own: 0 is good in both, the others are explained in its documentation.

    \b
    ezconform door pytest -- -k WAIT-03 -x
    ezconform door behave -- --tags @choice
    """  # noqa: D301 - see listing
    from ezconform.doors import run_door

    # click hands the separator on to us when it stops reading options at RUNNER
    given = arguments[1:] if arguments[:1] == ("--",) else arguments
    return run_door(runner, given, root)
