"""The gate catches what single runners would silently read differently."""

from pathlib import Path
from typing import Any

import pytest

from ezconform import bundle
from ezconform.protocol.faults import BadInput
from ezconform.specification import gate, house_rules, portability

GOOD = """\
Scenario: plain
  Given a counter at 1
  And a table
    | a | b \\| c |
    | d |        |
  And a text
    \"\"\"
    one
      two, indented

    \"\"\"
  * the counter stands at 1

@x-deep
Scenario Outline: many
  Given a counter at <n>
  Then the counter stands at <n>

  @x-one
  Examples: small ones
    | case | n |
    | a    | 1 |

  @x-two @needs:ipv6
  Examples:
    | case | n |
    | b    | 2 |
"""
SILENT = [
    pytest.param(
        GOOD + "\nScenario: plain\n  Given a counter at 1\n",
        "two scenarios are named 'plain'",
        id="equal names",
    ),
    pytest.param(
        "Scenario: empty\n  Gven a counter at 1\n", "scenario without steps: empty", id="misspelt first step"
    ),
    pytest.param(
        "Scenario Outline: none\n  Given a counter at <n>\n  Examples:\n    | case | n |\n",
        "outline without rows: none",
        id="empty Examples",
    ),
    pytest.param(
        "Scenario Outline: none\n  Given a counter at <n>\n", "outline without rows: none", id="no Examples"
    ),
    pytest.param(
        "Scenario: one\n  Given a table\n    | a\\nb |\n",
        r"a cell holds no \\n and no",
        id="line end in a cell",
    ),
    pytest.param(
        "Scenario: one\n  Given a table\n    | a\\\\ |\n", r"a cell holds no", id="backslash in a cell"
    ),
    pytest.param(
        'Scenario: one\n  Given a text\n    """\n        one\n        two\n    """\n',
        "the leftmost line of a doc string",
        id="doc string indented as a whole",
    ),
    pytest.param(
        'Scenario: one\n  Given a text\n    """\n    one  \n    """\n',
        "does not end in blanks",
        id="trailing blanks in a doc string",
    ),
    pytest.param(
        'Scenario: one\n  Given a text\n    """\n    \\"\\"\\"\n    """\n',
        "a doc string holds no backslash",
        id="escaped fence",
    ),
    pytest.param(
        "Scenario: one\n  Given a table\n    | a | # comment\n",
        "nothing follows the last",
        id="comment after a row",
    ),
    pytest.param(
        'Scenario: one\n  Given a table\n    | a |\n    """\n    one\n    """\n',
        "the step takes no doc string",
        id="doc string after a table",
    ),
    pytest.param(
        "Scenario Outline: one\n  Given a counter at <n>\n  And a table\n    | <m> |\n"
        "  Examples:\n    | case | n | m   |\n    | a    | 1 | <n> |\n",
        "a value holds no placeholder",
        id="placeholder as a value",
    ),
    pytest.param(
        "Scenario: one\n  given a counter at 2\n  Given a counter at 1\n",
        "a line of the description begins like a step",
        id="lower-case keyword",
    ),
    pytest.param(
        "@x-a@x-b\nScenario: one\n  Given a counter at 1\n",
        "behave reads other tags",
        id="tags without blank",
    ),
]
LOUD = [
    pytest.param(
        "Scenario: one\n  And a counter at 1\n", "the first step is a Given, When or Then", id="And first"
    ),
    pytest.param(
        "Scenario: one\n  * a counter at 1\n", "the first step is a Given, When or Then", id="* first"
    ),
    pytest.param(
        "Scenario: one\n  Given a counter at <n>\n  Examples:\n    | case | n |\n    | a | 1 |\n",
        "a scenario with Examples is a Scenario Outline",
        id="Scenario with Examples",
    ),
    pytest.param(
        "Scenario Outline: a\n  Given a counter at <n>\n  Examples:\n    Eh\n    | case | n |\n    | a | 1 |",
        "Examples have no description",
        id="description under Examples",
    ),
    pytest.param(
        "Scenario: one\n  Given a text\n    ```\n    one\n    ```\n",
        'a doc string is fenced by """',
        id="backticks",
    ),
    pytest.param(
        'Scenario: one\n  Given a text\n    """\n  one\n    """\n',
        "the leftmost line of a doc string",
        id="left of fence",
    ),
]


def test_ordinary_features_are_green(tiny: Any) -> None:
    """Outlines, tagged Examples, tables, doc strings and * in the middle raise no false alarm."""
    assert gate.complaints(tiny.rule(GOOD).root) == ()


@pytest.mark.parametrize(("scenarios", "complaint"), SILENT + LOUD)
def test_what_runners_read_differently_is_refused(tiny: Any, scenarios: Any, complaint: str) -> None:
    """Each with a complaint that names the cause."""
    with pytest.raises(BadInput, match=complaint):
        gate.require_green(tiny.rule(scenarios).root)


