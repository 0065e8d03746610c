"""Archives as a release has them, and the machine of a new user: the wheel is there, the checkout is not."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
Done = subprocess.CompletedProcess[str]


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


@pytest.fixture
def away(clean: Path, tmp_path: Path) -> Callable[..., Done]:
    """Runs a command in an empty folder, with nothing of this environment in its way.

    `beside` are folders of tools that the command needs.
    """

    def run(*words: str, cwd: Path = tmp_path, beside: tuple[str, ...] = ()) -> Done:
        path = os.pathsep.join([str(clean), *beside, "/usr/bin", "/bin"])
        environment = {"PATH": path, "HOME": str(tmp_path)}
        return subprocess.run(words, cwd=cwd, env=environment, capture_output=True, text=True, check=False)

    return run
