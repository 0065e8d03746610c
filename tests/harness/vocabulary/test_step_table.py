"""The table that matches step texts."""

from pathlib import Path
from typing import Any

import pytest

from ezconform.protocol.faults import BadInput
from ezconform.protocol.values import Family
from ezconform.vocabulary import StepTable, load

HEAD = '"""Steps."""\nfrom ezconform.protocol.values import Family\nfrom ezconform.vocabulary import *\n'


def table_of(folder: Path, *steps: str) -> StepTable:
    (folder / "some.py").write_text(HEAD + "\n".join(steps))
    return load(folder)


def step(pattern: str, parameters: str = "", name: str = "one", kind: str = "given") -> str:
    called_with = ", ".join(names(parameters))
    return f"@{kind}({pattern!r})\ndef {name}(lab: Lab{parameters}) -> None: lab.append([{called_with}])"


def names(parameters: str) -> list[str]:
    return [part.split(":")[0].strip() for part in parameters.split(",") if part.strip()]


def test_placeholders_become_typed_arguments(tmp_path: Path) -> None:
    """The annotation of a parameter says how its placeholder is converted."""
    table = table_of(
        tmp_path, step("{who} has {n} sockets over {family}", ", who: Name, n: Number, family: Family")
    )
    seen = []
    table.match("PAYROLL has -3 sockets over AF_INET6").call(seen, (), None)
    assert seen == [["PAYROLL", -3, Family.AF_INET6]]


def test_the_whole_text_matches_in_exact_case(tmp_path: Path) -> None:
    """Neither a part of the text nor other case is a match."""
    table = table_of(tmp_path, step("a socket"))
    for text in ("A socket", "a socket ", "a socket opens", " a socket"):
        with pytest.raises(BadInput, match="undefined step"):
            table.match(text)


def test_the_keyword_does_not_take_part(tmp_path: Path) -> None:
    """A step declared with `then` is found for any keyword, since only the text is matched."""
    assert (
        table_of(tmp_path, step("a socket", kind="then")).match("a socket").definition.declaration.kind
        == "then"
    )


def test_a_text_is_looked_up_once(tmp_path: Path) -> None:
    """The match of a text is remembered."""
    table = table_of(tmp_path, step("a {n}", ", n: Number"))
    assert table.match("a 1") is table.match("a 1")


def test_two_matches_are_an_error_that_names_both_places(tmp_path: Path) -> None:
    """Ambiguity is refused, not settled by order."""
    table = table_of(
        tmp_path, step("{who} listens", ", who: Name"), step("{who} {what}", ", who: Name, what: Word", "two")
    )
    with pytest.raises(BadInput, match=r"ambiguous step: A listens \(declared in some.py:4 and some.py:6\)"):
        table.match("A listens")


def test_one_pattern_is_declared_once(tmp_path: Path) -> None:
    """A doubled pattern is refused when the steps are loaded."""
    with pytest.raises(BadInput, match=r"some.py:6: 'a socket' is declared already in some.py:4"):
        table_of(tmp_path, step("a socket"), step("a socket", name="two"))


@pytest.mark.parametrize(
    ("pattern", "parameters", "complaint"),
    [
        ("a {n}", "", "are not its parameters"),
        ("a socket", ", n: Number", "are not its parameters"),
        ("{n} and {n}", ", n: Number", "are not its parameters"),
        ("a socket", ", one: DataTable, two: DocString", "are not its parameters"),
        ("a {n}", ", n: int", "parameter n has no placeholder type"),
    ],
)
def test_pattern_and_parameters_belong_together(
    tmp_path: Path, pattern: str, parameters: str, complaint: str
) -> None:
    """A declaration that could not be called is refused when the steps are loaded."""
    with pytest.raises(BadInput, match=complaint):
        table_of(tmp_path, step(pattern, parameters))


def test_a_value_its_placeholder_does_not_allow_is_refused(tmp_path: Path) -> None:
    """A value of the right shape may still be wrong; the complaint says why."""
    table = table_of(tmp_path, step("port {port}", ", port: Port"))
    with pytest.raises(BadInput, match="step port 70000: 70000 is not a port"):
        table.match("port 70000")


