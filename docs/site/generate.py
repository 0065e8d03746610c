"""Gathers the documentation site's sources: the project's pages, and those made from its own data.

`python docs/site/generate.py FOLDER` leaves FOLDER/mkdocs.yml and FOLDER/pages; `make docs` builds them.
Links to files that are no page become plain text.
"""

import json
import re
import shutil
import sys
from pathlib import Path
from typing import Any

from pages import feature_page, vocabulary_page

from ezconform.specification import read
from ezconform.specification.model import Specification
from ezconform.vocabulary import load

ROOT = Path(__file__).resolve().parents[2]
LINK = re.compile(r"(!?)\[([^\]]*)\]\(([^)\s]+)\)")
HOW_TO = "How-to"
# Page of the site, by the file it is made from.
FIXED = {
    "README.md": ("", "index.md"),
    "docs/protocol.md": ("Adapters", "protocol.md"),
    "docs/adapters.md": ("Adapters", "adapters.md"),
    "docs/capabilities.md": ("Adapters", "capabilities.md"),
    "docs/verdicts.md": ("Reports", "verdicts.md"),
    "docs/isolation.md": ("Adapters", "isolation.md"),
    "docs/decisions.md": ("Specification", "decisions.md"),
    "docs/ci.md": (HOW_TO, "ci.md"),
    "docs/editor.md": (HOW_TO, "editor.md"),
    "docs/benchmarks.md": ("Reports", "benchmarks.md"),
    "CONTRIBUTING.md": ("Project", "contributing.md"),
    "CHANGELOG.md": ("Project", "changelog.md"),
}


def sources(root: Path) -> dict[str, tuple[str, str]]:
    """Section and page for every Markdown file of the project that goes onto the site."""
    found = {name: place for name, place in FIXED.items() if (root / name).exists()}
    found |= {
        f"docs/how-to/{one.name}": (HOW_TO, f"how-to/{one.name}") for one in _pages(root / "docs/how-to")
    }
    found |= {f"reports/{one.name}": ("Reports", f"reports/{one.name}") for one in _pages(root / "reports")}
    return found


def _pages(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.md"))


def relinked(text: str, name: str, places: dict[str, str]) -> str:
    """The text with its links as they have to be on the site; `places` says which file became which page."""

    def link(found: re.Match[str]) -> str:
        mark, said, target = found.groups()
        path, hash_mark, part = target.partition("#")
        if not path or "://" in path or path.startswith("mailto:"):
            return found[0]
        meant = (ROOT / name).parent.joinpath(path).resolve()
        known = places.get(meant.relative_to(ROOT).as_posix()) if meant.is_relative_to(ROOT) else None
        if known is None:
            return said
        up = "../" * places[name].count("/")
        return f"{mark}[{said}]({up}{known}{hash_mark}{part})"

    return LINK.sub(link, text)


def generate(folder: Path) -> None:
    """Write the site's sources into `folder`, which is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    pages = folder / "pages"
    nav: dict[str, list[Any]] = {}
    found = sources(ROOT)
    places = {name: page for name, (_, page) in found.items()} | {"docs/report.png": "report.png"}
    for name, (section, page) in found.items():
        text = (ROOT / name).read_text(encoding="utf-8")
        _write(pages / page, relinked(text, name, places))
        nav.setdefault(section, []).append(page)
    shutil.copy(ROOT / "docs/report.png", pages / "report.png")
    nav.setdefault("Specification", []).append({"Features": _features(pages)})
    nav["Specification"].append("vocabulary.md")
    _write(folder / "mkdocs.yml", json.dumps(_config(nav), indent=1))


def _features(pages: Path) -> list[Any]:
    spec = read(ROOT)
    _write(pages / "vocabulary.md", vocabulary_page(load(ROOT / "steps"), spec))
    return [{name: _feature_pages(name, spec, pages)} for name in dict.fromkeys(map(_class_of, spec.files))]


def _feature_pages(name: str, spec: Specification, pages: Path) -> list[str]:
    made = []
    for file in spec.files:
        if _class_of(file) == name:
            made.append(file.uri.removesuffix(".feature") + ".md")
            _write(pages / made[-1], feature_page(file.unfolded(), spec))
    return made


def _class_of(file: Any) -> str:
    return str(file.uri.split("/")[1])


def _config(nav: dict[str, list[Any]]) -> dict[str, Any]:
    """What mkdocs is to do, as JSON, which is YAML. Nothing of the site comes from another host."""
    home, *_ = nav.pop("")
    order = ("Specification", HOW_TO, "Adapters", "Reports", "Project")
    return {
        "site_name": "ezconform",
        "docs_dir": "pages",
        "site_dir": "site",
        "use_directory_urls": False,
        "theme": {
            "name": "material",
            "font": False,
            "features": ["navigation.indexes", "navigation.top", "toc.follow", "content.code.copy"],
            # The first is what a reader's own colours decide; its script fails without the two others.
            "palette": [
                {"media": "(prefers-color-scheme)"},
                {"media": "(prefers-color-scheme: light)", "scheme": "default"},
                {"media": "(prefers-color-scheme: dark)", "scheme": "slate"},
            ],
        },
        "extra": {"generator": False},
        "plugins": ["search"],
        "markdown_extensions": ["attr_list", "tables", "toc", "pymdownx.superfences", "pymdownx.highlight"],
        "nav": [{"Home": home}, *({one: nav[one]} for one in order if one in nav)],
    }


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text.rstrip() + "\n", encoding="utf-8")


if __name__ == "__main__":
    generate(Path(sys.argv[1]))
