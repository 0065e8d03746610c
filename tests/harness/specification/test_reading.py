"""Reading the specification, and refusing what would make a run mean less than it seems to."""

import gc
from textwrap import dedent
from typing import Any

import pytest

from ezconform.protocol.faults import BadInput
from ezconform.protocol.values import Capability, ConformanceClass
from ezconform.specification.feature_file import FileIds, read_feature
from ezconform.specification.reading import collector_paused, read
from ezconform.specification.scenarios import slug
from ezconform.verdict import Provenance

WHOLE = """\
    @x-smoke
    Feature: counting
      Background:
        Given a counter at 1

      @inferred @S03.1 @doc:getpi @needs:ipv6
      Rule: WAIT-07 Counting: it counts
        First line.
          Second line.

        Background:
          And a text
            \"\"\"
            one
            two
            \"\"\"

        Scenario: One, two & THREE
          When 1 seconds pass
          * the counter stands at 1

        @x-deep
        Scenario Outline: many
          Given a table
            | start | end   |
            | 1     | <end> |
          Then the counter stands at <end>

          @needs:interface:REXX
          Examples:
            | case  | end |
            | small | 1   |

          Examples: larger ones
            | case  | end |
            | large | 100 |
    """
RULE = "@seed @S03.1\nRule: WAIT-01 One\n  Scenario: one\n    Given a counter at 1\n"


def test_a_rule_becomes_a_requirement(tiny: Any) -> None:
    """Id, sentence, prose, provenance and sources of a Rule are the requirement's."""
    requirement = tiny.feature(WHOLE).read().requirements["WAIT-07"]
    assert requirement.sentence == "Counting: it counts"
    assert requirement.description == "First line.\n  Second line."
    assert requirement.conformance_class is ConformanceClass.WAITING
    assert requirement.provenance is Provenance.INFERRED
    assert (requirement.claims, requirement.documents) == (("S03.1",), ("getpi",))
    assert (requirement.uri, requirement.line) == ("features/waiting/counting.feature", 7)


def test_pickles_become_scenarios_with_ids(tiny: Any) -> None:
    """A scenario's id is the requirement and the slug of its name; a row adds its case."""
    scenarios = tiny.feature(WHOLE).read().scenarios
    assert [one.id for one in scenarios] == [
        "WAIT-07/one-two-three",
        "WAIT-07/many/small",
        "WAIT-07/many/large",
    ]
    assert [one.case for one in scenarios] == ["", "small", "large"]
    assert [one.line for one in scenarios] == [18, 32, 36]
    assert {one.name for one in scenarios} == {"One, two & THREE", "many"}


def test_tags_are_inherited_down_to_the_examples(tiny: Any) -> None:
    """Feature, rule, scenario and Examples tags add up; capabilities are read from them."""
    first, small, large = tiny.feature(WHOLE).read().scenarios
    assert first.tags == ("@x-smoke", "@inferred", "@S03.1", "@doc:getpi", "@needs:ipv6")
    assert small.tags[-2:] == ("@x-deep", "@needs:interface:REXX")
    assert small.needs == {Capability.IPV6, Capability.REXX}
    assert large.needs == {Capability.IPV6}


def test_steps_carry_backgrounds_values_and_places(tiny: Any) -> None:
    """Steps of both backgrounds come first; values are filled in, also in tables."""
    first, small, _ = tiny.feature(WHOLE).read().scenarios
    assert [one.text for one in first.steps] == [
        "a counter at 1",
        "a text",
        "1 seconds pass",
        "the counter stands at 1",
    ]
    assert [(one.keyword, one.kind) for one in first.steps[1:]] == [
        ("And", "given"),
        ("When", "when"),
        ("*", "when"),
    ]
    assert first.steps[1].doc_string == "one\ntwo"
    assert small.steps[2].table == (("start", "end"), ("1", "1"))
    assert [one.line for one in first.steps] == [4, 12, 19, 20]


