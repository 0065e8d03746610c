"""The operand of MODIFY: three possible readings of any text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_impl.dcas.levels import LEVELS
from reference_impl.dcas.modify import (
    ModifyRequest,
    NewLevel,
    UnknownLevel,
    UnknownParameter,
    read_operand,
)


@pytest.mark.parametrize(
    ("operand", "request_"),
    [
        ("DEBUG=0", NewLevel(0)),
        ("DEBUG=1", NewLevel(1)),
        ("DEBUG=2", NewLevel(2)),
        ("DEBUG=3", NewLevel(3)),
        ("debug=3", NewLevel(3)),
        (" Debug = 3 ", NewLevel(3)),
        ("DEBUG=", UnknownLevel("")),
        ("DEBUG=4", UnknownLevel("4")),
        ("DEBUG=-1", UnknownLevel("-1")),
        ("DEBUG=X", UnknownLevel("X")),
        ("DEBUG=03", UnknownLevel("03")),
        ("DEBUG=+3", UnknownLevel("+3")),
        ("DEBUG=\N{SUPERSCRIPT TWO}", UnknownLevel("\N{SUPERSCRIPT TWO}")),
        ("DEBUG=1,DEBUG=2", UnknownLevel("1,DEBUG=2")),
        ("DEBUG=1=2", UnknownLevel("1=2")),
        ("", UnknownParameter("")),
        ("DEBUG", UnknownParameter("DEBUG")),
        ("DEBUG3", UnknownParameter("DEBUG3")),
        ("DEBUGGING=3", UnknownParameter("DEBUGGING=3")),
        ("TRACE=3", UnknownParameter("TRACE=3")),
        ("=3", UnknownParameter("=3")),
        ("DISPLAY", UnknownParameter("DISPLAY")),
        ("TRACE=3,DEBUG=3", UnknownParameter("TRACE=3,DEBUG=3")),
    ],
)
def test_operand(operand: str, request_: ModifyRequest) -> None:
    """A level, an unknown level, or an unknown parameter."""
    assert read_operand(operand, LEVELS) == request_


@given(st.text())
def test_every_text_is_one_of_three_requests(operand: str) -> None:
    """Reading an operand never fails and keeps what was not understood."""
    request = read_operand(operand, LEVELS)
    if isinstance(request, NewLevel):
        assert operand.upper().strip().startswith("DEBUG")
        assert request.level in LEVELS
    else:
        assert request.text in operand


@given(st.text())
def test_only_four_values_are_levels(value: str) -> None:
    """After DEBUG= only the digits 0 to 3 are a level."""
    is_level = isinstance(read_operand("DEBUG=" + value, LEVELS), NewLevel)
    assert is_level is (value.strip() in {"0", "1", "2", "3"})
