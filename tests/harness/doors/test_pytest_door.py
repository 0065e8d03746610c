"""The pytest door."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ezconform import settings
from ezconform.doors.door_run import DoorOptions, start
from ezconform.doors.pytest_workers import SALT, Controller
from ezconform.reports import canonical

pytestmark = pytest.mark.usefixtures("mixed")

NODE = "tiny/features/waiting/counting.feature::test_WAIT_0"


WORDS = {
    "1_holds_with_everything": "PASSED",
    "1_many[one]": "PASSED",
    "1_many[two]": "SKIPPED",
    "1_many[wrong]": "FAILED",
    "1_stumbles": "PROTOCOL ERROR",
    "1_goes_wrong": "HARNESS FAULT",
    "1_refused": "FAILED",
    "2_only_a_warning": "XFAIL",
    "3_may_differ": "SKIPPED",
}


def test_each_verdict_has_its_word(door: Any) -> None:
    """Tests are named after requirement, scenario and case; verdicts after what pytest has."""
    said = [line for line in door("pytest", "-v").out.splitlines() if line.startswith(NODE) and "%]" in line]
    assert len(said) == len(WORDS)
    for (node, word), line in zip(WORDS.items(), said, strict=True):
        assert line.startswith(f"{NODE}{node} {word} ")


def test_the_summary_counts_errors_apart_from_failures(door: Any) -> None:
    """No usable answer is an error, not a failure; reasons are shown."""
    outcome = door("pytest", "-ra")
    assert outcome.code == 1
    assert "2 failed, 2 passed, 2 skipped, 1 xfailed, 2 errors" in outcome.out
    assert "differs: the counter: expected 2, got 1" in outcome.out
    assert "not applicable: capability not declared: interface:REXX" in outcome.out
    assert "failed: the counter: expected 3, got 1" in outcome.out


def test_strict_makes_a_warning_a_failure(door: Any) -> None:
    """Then @inferred requirements fail like the others."""
    outcome = door("pytest", "--strict-inferred", "-k", "WAIT_02")
    assert (outcome.code, "1 failed, 8 deselected" in outcome.out) == (1, True)


@pytest.mark.parametrize(("words", "there"), [("WAIT-02", 1), ("WAIT-01/many", 3), ("WAIT-01/many/two", 1)])
def test_k_takes_the_ids_that_reports_show(door: Any, words: str, there: int) -> None:
    """A requirement's id, an outline's and a scenario's, although names of functions hold no hyphen."""
    assert len(door("pytest", "-k", words).results.scenarios) == there


def test_tags_select_as_in_the_other_doors(door: Any) -> None:
    """Cucumber tag expressions; what is left out makes the run a part, which claims nothing."""
    outcome = door("pytest", "--tags", "@x-deep and not @needs:ipv6")
    assert [one.id for one in outcome.results.scenarios] == ["WAIT-01/many/two", "WAIT-01/many/wrong"]
    assert outcome.results.filtered


def test_all_tags_at_once_deselect_nothing(door: Any) -> None:
    """An expression that holds for everything is no part of it."""
    assert not door("pytest", "--tags=@x-smoke").results.filtered


def test_a_bad_tag_expression_is_bad_input(door: Any) -> None:
    """One line, and nothing is run."""
    outcome = door("pytest", "--tags=@x-a and")
    assert outcome.code == 4
    assert "ERROR: tag expression '@x-a and'" in outcome.err
    assert outcome.results is None


def test_the_first_failure_can_end_the_run(door: Any) -> None:
    """What did not run any more could not run, in the results."""
    outcome = door("pytest", "-x")
    assert outcome.code == 1
    assert outcome.results.interrupted.startswith("stopping after 1 failures")
    assert {one.id: one.verdict.value for one in outcome.results.scenarios}[
        "WAIT-03/may-differ"
    ] == "could not run"


def test_a_user_can_interrupt(tiny: Any, door: Any) -> None:
    """What was found is kept, marked as interrupted."""
    tiny.rule("Scenario: one\n  Given a counter at 1\nScenario: two\n  When the user interrupts\n")
    outcome = door("pytest")
    assert outcome.code == 2
    assert outcome.results.interrupted == "interrupted"
    assert [one.verdict.value for one in outcome.results.scenarios] == ["passed", "could not run"]


