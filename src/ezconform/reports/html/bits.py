"""The two flags of a Netstat report as strips of bits in inline SVG, with their meaning in words.

Knows what a report displays by `ezconform.netstat`; whether that is right is not its business.
"""

from ezconform.netstat.connection import Connection, UnreadableReport
from ezconform.netstat.flags import CLUSTER_BITS, CLUSTER_NAME, TRUSTED_BITS, TRUSTED_NAME, Bit
from ezconform.netstat.report import read_report
from ezconform.reports.display import one_line
from ezconform.reports.html.evidence import text_markup
from ezconform.results import Evidence

REPORT = "netstat.report"
DRAWN = 4
"""At most so many connections of one report are drawn; the evidence has them all."""

_SHORT = {
    CLUSTER_NAME: ("requested", "internal", "same image", "same cluster", "not same cluster"),
    TRUSTED_NAME: ("user ID retrieved", "UTOKEN retrieved", "SIOCSPARTNERINFO issued"),
}
_BITS = {CLUSTER_NAME: CLUSTER_BITS, TRUSTED_NAME: TRUSTED_BITS}
_LABELS = "".join(f"<text x={12 + 24 * place} y=12>{128 >> place:02X}</text>" for place in range(8))

SYMBOL = (
    '<svg width=0 height=0 class=defs aria-hidden=true><symbol id=bits viewBox="0 0 193 18">'
    f'<path d="M.5.5h192v17H.5zM24.5 0v18m24-18v18m24-18v18m24-18v18m24-18v18m24-18v18m24-18v18"/>{_LABELS}'
    "</symbol></svg>"
)
"""What every strip shares: the grid and the value of each place. Once in a page."""


def bits_markup(evidence: tuple[Evidence, ...]) -> str:
    """A strip for each flag of each connection in the reports of a step; empty if there is none."""
    return "".join([_report(one) for one in evidence if one.verb == REPORT])


def _report(one: Evidence) -> str:
    text = (one.answer or {}).get("text")
    if not isinstance(text, str):
        return ""
    try:
        found = read_report(text).connections[:DRAWN]
        return "".join([_connection(connection) for connection in found])
    except UnreadableReport:
        return ""  # the scenario says what is wrong with the report


def _connection(one: Connection) -> str:
    flags = ((CLUSTER_NAME, one.cluster_flag), (TRUSTED_NAME, one.trusted_flag))
    strips = [_strip(name, byte) for name, byte in flags if byte is not None]
    who = text_markup(one_line(f"{one.client_name} {one.state}", 60))
    return f"<div class=f><b>{who}</b>{''.join(strips)}</div>" if strips else ""


def _strip(name: str, byte: int) -> str:
    on = "".join(f"M{24 * place} 0h24v18h-24z" for place in range(8) if byte >> (7 - place) & 1)
    filled = f'<path d="{on}"/>' if on else ""
    words = ", ".join(words_of(byte, _BITS[name], _SHORT[name])) or "no bit is on"
    return (
        f"<span>{name} <b>{byte:02X}</b> "
        f'<svg viewBox="0 0 193 18" aria-hidden=true>{filled}<use href="#bits"/></svg> {words}</span>'
    )


def words_of(byte: int, bits: tuple[Bit, ...], words: tuple[str, ...]) -> tuple[str, ...]:
    """A few words for every bit that is on, highest first."""
    known = dict(zip((bit.value for bit in bits), words, strict=True))
    on = (128 >> place for place in range(8) if byte >> (7 - place) & 1)
    return tuple(known.get(value, f"{value:02X} not assigned") for value in on)
