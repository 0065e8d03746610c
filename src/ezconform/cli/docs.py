"""`ezconform docs`: the pages of the documentation, which travel with the package.

Knows where they lie and their titles; knows nothing of what they say.
"""

from pathlib import Path

import click


@click.command("docs")
@click.argument("page", required=False)
def command(page: str | None) -> None:
    """Print a page of the documentation, in Markdown; without PAGE say which there are.

    \b
    ezconform docs
    ezconform docs adapters
    """  # noqa: D301 - see listing
    from ezconform import bundle
    from ezconform.protocol.faults import BadInput

    folder = bundle.find().docs
    pages = _pages(folder)
    if page is None:
        click.echo("\n".join(_contents(pages, folder)))
    elif (name := page.removesuffix(".md")) in pages:
        click.echo(pages[name], nl=False)
    else:
        raise BadInput(f"no page {page}; there are {', '.join(pages) or 'none'}")


def _pages(folder: Path) -> dict[str, str]:
    """The text of every page by its path without the suffix."""
    found = sorted(folder.rglob("*.md"))
    return {
        one.relative_to(folder).with_suffix("").as_posix(): one.read_text(encoding="utf-8") for one in found
    }


def _contents(pages: dict[str, str], folder: Path) -> list[str]:
    """A line for each page with its title, which is its first line."""
    width = max(map(len, pages), default=0)
    titles = {name: text.partition("\n")[0].lstrip("# ") for name, text in pages.items()}
    return [*(f"{name:<{width}}  {title}" for name, title in titles.items()), "", f"they lie in {folder}"]