def test_features_that_are_not_green_do_not_run(tiny: Any, door: Any) -> None:
    """The door requires the gate; the message is one line."""
    tiny.rule("Scenario: one\n  * a counter at 1\n")
    outcome = door("pytest")
    assert outcome.code == 2
    assert "counting.feature:7: the first step is a Given, When or Then" in outcome.err
    assert "Traceback" not in outcome.err + outcome.out


@pytest.mark.parametrize(
    ("adapter", "code", "said"),
    [("nobody", 2, "nobody"), ("exec:/no/such/command", 3, "/no/such/command")],
)
def test_an_adapter_that_is_not_there_ends_the_run(door: Any, adapter: Any, code: Any, said: Any) -> None:
    """Exit codes as of the command line."""
    outcome = door("pytest", adapter=adapter)
    assert outcome.code == code
    assert said in outcome.err + outcome.out
    assert "Traceback" not in outcome.err + outcome.out


def test_collecting_runs_nothing(door: Any) -> None:
    """Only names are shown."""
    outcome = door("pytest", "--collect-only", "-q")
    assert "test_WAIT_03_may_differ" in outcome.out
    assert outcome.results is None


def test_one_feature_can_be_named(mixed: Any, door: Any) -> None:
    """As pytest users do, by path."""
    mixed.feature(
        "Feature: x\n@seed @S03.1\nRule: DCAS-01 x\n  Scenario: other\n    Given a counter at 1\n",
        "dcas/other",
    )
    outcome = door("pytest", str(mixed.root / "features/dcas/other.feature"))
    assert [one.id for one in outcome.results.scenarios] == ["DCAS-01/other"]


def test_features_of_two_specifications_do_not_mix(mixed: Any, door: Any, tmp_path: Path) -> None:
    """A session has one specification."""
    other = tmp_path / "other"
    (other / "steps").mkdir(parents=True)
    (other / "features").mkdir()
    (other / "features/x.feature").write_text("Feature: x\n")
    outcome = door("pytest", str(mixed.root / "features"), str(other / "features"))
    assert outcome.code == 2
    assert "features of two specifications" in outcome.out


def test_feature_files_of_others_are_left_alone(mixed: Any, door: Any, tmp_path: Path) -> None:
    """A feature file that is in no folder features/ beside steps/ is none of ours."""
    (tmp_path / "stray.feature").write_text("Feature: x\n")
    outcome = door("pytest", str(mixed.root / "features"), str(tmp_path / "stray.feature"))
    assert outcome.code == 1 or "not found" in outcome.err
    assert "stray" not in str(outcome.results)


Allure = tuple[dict[str, Any], list[Path]]


def allure(door: Any, folder: Path) -> Allure:
    """Allure's results by their full names, and the files that are none."""
    door("pytest", f"--alluredir={folder}")
    files = sorted(folder.iterdir())
    results = [json.loads(path.read_text()) for path in files if path.name.endswith("-result.json")]
    return {one["fullName"]: one for one in results}, [one for one in files if one.suffix != ".json"]


def labels(result: Any) -> dict[str, str]:
    return {label["name"]: label["value"] for label in result["labels"] if label["name"] != "tag"}


def test_allure_gets_the_gherkin_steps_of_every_scenario(door: Any, tmp_path: Path) -> None:
    """With tables, doc strings, what was sent and received, and why a step failed."""
    results, _ = allure(door, tmp_path / "allure")
    assert len(results) == 9
    step = results["WAIT-01/refused"]["steps"][2]
    assert (step["name"], step["status"]) == ("Given FORBIDDEN listens", "failed")
    assert step["statusDetails"]["message"].startswith(
        "failed: socket.listen: expected the subject to accept it"
    )
    assert step["steps"][0]["parameters"][0]["value"] == '{"socket": "FORBIDDEN"}'
    whole = results["WAIT-01/holds-with-everything"]
    assert [one["name"] for one in whole["steps"][3]["steps"]] == ["| a | b |", "| c |  |"]
    assert [one["name"] for one in whole["steps"][4]["steps"]] == ["one\n  two"]
    assert results["WAIT-01/many/one"]["name"] == "many [one]"
    stumbles = results["WAIT-01/stumbles"]["steps"][2]
    assert (stumbles["status"], stumbles["steps"][0]["parameters"][1]["value"]) == ("broken", "nothing")


