"""A fault: a named, deliberate violation of one requirement, declared in `adapters/faults/`.

Knows how to find the tables; what a fault does is a value that only the adapter understands.
"""

import importlib.util
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ezconform.protocol.faults import BadInput


@dataclass(frozen=True, slots=True)
class Fault:
    """One row of a table.

    `name` is unique in kebab-case; `requirement` is the id it violates; `sentence` says what is wrong,
    in the present tense; `rules` is what the reference adapter's class is called with. `reading`: against a
    requirement that is our choice it is the other reading and nothing beyond, so that a subject like it only
    differs; False where it is wrong by either reading. Means nothing for other requirements.
    """

    name: str
    requirement: str
    sentence: str
    rules: Any
    reading: bool = True


def read(folder: Path) -> tuple[Fault, ...]:
    """All rows of the tables `FAULTS` in the modules of a folder, in name order of the modules.

    Raises:
        BadInput: a module that cannot be loaded or has no table, or a name used twice.
    """
    faults = tuple(fault for file in sorted(folder.glob("[a-z]*.py")) for fault in _table(file))
    seen: set[str] = set()
    for fault in faults:
        if fault.name in seen:
            raise BadInput(f"{folder}: two faults are named {fault.name}")
        seen.add(fault.name)
    return faults


def _table(file: Path) -> tuple[Fault, ...]:
    name = f"ezconform_faults.{file.stem}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:  # pragma: no cover - a *.py file always has a loader
        raise BadInput(f"{file}: not a Python file")
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    try:
        spec.loader.exec_module(module)
        faults: tuple[Fault, ...] = tuple(module.FAULTS)
    except (Exception, SystemExit) as problem:
        raise BadInput(f"{file}: cannot be loaded: {type(problem).__name__}: {problem}") from problem
    return faults
