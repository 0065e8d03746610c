"""The reports that are committed are those that the code as it stands would write."""

from pathlib import Path

import pytest

from ezconform import bundle
from ezconform.cli import main
from ezconform.specification import read

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference's acceptance report and the proof, made anew."""
    folder = tmp_path_factory.mktemp("made")
    assert main(["run", "--adapter", "reference", "--report-dir", str(folder / "run")]) == 0
    main(["prove", "--report-dir", str(folder)])
    return folder


@pytest.mark.parametrize(
    ("new", "committed"),
    [("run/report.md", "reference.md"), ("proof.json", "proof.json"), ("proof.md", "proof.md")],
)
def test_committed_report_has_not_drifted(made: Path, new: str, committed: str) -> None:
    """When this fails: `make reports`, look at the difference, commit it with the change that made it."""
    assert (made / new).read_text("utf-8") == (ROOT / "reports" / committed).read_text("utf-8")


def test_every_testable_claim_is_cited() -> None:
    """What the source says and an implementation can show has a requirement."""
    spec = read(bundle.find().root)
    cited = {claim for requirement in spec.requirements.values() for claim in requirement.claims}

    uncited = {one.id for one in spec.claims.values() if one.kind.value != "context"} - cited
    assert set() == uncited
    assert all(one.reason for one in spec.claims.values() if one.kind.value == "context")


def test_every_requirement_has_a_source() -> None:
    """A requirement cites a claim or a document; one of provenance seed cites a claim, manual a document."""
    spec = read(bundle.find().root)
    for one in spec.requirements.values():
        needed = {"seed": one.claims, "manual": one.documents}.get(one.provenance, one.claims + one.documents)
        assert needed, one.id
