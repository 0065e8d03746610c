"""What may stand after --adapter, and what is said where it cannot be used."""

from pathlib import Path

import pytest

from ezconform.connection import connectors
from ezconform.connection.limits import Limits
from ezconform.protocol.faults import BadInput, CannotStart

ADAPTER = """
from ezconform.protocol.answers import Done, Subject
import neighbour

class Small:
    def initialize(self, request):
        return Subject(protocol="1.0", name=neighbour.NAME, version="1", classes=(), capabilities=())

    def lab_reset(self, request):
        return Done()

class Broken(Small):
    def __init__(self):
        raise RuntimeError("no licence")

NUMBER = 5
"""


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A Python adapter of two files."""
    (tmp_path / "neighbour.py").write_text('NAME = "small"\n', encoding="utf-8")
    path = tmp_path / "small.py"
    path.write_text(ADAPTER, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    return path


def test_a_bundled_adapter_is_found_by_its_file_name() -> None:
    """Hyphens and underscores mean the same; the class is named after the file."""
    assert connectors.connector("always-grants").connect().subject.name == "always grants"
    assert connectors.connector("always_grants").name == "always_grants"


def test_the_bundled_adapters_can_be_listed() -> None:
    """The list holds the trivial subjects and is sorted."""
    names = connectors.bundled()
    assert {"always_grants", "always_refuses", "constant", "echo", "silent"} <= set(names)
    assert list(names) == sorted(names)


def test_an_unknown_adapter_is_refused_with_what_there_is() -> None:
    """The line lists the bundled adapters and the other forms."""
    with pytest.raises(BadInput, match=r"^unknown adapter 'refrence'; bundled are .*echo.*exec:COMMAND"):
        connectors.connector("refrence")


def test_a_command_without_its_form_is_told_the_form(tmp_path: Path) -> None:
    """Whoever gives a path means to run it; a file that cannot be run is a name like any other."""
    file = tmp_path / "adapter"
    file.write_text("#!/bin/sh\n")
    file.chmod(0o755)
    with pytest.raises(BadInput, match=f"to run that command give 'exec:{file} -v'$"):
        connectors.connector(f"{file} -v")
    file.chmod(0o644)
    with pytest.raises(BadInput, match="bundled are"):
        connectors.connector(str(file))


@pytest.mark.parametrize("name", ["../tests/x", "Reference", "", "http://x", "echo.py"])
def test_a_name_is_never_taken_for_a_path(name: str) -> None:
    """Only names of bundled files are looked up."""
    with pytest.raises(BadInput, match=r"^unknown adapter"):
        connectors.connector(name)


def test_a_python_class_is_loaded_from_a_file(file: Path) -> None:
    """The file may import its neighbours."""
    way = connectors.connector(f"py:{file}:Small", Limits(restarts=1))
    assert way.connect().subject.name == "small"
    assert way.limits.restarts == 1


@pytest.mark.parametrize(
    ("rest", "line"),
    [
        ("{file}", "lacks its class; write py:FILE.py:Class"),
        ("{file}:", "lacks its class; write py:FILE.py:Class"),
        ("{file}x:Small", "does not exist"),
        ("{file}:Tall", "has no class Tall"),
        ("{file}:NUMBER", "has no class NUMBER"),
    ],
)
def test_a_python_class_that_is_not_there_is_refused(file: Path, rest: str, line: str) -> None:
    """The line says which part is missing."""
    with pytest.raises(BadInput, match=line):
        connectors.connector("py:" + rest.format(file=file))


def test_a_python_file_that_cannot_be_loaded_is_refused(tmp_path: Path) -> None:
    """What the file raises is told in one line."""
    path = tmp_path / "broken.py"
    path.write_text("import nothing_of_this_name\n", encoding="utf-8")
    with pytest.raises(BadInput, match="cannot be loaded: ModuleNotFoundError: No module named"):
        connectors.connector(f"py:{path}:Any")


def test_a_python_file_that_exits_is_refused(tmp_path: Path) -> None:
    """A script with exit() at its end must not end ezconform, let alone with exit code 0."""
    path = tmp_path / "script.py"
    path.write_text("class Made:\n    def __init__(self):\n        raise SystemExit(0)\n", encoding="utf-8")
    with pytest.raises(CannotStart, match="cannot be called: SystemExit: 0"):
        connectors.connector(f"py:{path}:Made").connect()
    path.write_text("raise SystemExit(0)\n", encoding="utf-8")
    with pytest.raises(BadInput, match="cannot be loaded: SystemExit: 0"):
        connectors.connector(f"py:{path}:Made")


def test_a_file_that_is_not_python_is_refused(tmp_path: Path) -> None:
    """The form py: is for Python files."""
    path = tmp_path / "adapter.java"
    path.write_text("class A {}\n", encoding="utf-8")
    with pytest.raises(BadInput, match="is not a Python file"):
        connectors.connector(f"py:{path}:A")


def test_a_python_class_that_raises_cannot_be_started(file: Path) -> None:
    """That is the adapter's failure, not bad input."""
    with pytest.raises(CannotStart, match="cannot be called: RuntimeError: no licence"):
        connectors.connector(f"py:{file}:Broken").connect()


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("exec:", "lacks its command"),
        ("exec:java 'Adapter", "is not a command line: No closing quotation"),
        ("tcp:7000", "is not tcp:HOST:PORT"),
        ("tcp:host:x", "is not tcp:HOST:PORT"),
        ("tcp:host:0", "is not tcp:HOST:PORT"),
        ("tcp:host:65536", "is not tcp:HOST:PORT"),
        ("unix:", "lacks its path"),
    ],
)
def test_a_form_without_its_parts_is_refused(name: str, line: str) -> None:
    """Nothing is started to find that out."""
    with pytest.raises(BadInput, match=line):
        connectors.connector(name)
