"""What the shell is offered, as click asks for it."""

from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

from ezconform.cli.commands import ezconform


def offered(*arguments: str, typed: str) -> list[str]:
    """The completions of the last word."""
    shell = ShellComplete(ezconform, {}, "ezconform", "_EZCONFORM_COMPLETE")
    return [one.value for one in shell.get_completions(list(arguments), typed)]


def test_classes_are_offered() -> None:
    """All that begin as what was typed."""
    assert offered("run", "--class", typed="r") == ["routing"]


def test_requirements_are_offered() -> None:
    """By their ids, in order, and no scenarios among them."""
    found = offered("run", "--requirement", typed="WAIT-1")
    assert found[0] == "WAIT-10"
    assert found == sorted(found)
    assert all(one.startswith("WAIT-1") and "/" not in one for one in found)


@pytest.mark.parametrize(
    ("typed", "one"),
    [
        ("WAIT-1", "WAIT-11"),
        ("two-", "two-systems"),
        ("rou", "routing"),
        ("WAIT-11/", "WAIT-11/no-answer-until-the-limit/sixty"),
        ("WAIT-11/no-answer-until-the-limit/s", "WAIT-11/no-answer-until-the-limit/sixty"),
    ],
)
def test_what_can_be_explained_is_offered(typed: str, one: str) -> None:
    """Classes, requirements and labs; scenarios once a slash is typed."""
    found = offered("explain", typed=typed)
    assert one in found
    assert all(each.startswith(typed) for each in found)


def test_a_folder_without_features_offers_nothing(tmp_path: Path) -> None:
    """No message, no traceback in the middle of a line."""
    assert offered("explain", "--root", str(tmp_path), typed="W") == []
    assert offered("run", "--root", str(tmp_path), "--requirement", typed="W") == []
