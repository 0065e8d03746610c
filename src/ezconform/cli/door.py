"""`ezconform door`: the same features through pytest or behave, also without a checkout."""

import click


@click.command("door", context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.argument("runner", type=click.Choice(["pytest", "behave"]), metavar="RUNNER")
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(runner: str, arguments: tuple[str, ...]) -> int:
    """Run the features through RUNNER (pytest or behave); what follows -- goes to it.

    \b
    ezconform door pytest -- -k WAIT-03 -x
    ezconform door behave -- --tags @choice
    """  # noqa: D301 - see listing
    from ezconform.doors import run_door

    return run_door(runner, arguments)
