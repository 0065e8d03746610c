"""Builds wheel and sdist, opens both, and runs the suite from the wheel away from the checkout."""

import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from ezconform.review.decisions import read_decisions
from ezconform.review.page import render
from ezconform.review.sign_off import read_sign_offs
from ezconform.review.statement import statements
from ezconform.specification import read

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Wheel (made from the sdist) and sdist, built as a release would be."""
    target = tmp_path_factory.mktemp("dist")
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), str(ROOT)],
        check=True,
        capture_output=True,
    )
    return target


def shipped(folder: str, pattern: str) -> set[str]:
    """Files of the checkout below a folder, as paths relative to the checkout, as git knows them."""
    listed = subprocess.run(["git", "ls-files", folder], cwd=ROOT, check=True, capture_output=True, text=True)
    return {name for name in listed.stdout.split() if re.search(pattern, name)}


def test_wheel_ships_specification_vocabulary_and_adapters(dist: Path) -> None:
    """Every feature, register, step module and adapter of the checkout is in the wheel's bundle."""
    names = set(zipfile.ZipFile(next(dist.glob("*.whl"))).namelist())

    expected = {
        f"ezconform/bundle/{name}"
        for name in shipped("features", r"\.(feature|toml)$")
        | shipped("steps", r"\.py$")
        | shipped("adapters", r"\.(py|md|c|h|mjs)$|/Makefile$")
    }
    assert len(expected) > 20
    assert set() == expected - names


def test_wheel_ships_types_and_licence(dist: Path) -> None:
    """Type checkers and lawyers find what they look for."""
    names = set(zipfile.ZipFile(next(dist.glob("*.whl"))).namelist())

    assert {"ezconform/py.typed", "reference_impl/py.typed"} <= names
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_sdist_ships_what_the_tests_need(dist: Path) -> None:
    """The source archive holds tests, docs and the committed report beside the code."""
    with tarfile.open(next(dist.glob("*.tar.gz"))) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}

    expected = {"pyproject.toml", "constraints.txt", "Makefile", "reports/reference.md", "LICENSE", "NOTICE"}
    assert set() == expected - names
    assert set() == shipped("tests", r"\.py$") - names


@pytest.fixture(scope="session")
def clean(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Scripts folder of a new virtual environment that holds the wheel and its own dependencies only."""
    place = tmp_path_factory.mktemp("clean")
    pins = re.findall(r"^(\S+==[^ \\]+(?: ;[^\\\n]+)?)", (ROOT / "constraints.txt").read_text(), re.MULTILINE)
    (place / "pins.txt").write_text("\n".join(pins))
    subprocess.run([sys.executable, "-m", "venv", str(place / "venv")], check=True)
    scripts = place / "venv" / "bin"
    pip = [scripts / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    wheel = next(dist.glob("*.whl"))
    subprocess.run([*pip, "-c", place / "pins.txt", wheel], check=True, capture_output=True)
    return scripts


def away(scripts: Path, cwd: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the clean environment with nothing of this one in its way."""
    environment = {"PATH": f"{scripts}{os.pathsep}/usr/bin{os.pathsep}/bin", "HOME": str(cwd)}
    return subprocess.run(words, cwd=cwd, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("adapter", ["reference", "exec:ezconform serve reference"])
def test_suite_runs_from_the_wheel(clean: Path, tmp_path: Path, adapter: str) -> None:
    """`ezconform run` finds the reference conformant in every class with nothing but the wheel."""
    ran = away(clean, tmp_path, "ezconform", "run", "--adapter", adapter, "--report-dir", "out")

    assert ran.returncode == 0, ran.stderr
    results = json.loads((tmp_path / "out" / "results.json").read_text())
    assert {"conformant"} == {row["claim"] for row in results["classes"]}


def test_review_from_the_wheel_has_the_register_of_decisions(clean: Path, tmp_path: Path) -> None:
    """Contradictions and open questions are on the page as they are in the checkout, to the byte."""
    made = away(clean, tmp_path, "ezconform", "review", "html", "-o", "review.html")

    assert made.returncode == 0, made.stderr
    spec, decisions = read(ROOT), read_decisions(ROOT)
    expected = render(spec.digest, statements(spec, decisions), decisions, read_sign_offs(ROOT))
    assert (tmp_path / "review.html").read_bytes() == expected


@pytest.mark.parametrize("door", ["pytest", "behave"])
def test_other_doors_run_from_the_wheel(clean: Path, tmp_path: Path, door: str) -> None:
    """The doors of the two runners work where there is no checkout."""
    ran = away(clean, tmp_path, "ezconform", "door", door)

    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]
