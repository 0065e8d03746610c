"""A sequence as inline SVG: five lanes, time downwards, suspension as a bar, the limit as a line.

Knows places and shapes; what happened is `sequence`. Distances grow with time, but less than it.
"""

from math import log2

from ezconform.reports.display import one_line
from ezconform.reports.html.evidence import attribute_markup, text_markup
from ezconform.reports.html.foreign import drawn_or
from ezconform.reports.html.sequence import Event, Lane, Mark, Sequence, sequence_of
from ezconform.results import ScenarioResult

LEFT, APART, WIDTH = 115, 182, 920
TOP, ROW = 44, 24
WORDS = 46
MOST_EVENTS = 60


class Drawings:
    """The drawings of a page: one that recurs is drawn where it is met first and used from there."""

    def __init__(self, page: str = "q") -> None:
        """`page` begins every id, and differs for pages that are put together later."""
        self._page = page
        self._numbers: dict[str, int] = {}

    def markup(self, one: ScenarioResult) -> str:
        """The drawing of a scenario that crosses stacks; empty for any other."""
        head, inner = drawn_or(("", ""), lambda: _of_scenario(one))
        if not head:
            return ""
        number = self._numbers.get(inner)
        if number is not None:
            return f'{head}<use href="#{self._page}{number}"/></svg>'
        self._numbers[inner] = number = len(self._numbers) + 1
        return f"{head}<g class=seq id={self._page}{number}>{inner}</g></svg>"


def sequence_markup(one: ScenarioResult) -> str:
    """The drawing on a page of its own."""
    return Drawings().markup(one)


def _of_scenario(one: ScenarioResult) -> tuple[str, str]:
    """The opening tag, and what stands in it; both empty if there is nothing to draw, or too much."""
    sequence = sequence_of(one)
    if sequence is None or len(sequence.events) > MOST_EVENTS:
        return "", ""
    return _drawn(sequence)


def _x(lane: Lane) -> int:
    return LEFT + APART * lane


def _drawn(sequence: Sequence) -> tuple[str, str]:
    """The opening tag, and what stands in it."""
    places = _places(sequence.events)
    bottom = (places[-1] if places else TOP) + 20
    client, stack, _, other, server = sequence.lanes
    label = attribute_markup(one_line(f"Sequence over time: {client} on {stack}, {server} on {other}"))
    head = f'<svg class=seq viewBox="0 0 {WIDTH} {bottom + 6}" role=img aria-label="{label}">'
    shapes = f"{_lanes(sequence, bottom)}{_bars(sequence, places, bottom)}{_shapes(sequence.events, places)}"
    words = "".join(map(_words, sequence.events, places))
    return head, f"{shapes}{_times(sequence.events, places)}{words}"


def _places(events: list[Event]) -> list[int]:
    """How far down each event is drawn: a row each, and more where time passed."""
    places, y, before = [], TOP - 6, 0.0
    for event in events:
        y += ROW + round(9 * log2(1 + max(0.0, event.at - before)))
        places.append(y)
        before = event.at
    return places


def _lanes(sequence: Sequence, bottom: int) -> str:
    heads = "".join(
        f"<text class=h x={_x(lane)} y=16>{text_markup(one_line(sequence.lanes[lane], 20))}</text>"
        for lane in Lane
    )
    lines = "".join(f"M{_x(lane)} 24V{bottom}" for lane in Lane)
    return f'{heads}<path class=l d="{lines}"/>'


def _bars(sequence: Sequence, places: list[int], bottom: int) -> str:
    """A bar for every suspension, beside those it overlaps."""
    place = {id(event): y for event, y in zip(sequence.events, places, strict=True)}
    shapes = []
    for number, one in enumerate(sequence.suspensions.values()):
        x = _x(one.lane) - 5 + 3 * (number % 4)
        end = place[id(one.end)] if one.end else bottom
        shapes.append(f"M{x} {place[id(one.call)]}h10V{end}h-10z")
    return f'<path class=w d="{"".join(shapes)}"/>' if shapes else ""


def _shapes(events: list[Event], places: list[int]) -> str:
    """One path for each kind of line."""
    shapes: dict[Mark, list[str]] = {}
    for event, y in zip(events, places, strict=True):
        shapes.setdefault(event.mark, []).append(_shape(event, y))
    return "".join(f'<path class="{mark}" d="{"".join(found)}"/>' for mark, found in shapes.items())


def _shape(event: Event, y: int) -> str:
    left, right = _x(event.source), _x(event.target)
    match event.mark:
        case Mark.NOTE | Mark.REPORT:
            return f"M{left} {y - 5}l5 5-5 5-5-5z"
        case Mark.LIMIT:
            return f"M{min(left, right) - 40} {y}h{APART + 80}"
        case Mark.LOST:
            return f"M{left} {y}H{right}m-5-5l10 10m0-10l-10 10"
    back = -6 if right > left else 6
    return f"M{left} {y}H{right}m{back}-4L{right} {y}l{back} 4"


def _times(events: list[Event], places: list[int]) -> str:
    """The moments at the left, each once."""
    first: dict[float, int] = {}
    for event, y in zip(events, places, strict=True):
        first.setdefault(event.at, y)
    return "".join(f"<text x=0 y={y + 4}>{at:g} s</text>" for at, y in first.items())


def _words(event: Event, y: int) -> str:
    x = min(_x(event.source), _x(event.target)) + 9
    return f"<text x={x} y={y - 5}>{text_markup(one_line(event.text, WORDS))}</text>"
