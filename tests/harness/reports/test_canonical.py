"""The canonical results file."""

from pathlib import Path

import msgspec
import pytest
from runs import run, scenario

from ezconform.protocol.faults import BadInput
from ezconform.reports import canonical
from ezconform.verdict import Verdict


def test_results_survive_the_file(tmp_path: Path) -> None:
    """What is read back is what was written, in canonical order."""
    results = run()
    path = tmp_path / "results.json"
    path.write_bytes(canonical.encode(results))
    assert canonical.read(path) == canonical.ordered(results)


def test_order_of_arrival_does_not_show() -> None:
    """The same results in another order are the same bytes."""
    one = run(scenario(Verdict.PASSED, 1), scenario(Verdict.FAILED, 2))
    other = run(scenario(Verdict.FAILED, 2), scenario(Verdict.PASSED, 1))
    other = msgspec.structs.replace(other, requirements=other.requirements[::-1], sources=other.sources[::-1])
    assert canonical.encode(one) == canonical.encode(other)


def test_a_difference_shows() -> None:
    """Another verdict gives other bytes."""
    assert canonical.encode(run(scenario(Verdict.PASSED))) != canonical.encode(run(scenario(Verdict.FAILED)))


def test_the_file_says_its_format_and_has_a_line_a_scenario() -> None:
    """A file names its format first and can be compared line by line."""
    lines = canonical.encode(run(scenario(Verdict.PASSED, 1), scenario(Verdict.PASSED, 2))).splitlines()
    assert lines[0].startswith(b'{"format":"ezconform-results/1"')
    assert [line.startswith(b'{"id":"WAIT-03/') for line in lines] == [False, True, True, False]


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"junk",
        b"[]",
        b"\xff\xfe",
        b'{"x":' + b"[" * 100_000,
        b'{"format":"ezconform-results/1"}',
        canonical.encode(run()).replace(b'"verdict":"failed"', b'"verdict":"splendid"'),
        canonical.encode(run()).replace(b"ezconform-results/1", b"ezconform-results/9"),
        canonical.encode(run())[:-40],
    ],
)
def test_junk_is_refused(junk: bytes) -> None:
    """What is not a results file of this format is one line of complaint that names the file."""
    with pytest.raises(BadInput, match=r"^somewhere: [^\n]+$"):
        canonical.decode(junk, "somewhere")


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    """A file that is not there is bad input, not a traceback."""
    with pytest.raises(BadInput, match="cannot be read: No such file"):
        canonical.read(tmp_path / "nothing.json")