def test_allure_sorts_scenarios_by_source_class_and_requirement(
    mixed: Any, door: Any, tmp_path: Path
) -> None:
    """Severity follows provenance; sources are in the description; documents with an address are links."""
    mixed.write("features/claims.toml", SOURCE + (mixed.root / "features/claims.toml").read_text())
    manual = '[document.getpi]\ntitle = "The manual"\nedition = "V2R4"\nurl = "https://example.org/getpi"\n'
    mixed.write("features/documents.toml", manual)
    mixed.feature(
        "Feature: x\n@manual @doc:getpi\nRule: DCAS-01 Documented\n  Scenario: d\n    Given a counter at 1\n",
        "dcas/other",
    )
    results, _ = allure(door, tmp_path / "allure")
    refused = labels(results["WAIT-01/refused"])
    assert [refused[one] for one in ("epic", "feature", "story")] == ["T, E", "waiting", "WAIT-01 Seed"]
    assert (refused["verdict"], refused["place"].partition(":")[0]) == (
        "failed",
        "features/waiting/counting.feature",
    )
    tags = {one["value"] for one in results["WAIT-01/refused"]["labels"] if one["name"] == "tag"}
    assert {"x-smoke", "S03.1"} <= tags
    severities = [labels(results[one])["severity"] for one in ("WAIT-01/refused", "WAIT-02/only-a-warning")]
    severities += [labels(results[one])["severity"] for one in ("WAIT-03/may-differ", "DCAS-01/d")]
    assert severities == ["critical", "minor", "trivial", "normal"]
    assert results["WAIT-01/refused"]["description"] == "Seed\n\nProse.\n\n* S03.1: The counter counts."
    linked = {"type": "link", "url": "https://example.org/getpi", "name": "The manual, V2R4"}
    assert results["DCAS-01/d"]["links"] == [linked]


def test_allure_gets_two_files_a_scenario_at_most(door: Any, tmp_path: Path) -> None:
    """The second holds all that was sent and received, and tables and texts, for copying."""
    results, others = allure(door, tmp_path / "allure")
    named = {one["source"]: name for name, result in results.items() for one in result.get("attachments", ())}
    assert sorted(named) == [one.name for one in others]
    assert len(others) == len(set(named.values())) > 0
    text = next(one for one in others if named[one.name] == "WAIT-01/holds-with-everything").read_text()
    lines = text.splitlines()
    assert lines[0] == "Given a counter at 1  (passed)"
    assert "    | a | b |" in lines
    assert '  > clock.advance {"seconds": 1.0}' in lines
    assert "      two" in lines


def test_allure_knows_a_scenario_again(mixed: Any, door: Any, tmp_path: Path) -> None:
    """Its history goes by its id: another value in a row, or another place in the file, is no other test."""
    before, _ = allure(door, tmp_path / "before")
    path = mixed.root / "features/waiting/counting.feature"
    path.write_text(
        path.read_text().replace("| one  | 1 |", "| one  | 5 |").replace("Prose.", "Prose.\n\n    More.")
    )
    after, _ = allure(door, tmp_path / "after")
    assert {name: one["historyId"] for name, one in before.items()} == {
        name: one["historyId"] for name, one in after.items()
    }
    assert len({one["historyId"] for one in before.values()}) == 9
    assert labels(after["WAIT-01/many/one"])["verdict"] == "failed"


SOURCE = '[source]\nid = "X"\ntitle = "T"\nedition = "E"\n'
LOSES_ONE = """\
def pytest_runtest_protocol(item, nextitem):
    return "test_WAIT_03" in item.name or None
"""


def test_a_scenario_that_pytest_loses_is_noticed(mixed: Any, door: Any) -> None:
    """Selected but not executed: an internal error, whatever the others did."""
    mixed.write("features/conftest.py", LOSES_ONE)
    outcome = door("pytest", "-k", "WAIT_03 or holds")
    assert outcome.code == 3
    assert "ezconform: 2 scenarios were selected, 1 were executed" in outcome.err


CUTS_SHORT = """\
def pytest_bdd_before_scenario(request, feature, scenario):
    scenario.steps.pop()
"""


