"""Which scenarios a run is about."""

from typing import Any

import pytest

from ezconform.protocol.faults import BadInput
from ezconform.specification.selection import select

FEATURE = """\
    Feature: counting

      @seed @S03.1
      Rule: {prefix}-01 One
        Scenario: alone {prefix}
          Given a counter at 1

        @x-deep
        Scenario Outline: many {prefix}
          Given a counter at <n>

          @needs:interface:REXX
          Examples:
            | case | n |
            | a    | 1 |
            | b    | 2 |

      @choice @S03.1
      Rule: {prefix}-02 Two
        Scenario: other {prefix}
          Given a counter at 1
    """


@pytest.fixture
def spec(tiny: Any) -> Any:
    tiny.feature(FEATURE.format(prefix="WAIT"))
    return tiny.feature(FEATURE.format(prefix="DCAS"), name="dcas/counting").read()


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        ({"classes": ["dcas"], "requirements": ["DCAS-02"]}, ["DCAS-02/other-dcas"]),
        ({"requirements": ["DCAS-02", "WAIT-02"]}, ["DCAS-02/other-dcas", "WAIT-02/other-wait"]),
        (
            {"tags": "@x-deep and @needs:interface:REXX", "classes": ["waiting"]},
            ["WAIT-01/many-wait/a", "WAIT-01/many-wait/b"],
        ),
        ({"tags": "not @seed", "classes": ["waiting"]}, ["WAIT-02/other-wait"]),
        ({"ids": ["WAIT-01/many-wait"]}, ["WAIT-01/many-wait/a", "WAIT-01/many-wait/b"]),
        (
            {"ids": ["WAIT-01/many-wait/b", "WAIT-01/alone-wait"]},
            ["WAIT-01/alone-wait", "WAIT-01/many-wait/b"],
        ),
    ],
)
def test_filters_of_several_kinds_all_hold(spec: Any, filters: Any, ids: Any) -> None:
    """Values of one kind are alternatives; kinds narrow each other down."""
    assert [one.id for one in select(spec, **filters)] == ids


def test_no_filter_selects_everything(spec: Any) -> None:
    """In the order of the files."""
    assert select(spec) == spec.scenarios


@pytest.mark.parametrize(
    ("filters", "complaint"),
    [
        ({"classes": ["dacs"]}, "unknown class dacs; did you mean dcas?"),
        ({"requirements": ["WAIT-99"]}, "unknown requirement WAIT-99"),
        ({"ids": ["WAIT-01/nothing"]}, "unknown scenario WAIT-01/nothing"),
        ({"ids": ["zzz"]}, "unknown scenario zzz; there are those of `ezconform list --scenarios`$"),
        ({"requirements": ["wait-01"]}, r"unknown requirement wait-01; did you mean WAIT-01\?$"),
        ({"classes": ["xyz"]}, "unknown class xyz; there are routing, credentials, waiting, .*, interfaces$"),
        ({"requirements": [""]}, "unknown requirement ''; there are those of `ezconform list`$"),
        ({"tags": "seed"}, "the selection selects no scenario; none has the tag seed$"),
        ({"tags": "not (@seed or not @zonk)"}, "selects no scenario; none has the tag @zonk$"),
        ({"tags": "@a and"}, "tag expression '@a and': "),
        ({"tags": "(@a"}, r"tag expression '\(@a': "),
        ({"tags": "@nowhere"}, "the selection selects no scenario"),
        ({"classes": ["dcas"], "requirements": ["WAIT-01"]}, "the selection selects no scenario"),
    ],
)
def test_a_selection_that_cannot_be_meant_is_bad_input(spec: Any, filters: Any, complaint: str) -> None:
    """Unknown values, malformed expressions, and selections of nothing."""
    with pytest.raises(BadInput, match=complaint) as caught:
        select(spec, **filters)
    assert "\n" not in str(caught.value)
