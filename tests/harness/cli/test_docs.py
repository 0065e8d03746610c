"""`ezconform docs`: the pages, by name."""

from pathlib import Path

import pytest

from ezconform import bundle
from ezconform.cli import main

DOCS = Path(__file__).parents[3] / "docs"


def test_every_page_is_listed_with_its_title(capsys: pytest.CaptureFixture[str]) -> None:
    """By its path, and where the files lie stands at the end."""
    assert main(["docs"]) == 0
    *listed, empty, place = capsys.readouterr().out.splitlines()
    pages = {one.relative_to(DOCS).with_suffix("").as_posix() for one in DOCS.rglob("*.md")}
    assert {line.split()[0] for line in listed} == pages
    assert {"adapters", "protocol", "how-to/deviations"} <= pages
    assert any(line.endswith("  Writing an adapter") for line in listed)
    assert (empty, place) == ("", f"they lie in {DOCS}")


@pytest.mark.parametrize("name", ["protocol", "protocol.md", "how-to/deviations"])
def test_a_page_is_printed_as_it_is(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """With or without its suffix, as links in other pages have it."""
    assert main(["docs", name]) == 0
    text = (DOCS / f"{name.removesuffix('.md')}.md").read_text(encoding="utf-8")
    assert capsys.readouterr().out == text


@pytest.mark.parametrize("name", ["nothing", "../README", ""])
def test_what_is_no_page_is_bad_input(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """A name outside the folder too; the pages that there are stand in the one line."""
    assert main(["docs", name]) == 2
    assert "there are adapters, benchmarks, " in capsys.readouterr().err


def test_an_installation_without_pages_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is listed, and nothing fails."""
    monkeypatch.setattr(bundle, "find", lambda: bundle.Bundle(tmp_path))
    assert main(["docs"]) == 0
    assert capsys.readouterr().out == f"\nthey lie in {tmp_path / 'docs'}\n"
    assert main(["docs", "adapters"]) == 2
    assert "there are none" in capsys.readouterr().err
