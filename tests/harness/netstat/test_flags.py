"""The two flags in words."""

import pytest

from ezconform.netstat.flags import decode
from ezconform.protocol.faults import BadInput


def test_the_source_example() -> None:
    """8E and E0 read as the source explains them, each line with its source."""
    assert decode(0x8E, 0xE0) == (
        "TcpClusterConnFlag 8E",
        "  80  SO_CLUSTERCONNTYPE or SIOCGPARTNERINFO was requested (S12.2)",
        "  08  internal: traffic stays on links not exposed outside the cluster (S12.3)",
        "  04  same image: the partners are in the same MVS image (S12.4)",
        "  02  same cluster: the partners are in the same cluster (S12.5)",
        "TcpTrustedPartner E0",
        "  80  the partner's user ID has been retrieved (S13.3; bit position inferred)",
        "  40  the partner's UTOKEN has been retrieved (S13.5; bit position inferred)",
        (
            "  20  SIOCSPARTNERINFO was issued successfully, or inherited from the listener"
            " (S13.6 and S12.9; bit position inferred)"
        ),
    )


def test_zero_has_a_meaning_of_its_own() -> None:
    """00 says that nothing was asked for and nothing retrieved."""
    cluster, nothing_asked, trusted, nothing_retrieved = decode(0, 0)
    assert (cluster, trusted) == ("TcpClusterConnFlag 00", "TcpTrustedPartner 00")
    assert nothing_asked.startswith("  00  neither")
    assert nothing_retrieved.startswith("  00  nothing was retrieved")


@pytest.mark.parametrize("bit", [0x40, 0x20, 0x10])
def test_unassigned_cluster_bits_are_named(bit: int) -> None:
    """A bit that no document names is shown as such."""
    assert decode(bit, 0)[1] == f"  {bit:02X}  not assigned (no document names this bit)"


@pytest.mark.parametrize("bit", [0x10, 0x08, 0x04, 0x02, 0x01])
def test_unassigned_trusted_bits_are_named(bit: int) -> None:
    """The cluster flag's low bits mean nothing in TcpTrustedPartner."""
    assert decode(0, bit)[3] == f"  {bit:02X}  not assigned (no document names this bit)"


@pytest.mark.parametrize(
    ("cluster", "notes"),
    [
        (0x00, []),
        (0x81, []),
        (0x82, []),
        (0x86, []),
        (0x8A, []),
        (0x8E, []),
        (0x80, ["80 alone"]),
        (0x83, ["01 excludes"]),
        (0x85, ["01 excludes"]),
        (0x89, ["01 excludes"]),
        (0x84, ["04 or 08 without 02"]),
        (0x88, ["04 or 08 without 02"]),
        (0x02, ["routing information without 80"]),
        (0x01, ["routing information without 80"]),
        (0x0F, ["01 excludes", "routing information without 80"]),
    ],
)
def test_what_does_not_fit_together_is_noted(cluster: int, notes: list[str]) -> None:
    """Combinations that the documents rule out, or that need a word, get a note."""
    found = [line.removeprefix("  note: ") for line in decode(cluster, 0) if "note:" in line]
    assert len(found) == len(notes)
    assert all(line.startswith(note) for line, note in zip(found, notes, strict=True))


def test_only_bytes_are_decoded() -> None:
    """A number that is not a byte is bad input naming the flag."""
    with pytest.raises(BadInput, match="TcpClusterConnFlag 100"):
        decode(0x100, 0)
    with pytest.raises(BadInput, match="TcpTrustedPartner -1"):
        decode(0, -1)


def test_every_pair_of_bytes_decodes() -> None:
    """Each bit that is on has exactly one line."""
    for byte in range(256):
        lines = [line for line in decode(byte, byte) if line.startswith("  ") and "note:" not in line]
        assert len(lines) == 2 * max(1, byte.bit_count())
