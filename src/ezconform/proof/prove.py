"""The whole proof: control run, every fault, every trivial subject.

Knows the order and what is demanded: a killed fault for each requirement that is seed, manual or inferred,
and for each choice one that is its other reading.
"""

from collections.abc import Callable, Sequence

from ezconform.connection.connectors import connector
from ezconform.engine.listener import Silence
from ezconform.engine.run import run_scenarios
from ezconform.engine.session import Session
from ezconform.proof import floor as floors
from ezconform.proof.fault import Fault
from ezconform.proof.matrix import Floor, Kill, Outcome, Proof
from ezconform.proof.readings import unfair, unread
from ezconform.proof.trial import Trial
from ezconform.protocol.faults import BadInput
from ezconform.verdict import Provenance, Verdict

Tell = Callable[[str], None]
FINE = frozenset({Verdict.PASSED, Verdict.NOT_APPLICABLE})


def prove(
    trial: Trial, faults: Sequence[Fault], register: floors.FloorRegister, *, full: bool, tell: Tell
) -> Proof:
    """Control first, then the faults, then the floor; `tell` is called with a line before each.

    Raises:
        BadInput: the unbroken adapter does not pass, so that no failure would prove anything; or a
            fault against a requirement that does not exist.
    """
    _refuse_unknown(trial, faults)
    control = _control(trial, tell)
    kills = [_killed(trial, one, full=full, tell=tell) for one in faults]
    found = [_floor(trial, one, tell) for one in register.subjects]
    return Proof(
        digest=trial.spec.digest,
        full=full,
        control=control,
        kills=tuple(sorted(kills, key=lambda kill: (kill.requirement, kill.fault))),
        floors=tuple(found),
        unproven=_unproven(trial, kills),
        unexcused=floors.unexcused(found, register),
        stale=floors.stale(found, register),
        unread=unread(trial.spec, faults),
        unfair=unfair(trial.spec, faults, kills),
    )


def prove_some(trial: Trial, faults: Sequence[Fault], *, full: bool, tell: Tell) -> tuple[Kill, ...]:
    """Some faults only, after the control run; says nothing of the suite as a whole."""
    _refuse_unknown(trial, faults)
    _control(trial, tell)
    return tuple(trial.of(one, full=full) for one in faults)


def _killed(trial: Trial, fault: Fault, *, full: bool, tell: Tell) -> Kill:
    tell(f"fault {fault.name}")
    return trial.of(fault, full=full)


def _refuse_unknown(trial: Trial, faults: Sequence[Fault]) -> None:
    for fault in faults:
        if fault.requirement not in trial.spec.requirements:
            raise BadInput(f"fault {fault.name} is against {fault.requirement}, which is no requirement")


def _control(trial: Trial, tell: Tell) -> int:
    tell("control run of the unbroken adapter")
    results = trial.run(trial.spec.scenarios, "control")
    for result in results:
        if result.verdict not in FINE:
            raise BadInput(f"nothing can be proven: unbroken, {result.id} {result.verdict}: {result.message}")
    return len(results)


def _floor(trial: Trial, subject: str, tell: Tell) -> Floor:
    tell(f"subject {subject}")
    session = Session(connector(subject))
    try:
        run = run_scenarios(trial.spec, trial.spec.scenarios, trial.table, session, Silence())
    finally:
        session.close()
    return floors.floor(subject, run.results)


def _unproven(trial: Trial, kills: Sequence[Kill]) -> tuple[str, ...]:
    killed = {kill.requirement for kill in kills if kill.outcome is Outcome.KILLED}
    return tuple(
        name
        for name, requirement in sorted(trial.spec.requirements.items())
        if requirement.provenance is not Provenance.CHOICE and name not in killed
    )