def test_a_file_is_kept_as_its_messages(tiny: Any) -> None:
    """What the official parser made of a file can be had again from what the specification keeps."""
    spec = tiny.feature(WHOLE).read()
    parsed = read_feature(spec.root / spec.files[0].uri, spec.files[0].uri, FileIds(0))
    assert spec.files[0].unfolded() == parsed
    assert parsed.folded() == spec.files[0]


def test_nodes_of_two_files_have_different_ids(tiny: Any) -> None:
    """A journal holds the messages of all files, and tells their nodes apart by id."""
    other = RULE.replace("01 One", "02 Two")
    spec = tiny.feature(f"Feature: a\n{RULE}").feature(f"Feature: b\n{other}", "waiting/other").read()
    ids = [[pickle["id"] for pickle in file.unfolded().pickles] for file in spec.files]
    assert len(ids) == 2
    assert ids[0] != ids[1]


@pytest.mark.parametrize("jobs", [2, 3, 9])
def test_the_specification_does_not_depend_on_how_many_processes_read_it(tiny: Any, jobs: int) -> None:
    """Requirements, scenarios and files come in the order of the paths, each once."""
    tiny.feature(WHOLE)
    for number in range(4):
        tiny.feature(f"Feature: a\n{RULE.replace('01 One', f'1{number} One')}", f"waiting/more{number}")
    assert read(tiny.root, jobs) == tiny.read()


def test_the_first_complaint_does_not_depend_on_how_many_processes_read(tiny: Any) -> None:
    """It is that about the first path, whoever comes upon another one earlier."""
    tiny.feature(WHOLE, "waiting/a").feature("Feature: b\nScenario: x\n", "waiting/b")
    tiny.feature("nothing", "waiting/c").feature("nothing", "waiting/d")
    for jobs in (1, 2, 3, 4):
        with pytest.raises(BadInput, match=r"^features/waiting/b\.feature:2: "):
            read(tiny.root, jobs)


def test_registers_are_read_beside_the_features(tiny: Any) -> None:
    """Claims, documents and labs are there by their ids; a lab carries the databases its systems use."""
    spec = tiny.feature(WHOLE).read()
    assert (spec.claims["S03.1"].reading, spec.claims["S03.2"].reason) == ("By one.", "Fun cannot be shown.")
    assert spec.documents["getpi"].edition == "V2R4"
    assert [one.name for one in spec.labs["one-stack"].databases] == ["RACFA"]


@pytest.mark.parametrize("name", ["claims", "documents", "labs"])
def test_a_register_that_is_missing_is_told_as_such(tiny: Any, name: str) -> None:
    """Not as an unknown claim, document or lab somewhere in a feature; an empty one will do."""
    (tiny.root / f"features/{name}.toml").unlink()
    with pytest.raises(BadInput, match=rf"^features/{name}\.toml is missing in .*: it holds the "):
        tiny.feature(WHOLE).read()
    tiny.write("features/labs.toml", "")
    if name == "labs":
        assert tiny.read().labs == {}


