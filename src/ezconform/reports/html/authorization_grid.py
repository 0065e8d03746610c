"""Who asks for credentials against what the profiles say of that user, over all of class credentials.

What is shown is how the scene was set (the entry, not a decision of RACF) and what came of it; scenes with
groups, universal access, several profiles or other means share a column. Knows no scenario by name.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import partial

from ezconform.protocol.lab import LabDefinition
from ezconform.protocol.values import Access
from ezconform.reports.html.authority_scene import CALLERS, NO_ENTRY, NO_PROFILE, OTHERWISE, Scene
from ezconform.reports.html.foreign import drawn_or
from ezconform.reports.html.grid import Cell, Grid
from ezconform.reports.html.route import is_internal, lab_of, route_of
from ezconform.reports.html.routing_grid import UNSETTLING
from ezconform.reports.html.verdict_style import SIGN, SLUG
from ezconform.results import ScenarioResult
from ezconform.verdict import Verdict

NOTE = (
    "Coloured by whether it was expected; how many calls in brackets. Set otherwise: by groups, universal "
    "access, several profiles, or without a refresh."
)
NOTHING: tuple[tuple[str, str, str], ...] = ()
COLUMNS = (NO_PROFILE, NO_ENTRY, *(access.value for access in Access), OTHERWISE)
OTHER_MEANS = frozenset(
    {"saf.user", "saf.options", "program.task", "token.login", "token.map", "xcf.disturb"}
)


@dataclass(slots=True)
class Outcomes:
    """What came of the calls of one cell, and the scenarios that expected otherwise."""

    said: Counter[str] = field(default_factory=Counter)
    wrong: list[ScenarioResult] = field(default_factory=list)


def authorization_grid(scenarios: Iterable[ScenarioResult], labs: dict[str, LabDefinition]) -> Grid | None:
    """The grid; None if no scenario tells anything of it."""
    seen: dict[tuple[str, str], Outcomes] = {}
    for one in scenarios:
        for row, column, said in drawn_or(NOTHING, partial(_told, one, labs)):
            outcomes = seen.setdefault((row, column), Outcomes())
            outcomes.said[said] += 1
            outcomes.wrong += [one] if one.mismatch else []
    if not seen:
        return None
    columns = tuple(column for column in COLUMNS if any(key[1] == column for key in seen))
    rows = tuple((Cell(row), *(_cell(seen.get((row, column))) for column in columns)) for row in CALLERS)
    return Grid(
        "Who asks for credentials, and what PARTNERINFO says of that user", "caller", columns, rows, NOTE
    )


def _told(one: ScenarioResult, labs: dict[str, LabDefinition]) -> tuple[tuple[str, str, str], ...]:
    """Row, column and outcome of each call for credentials that authority alone decides."""
    if not _plain(one, labs):
        return ()
    scene = Scene(labs[lab_of(one)])
    evidence = (exchange for step in one.steps for exchange in step.evidence)
    return tuple(told for exchange in evidence if (told := scene.tell(exchange)))


def _plain(one: ScenarioResult, labs: dict[str, LabDefinition]) -> bool:
    """Whether only authority can decide: one domain, one way inside the sysplex, nothing else set."""
    evidence = [exchange for step in one.steps for exchange in step.evidence]
    route = route_of(one, labs)
    if route is None or not is_internal(route, labs[route.lab]):
        return False
    ezbdomain = any(exchange.request.get("profile") == "EZBDOMAIN" for exchange in evidence)
    verbs = {exchange.verb for exchange in evidence}
    return not ezbdomain and not verbs & (OTHER_MEANS | UNSETTLING)


def _cell(outcomes: Outcomes | None) -> Cell:
    if outcomes is None:
        return Cell("not tried")
    said = ", ".join(f"{what} ({number})" for what, number in sorted(outcomes.said.items()))
    if not outcomes.wrong:
        return Cell(said, SLUG[Verdict.PASSED], mark=SIGN[Verdict.PASSED])
    first = outcomes.wrong[0]
    return Cell(f"{said}; expected otherwise", SLUG[first.verdict], first.id, SIGN[first.verdict])
