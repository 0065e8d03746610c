"""Prints the settings with which the official Cucumber editor extension finds our steps.

In Cucumber a placeholder's name is its type; with us the parameter's annotation is. So every name becomes a
parameter type, of all the expressions that parameters of that name have.
"""

import json
from pathlib import Path
from typing import Any

from ezconform.vocabulary import StepTable, load

ROOT = Path(__file__).resolve().parents[2]


def settings(steps: StepTable) -> dict[str, Any]:
    """What belongs into the editor's settings for this workspace."""
    expressions: dict[str, set[str]] = {}
    for step in steps.definitions:
        for name, placeholder in step.placeholders.items():
            expressions.setdefault(name, set()).add(placeholder.regex)
    return {
        "cucumber.features": ["features/**/*.feature"],
        "cucumber.glue": ["steps/*.py"],
        "cucumber.parameterTypes": [
            {"name": name, "regexp": "|".join(sorted(expressions[name], key=lambda one: (-len(one), one)))}
            for name in sorted(expressions)
        ],
    }


if __name__ == "__main__":
    print(json.dumps(settings(load(ROOT / "steps")), indent=2))
