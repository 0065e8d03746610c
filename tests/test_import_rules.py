"""The import rules that import-linter cannot see, because steps and adapters are no packages."""

import ast
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
STANDARD = set(sys.stdlib_module_names)
KNOWS_THE_REFERENCE = ("adapters/reference.py", "adapters/faults/")
FILES = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in ("steps", "adapters")
    for path in (ROOT / folder).rglob("*.py")
)


def imported(file: str) -> set[str]:
    """Top-level names of everything a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse((ROOT / file).read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: relative import"
            found.add((node.module or "").partition(".")[0])
    return found


def test_there_are_files_to_look_at() -> None:
    """The rule below looks at steps and at adapters."""
    assert {"steps/scene.py", "adapters/reference.py"} <= set(FILES)


@pytest.mark.parametrize("file", FILES)
def test_steps_and_adapters_import_what_they_may(file: str) -> None:
    """Steps see the harness only; the reference and its faults also see the reference implementation."""
    allowed = STANDARD | {"ezconform"}
    if file.startswith("adapters/"):
        allowed |= {"msgspec"}  # what protocol values are made of
    if file.startswith(KNOWS_THE_REFERENCE):
        allowed |= {"reference_impl"}

    assert set() == imported(file) - allowed


@pytest.mark.parametrize("folder", ["src", "tests"])
def test_every_module_says_what_it_knows(folder: str) -> None:
    """Each module has a docstring."""
    silent = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*.py")
        if ast.get_docstring(ast.parse(path.read_text("utf-8"))) is None
    ]

    assert silent == []


@pytest.mark.parametrize("folder", ["src", "steps", "adapters"])
def test_no_module_is_longer_than_the_limit(folder: str) -> None:
    """400 lines is where a module holds more than one noun."""
    long = {
        path.relative_to(ROOT).as_posix(): lines
        for path in (ROOT / folder).rglob("*.py")
        if (lines := len(path.read_text("utf-8").splitlines())) > 400
    }

    assert long == {}
