"""Reports tell which deliberate faults prove a requirement, and how high the floor is."""

from pathlib import Path

import msgspec
import pytest
from runs import run

from ezconform.proof import matrix
from ezconform.reports import html, markdown
from ezconform.results import ProvenBy, TrivialSubject

PROVEN = ProvenBy(
    requirement="WAIT-03",
    fault="A time-out that expires gives <b>EAGAIN</b>.",
    scenario="WAIT-03/the-limit",
    step="Then the call is refused with ETIME",
    message="expected ETIME, got EAGAIN",
)
FLOOR = TrivialSubject(name="always_refuses", passed=2, applicable=719)


@pytest.mark.parametrize(
    ("render", "fault"),
    [
        (html.render, "A time-out that expires gives &lt;b&gt;EAGAIN&lt;/b&gt;."),
        (markdown.render, r"A time-out that expires gives \<b\>EAGAIN\</b\>."),
    ],
)
def test_reports_show_what_proves_a_requirement(render: object, fault: str) -> None:
    """The fault's sentence, escaped, and the scenario that noticed it; and the floor."""
    results = msgspec.structs.replace(run(), proven=(PROVEN,), floor=(FLOOR,))
    text = render(results).decode()  # type: ignore[operator]

    assert fault in text
    assert "WAIT-03/the-limit" in text
    assert "2 of 719 scenarios" in text


def test_reports_without_proof_say_nothing_of_it() -> None:
    """No empty headings."""
    assert "What proves this suite" not in html.render(run()).decode()
    assert "What proves this suite" not in markdown.render(run()).decode()


def test_the_proof_of_another_specification_is_not_taken(tmp_path: Path) -> None:
    """A committed proof counts for the digest it was made with, and for no other."""
    proof = matrix.Proof(digest="abc", full=False, control=1, kills=(), floors=())
    (tmp_path / "reports").mkdir()
    (tmp_path / "reports" / "proof.json").write_bytes(matrix.encode(proof))

    assert matrix.committed(tmp_path, "abc") == proof
    assert matrix.committed(tmp_path, "abd") is None
    assert matrix.committed(tmp_path / "elsewhere", "abc") is None
