"""A feature file as pytest sees it: a module of test functions, and what each of them is called.

Knows pytest and pytest-bdd; runs nothing. Names follow from the ids of scenarios and are unique as they are.
"""

from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import pytest
from pytest_bdd import scenario as bdd_scenario
from pytest_bdd.feature import get_feature

if TYPE_CHECKING:
    from ezconform.specification.model import Scenario

EXAMPLE = "_pytest_bdd_example"


class FeatureModule(pytest.Module):
    """One test function made by pytest-bdd for each scenario or outline."""

    def _getobj(self) -> ModuleType:
        module = ModuleType(self.path.stem)
        module.__file__ = str(self.path)
        for template in get_feature(str(self.path.parent), self.path.name).scenarios.values():
            function = _test_function(self.path, template)
            setattr(module, function.__name__, function)
        return module


def name_and_case(item: Any) -> tuple[str, str]:
    """The name of an item's scenario, and for a row of an outline its case."""
    example = item.callspec.params[EXAMPLE] if hasattr(item, "callspec") else {}
    return item.function.__doc__, example.get("case", "")


def id_in_file(scenario: "Scenario") -> str:
    """What stands behind the file in pytest's id of a scenario."""
    requirement, slug, *case = scenario.id.split("/")
    return _function_name(requirement, slug) + (f"[{case[0]}]" if case else "")


def _function_name(requirement: str, slug: str) -> str:
    return f"test_{requirement}_{slug}".replace("-", "_")


def _test_function(path: Path, template: Any) -> Any:
    from ezconform.specification.scenarios import slug  # pytest without features never needs the parser

    for examples in template.examples:
        examples.tags = set()  # pytest-bdd makes marks of these, and no hook can stop it

    @bdd_scenario(path.name, template.name, features_base_dir=str(path.parent))
    def function() -> None: ...

    requirement = template.rule.name.partition(" ")[0]
    function.__name__ = _function_name(requirement, slug(template.name))
    function.__doc__ = template.name
    if hasattr(function, "pytestmark"):
        function.pytestmark = [_named_by_case(mark) for mark in function.pytestmark]
    return function


def _named_by_case(mark: pytest.Mark) -> pytest.Mark:
    """pytest-bdd names a row by all its values; the case is unique and stable."""
    names, rows = mark.args
    named = [row._replace(id=row.values[0]["case"]) for row in rows]
    return pytest.mark.parametrize(names, named).mark
