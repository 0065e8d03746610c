"""The kill matrix of a subject as a page of Markdown. Computes nothing that is not in the matrix."""

from ezconform.proof.subject_matrix import Cell, Outcome, Row, SubjectProof
from ezconform.reports.display import one_line


def page(proof: SubjectProof) -> str:
    """Head, what survived, one table of mutations, and for each what caught it."""
    return "\n".join([*_head(proof), *_overview(proof), *_unproven(proof), *_details(proof)])


def summary(proof: SubjectProof) -> str:
    """One line."""
    killed, survived, unspoken, idle = (
        len(proof.of(one))
        for one in (Outcome.KILLED, Outcome.SURVIVED, Outcome.NOT_SPOKEN_OF, Outcome.NOTHING_TO_CHANGE)
    )
    kills = sum(len(row.caught) for row in proof.rows)
    return (
        f"{killed} of {killed + survived} mutations killed ({unspoken} not spoken of, {idle} with nothing to "
        f"change), {kills} kills, {len(proof.unproven)} requirements without one"
    )


def _head(proof: SubjectProof) -> list[str]:
    return [
        f"# What the suite notices on {_cell(proof.subject)} {_cell(proof.version)}",
        "",
        "A proxy stood between harness and subject and lied in one way at a time. Only scenarios that pass",
        f"without it count: {proof.control}; {proof.left_out} others prove nothing here. A crash is no kill.",
        "",
        f"{summary(proof)}. Specification `{proof.digest}`.",
        "",
        *_limits(proof),
    ]


def _limits(proof: SubjectProof) -> list[str]:
    lines: list[str] = []
    if proof.partial:
        lines += ["Only a part of the specification or of the mutations was tried.", ""]
    if proof.of(Outcome.NOT_SPOKEN_OF):
        lines += ["Not spoken of: in the classes where it was told no requirement says what is right.", ""]
    return lines


def _overview(proof: SubjectProof) -> list[str]:
    lines = [
        "| mutation | what it does | outcome | requirements lied to | caught | scenarios it broke |",
        "| --- | --- | --- | --- | --- | --- |",
    ]
    return [*lines, *(_row(row) for row in proof.rows), ""]


def _row(row: Row) -> str:
    figures = f"{len(row.cells)} | {len(row.caught)} | {row.broke}"
    return f"| {row.mutation} | {row.sentence} | {row.outcome} | {figures} |"


def _unproven(proof: SubjectProof) -> list[str]:
    if not proof.unproven:
        return []
    return ["Requirements that pass and that no mutation made fail: " + ", ".join(proof.unproven) + ".", ""]


def _details(proof: SubjectProof) -> list[str]:
    lines: list[str] = []
    for row in (one for one in proof.rows if one.cells):
        lines += [f"## {row.mutation}", "", row.sentence, "", *_kills(row)]
        lines += _unnoticed("Told and not noticed", row, spoken=True)
        lines += _unnoticed("Told where nothing speaks of it", row, spoken=False)
    return lines


def _kills(row: Row) -> list[str]:
    if not row.caught:
        return []
    return [
        "| requirement | answers changed | caught by | step | message |",
        "| --- | --- | --- | --- | --- |",
        *(_kill(cell) for cell in row.caught),
        "",
    ]


def _kill(cell: Cell) -> str:
    caught = f"{cell.scenario} | {_cell(cell.step)} | {_cell(cell.message)}"
    return f"| {cell.requirement} | {cell.lies} | {caught} |"


def _unnoticed(said: str, row: Row, *, spoken: bool) -> list[str]:
    """Requirements, each with the number of answers that were changed."""
    names = [
        f"{cell.requirement} ({cell.lies})"
        for cell in row.cells
        if not cell.scenario and cell.spoken is spoken
    ]
    return [f"{said}: {', '.join(names)}.", ""] if names else []


def _cell(text: str) -> str:
    """Foreign words in a table: one line, no markup."""
    line = one_line(text, limit=160)
    return "".join(f"\\{one}" if one in "\\`*_[]<>|#&" else one for one in line)
