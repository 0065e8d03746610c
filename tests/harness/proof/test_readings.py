"""Other readings on a tiny specification: who only differs, who fails what is no choice."""

from typing import Any

import pytest
from gatekeeper import ADAPTER

from ezconform.proof.fault import Fault
from ezconform.proof.floor import FloorRegister
from ezconform.proof.page import page
from ezconform.proof.prove import prove
from ezconform.proof.readings import binding, readings, unread
from ezconform.proof.trial import Trial

FEATURE = """\
Feature: counting

  @seed @S03.1
  Rule: WAIT-01 Sockets listen

    Scenario: a socket listens
      Given the lab one-stack
      And GATE listens

  @choice @S03.1
  Rule: WAIT-02 Other sockets listen, too
    Our reading: they do. Other reading: they do not.

    Scenario: another socket listens
      Given the lab one-stack
      And DOOR listens

  @choice @S03.1
  Rule: WAIT-03 Still others listen
    Our reading: they do. Other reading: they do not.

    Scenario: the hall listens
      Given the lab one-stack
      And HALL listens
"""
GATE = Fault("refuses-gate", "WAIT-01", "GATE is refused.", ("GATE",))
DOOR = Fault("refuses-door", "WAIT-02", "DOOR is refused.", ("DOOR",))
HALL = Fault("refuses-hall", "WAIT-03", "HALL is refused.", ("HALL", "DOOR"))
TOO_MUCH = Fault("refuses-more", "WAIT-02", "DOOR and GATE are refused.", ("DOOR", "GATE"))
NONE = Fault("refuses-both", "WAIT-03", "HALL and GATE are refused.", ("HALL", "GATE"), reading=False)
NO_FLOOR = FloorRegister(subjects=())


@pytest.fixture
def trial(tiny: Any) -> Trial:
    """One requirement of the source and two choices."""
    return Trial(tiny.feature(FEATURE).read(), tiny.table(), ADAPTER)


def silence(_: str) -> None:
    """Nobody is told."""


def test_a_reading_is_a_fault_against_a_choice_that_does_not_say_otherwise(trial: Trial) -> None:
    """Faults against what is no choice are violations by any reading."""
    assert readings(trial.spec, [GATE, DOOR, NONE]) == (DOOR,)


def test_what_is_no_choice_binds_everybody(trial: Trial) -> None:
    """Only the scenarios of requirements that are not tagged as a choice."""
    assert [one.id for one in binding(trial.spec)] == ["WAIT-01/a-socket-listens"]


def test_a_choice_without_its_other_reading_is_unread(trial: Trial) -> None:
    """A fault that is wrong by either reading does not stand in for it."""
    assert unread(trial.spec, [GATE, DOOR, NONE]) == ("WAIT-03",)


def test_a_proof_without_a_reading_does_not_hold(trial: Trial) -> None:
    """And says which choice lacks it."""
    proof = prove(trial, [GATE, DOOR], NO_FLOOR, full=False, tell=silence)

    assert proof.missing == ("WAIT-03",)
    assert not proof.holds
    assert "* WAIT-03 is a choice and needs a fault that is its other reading." in page(proof)


def test_a_reading_that_fails_what_is_no_choice_is_unfair(trial: Trial) -> None:
    """Another choice that notices is none of it: the subject differs there, too."""
    proof = prove(trial, [TOO_MUCH, HALL, GATE, NONE], NO_FLOOR, full=True, tell=silence)

    assert proof.unfair == ("refuses-more WAIT-01",)
    assert not proof.holds
    assert "* An other reading fails what is no choice: refuses-more WAIT-01." in page(proof)


def test_a_proof_whose_readings_only_differ_holds(trial: Trial) -> None:
    """Every choice has one, and none of them fails what binds."""
    assert prove(trial, [GATE, DOOR, HALL, NONE], NO_FLOOR, full=True, tell=silence).holds