def test_a_scenario_that_pytest_cuts_short_is_noticed(mixed: Any, door: Any) -> None:
    """Steps that did not run are a fault of the harness, not a pass."""
    mixed.write("features/conftest.py", CUTS_SHORT)
    outcome = door("pytest", "-k", "WAIT_03")
    assert (outcome.code, "1 error" in outcome.out) == (1, True)
    assert [one.message for one in outcome.results.scenarios] == ["1 of 2 steps were run"]


OTHER = """\
from pytest_bdd import scenario

def test_other(): ...

@scenario("other.txt", "elsewhere")
def test_elsewhere(): ...
"""


def test_ordinary_tests_run_beside_features(mixed: Any, door: Any) -> None:
    """Tags and verdicts are nothing to them; scenarios that they bind themselves are told so."""
    mixed.write("features/test_other.py", OTHER)
    mixed.write("features/other.txt", "Feature: x\n  Scenario: elsewhere\n    Given a counter at 1\n")
    outcome = door("pytest", "--tags=@choice")
    assert "1 failed, 1 passed, 1 skipped, 8 deselected" in outcome.out
    assert "the ezconform door runs only scenarios that it has collected itself" in outcome.out
    assert [one.id for one in outcome.results.scenarios] == ["WAIT-03/may-differ"]


def verdicts(outcome: Any) -> dict[str, str]:
    return {one.id: one.verdict.value for one in outcome.results.scenarios}


def test_workers_of_xdist_give_the_results_of_one(door: Any) -> None:
    """Each runs a part; the results are those of a run without workers, to the byte."""
    alone, shared = door("pytest"), door("pytest", "-n", "2")
    assert shared.code == alone.code == 1
    assert canonical.encode(shared.results) == canonical.encode(alone.results)
    assert "were selected" not in shared.err + shared.out


def test_a_selection_shared_out_is_a_selection(door: Any) -> None:
    """What no worker selected is not in the results, and they make no claim."""
    outcome = door("pytest", "-n", "2", "--tags", "@x-deep and not @needs:ipv6")
    assert set(verdicts(outcome)) == {"WAIT-01/many/two", "WAIT-01/many/wrong"}
    assert outcome.results.filtered


def test_a_worker_that_dies_leaves_what_it_did_not_run(tiny: Any, door: Any) -> None:
    """The scenario it died in could not run; the others have their verdicts."""
    tiny.rule("Scenario: one\n  Given a counter at 1\nScenario: two\n  When 1 seconds pass\n")
    outcome = door("pytest", "-n", "2", subject="Mortal")
    assert outcome.code == 1
    assert verdicts(outcome) == {"WAIT-01/one": "passed", "WAIT-01/two": "could not run"}
    assert outcome.results.interrupted == "the worker that was to run it ended"


def test_bad_input_is_told_through_workers_too(tiny: Any, door: Any) -> None:
    """The line that says what is wrong arrives; nothing is called good."""
    tiny.rule("Scenario: one\n  * a counter at 1\n")
    outcome = door("pytest", "-n", "2")
    assert outcome.code != 0
    assert outcome.results is None
    assert "the first step is a Given, When or Then" in outcome.err + outcome.out


def test_workers_share_the_key_of_digests(tiny: Any, miniature: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One for each run, so that a credential has one alias whichever worker meets it; a kept one wins."""
    nodes = [SimpleNamespace(workerinput={}) for _ in range(3)]
    one = Controller(None)
    one.pytest_configure_node(nodes[0])
    one.pytest_configure_node(nodes[1])
    Controller(None).pytest_configure_node(nodes[2])
    first, second, other = (node.workerinput[SALT] for node in nodes)
    assert first == second != other
    monkeypatch.delenv(settings.SALT, raising=False)
    options = DoorOptions(adapter=miniature + "Willing", salt=first)
    assert start(tiny.root, options).recorder._disguise.salt == first.encode()
    monkeypatch.setenv(settings.SALT, "kept")
    assert start(tiny.root, options).recorder._disguise.salt == b"kept"


def test_a_report_directory_that_cannot_be_made_ends_it_before_any_worker(door: Any, tmp_path: Path) -> None:
    """Bad input, in one line, as without workers."""
    (tmp_path / "file").write_text("")
    outcome = door("pytest", "-n", "2", "--ezconform-report-dir", str(tmp_path / "file/below"))
    assert outcome.code == 2
    assert "report directory" in outcome.err + outcome.out
    assert "Traceback" not in outcome.err + outcome.out
