"""The options that say which scenarios are meant, and where the specification lies. Shared by commands."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ezconform.cli import completing

if TYPE_CHECKING:
    from ezconform.specification.model import Scenario, Specification

ROOT = click.option(
    "--root",
    type=click.Path(path_type=Path),
    help="Folder that holds features/, and steps/ unless the bundled ones will do.",
)
_OPTIONS = (
    click.option(
        "--class",
        "classes",
        multiple=True,
        metavar="CLASS",
        help="Only this class; repeatable.",
        shell_complete=completing.classes,
    ),
    click.option(
        "--requirement",
        "requirements",
        multiple=True,
        metavar="ID",
        help="Only this; repeatable.",
        shell_complete=completing.requirements,
    ),
    click.option("--scenario", "ids", multiple=True, metavar="ID", help="Only this scenario; repeatable."),
    click.option("--tags", default="", metavar="EXPRESSION", help='Such as "@seed and not @needs:ipv6".'),
    ROOT,
)


@dataclass(frozen=True, slots=True)
class Selection:
    """What the user selected, and the scenarios that are left."""

    classes: tuple[str, ...]
    requirements: tuple[str, ...]
    ids: tuple[str, ...]
    tags: str

    def or_classes(self, classes: Sequence[str]) -> "Selection":
        """The same, with these classes if the user named none."""
        return self if self.classes else replace(self, classes=tuple(classes))

    def of(self, spec: "Specification") -> "tuple[Scenario, ...]":
        """The scenarios; BadInput if a name is unknown or nothing is left."""
        from ezconform.specification.selection import select

        return select(spec, self.classes, self.requirements, self.tags, self.ids)


def selecting(function: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the selection options; it takes them as `selection`, and `root` beside it."""

    @wraps(function)
    def with_selection(
        *,
        classes: tuple[str, ...],
        requirements: tuple[str, ...],
        ids: tuple[str, ...],
        tags: str,
        **others: Any,
    ) -> Any:
        return function(selection=Selection(classes, requirements, ids, tags), **others)

    chosen: Callable[..., Any] = with_selection
    for option in reversed(_OPTIONS):
        chosen = option(chosen)
    return chosen