@pytest.mark.parametrize(
    ("name", "content", "complaint"),
    [
        ("claims", f"claim = {'[' * 9_000}", r"^features/claims.toml: maximum recursion depth exceeded"),
        ("claims", "[[claim]", r"^features/claims.toml: .*line 1"),
        ("claims", '[[claim]]\nid = "S1.1"\nkind = "belief"', r"claims.toml: claim S1.1: Invalid enum value"),
        (
            "claims",
            2 * '[[claim]]\nid = "S1.1"\nkind = "interface"\n',
            r"claims.toml: claim S1.1 is there twice",
        ),
        ("claims", '[[claim]]\nid = "S1.1"\nkind = "context"', r"context claim S1.1 gives no reason"),
        ("edition", 'edition = "v1r12"', r"edition.toml: requirements is missing"),
        ("edition", "requirements = []", r"edition.toml: edition is missing"),
        ("edition", 'edition = "v1r12"\nrequirements = 5', r"edition.toml: edition: .*requirements"),
        ("edition", "edition = 1\nrequirements = []", r"edition.toml: edition: .*name"),
        ("edition", "scored = []", r"edition.toml: unknown key scored; there are edition, requirements"),
        (
            "edition",
            'edition = "v1r12"\nrequirements = ["WAIT-99"]',
            r"edition.toml: edition v1r12 has WAIT-99, and no Rule does",
        ),
        ("documents", "[document.x]\ntitle = 3", r"documents.toml: document x: .*title"),
        ("labs", '[lab.x]\npurpose = "none"', r"labs.toml: lab x: .*systems"),
        ("claims", "[claims]", r"claims.toml: unknown key claims; there are claim, source"),
        ("claims", "claim = 5", r"claims.toml: claim is no list of tables; write \[\[claim\]\]"),
        ("claims", "claim = [5]", r"claims.toml: claim is no list of tables"),
        ("claims", "source = 5", r"claims.toml: source is no table"),
        (
            "claims",
            '[source]\nid = "x"\ntitle = "x"\nedition = "x"\nyear = 3',
            r"source: unknown key year; there are edition, id, title, url",
        ),
        ("claims", '[[claim]]\nid = "S1.1"\nkind = "interface"\nraeding = "x"', r"S1.1: unknown key raeding"),
        ("documents", "[documents.x]", r"documents.toml: unknown key documents; there are document"),
        ("documents", "document = 5", r"documents.toml: document is no table; write \[document.NAME\]"),
        ("documents", "document.x = 5", r"documents.toml: document x is no table"),
        ("documents", '[document.x]\nid = "y"', r"document x: unknown key id; there are edition, title, url"),
        ("labs", "[labs.x]", r"labs.toml: unknown key labs; there are database, lab"),
        ("labs", '[lab.x]\nname = "y"', r"lab x: unknown key name; there are links, purpose, "),
        ("labs", "[database.x]\nuser = []", r"database x: unknown key user; there are profiles, users"),
        (
            "labs",
            '[lab.x]\npurpose = ""\nsystems = []\nxcf_seconds = inf',
            r"lab x: xcf_seconds is inf, not 0",
        ),
        (
            "labs",
            '[lab.x]\npurpose = ""\nsystems = []\nxcf_seconds = nan',
            r"lab x: xcf_seconds is nan, not 0",
        ),
        (
            "labs",
            '[lab.x]\npurpose = ""\nsystems = [{ name = "A", cpc = "C", database = "B", stacks = [] }]',
            "lab x names B, which is not there",
        ),
        (
            "labs",
            '[lab.x]\npurpose = ""\nsystems = []\nlinks = [{ kind = "XCF", stacks = ["T1", "T2"] }]',
            "lab x names T1, which is not there",
        ),
        (
            "labs",
            '[lab.x]\npurpose = ""\nsystems = []\nvipas = [{ address = "", owner = "T3" }]',
            "lab x names T3",
        ),
    ],
)
def test_broken_registers_are_bad_input(tiny: Any, name: str, content: Any, complaint: str) -> None:
    """The message names file and entry."""
    tiny.write(f"features/{name}.toml", content)
    with pytest.raises(BadInput, match=complaint):
        tiny.feature(WHOLE).read()


