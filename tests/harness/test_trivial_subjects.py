"""The trivial subjects answer every verb with an answer the protocol allows, whatever they think."""

import msgspec
import pytest

from ezconform.connection import connectors
from ezconform.protocol import requests as r
from ezconform.protocol.answers import Message, Messages, Refused
from ezconform.protocol.lab import LabDefinition, Value
from ezconform.protocol.values import (
    Access,
    Capability,
    ConformanceClass,
    Disturbance,
    LinkKind,
    MessageKind,
)
from ezconform.protocol.verbs import VERBS

TRIVIAL = ("always_grants", "always_refuses", "constant", "echo", "silent")
FILLED = {
    "lab": LabDefinition(name="one-stack", purpose="test", systems=()),
    "port": 80,
    "between": ("TCPCS1", "TCPCS2"),
    "effect": Disturbance.LOSE,
    "via": LinkKind.OSA,
    "access": Access.READ,
    "seconds": 1.5,
}


def sample(kind: type[Value]) -> Value:
    """A request with every required field filled."""
    required = [field.name for field in msgspec.structs.fields(kind) if field.required]
    return kind(**{name: FILLED.get(name, name.upper()) for name in required})


@pytest.mark.parametrize("name", TRIVIAL)
def test_every_verb_is_answered_with_a_type_it_allows(name: str) -> None:
    """The connection validates each answer; none is a fault."""
    connection = connectors.connector(name).connect()
    requests = [sample(verb.request) for verb in VERBS.values()]
    assert len(connection.exchange(requests)) == len(VERBS)


@pytest.mark.parametrize("name", TRIVIAL)
def test_everything_is_claimed_so_that_everything_is_run(name: str) -> None:
    """A trivial subject that left something out could not show that something is vacuous."""
    subject = connectors.connector(name).connect().subject
    assert set(subject.classes) == set(ConformanceClass)
    assert set(subject.capabilities) == set(Capability)


def test_always_refuses_refuses_whatever_may_be_refused() -> None:
    """Only the verbs that know no refusal are answered otherwise."""
    connection = connectors.connector("always_refuses").connect()
    answers = connection.exchange([sample(verb.request) for verb in VERBS.values()])
    others = [name for name, answer in zip(VERBS, answers, strict=True) if not isinstance(answer, Refused)]
    assert others == ["initialize", "lab.open", "lab.reset", "clock.advance", "trace.read"]


def test_always_grants_refuses_nothing() -> None:
    """No answer is a refusal."""
    connection = connectors.connector("always_grants").connect()
    answers = connection.exchange([sample(verb.request) for verb in VERBS.values()])
    assert not any(isinstance(answer, Refused) for answer in answers)


def test_echo_reads_an_operator_command_back() -> None:
    """The console shows the last command, and an advance of the clock its own seconds."""
    connection = connectors.connector("echo").connect()
    answers = connection.exchange(
        [r.ConsoleCommand(system="SYS1", command="F DCAS,DEBUG=2"), r.ConsoleRead(system="SYS1")]
    )
    assert answers[1] == Messages(messages=(Message(kind=MessageKind.OTHER, text="F DCAS,DEBUG=2"),))
