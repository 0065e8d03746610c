"""The reference adapter refuses what is no token at all, and names the operand."""

from typing import Any

import pytest

from ezconform.connection.connectors import python_adapter
from ezconform.protocol import requests as r
from ezconform.protocol.answers import Refused, TokenFields
from ezconform.protocol.lab import Database, LabDefinition, Stack, System, User

LAB = LabDefinition(
    name="one-stack",
    purpose="a program that maps tokens",
    systems=(
        System(
            name="SYS1",
            cpc="CPC1",
            database="RACFA",
            stacks=(Stack(name="TCPCS1", addresses=("10.1.1.1",)),),
        ),
    ),
    databases=(Database(name="RACFA", users=(User(id="BOB"),)),),
)


@pytest.fixture
def subject() -> Any:
    """A reference adapter with a lab open and one program running."""
    made = python_adapter("reference")()
    made.lab_open(r.LabOpen(lab=LAB))
    made.program_start(r.ProgramStart(program="BROKER", stack="TCPCS1", user="BOB", apf=True))
    return made


@pytest.mark.parametrize("digits", ["XYZ", "0", "5001é", "50 0"])
def test_digits_that_are_not_hexadecimal_are_refused(subject: Any, digits: str) -> None:
    """TOKENMAP and VERIFY refuse them with EINVAL and say which operand is wrong and what it was."""
    for answer in (
        subject.token_map(r.TokenMap(program="BROKER", utoken=digits)),
        subject.token_login(r.TokenLogin(program="BROKER", utoken=digits)),
    ):
        assert isinstance(answer, Refused)
        assert answer.errno == "EINVAL"
        assert answer.form["message"] == f"utoken {digits!r}: expected hexadecimal digits, two a byte"


def test_a_token_in_hexadecimal_digits_is_mapped(subject: Any) -> None:
    """What SIOCGPARTNERINFO gave, TOKENMAP takes."""
    token = subject.sysplex.security_of("BROKER")
    digits = token.tokenxtr(token.identity("BOB")).hex()
    answer = subject.token_map(r.TokenMap(program="BROKER", utoken=digits))
    assert isinstance(answer, TokenFields)
    assert answer.fields["TOKUSER"] == "BOB"
