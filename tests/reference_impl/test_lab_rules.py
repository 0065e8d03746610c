"""A lab and the sysplex made of it follow the same security rules."""

from dataclasses import replace

import pytest

from reference_impl.lab import DatabaseDefinition, Lab, LabDefinition
from reference_impl.rules import V1R12
from reference_impl.security import STANDARD
from reference_impl.sysplex import Sysplex
from reference_impl.topology.definition import StackDefinition, SystemDefinition, TopologyDefinition

SYSTEM = SystemDefinition("SYS1", "CPC1", (StackDefinition("TCPCS1", ("10.1.1.1",)),), "RACFA")
DEFINITION = LabDefinition(TopologyDefinition((SYSTEM,)), (DatabaseDefinition("RACFA"),))
LOOSE = replace(STANDARD, longest_appldata=256)


def test_a_lab_of_other_security_rules_is_refused() -> None:
    """Databases that follow one rule and systems that follow another would make a fault half of itself."""
    with pytest.raises(ValueError, match="other security rules"):
        Sysplex(Lab(DEFINITION), replace(V1R12, security=LOOSE))
    with pytest.raises(ValueError, match="other security rules"):
        Sysplex(Lab(DEFINITION, LOOSE))


def test_a_lab_of_the_same_security_rules_is_taken() -> None:
    """Equal rules are the same rules, whichever value carries them."""
    same = replace(V1R12, security=replace(LOOSE))
    assert Sysplex(Lab(DEFINITION, LOOSE), same).image("SYS1").security.rules == LOOSE
