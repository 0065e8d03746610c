"""Console commands and the jobs they reach."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_impl.console import Console, folded
from reference_impl.dcas.rules import DcasRules
from reference_impl.dcas.server import Dcas
from reference_impl.dcas.states import ServerState
from reference_impl.message import MessageKind
from reference_impl.operator import JobActive, Operator
from reference_impl.syslog import Syslog


class System:
    """A console with an operator at it and DCAS active under the job name DCAS."""

    def __init__(self) -> None:
        """Start DCAS and read what it said."""
        self.console = Console()
        self.operator = Operator(self.console)
        self.dcas = Dcas("DCAS", self.console, Syslog())
        self.operator.add(self.dcas)
        self.dcas.initialize()
        self.console.read()

    def answers(self, command: str) -> list[str]:
        """The texts that appear on the console after a command."""
        self.operator.command(command)
        return [message.text for message in self.console.read()]


@pytest.mark.parametrize(
    "command",
    [
        "MODIFY DCAS,DEBUG=2",
        "F DCAS,DEBUG=2",
        "f dcas,debug=2",
        "  F   DCAS , DEBUG=2  ",
    ],
)
def test_modify_and_its_abbreviation(command: str) -> None:
    """MODIFY and F take the operand to the job, in any case."""
    system = System()
    assert system.answers(command) == ["REFD001I DCAS DEBUG LEVEL SET TO 2"]
    assert system.dcas.level == 2


@pytest.mark.parametrize(
    ("command", "answer"),
    [
        ("F OTHER,DEBUG=2", "IEE341I OTHER NOT ACTIVE"),
        ("F ,DEBUG=2", "IEE341I  NOT ACTIVE"),
        ("P OTHER", "IEE341I OTHER NOT ACTIVE"),
        ("F DCAS", "IEE311I MODIFY PARAMETER MISSING"),
        ("F", "IEE311I MODIFY PARAMETER MISSING"),
        ("Q DCAS,DEBUG=2", "IEE305I Q COMMAND INVALID"),
        ("", "IEE305I  COMMAND INVALID"),
        ("F DCAS,", "REFD002I DCAS UNKNOWN MODIFY PARAMETER: "),
        ("F DCAS,TRACE=1", "REFD002I DCAS UNKNOWN MODIFY PARAMETER: TRACE=1"),
        ("F DCAS,DEBUG=4", "REFD003I DCAS UNKNOWN DEBUG LEVEL: 4"),
    ],
)
def test_commands_that_change_nothing(command: str, answer: str) -> None:
    """A wrong command is answered with what is wrong; DCAS stays as it is."""
    system = System()
    assert system.answers(command) == [answer]
    assert (system.dcas.level, system.dcas.state) == (0, ServerState.ACTIVE)


def test_modify_before_initialization_is_complete() -> None:
    """A starting job is not asked: MVS rejects the command and the level stays."""
    console = Console()
    operator = Operator(console)
    dcas = Dcas("DCAS", console, Syslog(), debug=1)
    operator.add(dcas)
    operator.command("F DCAS,DEBUG=3")
    (answer,) = console.read()
    assert answer.text == "IEE342I MODIFY REJECTED-TASK BUSY"
    assert (answer.kind, dcas.level) == (MessageKind.OTHER, 1)


@pytest.mark.parametrize("stop", ["P DCAS", "STOP DCAS"])
def test_a_stopped_job_is_not_active(stop: str) -> None:
    """STOP ends the job; afterwards commands find no job and another may take the name."""
    system = System()
    assert system.answers(stop) == ["REFD000I DCAS ENDED"]
    assert system.answers("F DCAS,DEBUG=1") == ["IEE341I DCAS NOT ACTIVE"]
    assert system.dcas.level == 0
    again = Dcas("DCAS", system.console, Syslog())
    system.operator.add(again)
    again.initialize()
    system.console.read()
    assert system.answers("F DCAS,DEBUG=1") == ["REFD001I DCAS DEBUG LEVEL SET TO 1"]
    assert (system.dcas.level, again.level) == (0, 1)


def test_two_jobs_keep_their_own_levels() -> None:
    """A command reaches the job it names and no other."""
    system = System()
    other = Dcas("dcas2", system.console, Syslog())
    system.operator.add(other)
    other.initialize()
    system.operator.command("F DCAS2,DEBUG=3")
    assert (system.dcas.level, other.level) == (0, 3)


def test_a_running_job_keeps_its_name() -> None:
    """A second job of the same name is refused."""
    system = System()
    with pytest.raises(JobActive, match="DCAS"):
        system.operator.add(Dcas("dcas", system.console, Syslog()))


def test_verbs_are_a_rule() -> None:
    """Which verbs mean MODIFY can be replaced."""
    console = Console()
    operator = Operator(console, DcasRules(modify_verbs=frozenset({"MODIFY"})))
    operator.command("F DCAS,DEBUG=1")
    assert console.read()[0].text == "IEE305I F COMMAND INVALID"


def test_which_job_a_name_means_is_a_rule() -> None:
    """As documented the whole name has to be given; an ended job does not stand in the way."""
    console = Console()
    operator = Operator(console, DcasRules(obeys=str.startswith))
    first, second = Dcas("DCASA", console, Syslog()), Dcas("DCASB", console, Syslog())
    for dcas in (first, second):
        operator.add(dcas)
        dcas.initialize()
    first.stop()
    operator.command("F DCAS,DEBUG=1")
    assert (first.level, second.level) == (0, 1)


def test_whether_the_system_answers_for_a_job_that_is_not_active_is_a_rule() -> None:
    """Rules with an empty answer leave the operator without one."""
    console = Console()
    Operator(console, DcasRules(answer_not_active="")).command("F DCAS,DEBUG=1")
    assert console.read() == ()


def test_folding_spares_what_stands_between_apostrophes() -> None:
    """A command is in upper case but for quoted text."""
    assert folded("f dcas,x='Mixed case',y=z") == "F DCAS,X='Mixed case',Y=Z"


@given(st.text())
def test_any_text_is_a_command_with_an_answer(text: str) -> None:
    """Every command is answered by exactly one console message."""
    assert len(System().answers(text)) == 1


@given(st.text())
def test_any_operand_is_answered_by_one_message(operand: str) -> None:
    """Whatever stands after the comma, DCAS goes on and says one thing."""
    system = System()
    assert len(system.answers("F DCAS," + operand)) == 1
    assert system.dcas.state is ServerState.ACTIVE
