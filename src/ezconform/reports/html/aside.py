"""What a large report keeps aside: requirements without a finding, compressed, unfolded when looked at.

Knows sections and how they are packed; the page's script unpacks them. Deterministic, as the report is.
"""

import zlib
from base64 import b64encode

from ezconform.reports.html.requirement import requirement_markup, stub_markup
from ezconform.reports.html.setting import Setting
from ezconform.reports.overview import ATTENTION, DEVIATING, RequirementView
from ezconform.results import Source

WHOLE = 1_500
"""Up to so many scenarios a report keeps nothing aside."""
PLAIN = 1_000
"""So many scenarios under requirements with findings a large report shows as they are; further ones not."""
PACKED = 400_000
"""Characters of markup that are packed together, about."""


class Aside:
    """Asked for every requirement in order; `shown` then gives what was packed."""

    def __init__(self, setting: Setting, scenarios: int) -> None:
        """`scenarios`: how many the report has."""
        self.large = scenarios > WHOLE
        self._setting = setting
        self._page = setting.aside(0)
        self._room = PLAIN
        self._parts: list[str] = []
        self._blocks: list[str] = []

    def markup(self, view: RequirementView, sources: dict[str, Source]) -> str:
        """The requirement's section, or the stub that takes its place until it is unpacked."""
        if not self.large or not view.scenarios or self._stays(view):
            return requirement_markup(view, sources, self._setting)
        stub = stub_markup(view, len(self._blocks))
        self._parts.append(requirement_markup(view, sources, self._page))
        if sum(map(len, self._parts)) > PACKED:
            self._pack()
        return stub

    def shown(self, shelf: str) -> str:
        """Everything that was packed, and the shelf with it, as inert blocks of the page."""
        if not self.large:
            return ""
        self._pack()
        return "".join([*self._blocks, _block("shelf", shelf)])

    def _stays(self, view: RequirementView) -> bool:
        if not view.counts.keys() & (ATTENTION | DEVIATING):
            return False
        self._room -= len(view.scenarios)
        return self._room >= 0

    def _pack(self) -> None:
        self._blocks.append(_block(f"z{len(self._blocks)}", "".join(self._parts)))
        self._parts = []
        self._page = self._setting.aside(len(self._blocks))


def _block(name: str, markup: str) -> str:
    packed = b64encode(zlib.compress(markup.encode(errors="replace"), 6)).decode()
    return f"<script type=application/zlib id={name}>{packed}</script>\n"
