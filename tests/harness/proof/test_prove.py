"""`ezconform prove` on a tiny specification: what counts as a kill and what does not."""

from pathlib import Path
from typing import Any

import pytest
from gatekeeper import ADAPTER

from ezconform.proof import fault as faults
from ezconform.proof.fault import Fault
from ezconform.proof.floor import Excuse, FloorRegister
from ezconform.proof.floor import read as read_floor
from ezconform.proof.matrix import Outcome, decode, encode
from ezconform.proof.page import page, summary
from ezconform.proof.prove import prove
from ezconform.proof.trial import Trial
from ezconform.protocol.faults import BadInput

FEATURE = """\
Feature: counting

  @seed @S03.1
  Rule: WAIT-01 Sockets listen

    @canary
    Scenario: a socket listens
      Given the lab one-stack
      And GATE listens

  @seed @S03.1
  Rule: WAIT-02 Other sockets listen

    Scenario: another socket listens
      Given the lab one-stack
      And DOOR listens

  @seed @S03.1
  Rule: WAIT-03 Still others listen

    @canary
    Scenario: the hall listens
      Given the lab one-stack
      And HALL listens

    @canary
    Scenario: the yard listens
      Given the lab one-stack
      And YARD listens
"""
KILLED = Fault("refuses-door", "WAIT-02", "DOOR is refused.", ("DOOR",))
NO_FLOOR = FloorRegister(subjects=())


@pytest.fixture
def trial(tiny: Any) -> Trial:
    """Three requirements, and a subject that can be told what to refuse."""
    return Trial(tiny.feature(FEATURE).read(), tiny.table(), ADAPTER)


def silence(_: str) -> None:
    """Nobody is told."""


def test_a_fault_that_its_own_requirement_notices_is_killed(trial: Trial) -> None:
    """The row names scenario, step and message."""
    kill = trial.of(KILLED, full=False)

    assert kill.outcome is Outcome.KILLED
    assert kill.scenario == "WAIT-02/another-socket-listens"
    assert kill.step == "And DOOR listens"
    assert "EACCES" in kill.message


@pytest.mark.parametrize(
    ("rules", "outcome"),
    [
        ((), Outcome.SURVIVED),
        (("GATE",), Outcome.ELSEWHERE),
        (("GATE", "DOOR", "HALL"), Outcome.BREAKS_EVERYTHING),
        (("stumble",), Outcome.SURVIVED),
    ],
)
def test_what_does_not_count_as_a_kill(trial: Trial, rules: tuple[str, ...], outcome: Outcome) -> None:
    """Unnoticed, noticed elsewhere only, breaking everything, or a crash instead of a wrong answer."""
    assert trial.of(Fault("it", "WAIT-02", "It is wrong.", rules), full=False).outcome is outcome


def test_an_interrupted_trial_proves_nothing(trial: Trial) -> None:
    """Ctrl-C ends the whole proof; the fault it fell into has not survived."""
    with pytest.raises(KeyboardInterrupt):
        trial.of(Fault("it", "WAIT-02", "Somebody presses Ctrl-C.", ("interrupt",)), full=False)


def test_a_full_trial_tells_who_else_noticed(trial: Trial) -> None:
    """Selectivity: the other requirements that see the fault."""
    fault = Fault("both", "WAIT-02", "Both are refused.", ("GATE", "DOOR"))

    assert trial.of(fault, full=True).others == ("WAIT-01",)


def test_a_requirement_without_a_killed_fault_is_unproven(trial: Trial) -> None:
    """The proof does not hold, and says where."""
    proof = prove(trial, [KILLED], NO_FLOOR, full=False, tell=silence)

    assert proof.unproven == ("WAIT-01", "WAIT-03")
    assert not proof.holds
    assert "WAIT-03 needs a fault" in page(proof)
    assert summary(proof) == "1 of 1 faults killed; 1 requirements proven"


