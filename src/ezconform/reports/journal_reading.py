"""From a journal back to results, also from one that a kill cut off in the middle of a line.

Knows our attachments only; everything else in a journal is for other people's tools.
"""

from collections import Counter
from pathlib import Path
from typing import Any

import msgspec

from ezconform.protocol.faults import BadInput
from ezconform.reports.cucumber_messages import CLOSING, OPENING, VERDICT
from ezconform.reports.journal import Closing, Opening, Planned
from ezconform.results import ClassResult, RunResults, ScenarioResult
from ezconform.verdict import Claim, Verdict

CUT = "the journal ends before the run did"
NEVER_RUN = "the run ended before its turn"
_ATTACHMENT = b'{"attachment":'


class _Attachment(msgspec.Struct, frozen=True, rename="camel"):
    media_type: str
    body: str


class _Line(msgspec.Struct, frozen=True):
    attachment: _Attachment


_LINE = msgspec.json.Decoder(_Line)
_DECODERS: dict[str, msgspec.json.Decoder[Any]] = {
    OPENING: msgspec.json.Decoder(Opening),
    VERDICT: msgspec.json.Decoder(ScenarioResult),
    CLOSING: msgspec.json.Decoder(Closing),
}


def read(path: Path) -> RunResults:
    """The results in a journal; marked interrupted if it lacks its end.

    Raises:
        BadInput: unreadable, no journal of ours, or it ends before the run began.
    """
    opening: Opening | None = None
    closing: Closing | None = None
    scenarios: list[ScenarioResult] = []
    for value in _attachments(path):
        match value:
            case Opening():
                opening = value
            case Closing():
                closing = value
            case _:
                scenarios.append(value)
    if opening is None:
        raise BadInput(f"{path}: not the journal of a run that had begun")
    return _results(opening, closing, scenarios)


def _attachments(path: Path) -> list[Opening | ScenarioResult | Closing]:
    try:
        data = path.read_bytes()
    except OSError as fault:
        raise BadInput(f"{path}: cannot be read: {fault.strerror}") from None
    lines = data.split(b"\n")
    lines.pop()  # what follows the last line end was cut off, or is empty
    return [
        value
        for number, line in enumerate(lines, 1)
        if (value := _decoded(line, f"{path}:{number}")) is not None
    ]


def _decoded(line: bytes, place: str) -> Opening | ScenarioResult | Closing | None:
    """Our value in a line; None if the line holds something else."""
    if not line.startswith(_ATTACHMENT):
        if not (line.startswith(b'{"') and line.endswith(b"}")):
            raise BadInput(f"{place}: not a line of a journal")
        return None
    try:
        attachment = _LINE.decode(line).attachment
        decoder = _DECODERS.get(attachment.media_type)
        value: Opening | ScenarioResult | Closing | None = (
            decoder.decode(attachment.body) if decoder else None
        )
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as fault:
        raise BadInput(f"{place}: not a line of a journal: {fault}") from None
    return value


def _results(opening: Opening, closing: Closing | None, found: list[ScenarioResult]) -> RunResults:
    done = {one.id for one in found}
    why = (closing.interrupted if closing else "") or NEVER_RUN
    missing = [_never_run(one, why) for one in opening.planned if one.id not in done]
    scenarios = tuple(sorted([*found, *missing], key=lambda one: one.id))
    if closing is not None:
        classes, interrupted = closing.classes, closing.interrupted
    else:
        classes, interrupted = (
            _incomplete(opening.run, scenarios),
            f"{CUT}: {len(done)} of {len(opening.planned)} scenarios",
        )
    return msgspec.structs.replace(opening.run, scenarios=scenarios, classes=classes, interrupted=interrupted)


def _never_run(one: Planned, why: str) -> ScenarioResult:
    return ScenarioResult(
        id=one.id,
        requirement=one.requirement,
        name=one.name,
        verdict=Verdict.COULD_NOT_RUN,
        message=why,
        line=one.line,
    )


def _incomplete(run: RunResults, scenarios: tuple[ScenarioResult, ...]) -> tuple[ClassResult, ...]:
    """The classes with what was found so far; the claims the journal began with say incomplete at best."""
    class_of = {one.id: one.conformance_class for one in run.requirements}
    counts = Counter((class_of[one.requirement], one.verdict) for one in scenarios)
    return tuple(
        msgspec.structs.replace(
            one,
            claim=Claim.INCOMPLETE if one.claim is Claim.CONFORMANT else one.claim,
            counts={
                verdict.value: number
                for verdict in Verdict
                if (number := counts[one.conformance_class, verdict])
            },
        )
        for one in run.classes
    )
