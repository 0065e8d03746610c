"""Where the partner is against what the routing indicators say, over all scenarios of class routing.

Read from requests, answers and labs. Only scenarios of one connection in which nothing was moved or closed
are counted, so that the place says all about the answer. Knows no scenario by name.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from ezconform.protocol.lab import LabDefinition
from ezconform.protocol.values import Indicator
from ezconform.reports.html.foreign import drawn_or
from ezconform.reports.html.grid import Cell, Grid
from ezconform.reports.html.route import NEAREST_FIRST, place, route_of
from ezconform.reports.html.verdict_style import SIGN, SLUG
from ezconform.results import ScenarioResult

COLUMNS = (Indicator.NONE, Indicator.SAME_CLUSTER, Indicator.SAME_IMAGE, Indicator.INTERNAL)
NOTE = "Coloured by whether it was expected. Counted where one connection was made and left alone."
UNSETTLING = frozenset({"route.change", "socket.close", "socket.shutdown", "socket.give", "program.stop"})
NOTHING: tuple[str, tuple[frozenset[str], ...]] = ("", ())
_NAMES = re.compile(r"[a-z]+(?:-[a-z]+)*")


@dataclass(slots=True)
class Seen:
    """How often an indicator was told as set and as not set for a place, and what was expected otherwise."""

    on: int = 0
    off: int = 0
    wrong: dict[str, ScenarioResult] = field(default_factory=dict)


def routing_grid(scenarios: Iterable[ScenarioResult], labs: dict[str, LabDefinition]) -> Grid | None:
    """The grid; None if no scenario tells anything of it."""
    seen: dict[str, dict[Indicator, Seen]] = {}
    for one in scenarios:
        where, answers = drawn_or(NOTHING, partial(_told, one, labs))
        for told in answers:
            _note(one, told, seen.setdefault(where, {column: Seen() for column in COLUMNS}))
    if not seen:
        return None
    near = sorted(seen, key=lambda where: (NEAREST_FIRST.index(where.partition(",")[0]), where))
    rows = tuple((Cell(where), *map(_cell, seen[where].values())) for where in near)
    heads = tuple(one.value for one in COLUMNS)
    return Grid("Where the partner runs, and what is told of it", "partner", heads, rows, NOTE)


def _told(one: ScenarioResult, labs: dict[str, LabDefinition]) -> tuple[str, tuple[frozenset[str], ...]]:
    """The place of the partner, and the indicators of each answer; nothing unless they belong together."""
    where = _settled(one, labs)
    return where, tuple(told_routing(one)) if where else ()


def _settled(one: ScenarioResult, labs: dict[str, LabDefinition]) -> str:
    """The place of the partner; empty unless one connection was made and left alone."""
    verbs = [exchange.verb for step in one.steps for exchange in step.evidence]
    if verbs.count("socket.connect") != 1 or UNSETTLING.intersection(verbs):
        return ""
    route = route_of(one, labs)
    return place(route, labs[route.lab]) if route else ""


def told_routing(one: ScenarioResult) -> Iterator[frozenset[str]]:
    """The indicators that each answer at an end of the connection gave."""
    connected: set[str] = set()
    calls: set[str] = set()
    for exchange in (exchange for step in one.steps for exchange in step.evidence):
        sent = exchange.request
        if exchange.verb in {"socket.connect", "socket.accept"}:
            connected.add(sent["socket"])
        elif exchange.verb == "partner.get" and sent["socket"] in connected:
            calls.add(sent["call"])
        asked = sent.get("call") in calls or (exchange.verb == "routing.get" and sent["socket"] in connected)
        told = _indicators(exchange.answer or {})
        if asked and told is not None:
            yield told


def _indicators(answer: dict[str, Any]) -> frozenset[str] | None:
    told = answer.get("routing") if answer.get("outcome") in {"answered", "routing"} else None
    return None if told is None else frozenset(map(str, told))


def _note(one: ScenarioResult, told: frozenset[str], row: dict[Indicator, Seen]) -> None:
    wrong = expected_otherwise(one)
    for column, seen in row.items():
        if column in told:
            seen.on += 1
        else:
            seen.off += 1
        if column in wrong:
            seen.wrong[one.id] = one


def expected_otherwise(one: ScenarioResult) -> frozenset[str]:
    """The indicators in which the scenario's expectation of the routing and the answer differ."""
    if one.mismatch is None or one.mismatch.what != "routing":
        return frozenset()
    texts = one.mismatch.expected, one.mismatch.actual
    expected, actual = (frozenset(_NAMES.findall(text)) for text in texts)
    if "among" in expected:
        return expected
    return expected ^ actual


def _cell(seen: Seen) -> Cell:
    said = f"set in {seen.on}, not in {seen.off}" if seen.on and seen.off else "set" if seen.on else "not set"
    if not seen.wrong:
        return Cell(said, "passed on" if seen.on else "passed", mark="●" if seen.on else "○")
    first = next(iter(seen.wrong.values()))
    said = f"{said}; expected otherwise in {len(seen.wrong)}"
    return Cell(said, SLUG[first.verdict], first.id, SIGN[first.verdict])
