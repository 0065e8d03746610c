"""Known deviations: failures that a project has declared, and what becomes of a scenario that is declared.

The only place where the verdicts `known deviation` and `broken declaration` are given. Source:
ARCHITECTURE 5. Knows findings; knows neither files nor runners.
"""

import dataclasses
import datetime as dt
from collections import Counter
from dataclasses import dataclass
from typing import Annotated

import msgspec

from ezconform.engine.judgement import Finding, one_line
from ezconform.protocol.faults import BadInput
from ezconform.specification.model import Scenario, Specification
from ezconform.verdict import Verdict

Words = Annotated[str, msgspec.Meta(min_length=1)]
UNJUDGED = frozenset({Verdict.HARNESS_FAULT})
"""What says nothing of the subject, declared or not."""
OTHERWISE = {
    Verdict.DIFFERS: "declared to fail, but it differs, which needs no declaration",
    Verdict.NOT_APPLICABLE: "declared to fail, but it was not run",
    Verdict.COULD_NOT_RUN: "declared to fail, but it was not run",
}


class Deviation(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One `[[deviation]]` of the settings file.

    Either `scenario` or `requirement` is an id; a requirement stands for each of its scenarios.
    `message` is that of the failure, whole. `version` not empty: only for that version of the subject.
    `expires`: the last day on which the declaration holds.
    """

    message: Words
    reason: Words
    scenario: str = ""
    requirement: str = ""
    version: str = ""
    expires: dt.date | None = None

    @property
    def target(self) -> str:
        return self.scenario or self.requirement


@dataclass(frozen=True, slots=True)
class Declarations:
    """The declarations of one run. `today` decides what has expired."""

    deviations: tuple[Deviation, ...] = ()
    today: dt.date = dt.date.min

    def require_targets(self, spec: Specification) -> None:
        """A declaration that matches nothing is never silently ignored.

        Raises:
            BadInput: a declaration names no scenario or requirement, two, or one that is not there.
        """
        scenarios = {one.id for one in spec.scenarios}
        for deviation in self.deviations:
            if bool(deviation.scenario) == bool(deviation.requirement):
                raise BadInput(f"a deviation names either a scenario or a requirement: {deviation.message}")
            known = scenarios if deviation.scenario else spec.requirements
            if deviation.target not in known:
                raise BadInput(f"deviation {deviation.target}: nothing in the specification has this id")
        doubled = Counter((one.target, one.version) for one in self.deviations)
        for (target, _), number in doubled.items():
            if number > 1:
                raise BadInput(f"deviation {target}: declared {number} times")

    def judged(self, scenario: Scenario, version: str, finding: Finding | None) -> Finding | None:
        """What a finding (None: passed) of this version's scenario is in view of the declarations."""
        declared = self.of(scenario, version)
        if declared is None or (finding is not None and finding.verdict in UNJUDGED):
            return finding
        if declared.expires is not None and declared.expires < self.today:
            return _broken(declared, f"declared until {declared.expires}", finding)
        if finding is None:
            return _broken(declared, "declared to fail, but it passed", None)
        if finding.verdict is Verdict.FAILED and finding.message == one_line(declared.message):
            said = f"declared: {declared.reason}"
            return dataclasses.replace(finding, verdict=Verdict.KNOWN_DEVIATION, detail=said)
        return _broken(declared, OTHERWISE.get(finding.verdict, "declared to fail otherwise"), finding)

    def of(self, scenario: Scenario, version: str) -> Deviation | None:
        """The declaration that counts for a scenario of this version: its own before its requirement's."""
        mine = [one for one in self.deviations if one.version in ("", version)]
        by_scenario = (one for one in mine if one.scenario == scenario.id)
        by_requirement = (one for one in mine if one.requirement == scenario.requirement.id)
        return next(by_scenario, None) or next(by_requirement, None)


NOTHING_DECLARED = Declarations()


def _broken(declared: Deviation, why: str, finding: Finding | None) -> Finding:
    said = f"declared: {declared.message} ({declared.reason})"
    if finding is None:
        return Finding(Verdict.BROKEN_DECLARATION, why, detail=said)
    return Finding(
        Verdict.BROKEN_DECLARATION,
        f"{why}: {finding.message}",
        finding.mismatch,
        f"{said}\n{finding.detail}".rstrip(),
    )
