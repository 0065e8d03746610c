"""A real browser, headless, for tests and benchmarks of our pages. Knows its options; knows no page."""

import shutil
import subprocess
from pathlib import Path

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
OPTIONS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
PATIENCE_SECONDS = 120


def browse(page: bytes, folder: Path, *options: str, fragment: str = "") -> str:
    """What Chromium prints of the page with these options; its profile lies in `folder` with the page."""
    assert CHROMIUM, "no Chromium on the PATH"
    file = folder / "page.html"
    file.write_bytes(page)
    profile = f"--user-data-dir={folder / 'profile'}"
    command = [CHROMIUM, *OPTIONS, profile, *options, file.as_uri() + fragment]
    done = subprocess.run(command, capture_output=True, check=True, timeout=PATIENCE_SECONDS)
    return done.stdout.decode()
