"""The debug levels of DCAS and the severities each of them logs."""

from collections.abc import Mapping
from types import MappingProxyType

from reference_impl.message import Severity

Levels = Mapping[int, frozenset[Severity]]

# Source: manual, MODIFY command of DCAS; S14.2 names the levels 0 to 3.
LEVELS: Levels = MappingProxyType(
    {
        0: frozenset(),
        1: frozenset({Severity.ERROR, Severity.WARNING}),
        2: frozenset({Severity.ERROR, Severity.WARNING, Severity.INFORMATIONAL}),
        3: frozenset(Severity),
    }
)

START_LEVEL = 0
"""The level without option -d. An APAR text implies it; another reading is 3 (our choice)."""
