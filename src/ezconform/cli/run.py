"""`ezconform run`: the specification against a subject, and the reports of that.

Puts the layers together; every decision is made in one of them.
"""

import os
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ezconform.cli.ending import signals_interrupt
from ezconform.cli.selecting import Selection, selecting

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ezconform.cli.staffing import Alone
    from ezconform.engine.crew import Crew
    from ezconform.engine.disguise import Disguise
    from ezconform.reports.run_directory import RunDirectory
    from ezconform.results import RunResults
    from ezconform.settings import Settings
    from ezconform.specification.model import Scenario, Specification
    from ezconform.vocabulary import StepTable


@click.command("run")
@click.option(
    "--adapter",
    metavar="ADAPTER",
    help="A bundled one, py:FILE.py:Class, exec:COMMAND, tcp:HOST:PORT or unix:PATH.",
)
@click.option("--fail-fast", is_flag=True, help="Stop at the first failure; the run is then incomplete.")
@click.option("--rerun-failed", metavar="RUN", help="Only what did not pass in that run.")
@click.option(
    "--report-dir", type=click.Path(path_type=Path), help="Where to write; otherwise reports/runs/TIME."
)
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(1, 256),
    default=1,
    metavar="N",
    help="Share the work among N processes, each with an adapter of its own.",
)
@click.option(
    "--repeat",
    type=click.IntRange(1),
    default=1,
    metavar="N",
    help="Run each scenario N times, to tell flaky from failing.",
)
@click.option(
    "--update-deviations", is_flag=True, help="Bring the known deviations in ezconform.toml up to date."
)
@click.option("--show-credentials", is_flag=True, help="Show those of a fixed lab instead of aliases.")
@selecting
@signals_interrupt()  # from the start on: to read the specification takes a while too
def command(  # noqa: PLR0913 - click hands every option over by name
    *,
    adapter: str | None,
    rerun_failed: str | None,
    report_dir: Path | None,
    selection: Selection,
    root: Path | None,
    fail_fast: bool,
    jobs: int,
    repeat: int,
    update_deviations: bool,
    show_credentials: bool,
) -> int:
    """Run the specification against a subject and write journal, results and reports.

    The adapter is that of --adapter, else of EZCONFORM_ADAPTER, else of ezconform.toml, else the bundled
    reference implementation.

    \b
    ezconform run
    ezconform run --adapter "exec:./my-adapter --stdio" --report-dir build/conformance
    ezconform run --rerun-failed latest
    """  # noqa: D301 - see listing
    from ezconform import settings
    from ezconform.cli.staffing import Manner, staff
    from ezconform.connection.connectors import connector
    from ezconform.engine.deviations import Declarations

    settled = settings.read()
    selection = selection.or_classes(settled.classes)
    spec, table = _specification(root, jobs)
    scenarios = _selected(spec, selection, rerun_failed)
    settled.declarations.require_targets(spec)
    if update_deviations:
        _require_whole(spec, scenarios)
    way = connector(settings.adapter_name(adapter, os.environ, settled), settled.limits)
    directory = _directory(report_dir, settled)
    disguise = None if show_credentials else settled.disguise(spec.labs, os.environ)
    declarations = Declarations() if update_deviations else settled.declarations
    manner = Manner(declarations, disguise, jobs, repeat)
    with closing(staff(spec, scenarios, table, way, manner)) as workers:
        code, results = _run(workers, way.name, directory, jobs, fail_fast=fail_fast)
    if update_deviations:
        _update(scenarios, results, settled, disguise)
    return code


def _require_whole(spec: "Specification", scenarios: "Sequence[Scenario]") -> None:
    """Refuse to make a list from a part of the scenarios."""
    from ezconform.protocol.faults import BadInput

    if len(scenarios) != len(spec.scenarios):
        raise BadInput("--update-deviations needs a run of everything, without any selection")


def _update(
    scenarios: "Sequence[Scenario]",
    results: "RunResults",
    settled: "Settings",
    disguise: "Disguise | None",
) -> None:
    """Rewrite the list from a run that was judged without it, unless the run ended early."""
    from ezconform import declared
    from ezconform.protocol.faults import BadInput
    from ezconform.settings import FILE

    if results.interrupted or results.subject is None:
        raise BadInput("the run ended early: the deviations stay as they are")
    version = results.subject.version
    wanted = declared.needed(scenarios, results.scenarios, settled.declarations, version)
    if disguise is not None and disguise.passes(one.message for one in wanted):
        raise BadInput(
            f"{FILE}: digests of credentials that the next run would not repeat: set a salt in [credentials]"
        )
    change = declared.rewrite(Path(FILE), wanted)
    click.echo(f"{FILE}: deviations {change}; this run was judged without them")


def _specification(root: Path | None, jobs: int) -> "tuple[Specification, StepTable]":
    """The specification and its steps, checked against each other."""
    from ezconform import bundle
    from ezconform.specification import reading
    from ezconform.vocabulary import load

    found = bundle.find(root)
    spec = reading.read(found.root, min(jobs, os.cpu_count() or 1))
    table = load(found.steps)
    table.check(spec)
    return spec, table


def _selected(spec: "Specification", selection: Selection, rerun: str | None) -> "tuple[Scenario, ...]":
    scenarios = selection.of(spec)
    if rerun is None:
        return scenarios
    from ezconform.protocol.faults import BadInput
    from ezconform.reports.run_directory import read_run
    from ezconform.verdict import Verdict

    good = {Verdict.PASSED, Verdict.NOT_APPLICABLE}
    wanted = {one.id for one in read_run(rerun).scenarios if one.verdict not in good}
    left = tuple(one for one in scenarios if one.id in wanted)
    if not left:
        raise BadInput(f"nothing to run again: no selected scenario failed in {rerun}")
    return left


def _directory(given: Path | None, settled: "Settings") -> "RunDirectory":
    from ezconform.reports.run_directory import RunDirectory, fresh

    return RunDirectory(given or Path(settled.report_dir)) if given or settled.report_dir else fresh()


def _run(
    workers: "Alone | Crew", adapter: str, directory: "RunDirectory", jobs: int, *, fail_fast: bool
) -> "tuple[int, RunResults]":
    from ezconform.cli.progress import Audience, progress
    from ezconform.cli.rescue import rescued, told_what_is_missing
    from ezconform.cli.summary import summary
    from ezconform.engine.assembly import run_results
    from ezconform.engine.claims import exit_code
    from ezconform.reports.journal import Journal

    subject = workers.subject
    directory.begin()
    display = progress()
    with closing(Journal(directory.journal, adapter)) as journal, rescued(directory, display):
        execution = workers.run(Audience(journal, display), fail_fast=fail_fast)
        results = run_results(workers.spec, workers.scenarios, execution, subject, adapter)
        journal.conclude(results)
    with told_what_is_missing(directory):
        directory.write(results, jobs)
    click.echo(summary(results, directory), nl=False)
    return exit_code(results), results
