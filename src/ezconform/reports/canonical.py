"""The canonical results file: RunResults as JSON, sorted by id, without times, one scenario a line.

Knows the order and the spelling; not how results come about nor what is made of them.
"""

from pathlib import Path

import msgspec

from ezconform.protocol.faults import BadInput
from ezconform.results import FORMAT, ClassResult, RunResults
from ezconform.verdict import Verdict

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(RunResults)


def ordered(results: RunResults) -> RunResults:
    """The same results in canonical order: classes as the document has them, the rest by id."""
    return msgspec.structs.replace(
        results,
        classes=tuple(_counts_ordered(one) for one in results.classes),
        requirements=tuple(sorted(results.requirements, key=lambda one: one.id)),
        sources=tuple(sorted(results.sources, key=lambda one: one.id)),
        scenarios=tuple(sorted(results.scenarios, key=lambda one: one.id)),
    )


def _counts_ordered(one: ClassResult) -> ClassResult:
    counts = {
        verdict.value: one.counts[verdict.value] for verdict in Verdict if one.counts.get(verdict.value)
    }
    return msgspec.structs.replace(one, counts=counts)


def encode(results: RunResults) -> bytes:
    """The bytes of the results file; equal results give equal bytes.

    The format is always written, although it is the default, so that a file says what it is.
    """
    results = ordered(results)
    head = _ENCODER.encode(msgspec.structs.replace(results, scenarios=()))
    scenarios = b",\n".join([_ENCODER.encode(one) for one in results.scenarios])
    return b'{"format":"%b",%b,"scenarios":[\n%b\n]}\n' % (FORMAT.encode(), head[1:-1], scenarios)


def decode(data: bytes, origin: str) -> RunResults:
    """The results in a file's bytes; `origin` is named when they are not usable.

    Raises:
        BadInput: not JSON, not of this format, or a field is missing or of the wrong kind.
    """
    try:
        results = _DECODER.decode(data)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        raise BadInput(f"{origin}: not an ezconform results file: {fault}") from None
    if results.format != FORMAT:
        raise BadInput(f"{origin}: format {results.format!r}, this version reads {FORMAT!r}")
    return results


def read(path: Path) -> RunResults:
    """The results in a file.

    Raises:
        BadInput: unreadable, or not a results file.
    """
    try:
        return decode(path.read_bytes(), str(path))
    except OSError as fault:
        raise BadInput(f"{path}: cannot be read: {fault.strerror}") from None
