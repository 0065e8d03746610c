"""Which scenario of the specification is meant by what was typed, and whether it can be tried here.

Knows ids and needs; runs nothing.
"""

from ezconform.connection.codec import shown
from ezconform.engine.judgement import inapplicable
from ezconform.protocol.answers import Subject
from ezconform.protocol.faults import BadInput
from ezconform.specification.model import Scenario, Specification

SHOWN = 12
"""At most so many ids are offered where several are meant."""


def scenario_called(wanted: str, spec: Specification) -> Scenario:
    """The scenario of that id, or the only one whose id begins so.

    Raises:
        BadInput: there is none, or there are several.
    """
    if not wanted:
        raise BadInput("which scenario? :run WAIT-03/its-name, as reports show the id")
    meant = [one for one in spec.scenarios if one.id.startswith(wanted)]
    exact = [one for one in meant if one.id == wanted]
    if exact or len(meant) == 1:
        return (exact or meant)[0]
    if not meant:
        raise BadInput(f"no scenario {shown(wanted, 80)}")
    offered = ", ".join(one.id for one in meant[:SHOWN])
    more = f" and {len(meant) - SHOWN} more" if len(meant) > SHOWN else ""
    raise BadInput(f"{len(meant)} scenarios begin so: {offered}{more}")


def require_applicable(scenario: Scenario, subject: Subject) -> None:
    """Refuse a scenario that the subject does not claim to be fit for.

    Raises:
        BadInput: a class or capability it needs is not declared.
    """
    finding = inapplicable(scenario, subject)
    if finding is not None:
        raise BadInput(f"not applicable to this subject: {finding.message}")
