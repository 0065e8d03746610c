"""Control blocks as literal tables: offset, length, name, meaning, provenance of every field.

One table gives encoding, decoding and documentation. Knows no particular block. Character fields are
EBCDIC (code page 037, the same as 1047 for the characters RACF names use), padded with blanks.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

CODE_PAGE = "cp037"
BLANK = " ".encode(CODE_PAGE)
FieldValue = int | str | bytes | frozenset[str]


class MalformedBlock(ValueError):  # noqa: N818 - named after what it tells the caller
    """Bytes or values that the block's table does not allow; the message names block and field."""


class Provenance(StrEnum):
    """How well a field is known."""

    DOCUMENTED = "documented"
    INFERRED = "inferred"
    RECALLED = "recalled"
    CHOICE = "our choice"


class Kind(StrEnum):
    """What a field holds and how its value looks in Python."""

    UNSIGNED = "unsigned"  # int, big-endian
    TEXT = "text"  # str without trailing blanks
    FLAGS = "flags"  # frozenset of bit names
    BYTES = "bytes"  # bytes, as they are
    RESERVED = "reserved"  # binary zeros; has no value


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `bits` names the flags by mask. Offset and length are in bytes, length at least 1."""

    offset: int
    length: int
    name: str
    kind: Kind
    meaning: str
    provenance: Provenance = Provenance.CHOICE
    bits: tuple[tuple[int, str], ...] = ()

    @property
    def end(self) -> int:
        """Offset of the byte after the field."""
        return self.offset + self.length


@dataclass(frozen=True, slots=True)
class ControlBlock:
    """A whole block; its fields follow each other without gap or overlap and fill its length.

    Raises:
        MalformedBlock: at construction, when they do not, or when two fields or bits share a place or name.
    """

    name: str
    length: int
    fields: tuple[Field, ...]

    def __post_init__(self) -> None:
        end = 0
        for field in self.fields:
            if field.offset != end or field.length < 1:
                raise MalformedBlock(f"{self._place(field)}: expected at offset {end}, 1 or more bytes long")
            end = field.end
            self._check_bits(field)
        if end != self.length:
            raise MalformedBlock(f"{self.name}: fields end at {end}, the block at {self.length}")
        names = [field.name for field in self.named_fields]
        if len(names) != len(set(names)):
            raise MalformedBlock(f"{self.name}: two fields share a name")

    @property
    def named_fields(self) -> tuple[Field, ...]:
        """The fields that have a value: all but the reserved ones."""
        return tuple(field for field in self.fields if field.kind is not Kind.RESERVED)

    def encode(self, values: Mapping[str, FieldValue]) -> bytes:
        """The block's bytes; fields without a value are zero, blank or empty.

        Raises:
            MalformedBlock: an unknown field, or a value of the wrong type or too large for its field.
        """
        unknown = set(values) - {field.name for field in self.named_fields}
        if unknown:
            raise MalformedBlock(f"{self.name}: no field {min(unknown)!r}")
        return b"".join(self._encoded(field, values.get(field.name)) for field in self.fields)

    def decode(self, data: bytes) -> dict[str, FieldValue]:
        """Every named field's value.

        Raises:
            MalformedBlock: wrong length, or reserved bytes or bits that are not zero.
        """
        if len(data) != self.length:
            raise MalformedBlock(f"{self.name}: {len(data)} bytes, expected {self.length}")
        values = {field.name: self._decoded(field, data[field.offset : field.end]) for field in self.fields}
        return {field.name: values[field.name] for field in self.named_fields}

    def _check_bits(self, field: Field) -> None:
        taken = 0
        for mask, name in field.bits:
            if mask & taken or not 0 < mask < 1 << 8 * field.length:
                raise MalformedBlock(
                    f"{self._place(field)}: bit {name} overlaps another or is outside the field"
                )
            taken |= mask

    def _place(self, field: Field) -> str:
        return f"{self.name}.{field.name}" if field.name else f"{self.name}+{field.offset}"

    def _encoded(self, field: Field, value: FieldValue | None) -> bytes:
        try:
            return _ENCODERS[field.kind](field, value)
        except (TypeError, OverflowError, ValueError) as error:
            raise MalformedBlock(f"{self._place(field)}: {error}") from None

    def _decoded(self, field: Field, data: bytes) -> FieldValue:
        try:
            return _DECODERS[field.kind](field, data)
        except ValueError as error:
            raise MalformedBlock(f"{self._place(field)}: {error}") from None


def _encode_unsigned(field: Field, value: FieldValue | None) -> bytes:
    number = 0 if value is None else value
    if not isinstance(number, int):
        raise TypeError(f"expected a number, got {number!r}")
    return number.to_bytes(field.length, "big")


def _encode_text(field: Field, value: FieldValue | None) -> bytes:
    text = "" if value is None else value
    if not isinstance(text, str):
        raise TypeError(f"expected text, got {text!r}")
    return _filled(field, text.encode(CODE_PAGE), BLANK)


def _encode_bytes(field: Field, value: FieldValue | None) -> bytes:
    data = b"" if value is None else value
    if not isinstance(data, bytes):
        raise TypeError(f"expected bytes, got {data!r}")
    return _filled(field, data, b"\0")


def _encode_flags(field: Field, value: FieldValue | None) -> bytes:
    names = frozenset() if value is None else value
    if not isinstance(names, frozenset):
        raise TypeError(f"expected flag names, got {names!r}")
    unknown = names - {name for _, name in field.bits}
    if unknown:
        raise ValueError(f"no flag {min(unknown)!r}")
    return sum(mask for mask, name in field.bits if name in names).to_bytes(field.length, "big")


def _filled(field: Field, data: bytes, filler: bytes) -> bytes:
    if len(data) > field.length:
        raise ValueError(f"{len(data)} bytes do not fit {field.length}")
    return data.ljust(field.length, filler)


def _encode_reserved(field: Field, _value: FieldValue | None) -> bytes:
    return bytes(field.length)


def _decode_unsigned(_field: Field, data: bytes) -> FieldValue:
    return int.from_bytes(data, "big")


def _decode_text(_field: Field, data: bytes) -> FieldValue:
    return data.rstrip(BLANK).decode(CODE_PAGE)


def _decode_bytes(_field: Field, data: bytes) -> FieldValue:
    return data


def _decode_flags(field: Field, data: bytes) -> FieldValue:
    number = int.from_bytes(data, "big")
    unknown = number & ~sum(mask for mask, _ in field.bits)
    if unknown:
        raise ValueError(f"reserved bits {unknown:#x} are on")
    return frozenset(name for mask, name in field.bits if number & mask)


def _decode_reserved(_field: Field, data: bytes) -> FieldValue:
    if any(data):
        raise ValueError("reserved bytes are not zero")
    return data


_ENCODERS: dict[Kind, Callable[[Field, FieldValue | None], bytes]] = {
    Kind.UNSIGNED: _encode_unsigned,
    Kind.TEXT: _encode_text,
    Kind.FLAGS: _encode_flags,
    Kind.BYTES: _encode_bytes,
    Kind.RESERVED: _encode_reserved,
}
_DECODERS: dict[Kind, Callable[[Field, bytes], FieldValue]] = {
    Kind.UNSIGNED: _decode_unsigned,
    Kind.TEXT: _decode_text,
    Kind.FLAGS: _decode_flags,
    Kind.BYTES: _decode_bytes,
    Kind.RESERVED: _decode_reserved,
}
