"""Tests of the command line leave nothing behind outside their own folder."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def tracebacks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the tracebacks of harness faults land."""
    folder = tmp_path / "tracebacks"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    return folder
