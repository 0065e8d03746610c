"""`ezconform prove`: show that the suite notices, and write the kill matrix."""

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ezconform.cli.ending import signals_interrupt
from ezconform.cli.selecting import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ezconform.proof.fault import Fault
    from ezconform.proof.trial import Trial


@click.command("prove")
@click.option(
    "--requirement",
    "requirements",
    multiple=True,
    metavar="ID",
    help="Only its faults, which are shown and not written; with --adapter only its scenarios. Repeatable.",
)
@click.option(
    "--adapter", metavar="ADAPTER", help="Lie in this subject's place instead, and write its own kill matrix."
)
@click.option(
    "--mutation",
    "mutations",
    multiple=True,
    metavar="NAME",
    help="With --adapter: only this lie; repeatable.",
)
@click.option(
    "--full", is_flag=True, help="Without --adapter: every fault against every scenario, how selective it is."
)
@click.option(
    "--report-dir",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where proof.json and proof.md are written [default: reports; with --adapter reports/runs/proof].",
)
@ROOT
@signals_interrupt()
def command(
    *,
    requirements: tuple[str, ...],
    adapter: str | None,
    mutations: tuple[str, ...],
    full: bool,
    report_dir: Path | None,
    root: Path | None,
) -> int:
    """Break the reference on purpose, fault by fault, and show which scenario notices.

    Needs every seed, manual and inferred requirement to catch a fault of its own, every choice its other
    reading, and no trivial subject to pass one as a whole; with --full, readings that fail nothing but
    choices. Faults are declared in adapters/faults, trivial subjects in adapters/floor.toml.

    \b
    ezconform prove
    ezconform prove --requirement WAIT-03
    ezconform prove --adapter "exec:./my-adapter"
    """  # noqa: D301 - click's mark for lines it must not wrap
    from ezconform import bundle
    from ezconform.proof import fault, floor, matrix
    from ezconform.proof.page import page, summary
    from ezconform.proof.prove import prove
    from ezconform.verdict import ExitCode

    _refuse_idle(adapter, requirements, mutations, report_dir, full=full)
    trial = _trial(root)
    if adapter is not None:
        return _subject(trial, adapter, requirements, mutations, report_dir or Path("reports/runs/proof"))
    report_dir = report_dir or Path("reports")
    faults = fault.read(bundle.find().adapters / "faults")
    if requirements:
        return _some(trial, [one for one in faults if one.requirement in requirements], full=full)
    register = floor.read(bundle.find().adapters / "floor.toml")
    proof = prove(trial, faults, register, full=full, tell=_tell)
    _write(report_dir, matrix.encode(proof), page(proof))
    click.echo(f"{summary(proof)}; see {report_dir / 'proof.md'}")
    for name in proof.missing:
        click.echo(f"missing: {name}", err=True)
    return ExitCode.GOOD if proof.holds else ExitCode.NON_CONFORMANT


def _refuse_idle(
    adapter: str | None,
    requirements: tuple[str, ...],
    mutations: tuple[str, ...],
    report_dir: Path | None,
    *,
    full: bool,
) -> None:
    """No option is taken and then not heeded."""
    from ezconform.protocol.faults import BadInput

    if adapter is None and mutations:
        raise BadInput("--mutation needs --adapter, the subject that is lied for; faults have --requirement")
    if adapter is not None and full:
        raise BadInput("--full is about the faults of the reference; with --adapter leave it out")
    if adapter is None and requirements and report_dir:
        raise BadInput(
            "--report-dir: a matrix is written of all faults only; leave out --requirement or --report-dir"
        )


def _trial(root: Path | None) -> "Trial":
    from ezconform import bundle
    from ezconform.proof.trial import Trial
    from ezconform.specification import reading
    from ezconform.vocabulary import load

    found = bundle.find(root)
    spec, table = reading.read(found.root), load(found.steps)
    table.check(spec)
    return Trial(spec, table, "reference")


def _some(trial: "Trial", faults: "Sequence[Fault]", *, full: bool) -> int:
    from ezconform.proof.matrix import Outcome
    from ezconform.proof.prove import prove_some
    from ezconform.protocol.faults import BadInput
    from ezconform.verdict import ExitCode

    if not faults:
        raise BadInput("no fault is declared against that requirement; see adapters/faults")
    kills = prove_some(trial, faults, full=full, tell=_tell)
    for kill in kills:
        click.echo(f"{kill.requirement}  {kill.fault}: {kill.outcome}")
        if kill.scenario:
            click.echo(f"    {kill.scenario}\n    {kill.step}\n    {kill.message}")
    return ExitCode.GOOD if all(kill.outcome is Outcome.KILLED for kill in kills) else ExitCode.NON_CONFORMANT


def _subject(
    trial: "Trial", adapter: str, requirements: tuple[str, ...], mutations: tuple[str, ...], folder: Path
) -> int:
    """Lie in the place of somebody's own subject."""
    from ezconform import settings
    from ezconform.connection.connectors import connector
    from ezconform.proof import mutation
    from ezconform.proof.subject_matrix import Outcome, encode
    from ezconform.proof.subject_page import page, summary
    from ezconform.proof.subject_trial import SubjectTrial
    from ezconform.specification.selection import select
    from ezconform.verdict import ExitCode

    lies = mutation.named(mutations)
    settled = settings.read()
    adapter = settings.adapter_name(adapter, {}, settled)
    scenarios = select(trial.spec, settled.classes, requirements)
    disguise = settled.disguise(trial.spec.labs, os.environ)
    way = connector(adapter, settled.limits)
    subject = SubjectTrial(trial.spec, trial.table, way, settled.limits, disguise)
    proof = subject.prove(scenarios, lies, _tell)
    _write(folder, encode(proof), page(proof))
    click.echo(f"{summary(proof)}; see {folder / 'proof.md'}")
    for row in proof.of(Outcome.SURVIVED):
        click.echo(f"not noticed: {row.mutation}: {row.sentence}", err=True)
    return ExitCode.GOOD if proof.holds else ExitCode.NON_CONFORMANT


def _tell(line: str) -> None:
    """Progress, on a terminal only: rewritten in place."""
    if sys.stderr.isatty():
        click.echo(f"\r\033[K{line[:78]}", err=True, nl=False)


def _write(folder: Path, matrix: bytes, text: str) -> None:
    from ezconform.protocol.faults import BadInput

    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "proof.json").write_bytes(matrix)
        (folder / "proof.md").write_text(text, encoding="utf-8")
    except OSError as problem:
        raise BadInput(f"cannot write to {folder}: {problem.strerror}") from None
