"""Credentials of fixed labs in evidence, messages and findings, and in everything a run writes."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from ezconform import bundle
from ezconform.cli import main
from ezconform.connection.limits import Limits
from ezconform.engine.deviations import Declarations, Deviation
from ezconform.engine.disguise import Disguise
from ezconform.engine.recorder import Recorder
from ezconform.engine.run import take_turn
from ezconform.engine.session import Session
from ezconform.protocol.answers import Opened, PartnerInfo, Refused, Subject, TokenFields
from ezconform.protocol.faults import CannotStart, Crashed, ProtocolFault
from ezconform.protocol.values import Capability, ConformanceClass
from ezconform.protocol.verbs import PROTOCOL
from ezconform.reports import canonical
from ezconform.results import ScenarioResult
from ezconform.vocabulary import check, load

TOKEN = "C9" * 80
SCENARIO = """\
Feature: f
  @seed @S03.1
  Rule: WAIT-01 R
    Scenario: one
      Given the lab one-stack
      When LEDGER retrieves its partner's user-id and utoken
      {step}
"""
Run = Callable[..., ScenarioResult]


SALTED = "token of 80 bytes, digest "


class Fixed:
    """A subject whose partner is a user that no feature has invented."""

    name = "fixed"

    def __init__(self, capabilities: Any, info: Any) -> None:
        self.info = info
        self.subject = Subject(
            protocol=PROTOCOL,
            name="fixed",
            version="1",
            classes=tuple(ConformanceClass),
            capabilities=capabilities,
        )

    def connect(self) -> Any:
        if isinstance(self.info, CannotStart):
            raise self.info
        return self

    def exchange(self, requests: Any) -> list[Any]:
        return [Opened() if type(one).__name__ == "LabOpen" else self.answer() for one in requests]

    def answer(self) -> Any:
        if isinstance(self.info, Exception):
            raise self.info
        return self.info

    def close(self) -> None:
        return None


@pytest.fixture
def run(tiny: Any) -> Run:
    """The result of asking for a partner's credentials; `user` is what the feature expects."""

    def result(  # noqa: PLR0913 - what a test may say differently
        *,
        info: Any = None,
        user: str = "BOB",
        step: str = "",
        turns: int = 1,
        capabilities: Any = (),
        show: bool = False,
        declared: tuple[Deviation, ...] = (),
        **disguised: Any,
    ) -> ScenarioResult:
        found = info or PartnerInfo(routing=(), address_space_user_id="TOM", address_space_utoken=TOKEN)
        spec = tiny.feature(SCENARIO.format(step=f"Then {step}" if step else EXPECTED.format(user))).read()
        disguise = None if show else Disguise(disguised.pop("salt", b"salt"), spec.labs, **disguised)
        session = Session(Fixed(capabilities, found), Limits(restarts=0))
        table = load(bundle.find().steps)
        recorder = Recorder(table, spec.labs, session, Declarations(declared), disguise)
        return [take_turn(spec.scenarios[0], recorder).result for _ in range(turns)][-1]

    return result


def answer(result: ScenarioResult) -> dict[str, Any]:
    found = result.steps[1].evidence[-1].answer
    assert found is not None
    return found


def test_a_real_user_is_an_alias_everywhere(run: Run) -> None:
    """In evidence, in the message and in what was compared; a declared one by its place."""
    result = run(users=("ANN", "TOM"))
    assert answer(result)["address_space_user_id"] == "user#2"
    assert result.message == 'address-space user ID: expected "BOB", got "user#2"'
    assert result.mismatch is not None
    assert result.mismatch.actual == '"user#2"'
    assert b"TOM" not in msgspec.json.encode(result)


def test_an_undeclared_user_is_a_digest_that_only_the_salt_knows(run: Run) -> None:
    """The same in every scenario of a run, whoever was met before; and as a group."""
    alias = answer(run())["address_space_user_id"]
    assert re.fullmatch("user#x[0-9a-f]{8}", alias)
    later = PartnerInfo(routing=(), address_space_user_id="ANN", task_user_id="TOM")
    assert answer(run(info=later))["task_user_id"] == alias
    assert answer(run(salt=b"other"))["address_space_user_id"] != alias
    group = answer(run(info=TokenFields(fields={"TOKGRUP": "TOM"})))["fields"]["TOKGRUP"]
    assert group == alias.replace("user", "group")


