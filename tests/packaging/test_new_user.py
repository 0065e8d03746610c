"""A new user with the wheel and an empty folder: from `adapter new` to a first honest report."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
Away = Callable[..., subprocess.CompletedProcess[str]]
TOOLS = {"python": (), "c": ("cc",), "java": ("javac", "java"), "javascript": ("node",)}
BLOCK = re.compile(r"^```(?:sh)?\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def first_block(page: str) -> list[str]:
    found = BLOCK.search(page)
    assert found is not None
    return found[1].splitlines()


@pytest.fixture
def beside(language: str) -> tuple[str, ...]:
    """Folders of the compiler and runtime of a language."""
    found = {tool: shutil.which(tool) for tool in TOOLS[language]}
    for tool, path in found.items():
        if path is None:
            pytest.skip(f"{tool} is missing: the skeleton in {language} cannot be built")
    return tuple(str(Path(path).parent) for path in found.values() if path is not None)


@pytest.mark.parametrize("language", TOOLS)
def test_from_the_wheel_to_a_first_honest_report(
    language: str, beside: tuple[str, ...], away: Away, tmp_path: Path
) -> None:
    """Typed as the skeleton's README says: it builds, keeps the contract, and does not conform yet."""
    made = away("ezconform", "adapter", "new", "my-adapter", "--lang", language)
    assert made.returncode == 0, made.stderr
    folder = tmp_path / "my-adapter"
    *build_and_check, run = first_block((folder / "README.md").read_text(encoding="utf-8"))
    for line in build_and_check:
        done = away("sh", "-c", line, cwd=folder, beside=beside)
        assert done.returncode == 0, done.stdout + done.stderr
    done = away("sh", "-c", f"{run} --report-dir out", cwd=folder, beside=beside)

    assert done.returncode == 1, done.stdout + done.stderr
    classes = json.loads((folder / "out" / "results.json").read_text(encoding="utf-8"))["classes"]
    claims = {row["conformance_class"]: row["claim"] for row in classes}
    assert claims.pop("dcas") == "non-conformant"
    assert set(claims.values()) == {"not claimed"}


@pytest.mark.parametrize("language", ["java"])
def test_the_page_for_adapter_authors_says_the_same(language: str, away: Away, tmp_path: Path) -> None:
    """What docs/adapters.md shows are the lines of that skeleton's README."""
    away("ezconform", "adapter", "new", "my-adapter", "--lang", language)
    readme = first_block((tmp_path / "my-adapter" / "README.md").read_text(encoding="utf-8"))
    shown = first_block((ROOT / "docs" / "adapters.md").read_text(encoding="utf-8"))
    lines = [line.partition("  #")[0].rstrip() for line in shown]

    assert lines == [f"ezconform adapter new my-adapter --lang {language}", "cd my-adapter", *readme]


def test_the_pages_travel_in_the_wheel(away: Away) -> None:
    """Whoever has nothing but the package reads them by name."""
    for page in ("adapters", "protocol", "capabilities", "how-to/fixed-lab"):
        told = away("ezconform", "docs", page)
        assert told.stdout.encode() == (ROOT / "docs" / f"{page}.md").read_bytes(), told.stderr
