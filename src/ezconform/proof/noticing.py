"""What counts as noticing that something is wrong: a scenario that failed or differs, never one that broke.

Knows verdicts; knows neither faults nor mutations.
"""

from ezconform.results import ScenarioResult
from ezconform.verdict import Verdict

CAUGHT = frozenset({Verdict.FAILED, Verdict.DIFFERS})


def telling_step(result: ScenarioResult) -> str:
    """The first step that noticed, in the words of the feature; empty if none did."""
    step = next((one for one in result.steps if one.verdict in CAUGHT), None)
    return f"{step.keyword.strip()} {step.text}" if step else ""
