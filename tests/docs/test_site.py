"""The documentation site: complete, made from the project's own data, with links that lead somewhere."""

import json
import subprocess
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from ezconform.specification import read
from ezconform.vocabulary import load

ROOT = Path(__file__).parents[2]
BUILDER = ROOT / "build/docs-venv/bin/zensical"


@pytest.fixture
def generator(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The script, as a module."""
    monkeypatch.syspath_prepend(str(ROOT / "docs/site"))
    import generate

    return generate


@pytest.fixture
def site(generator: Any, tmp_path: Path) -> Path:
    """The sources of the site."""
    generator.generate(tmp_path / "site")
    return tmp_path / "site"


def test_every_requirement_and_scenario_is_on_a_page_of_its_feature(site: Path) -> None:
    """With an anchor a link can name."""
    spec = read(ROOT)
    pages = {one.uri: (site / "pages" / one.uri).with_suffix(".md").read_text() for one in spec.files}
    for requirement in spec.requirements.values():
        assert f"{{#{requirement.id}}}" in pages[requirement.uri]
    for scenario in spec.scenarios:
        assert pages[scenario.uri].replace("\\", "").count(f"### {scenario.name}\n") >= 1


def test_the_vocabulary_page_has_every_phrase(site: Path) -> None:
    """With how often it is used, and by what words."""
    page = (site / "pages/vocabulary.md").read_text()
    for one in load(ROOT / "steps").definitions:
        assert f"`{one.declaration.pattern}`" in page
    assert page.count("* used ") == page.count("** `")
    assert "used 1 times" not in page


def test_the_site_follows_the_readers_colours(site: Path) -> None:
    """Automatic colours need both schemes to choose from: without them the site's own script fails."""
    palette = json.loads((site / "mkdocs.yml").read_text())["theme"]["palette"]
    assert [(one["media"], one.get("scheme")) for one in palette] == [
        ("(prefers-color-scheme)", None),
        ("(prefers-color-scheme: light)", "default"),
        ("(prefers-color-scheme: dark)", "slate"),
    ]


def test_every_page_is_in_the_navigation(site: Path) -> None:
    """And everything in the navigation is a page."""

    def leaves(value: Any) -> set[str]:
        inner = value.values() if isinstance(value, dict) else value
        return {value} if isinstance(value, str) else {leaf for one in inner for leaf in leaves(one)}

    config = json.loads((site / "mkdocs.yml").read_text())
    there = {one.relative_to(site / "pages").as_posix() for one in (site / "pages").rglob("*.md")}
    assert leaves(config["nav"]) == there
    assert {"index.md", "protocol.md", "reports/reference.md", "how-to/journal.md"} <= there


def test_links_lead_to_pages_or_become_text(generator: Any) -> None:
    """Whatever is on no page of the site is only named; other hosts are left as they are."""
    places = {"docs/protocol.md": "protocol.md", "docs/how-to/x.md": "how-to/x.md"}
    said = "[a](../protocol.md#lines) [b](../../LICENSE) [c](https://example.org) [d](#here) ![e](../x.png)"
    assert (
        generator.relinked(said, "docs/how-to/x.md", places)
        == "[a](../protocol.md#lines) b [c](https://example.org) [d](#here) e"
    )


def test_tables_texts_and_markup_survive(site: Path, generator: Any) -> None:  # noqa: ARG001 - pages needs the path
    """A step's table is a table; what Markdown would take as markup is shown."""
    import pages

    assert pages.plain("<n> *a* a|b [x]") == r"\<n\> \*a\* a\|b \[x\]"
    assert pages.table([["a"], ["1"]]) == ["| a |", "| --- |", "| 1 |", ""]


@pytest.mark.skipif(not BUILDER.exists(), reason="the generator is not installed; make docs does that")
def test_the_site_builds_without_a_complaint(site: Path) -> None:
    """Strictly: a link that leads nowhere would be one. No page loads anything from another host."""
    done = subprocess.run(
        [BUILDER, "build", "--strict"], cwd=site, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    pages = [one.read_text() for one in (site / "site").rglob("*.html")]
    assert len(pages) > 20
    assert not [one for one in pages if 'src="http' in one or 'rel="stylesheet" href="http' in one]
