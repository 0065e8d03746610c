"""The UTOKEN: what ICHRUTKN maps, its external form, and the masked internal form that travels.

Knows no database. The mask is ours, since the product's is not public.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from reference_impl.control_block import (
    ControlBlock,
    Field,
    FieldValue,
    Kind,
    MalformedBlock,
    Provenance,
)
from reference_impl.security.identity import Identity
from reference_impl.security.refusal import Malformed, TokenRefused

LENGTH = 80
"""Bytes of a UTOKEN. Source: ICHRUTKN."""

VERSION = 1
"""TOKVERS; the value is our choice."""

ENCODED = 0x80
"""TOKENCR in the byte at offset 2, right in both forms. Source: ICHRUTKN."""

_FLAG_BYTE = 2
_BITS_1 = (
    (0x80, "TOKENCR"),
    (0x20, "TOKLT19"),
    (0x10, "TOKVXPRP"),
    (0x08, "TOKUNUSR"),
    (0x04, "TOKLOGU"),
    (0x02, "TOKRSPEC"),
)
_BITS_2 = (
    (0x80, "TOKDFLT"),
    (0x40, "TOKUDUS"),
    (0x10, "TOKERR"),
    (0x08, "TOKTRST"),
    (0x04, "TOKSUS"),
    (0x02, "TOKREMOT"),
    (0x01, "TOKPRIV"),
)
_DOCUMENTED, _INFERRED, _RECALLED = Provenance.DOCUMENTED, Provenance.INFERRED, Provenance.RECALLED

# Offsets 0 to 15: z/VM data area RUTKN (the same macro); the masks follow from the order of the bits.
# Offsets from 16 on are recalled; the order of the fields agrees with the UTOKEN columns of SMF unload.
ICHRUTKN = ControlBlock(
    "ICHRUTKN",
    LENGTH,
    (
        Field(0, 1, "TOKLEN", Kind.UNSIGNED, "length of the token in bytes", _DOCUMENTED),
        Field(1, 1, "TOKVERS", Kind.UNSIGNED, "version of the token", _DOCUMENTED),
        Field(2, 1, "TOKFLG1", Kind.FLAGS, "flags: form and origin of the token", _INFERRED, _BITS_1),
        Field(3, 1, "TOKSTYP", Kind.UNSIGNED, "session type; 0: not stated", _DOCUMENTED),
        Field(4, 1, "TOKFLG2", Kind.FLAGS, "flags: kind of user", _INFERRED, _BITS_2),
        Field(5, 1, "TOKPOEX", Kind.UNSIGNED, "index of the port of entry's class", _DOCUMENTED),
        Field(6, 2, "", Kind.RESERVED, "reserved", _DOCUMENTED),
        Field(8, 8, "TOKSCL", Kind.TEXT, "security label", _DOCUMENTED),
        Field(16, 8, "TOKXNOD", Kind.TEXT, "execution node", _RECALLED),
        Field(24, 8, "TOKSUSR", Kind.TEXT, "submitting user", _RECALLED),
        Field(32, 8, "TOKSNOD", Kind.TEXT, "submitting node", _RECALLED),
        Field(40, 8, "TOKSGRP", Kind.TEXT, "submitting group", _RECALLED),
        Field(48, 8, "TOKPOE", Kind.TEXT, "port of entry", _RECALLED),
        Field(56, 8, "", Kind.RESERVED, "reserved", _RECALLED),
        Field(64, 8, "TOKUSER", Kind.TEXT, "user ID", _RECALLED),
        Field(72, 8, "TOKGRUP", Kind.TEXT, "group", _RECALLED),
    ),
)


@dataclass(frozen=True, slots=True)
class Mask:
    """A reversible disguise: every byte of the token is combined with the key's byte by exclusive or.

    `key` has 80 bytes. A proper key leaves TOKLEN, TOKVERS and TOKENCR alone and changes every other byte.

    Raises:
        Malformed: at construction, for a key of another length.
    """

    key: bytes

    def __post_init__(self) -> None:
        if len(self.key) != LENGTH:
            raise Malformed("mask key", f"has {len(self.key)} bytes, expected {LENGTH}")

    @classmethod
    def of_product(cls, product: str) -> Self:
        """A security product's own mask, the same in every run."""
        stream = hashlib.shake_256(product.encode()).digest(LENGTH)
        disguise = bytes(byte or 0xFF for byte in stream)
        flags = disguise[_FLAG_BYTE] & ~ENCODED | 1
        return cls(bytes(_FLAG_BYTE) + bytes([flags]) + disguise[_FLAG_BYTE + 1 :])

    def apply(self, data: bytes) -> bytes:
        """Disguise 80 bytes, or undo the disguise."""
        mixed = int.from_bytes(data, "big") ^ int.from_bytes(self.key, "big")
        return mixed.to_bytes(LENGTH, "big")


