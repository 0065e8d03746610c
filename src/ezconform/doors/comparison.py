"""Did several doors come to the same verdicts? Knows canonical results; knows no runner."""

from ezconform.results import RunResults


def disagreements(runs: dict[str, RunResults]) -> tuple[str, ...]:
    """One line for each scenario on which the runs (by door) differ, in order of ids; empty: they agree."""
    verdicts = {door: {one.id: one.verdict.value for one in run.scenarios} for door, run in runs.items()}
    ids = sorted({identity for known in verdicts.values() for identity in known})
    found = []
    for identity in ids:
        said = {door: known.get(identity, "not there") for door, known in verdicts.items()}
        if len(set(said.values())) > 1:
            found.append(f"{identity}: " + ", ".join(f"{door} {verdict}" for door, verdict in said.items()))
    return tuple(found)