@pytest.mark.parametrize(
    ("feature", "complaint"),
    [
        (
            "Feature: x\n  Scenario: one\n  foo: bar\n  Gven\n    Given a\n  bar\n",
            r":6: syntax error: 'bar' may not stand here",
        ),
        (
            "Feature: x\n" + RULE + "      | a |\n      | b | c |\n",
            r":7: syntax error: inconsistent cell count",
        ),
        ("", r":1: holds no Feature"),
        ("Feature: x\n  Scenario: one\n    Given a counter at 1\n", r":2: a scenario stands in no Rule"),
        (
            "Feature: x\n" + RULE.replace("WAIT-01 One", "One"),
            r":3: a Rule in waiting is titled 'WAIT-00 sentence'",
        ),
        ("Feature: x\n" + RULE.replace("WAIT", "ROUTE"), r":3: a Rule in waiting is titled"),
        ("Feature: x\n" + RULE.replace("@seed ", ""), r":3: a Rule has one provenance tag.*found none"),
        ("Feature: x\n" + RULE.replace("@seed", "@seed @choice"), r":3: .*found @seed and @choice"),
        ("Feature: x\n" + RULE.replace("@S03.1", ""), r":3: @seed needs a claim tag"),
        ("Feature: x\n" + RULE.replace("@seed", "@manual"), r":3: @manual needs a document tag"),
        (
            "Feature: x\n" + RULE.replace("@seed @S03.1", "@choice"),
            r":3: @choice needs a claim tag or a document tag",
        ),
        ("Feature: x\n" + RULE.replace("@S03.1", "@S99.1"), r":3: unknown claim S99.1"),
        ("Feature: x\n" + RULE.replace("@seed @S03.1", "@manual @doc:none"), r":3: unknown document none"),
        ("Feature: x\n" + RULE.replace("@seed", "@seed @needs:wings"), r":3: unknown capability wings"),
        (
            "Feature: x\n" + RULE.replace("@seed", "@seed @UPPER"),
            r":3: @UPPER is no tag of this specification",
        ),
        ("Feature: x\n" + RULE.replace("@seed", "@seed @skip"), r":3: @skip is no tag of this specification"),
        (
            "Feature: x\n" + RULE.replace("@seed", "@seed @zonk"),
            r":3: @zonk is no tag of this specification; tags of your own begin with @x-",
        ),
        (
            "Feature: x\n" + RULE.replace("  Scenario", "  @choice\n  Scenario"),
            r":5: @choice belongs on the Rule",
        ),
        ("Feature: x\n" + RULE.replace("  Scenario", "  @needs:x\n  Scenario"), r":5: unknown capability x"),
        ("Feature: x\n" + RULE.replace("    Given a counter at 1\n", ""), r":4: scenario without steps: one"),
        ("Feature: x\n" + RULE.replace("Given", "Gven"), r":4: scenario without steps: one"),
        ("Feature: x\n" + RULE.replace("Scenario: one", "Scenario: ?!"), r":4: a scenario has a name"),
        ("Feature: x\n@seed @S03.1\nRule: WAIT-01 One\n", r":3: requirement WAIT-01 has no scenario"),
        (
            "Feature: x\n" + RULE + "  Scenario: one\n    Given a counter at 1\n",
            r":6: two scenarios are named 'one'.*:4",
        ),
        (
            "Feature: x\n" + RULE + "  Scenario: ONE\n    Given a counter at 1\n",
            r":6: scenario WAIT-01/one is there already",
        ),
        (
            "Feature: x\n" + RULE + RULE.replace(": one", ": two"),
            r":7: requirement WAIT-01 is there already in .*:3",
        ),
    ],
)
def test_a_feature_that_is_wrong_is_bad_input(tiny: Any, feature: Any, complaint: str) -> None:
    """One line that names file and line."""
    tiny.write("features/waiting/x.feature", feature)
    with pytest.raises(BadInput, match="^features/waiting/x.feature" + complaint) as caught:
        tiny.read()
    assert "\n" not in str(caught.value)


OUTLINE = "Feature: x\n@seed @S03.1\nRule: WAIT-01 One\n  Scenario Outline: one\n    Given a counter at <n>\n"


