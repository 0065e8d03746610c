"""docs/protocol.md and docs/adapters.md say what the code does: tables, examples and transcript."""

import importlib.util
import re
import shlex
import sys
from pathlib import Path
from types import ModuleType

import pytest

from ezconform import settings
from ezconform.connection import connectors
from ezconform.connection.dispatch import Dispatcher
from ezconform.connection.limits import Limits
from ezconform.netstat.report import read_report
from ezconform.protocol.answers import Absent
from ezconform.protocol.lab import LabDefinition
from ezconform.protocol.requests import LabOpen
from ezconform.protocol.verbs import PROTOCOL

DOCS = Path(__file__).parents[2] / "docs"
ADAPTERS = (DOCS / "adapters.md").read_text(encoding="utf-8")


def block(text: str, language: str, number: int = 0) -> str:
    """A fenced block of a document."""
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)[number]


@pytest.fixture
def tables() -> ModuleType:
    """The maker of the tables, which lies beside this file."""
    spec = importlib.util.spec_from_file_location("tables", Path(__file__).parent / "protocol_tables.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_tables_are_those_of_the_code(tables: ModuleType) -> None:
    """A difference goes away with `python tests/harness/protocol_tables.py`."""
    text = (DOCS / "protocol.md").read_text(encoding="utf-8")
    assert tables.filled(text) == text
    assert all(f"\n{table()}\n" in text for table in tables.TABLES.values())


def test_the_reason_codes_that_scenarios_look_at_are_named() -> None:
    """An adapter's author would have to guess the words, and one of another spelling fails."""
    text = (DOCS / "protocol.md").read_text(encoding="utf-8")
    features = [one.read_text(encoding="utf-8") for one in DOCS.parent.glob("features/**/*.feature")]
    asked = {name for one in features for name in re.findall(r"the reason code is (Jr\w+)", one)}
    assert asked == set(re.findall(r"`(Jr\w+)`", text))


def test_the_documents_name_the_version_that_is_spoken() -> None:
    """A new version is a new document."""
    text = (DOCS / "protocol.md").read_text(encoding="utf-8")
    assert f"Version {PROTOCOL}," in text
    assert f'"protocol": "{PROTOCOL}"' in ADAPTERS


def test_the_python_example_gives_the_transcript(tmp_path: Path) -> None:
    """Every line of the transcript is what the example answers, in order."""
    file = tmp_path / "my_adapter.py"
    file.write_text(block(ADAPTERS, "python"), encoding="utf-8")
    transcript = block(ADAPTERS, "text").splitlines()
    dispatcher = Dispatcher(connectors.python_adapter(f"py:{file}:MyStack")(), list)
    sent = [line[3:].encode() for line in transcript if line.startswith("-> ")]
    received = [line[3:] for line in transcript if line.startswith("<- ")]
    assert [dispatcher.reply(line).decode().rstrip() for line in sent] == received
    assert len(sent) == 11


def test_the_example_in_any_language_passes_the_handshake(tmp_path: Path) -> None:
    """It runs as a child and answers as the text says."""
    file = tmp_path / "stranger.py"
    file.write_text(block(ADAPTERS, "python", 1), encoding="utf-8")
    connection = connectors.connector(f"exec:{shlex.join([sys.executable, str(file)])}").connect()
    assert connection.subject.name == "stranger"
    lab = LabDefinition(name="one-stack", purpose="test", systems=())
    assert connection.exchange([LabOpen(lab=lab)]) == [Absent(why="nothing is built yet")]
    connection.close()


def test_the_example_settings_are_the_defaults(tmp_path: Path) -> None:
    """The file is read, and its limits are those that hold without it."""
    file = tmp_path / "ezconform.toml"
    file.write_text(block(ADAPTERS, "toml"), encoding="utf-8")
    assert settings.read(file).limits == Limits()


def test_the_record_of_a_netstat_report_is_one_that_the_reader_reads() -> None:
    """It has what the steps look for: name, sockets, state, both flags."""
    text = (DOCS / "protocol.md").read_text(encoding="utf-8")
    found = re.search(r"```text\n( +Client Name:.*?)```", text, re.DOTALL)
    assert found
    (one,) = read_report(found[1]).connections
    assert (one.client_name, one.client_id, one.state) == ("PAYROLL", 0x2A, "Establsh")
    assert (one.local, one.foreign) == ("10.1.1.1..1024", "10.1.1.2..5000")
    assert (one.cluster_flag, one.trusted_flag) == (0x8A, 0xE0)