def test_a_step_takes_its_table(tmp_path: Path) -> None:
    """A parameter annotated DataTable takes the table, by heading, in pairs, or raw."""
    table = table_of(tmp_path, step("a table", ", rows: DataTable"))
    seen = []
    table.match("a table").call(seen, (("a", "b"), ("1", "2")), None)
    rows = seen[0][0]
    assert rows.rows == ({"a": "1", "b": "2"},)
    assert rows.pairs() == (("a", "b"), ("1", "2"))
    assert rows.raw == (("a", "b"), ("1", "2"))


def test_a_step_takes_its_doc_string(tmp_path: Path) -> None:
    """A parameter annotated DocString takes the text."""
    seen = []
    table_of(tmp_path, step("a text", ", text: DocString")).match("a text").call(seen, (), "one\ntwo")
    assert seen == [["one\ntwo"]]


@pytest.mark.parametrize(
    ("parameters", "rows", "doc_string", "complaint"),
    [
        ("", (), None, ""),
        (", x: DataTable", (("a",),), None, ""),
        (", x: DocString", (), "", ""),
        (", x: DataTable", (), None, "the step needs a data table below it"),
        (", x: DocString", (), None, "the step needs a doc string below it"),
        ("", (("a",),), None, "the step takes no data table"),
        ("", (), "text", "the step takes no doc string"),
        (", x: DataTable", (("a",),), "text", "the step takes no doc string"),
    ],
)
def test_table_and_doc_string_are_neither_missing_nor_superfluous(
    tmp_path: Path, parameters: str, rows: tuple[tuple[str, ...], ...], doc_string: str | None, complaint: str
) -> None:
    """A step has exactly the argument it declares."""
    assert (
        table_of(tmp_path, step("a step", parameters)).match("a step").complaint(rows, doc_string)
        == complaint
    )


def test_names_of_labs_are_known_before_anything_runs(tmp_path: Path) -> None:
    """A match tells which of its values name a lab."""
    table = table_of(tmp_path, step("the lab {lab_name} of {who}", ", lab_name: LabName, who: Name"))
    assert table.match("the lab one-stack of BOB").labs == ("one-stack",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("import nothing_of_that_name", "ModuleNotFoundError: No module"),
        ("raise SystemExit(0)", "SystemExit: 0"),
    ],
)
def test_a_file_that_does_not_load_is_bad_input(tmp_path: Path, text: str, said: str) -> None:
    """The message names the file and the reason; a file that exits ends nothing but itself."""
    (tmp_path / "some.py").write_text(f"{text}\n")
    with pytest.raises(BadInput, match=f"some.py: cannot be loaded: {said}"):
        load(tmp_path)


def test_a_folder_without_steps_is_bad_input(tmp_path: Path) -> None:
    """Nothing to match with is not the same as nothing to do."""
    with pytest.raises(BadInput, match="no step files in"):
        load(tmp_path)


def test_loading_again_declares_nothing_twice(tmp_path: Path) -> None:
    """Steps can be loaded several times in one process."""
    table_of(tmp_path, step("a socket"))
    assert len(load(tmp_path).definitions) == 1


@pytest.mark.parametrize(
    ("step_text", "complaint"),
    [
        ("Given a conter at 1", r"waiting/counting.feature:7: undefined step: a conter at 1"),
        ("Given the lab no-lab", r"counting.feature:7: unknown lab no-lab; labs are one-stack"),
        ("Given a table", r"counting.feature:7: the step needs a data table below it"),
    ],
)
def test_a_specification_is_checked_against_the_table(tiny: Any, step_text: str, complaint: str) -> None:
    """Every step must mean something; the complaint says where it stands."""
    tiny.rule(f"Scenario: one\n  {step_text}")
    with pytest.raises(BadInput, match=complaint):
        tiny.table().check(tiny.read())
