"""docs/capabilities.md has every class and capability as code and features have them."""

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from ezconform.connection.limits import Limits
from ezconform.protocol.values import Capability


@pytest.fixture(scope="module")
def tables() -> Any:
    """The script that makes the tables."""
    file = Path(__file__).parent / "capability_tables.py"
    spec = importlib.util.spec_from_file_location("capability_tables", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tables_are_those_of_code_and_features(tables: Any) -> None:
    """A difference goes away with `python tests/harness/capability_tables.py`."""
    text = tables.PAGE.read_text()
    assert tables.page(text) == text
    assert tables.cores() in text
    assert tables.capabilities() in text


def test_every_capability_is_explained(tables: Any) -> None:
    """The list is closed on both sides."""
    assert set(tables.MEANING) == set(Capability)


def test_the_limits_of_real_time_are_told_as_they_are(tables: Any) -> None:
    """The defaults stand in the document."""
    limits = Limits()
    text = tables.PAGE.read_text()
    assert f"| `early_seconds` | {limits.early_seconds:g} |" in text
    assert f"| `late_seconds` | {limits.late_seconds:g} |" in text