@pytest.mark.parametrize(
    ("examples", "complaint"),
    [
        ("", r":4: outline without rows: one"),
        ("    Examples:\n", r":4: outline without rows: one"),
        ("    Examples:\n    | case | n |\n", r":4: outline without rows: one"),
        (
            "    Examples:\n    | case | n |\n    | a | 1 |\n    Examples:\n",
            r":9: Examples without rows: one",
        ),
        ("    Examples:\n    | n | case |\n    | 1 | a |\n", r":7: the first column of Examples is 'case'"),
        ("    Examples:\n    | case | n |\n    | a b | 1 |\n", r":8: 'a b' is no case name"),
        (
            "    Examples:\n    | case | n |\n    | a | 1 |\n    Examples:\n    | case | n |\n    | a | 2 |",
            r":11: case a is there twice",
        ),
        ("    @seed\n    Examples:\n    | case | n |\n    | a | 1 |\n", r":7: @seed belongs on the Rule"),
    ],
)
def test_an_outline_that_is_wrong_is_bad_input(tiny: Any, examples: Any, complaint: str) -> None:
    """Rows are scenarios of their own: each has a case of its own, and there is at least one."""
    tiny.write("features/waiting/x.feature", OUTLINE + examples)
    with pytest.raises(BadInput, match="^features/waiting/x.feature" + complaint):
        tiny.read()


def test_the_name_of_an_outline_is_one_name(tiny: Any) -> None:
    """A placeholder in the name would make the id depend on the row twice."""
    text = OUTLINE.replace(": one", ": at <n>") + "    Examples:\n    | case | n |\n    | a | 1 |\n"
    tiny.write("features/waiting/x.feature", text)
    with pytest.raises(BadInput, match=":4: the name of an outline holds no placeholder"):
        tiny.read()


def test_a_folder_that_is_no_class_is_bad_input(tiny: Any) -> None:
    """The folder says the class; the message lists what there is."""
    tiny.feature(WHOLE, name="wating/counting")
    with pytest.raises(BadInput, match="the folder wating is no class; classes are routing"):
        tiny.read()


def test_a_file_that_is_not_utf_8_is_bad_input(tiny: Any) -> None:
    """Feature files are UTF-8."""
    tiny.write("features/waiting/x.feature", "").write_bytes(b"Feature: \xff")
    with pytest.raises(BadInput, match=r"x.feature: is not UTF-8 text"):
        tiny.read()


def test_a_file_that_cannot_be_read_is_bad_input(tiny: Any) -> None:
    """The message says why."""
    (tiny.root / "features/waiting/x.feature").mkdir(parents=True)
    with pytest.raises(BadInput, match=r"x.feature: cannot be read: Is a directory"):
        tiny.read()


def test_no_feature_file_is_bad_input(tiny: Any) -> None:
    """Nothing to run is not success."""
    with pytest.raises(BadInput, match="no feature file in"):
        tiny.read()


def test_digests_change_with_what_they_cover(tiny: Any) -> None:
    """A class's digest covers its own features, the registers and the steps; the whole one everything."""
    first = tiny.feature(WHOLE).read()
    tiny.feature(dedent(WHOLE).replace("WAIT-07", "DCAS-01"), name="dcas/counting")
    second = tiny.read()
    assert second.digest != first.digest
    assert second.class_digests[ConformanceClass.WAITING] == first.class_digests[ConformanceClass.WAITING]
    assert second.class_digests[ConformanceClass.DCAS] != first.class_digests[ConformanceClass.DCAS]
    tiny.write("steps/more.py", "")
    third = tiny.read()
    assert third.class_digests[ConformanceClass.WAITING] != first.class_digests[ConformanceClass.WAITING]


def test_line_ends_do_not_change_a_digest(tiny: Any) -> None:
    """A checkout with CRLF is the same specification."""
    first = tiny.feature(WHOLE).read().digest
    path = tiny.root / "features/waiting/counting.feature"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert tiny.read().digest == first


def test_a_slug_is_lower_case_with_hyphens() -> None:
    """Runs of other characters become one hyphen, none at the ends."""
    assert slug(" PI_TIMEOUT = 0: at once! ") == "pi-timeout-0-at-once"


def test_the_collector_is_left_as_it_was() -> None:
    """Reading pauses garbage collection and restores it, also where it was off before."""
    with collector_paused():
        assert not gc.isenabled()
    assert gc.isenabled()
    gc.disable()
    with collector_paused():
        assert not gc.isenabled()
    assert not gc.isenabled()
    gc.enable()
