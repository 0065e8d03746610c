"""Security domain names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_impl.security.refusal import Malformed
from reference_impl.security.security_domain import SecurityDomain, fold, same

LETTERS = st.text("abXY0_ ", min_size=1, max_size=255)


@given(LETTERS)
def test_case_and_trailing_blanks_do_not_count(name: str) -> None:
    """Two spellings that differ in case and trailing blanks name one domain."""
    assert SecurityDomain.of(name.lower()) == SecurityDomain.of(name.upper().rstrip(" "))


@pytest.mark.parametrize("appldata", [None, "", " ", "   "])
def test_nothing_names_no_domain(appldata: str | None) -> None:
    """Without profile, or with an empty or blank APPLDATA, no domain is defined."""
    assert not SecurityDomain.of(appldata).defined


def test_255_characters_are_a_name_and_256_are_not() -> None:
    """The longest name has 255 characters; trailing blanks are not counted."""
    assert SecurityDomain.of("a" * 255 + "  ").name == "A" * 255
    with pytest.raises(Malformed, match="has 256 characters, at most 255"):
        SecurityDomain.of("a" * 256)


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("PAYNET", "PAYNET", True),
        ("PAYNET", "Paynet", True),
        ("PAYNET", "PAYNET2", False),
        ("PAYNET", " PAYNET", False),
        ("PAYNET", "", False),
        ("", "PAYNET", False),
        ("", "", False),
    ],
)
def test_same_domain(one: str, other: str, equal: bool) -> None:
    """Both names must be defined and equal but for case; leading blanks count."""
    assert same(SecurityDomain.of(one), SecurityDomain.of(other)) is equal


def test_folding_touches_the_26_letters_only() -> None:
    """National letters keep their case, as with the EBCDIC fold."""
    assert fold("aäßz1") == "AäßZ1"
