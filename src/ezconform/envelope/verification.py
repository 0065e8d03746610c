"""Whether envelope, files, signature and features belong together. Knows what to check, no command line."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from msgspec.structs import replace

from ezconform.envelope import envelope, ssh_signature
from ezconform.envelope.envelope import Envelope
from ezconform.protocol.faults import BadInput
from ezconform.reports import canonical
from ezconform.reports.run_directory import ENVELOPE, RESULTS, SIGNATURE
from ezconform.results import RunResults


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was checked, in words, and whether it holds."""

    good: bool
    text: str


def verify(directory: Path, *, allowed: Path | None, specification: str, today: date) -> tuple[Finding, ...]:
    """Everything that can be checked of a signed run directory, in order.

    `allowed` names the file of allowed signers; without it only the signature's integrity is checked.
    `specification` is the digest of the features at hand.

    Raises:
        BadInput: envelope or results are missing or unusable, or the allowed signers cannot be read.
    """
    if not (directory / ENVELOPE).exists():
        raise BadInput(f"{directory} is not signed: no {ENVELOPE} is there; `ezconform report sign` makes it")
    content = envelope.read(directory / ENVELOPE)
    found = envelope.decode(content, str(directory / ENVELOPE))
    raw = envelope.read(directory / RESULTS)
    results = canonical.decode(raw, str(directory / RESULTS))
    return (
        _signature(content, directory / SIGNATURE, allowed),
        *_files(found, directory),
        _belongs(found, results),
        _features(found, specification),
        _valid(found, today),
    )


def _signature(content: bytes, signature: Path, allowed: Path | None) -> Finding:
    if not signature.exists():
        return Finding(good=False, text=f"there is no signature {signature.name}")
    if allowed is None:
        good = ssh_signature.intact(content, signature)
        said = (
            "is intact; nobody says by whom (name the allowed signers)" if good else "is not of this envelope"
        )
        return Finding(good, f"the signature {said}")
    envelope.read(allowed)  # one that is not there is a mistake of the caller's, and no verdict
    who = ssh_signature.signer(content, signature, allowed)
    return Finding(bool(who), f"signed by {who}" if who else "not signed by an allowed signer")


def _files(found: Envelope, directory: Path) -> list[Finding]:
    findings = []
    for name, wanted in found.files.items():
        path = directory / name
        inside = path.parent == directory
        good = inside and _digest(path) == wanted
        findings.append(Finding(good, f"{name} is {'as' if good else 'not as'} it was signed"))
    return findings


def _digest(path: Path) -> str:
    """Of a file's content; empty for what is no file, or has a name that no file can have."""
    try:
        return envelope.digest(path.read_bytes())
    except (OSError, ValueError):
        return ""


def _belongs(found: Envelope, results: RunResults) -> Finding:
    """Whether the results say what the envelope says."""
    good = results.subject is not None and envelope.envelope(
        results, {}, found.dated, max(found.dated, found.valid_until)
    ) == replace(found, files={})
    return Finding(good, f"envelope and results {'say the same' if good else 'do not belong together'}")


def _features(found: Envelope, specification: str) -> Finding:
    good = found.specification == specification
    said = "are those the run was made with" if good else "are not those the run was made with"
    return Finding(good, f"the features at hand {said}")


def _valid(found: Envelope, today: date) -> Finding:
    good = found.dated <= today <= found.valid_until
    return Finding(
        good, f"{'valid' if good else 'not valid'} today: from {found.dated} until {found.valid_until}"
    )