def test_a_token_is_its_length_and_a_salted_digest(run: Run) -> None:
    """The same token is the same digest with the same salt, and another one with another."""
    said = answer(run())["address_space_utoken"]
    assert said.startswith(SALTED)
    assert said == answer(run())["address_space_utoken"]
    assert said != answer(run(salt=b"other"))["address_space_utoken"]
    assert TOKEN.encode() not in msgspec.json.encode(run())


def test_the_beginning_of_a_token_is_no_less_secret(run: Run) -> None:
    """A message that shows an answer cuts long fields; what is left of a token is its alias too."""
    result = run(step="the call is refused")
    assert f"address space utoken {SALTED}" in result.message
    assert "C9C9" not in result.message
    assert check.shown(bytes.fromhex(TOKEN)) == TOKEN.lower()


def test_a_declared_name_is_hidden_in_free_text(run: Run) -> None:
    """Whether or not a field has held it, in whichever case, as a whole word, as the name of a member too."""
    info = Refused(errno="EIO", reason="no TOM, no TOMATO", form={"message": "tom.JOB failed", "TOM": 1})
    said = answer(run(info=info, users=("Tom",)))
    assert said["reason"] == "no user#1, no TOMATO"
    assert said["form"] == {"message": "user#1.JOB failed", "user#1": 1}


def test_what_an_adapter_says_when_it_fails_is_disguised(run: Run) -> None:
    """Its standard error, and a quoted line that did not fit, however short it was cut."""
    fault = ProtocolFault('junk: {"address_space_user_id": "EVE", "task_utoken":"C9C9C9…')
    fault.stderr = f"TOM logged on as EVE with {TOKEN}, count 00000000000000000000000000000001\n"
    result = run(info=fault, users=("TOM",))
    alias = re.search("user#x[0-9a-f]{8}", result.message)
    assert alias
    assert result.detail.startswith(f"user#1 logged on as {alias[0]} with {SALTED}")
    assert result.detail.endswith(", count 00000000000000000000000000000001\n")
    assert '"task_utoken":"token of 3 bytes, digest ' in result.message


def test_why_nothing_could_run_is_disguised(run: Run) -> None:
    """The words of an adapter that is given up stand in every scenario that was left."""
    assert run(info=Crashed("it said: TOM"), users=("TOM",)).message == "it said: user#1"
    left = run(info=Crashed("it said: TOM"), users=("TOM",), turns=2)
    assert left.message.endswith("without one good answer; at last: it said: user#1")


def test_names_that_the_features_invented_stay_plain(run: Run) -> None:
    """What is in the feature is no secret, declared or not."""
    for users in ((), ("TOM",)):
        assert answer(run(user="TOM", users=users))["address_space_user_id"] == "TOM"
        assert run(user="TOM", users=users).verdict.value == "passed"


def test_a_subject_that_builds_its_labs_has_nothing_to_hide(run: Run) -> None:
    """All its users come from the definition."""
    result = run(capabilities=(Capability.BUILD_LABS,), users=("TOM",))
    assert answer(result)["address_space_utoken"] == TOKEN
    assert result.message == 'address-space user ID: expected "BOB", got "TOM"'


def test_credentials_are_shown_to_whoever_asks_for_it(run: Run) -> None:
    """Without a disguise nothing is replaced."""
    assert answer(run(show=True))["address_space_user_id"] == "TOM"


def test_a_declaration_speaks_of_the_alias(run: Run) -> None:
    """What a report shows is what a declaration has to say."""
    message = 'address-space user ID: expected "BOB", got "user#1"'
    declared = Deviation(scenario="WAIT-01/one", message=message, reason="x")
    assert run(declared=(declared,), users=("TOM",)).verdict.value == "known deviation"


def test_a_field_without_a_name_hides_nothing(run: Run) -> None:
    """Blanks, and signs that stand for no user, are left as they are."""
    info = PartnerInfo(routing=(), address_space_user_id="-", task_user_id="TOM     ")
    said = answer(run(info=info, users=("TOM",)))
    assert (said["address_space_user_id"], said["task_user_id"]) == ("-", "user#1     ")


def test_users_of_the_labs_are_not_hidden(tiny: Any) -> None:
    """Their names are in the definition, which everybody may read."""
    tiny.write("features/labs.toml", LABS)
    spec = tiny.feature(SCENARIO.format(step=EXPECTED.format("BOB"))).read()
    aliases = Disguise(b"s", spec.labs, ("EVE",)).aliases(
        spec.scenarios[0], [{"user": "ALICE"}, [{"user": "EVE"}]]
    )
    assert aliases.text("ALICE EVE") == "ALICE user#1"


