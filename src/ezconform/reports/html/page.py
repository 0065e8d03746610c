"""The shell of a self-contained page that asks nothing of the network: head, style, a body given.

Knows nothing of what the page shows.
"""

from functools import cache
from importlib.resources import files

from ezconform.reports.display import one_line
from ezconform.reports.html.evidence import text_markup

POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
NOTICE = (
    "z/OS, RACF and MVS are trademarks of International Business Machines Corporation, "
    "which has no part in this report."
)


@cache
def resource(name: str) -> str:
    """The text of a file that lies beside this module."""
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def page(title: str, body: list[str], style: str) -> bytes:
    """The page. `body` is markup that escaped every text when it was made; `style` adds to the report's."""
    head = (
        '<!doctype html>\n<html lang="en">\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{text_markup(one_line(title))}</title>\n"
        f'<link rel="icon" href="data:,">\n<style>\n{resource("style.css")}{resource(style)}</style>\n<body>'
    )
    return "\n".join([head, *body, f"<footer><p>{NOTICE}</footer>\n"]).encode(errors="replace")
