"""Which scenarios a run is about. Knows cucumber tag expressions; knows no subject."""

from collections.abc import Callable, Collection
from difflib import get_close_matches

from cucumber_tag_expressions import parse
from cucumber_tag_expressions.parser import TagExpressionError

from ezconform.protocol.faults import BadInput
from ezconform.protocol.values import ConformanceClass
from ezconform.specification.model import Scenario, Specification

Predicate = Callable[[Scenario], bool]
OPERATORS = frozenset({"and", "or", "not"})
LISTED = {"requirement": "those of `ezconform list`", "scenario": "those of `ezconform list --scenarios`"}


def select(
    spec: Specification,
    classes: Collection[str] = (),
    requirements: Collection[str] = (),
    tags: str = "",
    ids: Collection[str] = (),
) -> tuple[Scenario, ...]:
    """The scenarios that satisfy every kind of filter given; within a kind any of its values will do.

    An id may be that of an outline, which stands for its rows.

    Raises:
        BadInput: an unknown value, a malformed tag expression, or nothing is left.
    """
    _refuse_unknown("class", classes, list(ConformanceClass))
    _refuse_unknown("requirement", requirements, list(spec.requirements))
    _refuse_unknown("scenario", ids, _selectable(spec) if ids else ())
    predicates = _predicates(classes, requirements, tags, ids)
    selected = tuple(one for one in spec.scenarios if all(holds(one) for holds in predicates))
    if not selected:
        raise BadInput(f"the selection selects no scenario{_tag_hint(spec, tags)}")
    return selected


def _predicates(
    classes: Collection[str], requirements: Collection[str], tags: str, ids: Collection[str]
) -> list[Predicate]:
    predicates: list[Predicate] = []
    if classes:
        predicates.append(lambda one: one.requirement.conformance_class in classes)
    if requirements:
        predicates.append(lambda one: one.requirement.id in requirements)
    if tags:
        predicates.append(_tag_predicate(tags))
    if ids:
        predicates.append(lambda one: one.id in ids or _outline(one) in ids)
    return predicates


def _tag_predicate(tags: str) -> Predicate:
    try:
        expression = parse(tags)
    except (TagExpressionError, ValueError) as problem:
        said = " ".join(str(problem).split())
        raise BadInput(f"tag expression {tags!r}: {said}") from None
    return lambda one: bool(expression.evaluate(list(one.tags)))


def _tag_hint(spec: Specification, tags: str) -> str:
    """Tags that no scenario has are what is wrong most often, a tag without its @ among them."""
    known = {tag for one in spec.scenarios for tag in one.tags}
    words = [word for word in tags.replace("(", " ").replace(")", " ").split() if word not in OPERATORS]
    unknown = [word for word in words if word not in known]
    return f"; none has the tag {', '.join(unknown)}" if unknown else ""


def _outline(scenario: Scenario) -> str:
    return scenario.id.removesuffix(f"/{scenario.case}") if scenario.case else scenario.id


def _selectable(spec: Specification) -> list[str]:
    return [name for one in spec.scenarios for name in (one.id, _outline(one))]


def _refuse_unknown(kind: str, wanted: Collection[str], known: Collection[str]) -> None:
    for value in wanted:
        if value not in known:
            raise BadInput(f"unknown {kind} {value or repr(value)}; {_hint(kind, value, known)}")


def _hint(kind: str, value: str, known: Collection[str]) -> str:
    folded = {one.casefold(): one for one in known}
    near = get_close_matches(value.casefold(), folded, 1)
    return f"did you mean {folded[near[0]]}?" if near else f"there are {LISTED.get(kind) or ', '.join(known)}"