OUR_MASK = Mask.of_product("the reference implementation's security product")
FOREIGN_MASK = Mask.of_product("another security product")


@dataclass(frozen=True, slots=True)
class Utoken:
    """A UTOKEN in external form: 80 readable bytes, TOKENCR off.

    Raises:
        TokenRefused: at construction, for another length or with TOKENCR on.
    """

    external: bytes

    def __post_init__(self) -> None:
        if len(self.external) != LENGTH:
            raise TokenRefused("UTOKEN", f"has {len(self.external)} bytes, expected {LENGTH}")
        if self.external[_FLAG_BYTE] & ENCODED:
            raise TokenRefused("UTOKEN TOKENCR", "is on: the token is not in external form")

    @classmethod
    def of(cls, values: Mapping[str, FieldValue]) -> Self:
        """The token with these fields; TOKLEN and TOKVERS need not be among them.

        Raises:
            MalformedBlock: a field that ICHRUTKN does not have, or a value that does not fit it.
        """
        return cls(ICHRUTKN.encode({"TOKLEN": LENGTH, "TOKVERS": VERSION, **values}))

    @classmethod
    def from_internal(cls, data: bytes, mask: Mask = OUR_MASK) -> Self:
        """Undo the mask.

        Raises:
            TokenRefused: not 80 bytes, TOKLEN or TOKVERS wrong, TOKENCR off, or another product's token.
        """
        _check_header(data)
        external = _without_encr(mask.apply(data))
        try:
            ICHRUTKN.decode(external)
        except MalformedBlock as error:
            raise TokenRefused("UTOKEN", f"not made by this security product ({error})") from None
        return cls(external)

    def internal(self, mask: Mask = OUR_MASK) -> bytes:
        """The masked form in which tokens travel, TOKENCR on; 80 bytes."""
        flagged = bytearray(self.external)
        flagged[_FLAG_BYTE] |= ENCODED
        return mask.apply(bytes(flagged))

    def values(self) -> dict[str, FieldValue]:
        """Every named field of ICHRUTKN.

        Raises:
            MalformedBlock: reserved bytes or bits are not zero.
        """
        return ICHRUTKN.decode(self.external)

    def fields(self) -> dict[str, str]:
        """Like `values`, in words: numbers in decimal, flags by name, text without trailing blanks."""
        return {name: _in_words(value) for name, value in self.values().items()}


def _check_header(data: bytes) -> None:
    if len(data) != LENGTH:
        raise TokenRefused("UTOKEN", f"has {len(data)} bytes, expected {LENGTH}")
    if data[0] != LENGTH:
        raise TokenRefused("UTOKEN TOKLEN", f"says {data[0]}, expected {LENGTH}")
    if data[1] != VERSION:
        raise TokenRefused("UTOKEN TOKVERS", f"version {data[1]} is not known, only {VERSION}")
    if not data[_FLAG_BYTE] & ENCODED:
        raise TokenRefused("UTOKEN TOKENCR", "is off: the token is not in internal form")


def _without_encr(data: bytes) -> bytes:
    plain = bytearray(data)
    plain[_FLAG_BYTE] &= ~ENCODED & 0xFF
    return bytes(plain)


def token_values(identity: Identity) -> dict[str, FieldValue]:
    """What the token of a security environment says; what it lacks is blank or default. Source: TOKENXTR.

    Undefined user: user ID `*`, default-token, undefined-user and pre-1.9 flags. Source: TOKENXTR.
    """
    undefined = not identity.defined
    kinds = {
        "TOKDFLT": undefined,
        "TOKUDUS": undefined,
        "TOKTRST": identity.trusted,
        "TOKPRIV": identity.privileged,
    }
    return {
        "TOKFLG1": frozenset({"TOKLT19"} if undefined else ()),
        "TOKFLG2": frozenset(name for name, on in kinds.items() if on),
        "TOKSCL": identity.security_label,
        "TOKPOE": identity.port_of_entry,
        "TOKUSER": identity.user,
        "TOKGRUP": identity.group,
    }


def _in_words(value: FieldValue) -> str:
    return " ".join(sorted(value)) if isinstance(value, frozenset) else str(value)