@pytest.fixture
def ran(tiny: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[str, bytes]]:
    """What a run of some scenarios on the strangers writes, by name of the file."""
    monkeypatch.chdir(tmp_path)
    shutil.copytree(bundle.find().steps, tiny.root / "steps", dirs_exist_ok=True)
    (tiny.root / "steps" / "counting.py").unlink()
    rows = "".join(f"        | {one} |\n" for one in ("A", "B", "C", "D", "E", "F"))
    tiny.feature(MANY.replace("ROWS", rows))

    def run(*options: str, settings: str = SETTINGS, subject: str = "Strangers") -> dict[str, bytes]:
        (tmp_path / "ezconform.toml").write_text(settings, encoding="utf-8")
        shutil.rmtree(tmp_path / "out", ignore_errors=True)
        subject = f"py:{Path(__file__).parents[2] / 'miniatures.py'}:{subject}"
        main(["run", "--root", str(tiny.root), "--adapter", subject, "--report-dir", "out", *options])
        return {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}

    return run


def test_nothing_that_a_run_writes_gives_anybody_away(
    ran: Callable[..., dict[str, bytes]], capfd: pytest.CaptureFixture[str]
) -> None:
    """Journal, results, every report, and what is told on the terminal meanwhile."""
    files = ran()
    told = capfd.readouterr()
    assert "journal.ndjson" in files
    for content in (*files.values(), (told.out + told.err).encode()):
        for secret in (b"MERKEL", b"OBAMA", b"STATES", b"d4c5d9d2c5d3"):
            assert secret.lower() not in content.lower()
    assert b"MERKEL" in ran("--show-credentials")["results.json"]


def test_why_several_workers_gave_up_is_disguised(ran: Callable[..., dict[str, bytes]]) -> None:
    """What is left then could not run, in the words of an adapter."""
    results = canonical.decode(
        ran("-j", "2", settings=SETTINGS + "[limits]\nrestarts = 0\n", subject="Hopeless")["results.json"],
        "hopeless",
    ).scenarios
    assert {one.verdict.value for one in results} == {"protocol error", "could not run"}
    assert all("user#1" in one.message for one in results if one.verdict.value == "protocol error")
    assert "at last: lab.open: error -32603: RuntimeError: no user#1" in results[-1].message


def test_aliases_do_not_depend_on_who_came_first(ran: Callable[..., dict[str, bytes]]) -> None:
    """One worker or two, all scenarios or some: the same bytes, and the same scenario says the same."""
    whole = ran()
    shared = ran("-j", "2")
    for name in whole.keys() - {"journal.ndjson"}:
        assert whole[name] == shared[name], name
    results = {one.id: one for one in canonical.decode(whole["results.json"], "whole").scenarios}
    some = canonical.decode(ran("--scenario", "WAIT-01/one/E")["results.json"], "some").scenarios
    assert [results[one.id] for one in some] == list(some)
    assert len(set(re.findall(rb"user#x[0-9a-f]{8}", whole["results.json"]))) == 1


def test_digests_that_pass_make_no_deviation(
    ran: Callable[..., dict[str, bytes]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without a salt the next run would not say the same; with one it does."""
    ran("--update-deviations", settings="")
    assert "digests of credentials that the next run would not repeat: set a salt" in capsys.readouterr().err
    assert (tmp_path / "ezconform.toml").read_text(encoding="utf-8") == ""
    ran("--update-deviations")
    declared = (tmp_path / "ezconform.toml").read_text(encoding="utf-8")
    assert "user#x" in declared
    verdicts = {
        one.verdict.value
        for one in canonical.decode(ran(settings=declared)["results.json"], "declared").scenarios
    }
    assert verdicts == {"known deviation", "passed", "protocol error"}


EXPECTED = "Then the partner's address-space user ID is {}"
SETTINGS = '[credentials]\nsalt = "pepper"\nusers = ["MERKEL"]\ngroups = ["STATES"]\n'
MANY = """\
Feature: f
  @seed @S03.1
  Rule: WAIT-01 R
    Scenario Outline: one
      Given the lab one-stack
      And the program <case> runs on TCPCS1 as user ALICE
      And <case> opens a TCP socket
      When <case> retrieves its partner's user-id and utoken
      Then the partner's address-space user ID is ALICE

      Examples:
        | case |
ROWS"""
LABS = """\
[database.RACFA]
users = [{ id = "ALICE" }]

[lab.one-stack]
purpose = "One stack."
systems = [{ name = "SYS1", cpc = "CPC1", database = "RACFA", stacks = [
    { name = "TCPCS1", addresses = ["10.1.1.1"] },
] }]
"""
