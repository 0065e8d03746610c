"""The two flags of Netstat ALL/-A in words, each word with where it comes from."""

from collections.abc import Callable
from typing import NamedTuple

from ezconform.protocol.faults import BadInput

HIGHEST_BYTE = 0xFF
HIGHEST_BIT = 0x80

CLUSTER_NAME = "TcpClusterConnFlag"
TRUSTED_NAME = "TcpTrustedPartner"


class Bit(NamedTuple):
    """One bit of a flag byte: its value, what it says, and the standing of that statement."""

    value: int
    meaning: str
    provenance: str


CLUSTER_BITS = (
    Bit(0x80, "SO_CLUSTERCONNTYPE or SIOCGPARTNERINFO was requested", "S12.2"),
    Bit(0x08, "internal: traffic stays on links not exposed outside the cluster", "S12.3"),
    Bit(0x04, "same image: the partners are in the same MVS image", "S12.4"),
    Bit(0x02, "same cluster: the partners are in the same cluster", "S12.5"),
    Bit(0x01, "not the same cluster", "S12.6"),
)

# The source names 08, 04 and 02 of the first hexadecimal digit: the high half of the byte.
TRUSTED_BITS = (
    Bit(0x80, "the partner's user ID has been retrieved", "S13.3; bit position inferred"),
    Bit(0x40, "the partner's UTOKEN has been retrieved", "S13.5; bit position inferred"),
    Bit(
        0x20,
        "SIOCSPARTNERINFO was issued successfully, or inherited from the listener",
        "S13.6 and S12.9; bit position inferred",
    ),
)

NOT_ASSIGNED = Bit(0, "not assigned", "no document names this bit")


NOTHING_ASKED = "neither SO_CLUSTERCONNTYPE nor SIOCGPARTNERINFO was issued on this socket (S12.8)"
NOTHING_RETRIEVED = "nothing was retrieved and SIOCSPARTNERINFO was not issued (inferred)"

DOUBTS: tuple[tuple[Callable[[int], bool], str], ...] = (
    (
        lambda byte: bool(byte & 0x01 and byte & 0x0E),
        "01 excludes 02, 04 and 08 (inferred)",
    ),
    (
        lambda byte: bool(byte & 0x0C and not byte & 0x03),
        "04 or 08 without 02 is not expected (inferred)",
    ),
    (
        lambda byte: bool(byte & 0x0F and not byte & 0x80),
        "routing information without 80 is not expected (S12.8)",
    ),
    (
        lambda byte: byte == HIGHEST_BIT,
        "80 alone: requested while there was no connection (inferred)",
    ),
)
"""What does not fit together in TcpClusterConnFlag, or needs a word, by what is documented."""


def decode(cluster: int, trusted: int) -> tuple[str, ...]:
    """Both flags in lines to print; each is a byte, 0 to 255, else BadInput."""
    return (
        *_flag(CLUSTER_NAME, cluster, CLUSTER_BITS, NOTHING_ASKED),
        *(f"  note: {note}" for doubtful, note in DOUBTS if doubtful(cluster)),
        *_flag(TRUSTED_NAME, trusted, TRUSTED_BITS, NOTHING_RETRIEVED),
    )


def _flag(name: str, byte: int, bits: tuple[Bit, ...], nothing: str) -> tuple[str, ...]:
    if not 0 <= byte <= HIGHEST_BYTE:
        raise BadInput(f"{name} {byte:X} is not two hexadecimal digits, 00 to FF")
    if not byte:
        return (f"{name} 00", f"  00  {nothing}")
    return (f"{name} {byte:02X}", *(_bit(value, bits) for value in _bits_on(byte)))


def _bits_on(byte: int) -> tuple[int, ...]:
    """The bits that are on, highest first."""
    return tuple(1 << place for place in range(7, -1, -1) if byte >> place & 1)


def _bit(value: int, bits: tuple[Bit, ...]) -> str:
    found = next((bit for bit in bits if bit.value == value), NOT_ASSIGNED)
    return f"  {value:02X}  {found.meaning} ({found.provenance})"
