"""Credentials of fixed labs in evidence, messages and findings."""

from collections.abc import Callable
from typing import Any

import msgspec
import pytest

from ezconform import bundle
from ezconform.engine.deviations import Declarations, Deviation
from ezconform.engine.disguise import Disguise
from ezconform.engine.recorder import Recorder
from ezconform.engine.run import take_turn
from ezconform.engine.session import Session
from ezconform.protocol.answers import Opened, PartnerInfo, Subject, TokenFields
from ezconform.protocol.values import Capability, ConformanceClass
from ezconform.protocol.verbs import PROTOCOL
from ezconform.results import ScenarioResult
from ezconform.vocabulary import load

TOKEN = "C9" * 80
SCENARIO = """\
Feature: f
  @seed @S03.1
  Rule: WAIT-01 R
    Scenario: one
      Given the lab one-stack
      When LEDGER retrieves its partner's user-id and utoken
      Then the partner's address-space user ID is {user}
"""
Run = Callable[..., ScenarioResult]


class Fixed:
    """A subject whose partner is a user that no feature has invented."""

    name = "fixed"

    def __init__(self, capabilities: Any, info: PartnerInfo) -> None:
        self.info = info
        self.subject = Subject(
            protocol=PROTOCOL,
            name="fixed",
            version="1",
            classes=tuple(ConformanceClass),
            capabilities=capabilities,
        )

    def connect(self) -> Any:
        return self

    def exchange(self, requests: Any) -> list[Any]:
        return [Opened() if type(one).__name__ == "LabOpen" else self.info for one in requests]

    def close(self) -> None:
        return None


@pytest.fixture
def run(tiny: Any) -> Run:
    """The result of asking for a partner's credentials; `user` is what the feature expects."""

    def result(
        *,
        info: Any = None,
        user: str = "BOB",
        capabilities: Any = (),
        salt: bytes = b"salt",
        show: bool = False,
        declared: tuple[Deviation, ...] = (),
    ) -> ScenarioResult:
        found = info or PartnerInfo(routing=(), address_space_user_id="TOM", address_space_utoken=TOKEN)
        spec = tiny.feature(SCENARIO.format(user=user)).read()
        disguise = None if show else Disguise(salt, spec.labs)
        session = Session(Fixed(capabilities, found))
        table = load(bundle.find().steps)
        recorder = Recorder(table, spec.labs, session, Declarations(declared), disguise)
        return take_turn(spec.scenarios[0], recorder).result

    return result


def answer(result: ScenarioResult) -> dict[str, Any]:
    found = result.steps[1].evidence[-1].answer
    assert found is not None
    return found


def test_a_real_user_is_an_alias_everywhere(run: Run) -> None:
    """In evidence, in the message and in what was compared."""
    result = run()
    assert answer(result)["address_space_user_id"] == "user#1"
    assert result.message == 'address-space user ID: expected "BOB", got "user#1"'
    assert result.mismatch is not None
    assert result.mismatch.actual == '"user#1"'
    assert b"TOM" not in msgspec.json.encode(result)


def test_a_token_is_its_length_and_a_salted_digest(run: Run) -> None:
    """The same token is the same digest with the same salt, and another one with another."""
    said = answer(run())["address_space_utoken"]
    assert said.startswith("token of 80 bytes, digest ")
    assert said == answer(run())["address_space_utoken"]
    assert said != answer(run(salt=b"other"))["address_space_utoken"]
    assert TOKEN.encode() not in msgspec.json.encode(run())


def test_two_users_are_two_aliases(run: Run) -> None:
    """Numbered as the scenario meets them."""
    info = PartnerInfo(routing=(), address_space_user_id="TOM", task_user_id="ANN")
    assert answer(run(info=info))["task_user_id"] == "user#2"


def test_names_that_the_features_invented_stay_plain(run: Run) -> None:
    """What is in the feature is no secret."""
    assert answer(run(user="TOM"))["address_space_user_id"] == "TOM"
    assert run(user="TOM").verdict.value == "passed"


def test_a_subject_that_builds_its_labs_has_nothing_to_hide(run: Run) -> None:
    """All its users come from the definition."""
    assert answer(run(capabilities=(Capability.BUILD_LABS,)))["address_space_utoken"] == TOKEN


def test_credentials_are_shown_to_whoever_asks_for_it(run: Run) -> None:
    """Without a disguise nothing is replaced."""
    assert answer(run(show=True))["address_space_user_id"] == "TOM"


def test_a_declaration_speaks_of_the_alias(run: Run) -> None:
    """What a report shows is what a declaration has to say."""
    message = 'address-space user ID: expected "BOB", got "user#1"'
    declared = Deviation(scenario="WAIT-01/one", message=message, reason="x")
    assert run(declared=(declared,)).verdict.value == "known deviation"


def test_only_whole_words_are_hidden(tiny: Any) -> None:
    """TOM is not looked for in TOMATO, and a group is not called a user."""
    spec = tiny.feature(SCENARIO.format(user="BOB")).read()
    answers = [msgspec.to_builtins(TokenFields(fields={"TOKUSER": "TOM", "TOKGRUP": "VEG", "TOKPOE": "T1"}))]
    aliases = Disguise(b"s", spec.labs).aliases(spec.scenarios[0], answers)
    assert aliases.text("TOM TOMATO (TOM) VEG T1") == "user#1 TOMATO (user#1) group#1 T1"


def test_users_of_the_labs_are_not_hidden(tiny: Any) -> None:
    """Their names are in the definition, which everybody may read."""
    tiny.write("features/labs.toml", LABS)
    spec = tiny.feature(SCENARIO.format(user="BOB")).read()
    aliases = Disguise(b"s", spec.labs).aliases(spec.scenarios[0], [{"user": "ALICE"}, [{"user": "EVE"}]])
    assert aliases.text("ALICE EVE") == "ALICE user#1"


LABS = """\
[database.RACFA]
users = [{ id = "ALICE" }]

[lab.one-stack]
purpose = "One stack."
systems = [{ name = "SYS1", cpc = "CPC1", database = "RACFA", stacks = [
    { name = "TCPCS1", addresses = ["10.1.1.1"] },
] }]
"""
