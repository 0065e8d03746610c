"""Verdicts, what they do to a class's claim, and exit codes. Knows no runner and no report."""

from enum import IntEnum, StrEnum
from typing import Protocol


class Verdict(StrEnum):
    """What became of one scenario."""

    PASSED = "passed"
    FAILED = "failed"
    DIFFERS = "differs"
    KNOWN_DEVIATION = "known deviation"
    BROKEN_DECLARATION = "broken declaration"
    NOT_APPLICABLE = "not applicable"
    COULD_NOT_RUN = "could not run"
    TIMED_OUT = "timed out"
    CRASHED = "crashed"
    PROTOCOL_ERROR = "protocol error"
    HARNESS_FAULT = "harness fault"


class Provenance(StrEnum):
    """Where a requirement comes from; decides what a failed expectation means."""

    SEED = "seed"
    MANUAL = "manual"
    INFERRED = "inferred"
    CHOICE = "choice"


class Weighed(Protocol):
    """What decides how much a failure weighs: where the requirement comes from, and whether it is scored."""

    @property
    def provenance(self) -> Provenance: ...
    @property
    def scored(self) -> bool: ...


class Claim(StrEnum):
    """What a run says of a class; a filtered run says nothing."""

    CONFORMANT = "conformant"
    NON_CONFORMANT = "non-conformant"
    DECLARED = "non-conformant, declared"
    INCOMPLETE = "incomplete"
    NOT_CLAIMED = "not claimed"
    NO_CLAIM = "no claim"


class ExitCode(IntEnum):
    GOOD = 0
    NON_CONFORMANT = 1
    BAD_INPUT = 2
    INCOMPLETE = 3
    HARNESS_FAULT = 4
    INTERRUPTED = 130
