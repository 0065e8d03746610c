"""`ezconform protocol`."""

import json

import pytest

from ezconform.cli import main
from ezconform.protocol import document


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ((), document.openrpc()),
        (("--openrpc",), document.openrpc()),
        (("--schema",), document.json_schemas()),
    ],
)
def test_the_documents_are_printed(
    options: tuple[str, ...], expected: object, capsys: pytest.CaptureFixture[str]
) -> None:
    """As JSON, and nothing else."""
    assert main(["protocol", *options]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(expected))


def test_the_version_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """For scripts."""
    assert main(["protocol", "--version"]) == 0
    assert capsys.readouterr().out == "1.0\n"
