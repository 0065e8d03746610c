"""Control blocks: tables without gaps, encoding and decoding."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_impl.control_block import ControlBlock, Field, FieldValue, Kind, MalformedBlock
from reference_impl.security.utoken import ICHRUTKN

FIELDS = (
    Field(0, 2, "COUNT", Kind.UNSIGNED, "a number"),
    Field(2, 1, "FLAGS", Kind.FLAGS, "bits", bits=((0x80, "HIGH"), (0x01, "LOW"))),
    Field(3, 1, "", Kind.RESERVED, "reserved"),
    Field(4, 4, "NAME", Kind.TEXT, "a name"),
    Field(8, 2, "DATA", Kind.BYTES, "as it is"),
)
BLOCK = ControlBlock("BLOCK", 10, FIELDS)
TEXT = st.text("ABCXYZ0189#@$* ", max_size=8).map(lambda text: text.rstrip(" "))


def values_of(field: Field) -> st.SearchStrategy[FieldValue]:
    strategies: dict[Kind, st.SearchStrategy[FieldValue]] = {
        Kind.UNSIGNED: st.integers(0, 256**field.length - 1),
        Kind.TEXT: TEXT.map(lambda text: text[: field.length].rstrip(" ")),
        Kind.FLAGS: st.frozensets(st.sampled_from([name for _, name in field.bits] or [""])),
        Kind.BYTES: st.binary(min_size=field.length, max_size=field.length),
    }
    return strategies[field.kind]


@pytest.mark.parametrize("block", [BLOCK, ICHRUTKN], ids=lambda block: block.name)
@given(data=st.data())
def test_what_is_encoded_is_decoded(block: ControlBlock, data: st.DataObject) -> None:
    """Decoding gives back every value that was encoded."""
    values = data.draw(st.fixed_dictionaries({field.name: values_of(field) for field in block.named_fields}))
    encoded = block.encode(values)
    assert len(encoded) == block.length
    assert block.decode(encoded) == values


def test_the_layout_is_literal() -> None:
    """Numbers are big-endian, text is EBCDIC padded with blanks, reserved bytes are zero."""
    values = {"COUNT": 0x0102, "FLAGS": frozenset({"HIGH", "LOW"}), "NAME": "AB1", "DATA": b"\xfe"}
    assert BLOCK.encode(values).hex(" ", 2) == "0102 8100 c1c2 f140 fe00"


def test_missing_values_are_empty() -> None:
    """A field without a value is zero, blank, or without flags."""
    assert BLOCK.encode({}).hex() == "00000000404040400000"


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("COUNT", 65536, "BLOCK.COUNT: .*too big"),
        ("COUNT", -1, "BLOCK.COUNT"),
        ("COUNT", "1", "expected a number"),
        ("FLAGS", frozenset({"OTHER"}), "BLOCK.FLAGS: no flag 'OTHER'"),
        ("FLAGS", 1, "expected flag names"),
        ("NAME", "ABCDE", "BLOCK.NAME: 5 bytes do not fit 4"),
        ("NAME", b"A", "expected text"),
        ("NAME", "\u20ac", "BLOCK.NAME"),
        ("DATA", "A", "expected bytes"),
        ("DATA", b"123", "BLOCK.DATA: 3 bytes do not fit 2"),
        ("ELSE", 1, "BLOCK: no field 'ELSE'"),
        ("", b"", "BLOCK: no field ''"),
    ],
)
def test_a_value_that_does_not_fit_is_refused(name: str, value: FieldValue, message: str) -> None:
    """The message names block and field."""
    with pytest.raises(MalformedBlock, match=message):
        BLOCK.encode({name: value})


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (bytes(9), "BLOCK: 9 bytes, expected 10"),
        (bytes(11), "BLOCK: 11 bytes, expected 10"),
        (bytes.fromhex("00004000404040400000"), "BLOCK.FLAGS: reserved bits 0x40"),
        (bytes.fromhex("00000001404040400000"), r"BLOCK\+3: reserved bytes are not zero"),
    ],
)
def test_malformed_bytes_are_refused(data: bytes, message: str) -> None:
    """Wrong length, reserved bits and reserved bytes are refused, with the place."""
    with pytest.raises(MalformedBlock, match=message):
        BLOCK.decode(data)


@pytest.mark.parametrize(
    ("fields", "length", "message"),
    [
        (FIELDS[:2] + FIELDS[3:], 10, "BLOCK.NAME: expected at offset 3"),
        ((replace(FIELDS[0], length=3), *FIELDS[1:]), 10, "BLOCK.FLAGS: expected at offset 3"),
        ((replace(FIELDS[0], length=0), *FIELDS[1:]), 10, "BLOCK.COUNT: expected at offset 0, 1 or more"),
        (
            (FIELDS[0], replace(FIELDS[1], bits=((0x81, "A"), (0x01, "B"))), *FIELDS[2:]),
            10,
            "FLAGS: bit B overlaps",
        ),
        ((FIELDS[0], replace(FIELDS[1], bits=((0x100, "A"),)), *FIELDS[2:]), 10, "bit A .* outside"),
        ((FIELDS[0], replace(FIELDS[1], bits=((0, "A"),)), *FIELDS[2:]), 10, "bit A .* outside"),
        (FIELDS, 11, "fields end at 10, the block at 11"),
        ((*FIELDS[:4], replace(FIELDS[4], name="NAME")), 10, "share a name"),
    ],
)
def test_a_table_with_gap_or_overlap_is_refused(fields: tuple[Field, ...], length: int, message: str) -> None:
    """Fields follow each other without gap or overlap, fill the block and have names of their own."""
    with pytest.raises(MalformedBlock, match=message):
        ControlBlock("BLOCK", length, fields)


def test_every_field_of_ichrutkn_says_what_it_is() -> None:
    """The table documents itself: every field has a meaning, and no two bits share a name."""
    assert all(field.meaning for field in ICHRUTKN.fields)
    bits = [name for field in ICHRUTKN.fields for _, name in field.bits]
    assert len(bits) == len(set(bits)) == 13
