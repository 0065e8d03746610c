"""`ezconform review`: the source's statements beside what shows them, and the sign-offs of reviewers."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from ezconform.cli.selecting import ROOT

if TYPE_CHECKING:
    from ezconform.review.statement import Statement
    from ezconform.specification.model import Specification


@click.group("review")
def command() -> None:
    """Review the specification against its source: html, check, sign.

    \b
    ezconform review html -o review.html
    ezconform review sign S08.11 S08.12 --as "A. Reviewer" --comment "as in the manual"
    ezconform review check
    """  # noqa: D301 - see listing


@command.command("html")
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), default=Path("review.html"), show_default=True
)
@ROOT
def html(output: Path, root: Path | None) -> None:
    """Write every statement of the source beside the requirements and scenarios that show it."""
    from ezconform.protocol.faults import BadInput
    from ezconform.review.decisions import read_decisions
    from ezconform.review.page import render
    from ezconform.review.sign_off import read_sign_offs

    spec, statements = _read(root)
    data = render(spec, statements, read_decisions(spec.root), read_sign_offs(spec.root))
    try:
        output.write_bytes(data)
    except OSError as fault:
        raise BadInput(f"{output}: cannot be written: {fault.strerror}") from None
    click.echo(output)


@command.command("check")
@click.option("--complete", is_flag=True, help="Every statement must be signed.")
@ROOT
def check(root: Path | None, *, complete: bool) -> int:
    """Exit 1 if a sign-off is stale, disputed, or of a statement that is not there; for a pipeline."""
    from ezconform.reports.display import one_line
    from ezconform.review.sign_off import Standing, judged, read_sign_offs
    from ezconform.verdict import ExitCode

    spec, statements = _read(root)
    found = judged(read_sign_offs(spec.root), statements)
    good = {one.sign_off.claim for one in found if one.standing is Standing.GOOD}
    bad = [one for one in found if one.standing is not Standing.GOOD]
    unsigned = [one.claim.id for one in statements if one.claim.id not in good]
    for one in bad:
        said = f"{one.standing}: {one.sign_off.claim}, signed by {one.sign_off.reviewer}"
        click.echo(one_line(said), err=True)
    if complete and unsigned:
        click.echo(f"not signed: {' '.join(unsigned)}", err=True)
    click.echo(f"{len(good)} of {len(statements)} statements are signed")
    return ExitCode.NON_CONFORMANT if bad or (complete and unsigned) else ExitCode.GOOD


@command.command("sign")
@click.argument("claims", nargs=-1, required=True, metavar="STATEMENT...")
@click.option("--as", "reviewer", required=True, metavar="NAME", help="Who signs.")
@click.option("--comment", default="", help="What the reviewer has to say.")
@click.option("--dispute", is_flag=True, help="The reviewer does not agree.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="Otherwise today.")
@ROOT
def sign(
    *,
    claims: tuple[str, ...],
    reviewer: str,
    comment: str,
    dispute: bool,
    date: datetime | None,
    root: Path | None,
) -> None:
    """Write a sign-off for statements as they are now, behind those in features/reviews.toml.

    For the features of an installed package the file is reviews.toml in the working directory. A reviewer's
    later word on a statement replaces the earlier one.
    """
    from ezconform.protocol.faults import BadInput
    from ezconform.review.sign_off import Opinion, SignOff, append

    spec, statements = _read(root)
    digests = {one.claim.id: one.digest for one in statements}
    if unknown := [one for one in claims if one not in digests]:
        raise BadInput(f"the source has no statement {unknown[0]}; ids are such as S08.11")
    day = (date or datetime.now().astimezone()).date()
    opinion = Opinion.DISPUTED if dispute else Opinion.AGREED
    new = [SignOff(one, reviewer, day, digests[one], opinion, comment) for one in claims]
    click.echo(append(spec.root, new))


def _read(root: Path | None) -> "tuple[Specification, tuple[Statement, ...]]":
    from ezconform.review.decisions import read_decisions
    from ezconform.review.statement import statements
    from ezconform.specification import reading

    spec = reading.read(root)
    return spec, statements(spec, read_decisions(spec.root))
