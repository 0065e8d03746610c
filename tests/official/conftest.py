"""Official tools from npm, installed once into build/npm at fixed versions; without them their tests skip."""

import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = (
    "@cucumber/compatibility-kit@30.0.0",
    "@cucumber/html-formatter@24.2.0",
    "@cucumber/language-service@1.7.0",
    "@cucumber/messages@34.2.1",
)
PATIENCE_SECONDS = 120
INSTALL = ("--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--fetch-retries=0", "--silent")


@pytest.fixture(scope="session")
def official(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder node_modules with Cucumber's own packages."""
    found = _installed(tmp_path_factory)
    if isinstance(found, str):
        pytest.skip(found)
    return found


def _installed(tmp_path_factory: pytest.TempPathFactory) -> Path | str:
    """The folder, or why there is none. What was installed before, at the same versions, is used again."""
    if shutil.which("npm") is None:
        return "npm is missing, so Cucumber's own tools cannot be installed"
    home = ROOT / "build/npm"
    wanted = "\n".join(PACKAGES)
    stamp = home / "versions.txt"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        fresh = tmp_path_factory.mktemp("npm")
        (fresh / "package.json").write_text('{"private": true}', encoding="utf-8")
        try:
            subprocess.run(
                ["npm", "install", *INSTALL, *PACKAGES], cwd=fresh, timeout=PATIENCE_SECONDS, check=True
            )
        except (subprocess.SubprocessError, OSError) as problem:
            return f"Cucumber's own tools cannot be installed: {type(problem).__name__}"
        (fresh / "versions.txt").write_text(wanted, encoding="utf-8")
        shutil.copytree(fresh, home, dirs_exist_ok=True, symlinks=True)
    return home / "node_modules"
