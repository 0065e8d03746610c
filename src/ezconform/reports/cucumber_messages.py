"""The Cucumber Messages of a run, as lines of JSON. Source: the official schema, cucumber/messages 34.

Knows the messages' spelling; not when they are written. Lines that a run needs by the ten thousand are
put together from encoded pieces.
"""

import platform
import sys
from typing import Any

import msgspec

from ezconform import __version__
from ezconform.results import ScenarioResult, StepResult
from ezconform.specification.feature_file import FoldedFile
from ezconform.verdict import Verdict

PROTOCOL = "34.2.1"
OPENING = "application/vnd.ezconform.opening+json"
VERDICT = "application/vnd.ezconform.verdict+json"
CLOSING = "application/vnd.ezconform.closing+json"
RUN_ID = "run"

encode = msgspec.json.Encoder().encode

STATUS = dict.fromkeys(Verdict, b"FAILED") | {
    Verdict.PASSED: b"PASSED",
    Verdict.DIFFERS: b"SKIPPED",
    Verdict.KNOWN_DEVIATION: b"SKIPPED",
    Verdict.NOT_APPLICABLE: b"SKIPPED",
    Verdict.COULD_NOT_RUN: b"SKIPPED",
}


def line(name: str, body: dict[str, Any]) -> bytes:
    return encode({name: body}) + b"\n"


def timestamp(seconds: float) -> bytes:
    """A moment in seconds since 1970 UTC."""
    return b'{"seconds":%d,"nanos":%d}' % divmod(round(seconds * 1e9), 1_000_000_000)


def meta() -> bytes:
    """Who writes this journal and on what."""
    return line(
        "meta",
        {
            "protocolVersion": PROTOCOL,
            "implementation": {"name": "ezconform", "version": __version__},
            "runtime": {"name": sys.implementation.name, "version": platform.python_version()},
            "os": {"name": sys.platform},
            "cpu": {"name": platform.machine()},
        },
    )


class PickleStep(msgspec.Struct, frozen=True):
    id: str


class Pickle(msgspec.Struct, frozen=True):
    """What a test case needs of a pickle."""

    id: str
    steps: tuple[PickleStep, ...]


decode_pickle = msgspec.json.Decoder(Pickle).decode


def gherkin(file: FoldedFile) -> bytes:
    """The feature file's text and tree, as the official parser has them."""
    media_type = "text/x.cucumber.gherkin+plain"
    source = line("source", {"uri": file.uri, "data": file.text, "mediaType": media_type})
    return b'%b{"gherkinDocument":%b}\n' % (source, file.document)


def pickle(encoded: bytes) -> bytes:
    return b'{"pickle":%b}\n' % encoded


def run_started(seconds: float) -> bytes:
    return line("testRunStarted", {"id": RUN_ID, "timestamp": msgspec.Raw(timestamp(seconds))})


def run_finished(seconds: float, message: str, *, success: bool) -> bytes:
    at = msgspec.Raw(timestamp(seconds))
    body: dict[str, Any] = {"testRunStartedId": RUN_ID, "timestamp": at, "success": success}
    return line("testRunFinished", body | ({"message": message} if message else {}))


def run_attachment(media_type: str, value: Any) -> bytes:
    """A value of ours that belongs to the run as a whole."""
    body = encode(value).decode()
    return line(
        "attachment",
        {"mediaType": media_type, "contentEncoding": "IDENTITY", "testRunStartedId": RUN_ID, "body": body},
    )


def case_started(number: int, pickle: Pickle, seconds: float) -> bytes:
    """A scenario's test case, and its start."""
    steps = b",".join([
        b'{"id":"%d.%d","pickleStepId":"%b"}' % (number, index, step.id.encode())
        for index, step in enumerate(pickle.steps)
    ])  # fmt: skip
    return (
        b'{"testCase":{"id":"case%d","pickleId":"%b","testRunStartedId":"%b","testSteps":[%b]}}\n'
        b'{"testCaseStarted":{"id":"started%d","testCaseId":"case%d","attempt":0,"timestamp":%b}}\n'
        % (number, pickle.id.encode(), RUN_ID.encode(), steps, number, number, timestamp(seconds))
    )


def case_finished(number: int, result: ScenarioResult, started: float, seconds: float) -> bytes:
    """A scenario's steps, our verdict, and its end.

    The recorder measures scenarios, not steps: every step carries the duration 0.
    """
    at = timestamp(started)
    end = timestamp(started + seconds)
    pieces = [_step(number, index, step, result, at, end) for index, step in enumerate(result.steps)]
    pieces.append(
        b'{"attachment":{"mediaType":"%b","contentEncoding":"IDENTITY","testCaseStartedId":"started%d","body":%b}}\n'
        b'{"testCaseFinished":{"testCaseStartedId":"started%d","timestamp":%b,"willBeRetried":false}}\n'
        % (VERDICT.encode(), number, encode(encode(result).decode()), number, end),
    )
    return b"".join(pieces)


def _step(number: int, index: int, step: StepResult, result: ScenarioResult, at: bytes, end: bytes) -> bytes:
    status = STATUS[step.verdict]
    if step.verdict is result.verdict and result.message and step.verdict is not Verdict.PASSED:
        status = status + b'","message":' + encode(f"{result.verdict}: {result.message}")
    else:
        status = status + b'"'
    return (
        b'{"testStepStarted":{"testCaseStartedId":"started%d","testStepId":"%d.%d","timestamp":%b}}\n'
        b'{"testStepFinished":{"testCaseStartedId":"started%d","testStepId":"%d.%d","timestamp":%b,'
        b'"testStepResult":{"duration":{"seconds":0,"nanos":0},"status":"%b}}}\n'
        % (number, number, index, at, number, number, index, end, status)
    )