def test_a_placeholder_in_a_background_is_refused(tiny: Any) -> None:
    """Both runners would substitute it, the official pickles do not."""
    text = "Background:\n  Given <n> listens\n\n" + GOOD
    tiny.rule(text)
    spec = tiny.read()
    said = house_rules.complaints(spec.files[0].unfolded())
    assert said == ["features/waiting/counting.feature:7: a Background holds no placeholder"]
    assert [one.split(": ")[1] for one in portability.differences(spec.root, spec.files[0].unfolded())] == [
        "pytest-bdd reads other steps in scenario 'many'",
        "behave reads other steps in scenario 'many'",
    ]


def test_a_placeholder_in_a_tag_is_refused(tiny: Any) -> None:
    """Behave would substitute it; reading refuses the tag before."""
    text = GOOD.replace("@x-deep", "@x-deep-<n>")
    with pytest.raises(BadInput, match="@x-deep-<n> is no tag of this specification"):
        gate.require_green(tiny.rule(text).root)


def test_a_step_before_the_first_scenario_is_refused(tiny: Any) -> None:
    """It would be folded into the description of its rule by all three parsers."""
    complaints = gate.complaints(tiny.rule("Given a counter at 2\n\n" + GOOD).root)
    assert complaints == (
        (
            "features/waiting/counting.feature:4: "
            "a step stands before the first scenario, where it is only description"
        ),
    )


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Scenario: plain\n", "Scenario: many\n"),
        ("| c |\n", "| c | # x\n"),
        ("    one\n", "    one  \n"),
        ("      two, indented", '      \\"\\"\\"'),
        ("@x-deep", "@x-a@x-b"),
    ],
)
def test_the_parsers_are_compared_whatever_the_rules_say(
    tiny: Any, old: Any, new: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the house rules the comparison of the three parsers still finds the difference."""
    monkeypatch.setattr("ezconform.specification.reading._refuse_equal_names", lambda _: None)
    spec = tiny.rule(GOOD.replace(old, new)).read()
    assert portability.differences(spec.root, spec.files[0].unfolded())


def test_a_green_digest_is_not_looked_at_again(
    tiny: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What was green stays green until a byte of it changes."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    gate.require_green(tiny.rule(GOOD).root)
    monkeypatch.setattr(gate, "complaints", lambda _: ("looked at again",))
    gate.require_green(tiny.root)
    tiny.rule(GOOD + "\n")
    with pytest.raises(BadInput, match="looked at again"):
        gate.require_green(tiny.root)


def test_a_red_result_is_never_remembered(tiny: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """It is red again the next time, and says how much more there is."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    tiny.rule("Scenario: one\n  * a counter at 1\n\nScenario: two\n  * a counter at 1\n")
    for _ in range(2):
        with pytest.raises(BadInput, match=r":7: the first step is .* \(1 more: ezconform lint\)"):
            gate.require_green(tiny.root)


def test_a_cache_that_cannot_be_written_costs_only_time(
    tiny: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The gate works without one."""
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    gate.require_green(tiny.rule(GOOD).root)


def test_without_a_home_nothing_is_remembered(tiny: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A user without home folder gets the same answer."""
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(Path, "home", _no_home)
    gate.require_green(tiny.rule(GOOD).root)


def _no_home() -> None:
    raise RuntimeError("could not determine home directory")


def test_what_reading_refuses_comes_alone(tiny: Any) -> None:
    """The rest rests on it."""
    assert gate.complaints(tiny.rule("Scenario: one\n  Given a conter\n").root) == (
        "features/waiting/counting.feature:7: undefined step: a conter",
    )


def test_a_parser_that_gives_up_is_a_difference(tiny: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a foreign parser raises is said in one line."""
    monkeypatch.setitem(portability.RUNNERS, "behave", _gives_up)
    spec = tiny.rule(GOOD).read()
    assert portability.differences(spec.root, spec.files[0].unfolded()) == [
        "features/waiting/counting.feature: behave cannot read it: gives up here"
    ]


def _gives_up(_: Any) -> None:
    raise ValueError("gives\nup here")


def test_the_bundle_is_found_where_it_is(tiny: Any, tmp_path: Path) -> None:
    """A folder is a bundle if it holds features; by default it is the one of this installation."""
    assert bundle.find(tiny.root).steps == tiny.root / "steps"
    assert bundle.find().adapters.is_dir()
    with pytest.raises(BadInput, match="no folder features/ in"):
        bundle.find(tmp_path / "nowhere")


def test_a_runner_that_finds_fewer_scenarios_differs(tiny: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where those it finds are right."""
    spec = tiny.rule(GOOD).read()
    monkeypatch.setitem(portability.RUNNERS, "behave", lambda _: [])
    assert portability.differences(spec.root, spec.files[0].unfolded()) == [
        "features/waiting/counting.feature: behave reads 0 scenarios, not 3"
    ]
