"""Every subject that comes with ezconform is built and run as its README says, and has its report made."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ADAPTERS = ROOT / "adapters"
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
TOOLS = {"dcas_c": ("make", "cc"), "trusted_js": ("node",)}
"""Subjects with a folder and a README of their own, and what they need."""


def listed(variable: str) -> list[str]:
    """The words of a variable of the Makefile."""
    found = re.search(rf"^{variable} := (.*)$", MAKEFILE, re.MULTILINE)
    assert found is not None
    return found[1].split()


def lines(subject: str) -> list[str]:
    """What the README says to type: the lines of its first block."""
    text = (ADAPTERS / subject / "README.md").read_text(encoding="utf-8")
    found = re.search(r"^```\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    assert found is not None
    return found[1].splitlines()


def test_reports_are_made_of_all_subjects() -> None:
    """Those with a folder, the reference, and the trivial ones that are the floor."""
    assert {one.parent.name for one in ADAPTERS.glob("*/README.md")} == set(TOOLS)
    assert listed("SUBJECTS") == ["reference", *sorted(TOOLS, reverse=True)]
    assert listed("TRIVIAL") == tomllib.loads((ADAPTERS / "floor.toml").read_text("utf-8"))["subjects"]
    for subject in listed("SUBJECTS"):
        assert (ROOT / "reports" / f"{subject}.md").exists()


@pytest.mark.parametrize("subject", TOOLS)
def test_a_subject_is_built_and_conforms_as_its_readme_says(subject: str, tmp_path: Path) -> None:
    """From the top of a copy; `make reports` runs the same adapter."""
    for tool in TOOLS[subject]:
        if shutil.which(tool) is None:
            pytest.skip(f"{tool} is missing: {subject} is not run")
    shutil.copytree(ADAPTERS, tmp_path / "adapters", ignore=shutil.ignore_patterns("build", "__pycache__"))
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["sh", "-ec", "\n".join(lines(subject))],
        cwd=tmp_path,
        env=os.environ | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
    (adapter,) = re.findall(r'--adapter "(.*)"', lines(subject)[-1])
    assert f"$(call report,{subject},{adapter},0)" in MAKEFILE
