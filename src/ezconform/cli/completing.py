"""What the shell offers where an id or a class is meant. Knows the bundled specification; prints nothing.

Click asks these with the context, the parameter and what was typed so far. A specification that cannot be
read offers nothing: a completion is no place for a message.
"""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from ezconform.specification.model import Specification


def classes(_: click.Context, __: click.Parameter, typed: str) -> list[str]:
    """The classes that begin so."""
    from ezconform.protocol.values import ConformanceClass

    return [one.value for one in ConformanceClass if one.startswith(typed)]


def requirements(context: click.Context, _: click.Parameter, typed: str) -> list[str]:
    """The ids of requirements that begin so."""
    spec = _read(context)
    return [one for one in sorted(spec.requirements) if one.startswith(typed)] if spec else []


def anything_with_id(context: click.Context, _: click.Parameter, typed: str) -> list[str]:
    """Classes, requirements and labs that begin so; scenarios once a slash is typed: there are hundreds."""
    spec = _read(context)
    if spec is None:
        return []
    classes = {one.conformance_class for one in spec.requirements.values()}
    ids = (
        [one.id for one in spec.scenarios]
        if "/" in typed
        else sorted([*classes, *spec.requirements, *spec.labs])
    )
    return [one for one in ids if one.startswith(typed)]


def _read(context: click.Context) -> "Specification | None":
    from ezconform.protocol.faults import BadInput
    from ezconform.specification import reading

    try:
        return reading.read(context.params.get("root"))
    except BadInput:
        return None
