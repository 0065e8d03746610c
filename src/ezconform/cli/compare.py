"""`ezconform compare`: runs held against each other, for people and for a pipeline that has to stop."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ezconform.comparison.change import ChangeKind
    from ezconform.comparison.comparison import ComparedRun, Comparison

SHOWN = 10
"""Changes of one run that are named; those of the kinds that matter most come first."""


@click.command("compare")
@click.argument("runs", nargs=-1, required=True, metavar="RUN RUN...")
@click.option(
    "-o",
    "--output",
    "outputs",
    multiple=True,
    type=click.Path(path_type=Path),
    help="A file to write; its form follows from its ending: .html, .md or .json. Repeatable.",
)
@click.option("--fail-on", default="", metavar="KINDS", help="Exit 1 on such changes, as regressed,added.")
def command(runs: tuple[str, ...], outputs: tuple[Path, ...], fail_on: str) -> int:
    """Hold runs against the first of them, scenario by scenario.

    RUN is a results file, a journal, the directory of a run, or a name in reports/runs such as `latest`.
    Kinds of change: regressed, newly-not-run, fixed, newly-run, changed-reason, added, removed.

    \b
    ezconform compare nightly/monday nightly/tuesday --fail-on regressed,newly-not-run
    ezconform compare runs/ours runs/theirs runs/reference -o table.html -o table.md
    """  # noqa: D301 - see listing
    from ezconform.comparison.comparison import Comparison
    from ezconform.protocol.faults import BadInput
    from ezconform.reports.display import one_line
    from ezconform.reports.run_directory import read_run
    from ezconform.verdict import ExitCode

    kinds = _kinds(fail_on)
    if len(runs) == 1:
        raise BadInput("one run alone cannot be compared: name two or more")
    comparison = Comparison([(run, read_run(run)) for run in runs])
    _tell(comparison)
    _write(comparison, outputs)
    stopping = comparison.any_of(kinds)
    for one in stopping:
        click.echo(one_line(f"{one.kind}: {one.id}"), err=True)
    return ExitCode.NON_CONFORMANT if stopping else ExitCode.GOOD


def _kinds(fail_on: str) -> "frozenset[ChangeKind]":
    from ezconform.comparison.change import ChangeKind
    from ezconform.protocol.faults import BadInput

    known = {kind.option: kind for kind in ChangeKind}
    wanted = {word.strip() for word in fail_on.split(",") if word.strip()}
    if unknown := sorted(wanted - known.keys()):
        raise BadInput(f"--fail-on: no kind of change is called {unknown[0]!r}; there are {', '.join(known)}")
    return frozenset(known[word] for word in wanted)


def _tell(comparison: "Comparison") -> None:
    from ezconform.comparison.comparison import counts_in_words
    from ezconform.reports.display import one_line

    for caution in comparison.cautions:
        click.echo(f"note: {one_line(caution)}")
    for delta in comparison.deltas:
        said = counts_in_words(delta.counts)
        click.echo(f"{_named(delta.run)} against {_named(comparison.first)}: {said}")
        for one in delta.changes[:SHOWN]:
            click.echo(f"  {one.kind}: {one_line(one.id)}")
        if (left := len(delta.changes) - SHOWN) > 0:
            click.echo(f"  and {left} more; -o table.html has all of them")


def _named(run: "ComparedRun") -> str:
    """As the user named it, with its subject: the subject alone is often the same in all of them."""
    from ezconform.reports.display import one_line

    return one_line(f"{run.origin} ({run.name})")


def _write(comparison: "Comparison", outputs: tuple[Path, ...]) -> None:
    from ezconform.comparison import markdown, page, record
    from ezconform.protocol.faults import BadInput

    forms = {".html": page.render, ".md": markdown.render, ".json": record.render}
    if unknown := [path for path in outputs if path.suffix not in forms]:
        raise BadInput(f"{unknown[0]}: a comparison is written as {', '.join(forms)}")
    for path in outputs:
        try:
            path.write_bytes(forms[path.suffix](comparison))
        except OSError as fault:
            raise BadInput(f"{path}: cannot be written: {fault.strerror}") from None
        click.echo(path)
