"""Builds wheel and sdist, opens both, and runs the suite from the wheel away from the checkout."""

import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ezconform.review.decisions import read_decisions
from ezconform.review.page import render
from ezconform.review.sign_off import read_sign_offs
from ezconform.review.statement import statements
from ezconform.specification import read

ROOT = Path(__file__).parents[2]
Away = Callable[..., subprocess.CompletedProcess[str]]


def shipped(folder: str, pattern: str) -> set[str]:
    """Files of the checkout below a folder that git does not ignore, as paths relative to the checkout."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", folder]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    return {name for name in listed.stdout.split() if re.search(pattern, name)}


def test_wheel_ships_specification_vocabulary_and_adapters(dist: Path) -> None:
    """Every feature, register, step module, adapter and page of the checkout is in the wheel's bundle."""
    names = set(zipfile.ZipFile(next(dist.glob("*.whl"))).namelist())

    expected = {
        f"ezconform/bundle/{name}"
        for name in shipped("features", r"\.(feature|toml)$")
        | shipped("steps", r"\.py$")
        | shipped("adapters", r"\.(py|md|c|h|mjs)$|/Makefile$")
        | shipped("docs", r"\.md$")
    }
    assert len(expected) > 20
    assert set() == expected - names


def contents(archive: Path) -> dict[str, bytes]:
    """Every file of a wheel or sdist by its name; of an sdist without the leading folder."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return {name: wheel.read(name) for name in wheel.namelist()}
    found = {}
    with tarfile.open(archive) as sdist:
        for member in sdist.getmembers():
            if (file := sdist.extractfile(member)) is not None:
                found[member.name.partition("/")[2]] = file.read()
    return found


def test_wheel_of_a_used_checkout_is_the_one_of_the_sdist(dist: Path, tmp_path: Path) -> None:
    """A subject built in its folder, caches of Python and reports of runs do not get into a wheel."""
    for name in shipped(".", ""):
        (tmp_path / "used" / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / "used" / name)
    for name in (
        "adapters/dcas_c/build/dcas",
        "adapters/__pycache__/echo.pyc",
        "reports/runs/latest/report.md",
    ):
        (tmp_path / "used" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "used" / name).write_text("left behind")
    command = [
        sys.executable,
        "-m",
        "build",
        "--no-isolation",
        "--wheel",
        "--outdir",
        tmp_path,
        tmp_path / "used",
    ]
    subprocess.run(command, check=True, capture_output=True)

    assert contents(next(tmp_path.glob("*.whl"))) == contents(next(dist.glob("*.whl")))


@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"])
def test_archives_name_no_folder_of_the_machine_they_were_built_on(dist: Path, kind: str) -> None:
    """Nothing in them says where the checkout lies, nor what is in its virtual environment."""
    files = contents(next(dist.glob(kind)))

    assert len(files) > 100
    assert [name for name, content in files.items() if os.fsencode(ROOT) in content] == []
    assert [name for name in files if "/.venv/" in f"/{name}"] == []


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


@pytest.mark.parametrize("adapter", ["reference", "exec:ezconform serve reference"])
def test_suite_runs_from_the_wheel(away: Away, tmp_path: Path, adapter: str) -> None:
    """`ezconform run` finds the reference conformant in every class with nothing but the wheel."""
    ran = away("ezconform", "run", "--adapter", adapter, "--report-dir", "out")

    assert ran.returncode == 0, ran.stderr
    results = json.loads((tmp_path / "out" / "results.json").read_text())
    assert {"conformant"} == {row["claim"] for row in results["classes"]}


def test_review_from_the_wheel_has_the_register_of_decisions(away: Away, tmp_path: Path) -> None:
    """Contradictions and open questions are on the page as they are in the checkout, to the byte."""
    made = away("ezconform", "review", "html", "-o", "review.html")

    assert made.returncode == 0, made.stderr
    spec, decisions = read(ROOT), read_decisions(ROOT)
    expected = render(spec, statements(spec, decisions), decisions, read_sign_offs(ROOT))
    assert (tmp_path / "review.html").read_bytes() == expected


@pytest.mark.parametrize("door", ["pytest", "behave"])
def test_other_doors_run_from_the_wheel(away: Away, door: str) -> None:
    """The doors of the two runners work where there is no checkout."""
    ran = away("ezconform", "door", door)

    assert ran.returncode == 0, ran.stdout[-2000:] + ran.stderr[-2000:]
