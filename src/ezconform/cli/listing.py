"""`ezconform list`: what the specification holds, one line each, for people and for pipes."""

from pathlib import Path

import click

from ezconform.cli.selecting import Selection, selecting


@click.command("list")
@click.option("--scenarios", is_flag=True, help="One line a scenario, instead of a requirement.")
@selecting
def command(selection: Selection, root: Path | None, *, scenarios: bool) -> None:
    """List requirements: id, class, provenance, number of scenarios, sentence.

    \b
    ezconform list --class netstat
    ezconform list --scenarios --tags @choice
    """  # noqa: D301 - \b is click's mark for lines that stay as they are
    from ezconform.specification import reading

    selected = selection.of(reading.read(root))
    if scenarios:
        for one in selected:
            click.echo(f"{one.id}\t{one.uri}:{one.line}")
        return
    numbers: dict[str, int] = {}
    for one in selected:
        numbers[one.requirement.id] = numbers.get(one.requirement.id, 0) + 1
    known = {one.requirement.id: one.requirement for one in selected}
    for id_, number in sorted(numbers.items()):
        record = known[id_]
        click.echo(
            f"{id_:<9} {record.conformance_class:<12} {record.provenance:<9} {number:>3}  {record.sentence}"
        )
