"""The proof as a page of Markdown: for people who ask how we know that the suite would notice.

Knows the matrix; computes nothing that is not in it.
"""

from ezconform.proof.matrix import Floor, Kill, Outcome, Proof


def page(proof: Proof) -> str:
    """Kill matrix and floor."""
    return "\n".join([*_head(proof), *_complaints(proof), *_matrix(proof), *_floors(proof)])


def summary(proof: Proof) -> str:
    """One line."""
    killed = sum(kill.outcome is Outcome.KILLED for kill in proof.kills)
    proven = len({kill.requirement for kill in proof.kills if kill.outcome is Outcome.KILLED})
    return f"{killed} of {len(proof.kills)} faults killed; {proven} requirements proven"


def _head(proof: Proof) -> list[str]:
    return [
        "# What proves the suite",
        "",
        "Made by `ezconform prove`. A fault is one deliberate violation of one requirement, built into the",
        "reference implementation. It is killed when a scenario of that very requirement notices it and",
        "the rest still works.",
        "",
        f"Specification `{proof.digest}`.",
        f"Control: {proof.control} scenarios pass or do not apply when nothing is broken.",
        f"{summary(proof)}.",
        "",
    ]


def _complaints(proof: Proof) -> list[str]:
    said = [f"* {name} needs a fault that its own scenarios catch." for name in proof.unproven]
    said += [
        f"* {kill.fault} against {kill.requirement}: {kill.outcome}."
        for kill in proof.kills
        if kill.outcome is not Outcome.KILLED
    ]
    said += [f"* A trivial subject passes all of it without excuse: {name}." for name in proof.unexcused]
    said += [f"* The excuse is not needed any more: {name}." for name in proof.stale]
    said += [f"* {name} is a choice and needs a fault that is its other reading." for name in proof.unread]
    said += [f"* An other reading fails what is no choice: {name}." for name in proof.unfair]
    return ["## Missing", "", *said, ""] if said else []


def _matrix(proof: Proof) -> list[str]:
    rows = [_row(kill, full=proof.full) for kill in proof.kills]
    noticed = " also noticed by |" if proof.full else ""
    rule = " --- |" if proof.full else ""
    return [
        "## Kill matrix",
        "",
        f"| requirement | fault | what is wrong | caught by | message |{noticed}",
        f"| --- | --- | --- | --- | --- |{rule}",
        *rows,
        "",
    ]


def _row(kill: Kill, *, full: bool) -> str:
    caught = f"{kill.scenario}: {kill.step}" if kill.scenario else kill.outcome.value
    cells = [kill.requirement, kill.fault, kill.sentence, caught, kill.message]
    if full:
        cells.append(", ".join(kill.others))
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


def _floors(proof: Proof) -> list[str]:
    return [
        "## Floor",
        "",
        "What subjects pass that do not think: the same answer to everything, whatever is asked.",
        "",
        "| subject | passes | of | requirements passed as a whole |",
        "| --- | --- | --- | --- |",
        *(_floor(floor) for floor in proof.floors),
        "",
    ]


def _floor(floor: Floor) -> str:
    share = 100 * floor.passed / floor.applicable if floor.applicable else 0
    vacuous = ", ".join(floor.vacuous) or "none"
    return f"| {floor.subject} | {floor.passed} ({share:.1f} %) | {floor.applicable} | {vacuous} |"
