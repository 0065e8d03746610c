"""The envelope as a value, and as the file that is signed. Knows no signature."""

from collections.abc import Mapping
from datetime import date
from hashlib import sha256
from pathlib import Path

import msgspec

from ezconform.protocol.faults import BadInput
from ezconform.reports import canonical
from ezconform.results import RunResults

FORMAT = "ezconform-envelope/1"


class Envelope(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a signer puts a name to. `files` maps names beside it to SHA-256 in hexadecimal digits.

    `valid_until` is the last day on which the signer stands by it. `results` is the SHA-256 of the
    canonical results.
    """

    subject: str
    version: str
    adapter: str
    harness: str
    edition: str
    specification: str
    classes: dict[str, str]
    claims: dict[str, str]
    results: str
    files: dict[str, str]
    dated: date
    valid_until: date
    format: str = FORMAT


def envelope(results: RunResults, files: Mapping[str, bytes], dated: date, valid_until: date) -> Envelope:
    """The envelope of a run and the files that go with it.

    Raises:
        BadInput: no subject answered in that run, or it would be void before it begins.
    """
    subject = results.subject
    if subject is None:
        raise BadInput("no subject answered in this run, so there is nothing to sign")
    if valid_until < dated:
        raise BadInput(f"valid until {valid_until}, which is before {dated}")
    return Envelope(
        subject=subject.name,
        version=subject.version,
        adapter=results.adapter,
        harness=results.harness,
        edition=results.edition,
        specification=results.digest,
        classes={one.conformance_class.value: one.digest for one in results.classes},
        claims={one.conformance_class.value: one.claim.value for one in results.classes},
        results=digest(canonical.encode(results)),
        files={name: digest(content) for name, content in sorted(files.items())},
        dated=dated,
        valid_until=valid_until,
    )


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def encode(one: Envelope) -> bytes:
    """The bytes that are signed; equal envelopes give equal bytes. The format is always written."""
    return msgspec.json.format(msgspec.json.encode(one), indent=1) + b"\n"


def decode(content: bytes, origin: str) -> Envelope:
    """The envelope in a file's bytes; `origin` is named when they are not usable.

    Raises:
        BadInput: not an envelope of this format.
    """
    try:
        found = msgspec.json.decode(content, type=Envelope)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        raise BadInput(f"{origin}: not an envelope: {fault}") from None
    if found.format != FORMAT:
        raise BadInput(f"{origin}: format {found.format!r}, this version reads {FORMAT!r}")
    return found


def read(path: Path) -> bytes:
    """A file's content; BadInput with its name if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as fault:
        raise BadInput(f"{path}: cannot be read: {fault.strerror}") from None
