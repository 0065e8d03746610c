"""How text from a subject is shown."""

import pytest

from ezconform.reports.display import bounded, one_line, visible


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("two\nlines\tand a tab", "two\nlines\tand a tab"),
        ("bell\x07", "bell\\x07"),
        ("\x9b31m", "\\x9b31m"),
        ("a\u202eb", "a\\u202eb"),
        ("a\u200bb", "a\\u200bb"),
        ("\ud800", "\\ud800"),
        ("\U000e0041", "\\U000e0041"),
        ("Ünicode ✓ 漢", "Ünicode ✓ 漢"),
    ],
)
def test_what_cannot_be_seen_is_written_as_its_code(text: str, shown: str) -> None:
    """Control, bidirectional and zero-width characters show their code; all others stay as they are."""
    assert visible(text) == shown


def test_a_long_text_is_cut_and_says_so() -> None:
    """A megabyte becomes some hundred characters and the number of those left out."""
    assert bounded("x" * 1_000_000, 100) == "x" * 100 + " … (999,900 more characters, see results.json)"


def test_a_text_at_the_limit_is_whole() -> None:
    """The limit itself is allowed."""
    assert bounded("x" * 100, 100) == "x" * 100


def test_one_line_has_no_line_end() -> None:
    """Line ends and runs of blanks become one blank."""
    assert one_line("a\n  b\r\nc") == "a b c"