def test_a_proof_with_a_kill_for_each_requirement_holds(trial: Trial, tmp_path: Path) -> None:
    """And reads back as it was written."""
    every = [
        KILLED,
        Fault("refuses-gate", "WAIT-01", "GATE is refused.", ("GATE",)),
        Fault("refuses-hall", "WAIT-03", "HALL | YARD is refused.", ("HALL",)),
    ]
    proof = prove(trial, every, NO_FLOOR, full=False, tell=silence)

    assert proof.holds, proof
    (tmp_path / "proof.json").write_bytes(encode(proof))
    assert decode(tmp_path / "proof.json") == proof
    assert [one.fault for one in proof.of("WAIT-02")] == ["refuses-door"]
    assert "HALL \\| YARD is refused." in page(proof)


def test_nothing_is_proven_when_the_control_fails(trial: Trial) -> None:
    """A scenario that fails on the unbroken subject makes every kill worthless."""
    broken = Trial(trial.spec, trial.table, "always_refuses")

    with pytest.raises(BadInput, match="nothing can be proven: unbroken, WAIT-01/a-socket-listens"):
        prove(broken, [KILLED], NO_FLOOR, full=False, tell=silence)


def test_a_fault_against_no_requirement_is_refused(trial: Trial) -> None:
    """A misspelt id does not go unnoticed."""
    with pytest.raises(BadInput, match="stray is against WAIT-99"):
        prove(trial, [Fault("stray", "WAIT-99", "No.", ())], NO_FLOOR, full=False, tell=silence)


def test_trivial_subjects_are_held_to_the_register(trial: Trial) -> None:
    """What they pass as a whole needs an excuse, and an excuse needs a cause."""
    register = FloorRegister(
        subjects=("always_grants",),
        excuse=(
            Excuse("WAIT-01", "always_grants", "granting is right"),
            Excuse("WAIT-01", "silent", "never true"),
        ),
    )
    proof = prove(trial, [KILLED], register, full=False, tell=silence)

    assert [(one.passed, one.applicable) for one in proof.floors] == [(4, 4)]
    assert proof.unexcused == ("WAIT-02 always_grants", "WAIT-03 always_grants")
    assert proof.stale == ("WAIT-01 silent",)


def test_tables_of_faults_are_read_in_name_order(tmp_path: Path) -> None:
    """All rows of all modules."""
    head = "from ezconform.proof.fault import Fault\nFAULTS = "
    (tmp_path / "b.py").write_text(head + '[Fault("two", "WAIT-01", "Two.", 2)]')
    (tmp_path / "a.py").write_text(head + '[Fault("one", "WAIT-01", "One.", 1)]')

    assert [one.name for one in faults.read(tmp_path)] == ["one", "two"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 / 0", "ZeroDivisionError"),
        ("pass", "FAULTS"),
        (
            "from ezconform.proof.fault import Fault\nFAULTS = [Fault('x', 'A', '', 0)] * 2",
            "two faults are named x",
        ),
    ],
)
def test_a_table_that_makes_no_sense_is_refused(tmp_path: Path, text: str, said: str) -> None:
    """One line that names the file."""
    (tmp_path / "table.py").write_text(text)

    with pytest.raises(BadInput, match=said):
        faults.read(tmp_path)


@pytest.mark.parametrize("text", ["subjects = 3", "subjects = [", 'subjects = []\nmore = "x"'])
def test_a_floor_register_that_makes_no_sense_is_refused(tmp_path: Path, text: str) -> None:
    """One line that names the file."""
    (tmp_path / "floor.toml").write_text(text)

    with pytest.raises(BadInput, match=r"floor\.toml"):
        read_floor(tmp_path / "floor.toml")


def test_a_file_that_is_no_proof_is_refused(tmp_path: Path) -> None:
    """One line that names the file."""
    (tmp_path / "proof.json").write_text("[]")

    with pytest.raises(BadInput, match="not a proof"):
        decode(tmp_path / "proof.json")
