"""Names of profiles: form, what they match, which is the more specific."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_impl.security.profile_name import (
    checked_profile,
    checked_resource,
    is_generic,
    matches,
    specificity,
)
from reference_impl.security.refusal import Malformed

QUALIFIERS = st.text("AB", min_size=1, max_size=3)
RESOURCES = st.lists(QUALIFIERS, min_size=1, max_size=4).map(".".join)
GENERIC_QUALIFIERS = st.one_of(
    st.text("AB%", min_size=1, max_size=3),
    st.text("AB%", max_size=2).map(lambda text: text + "*"),
)


@st.composite
def profiles(draw: st.DrawFn) -> str:
    """A well-formed profile name with at most one `**`."""
    qualifiers = draw(st.lists(GENERIC_QUALIFIERS, min_size=1, max_size=4))
    if draw(st.booleans()):
        qualifiers[draw(st.integers(0, len(qualifiers) - 1))] = "**"
    return ".".join(qualifiers)


def fits(pattern: str, text: str) -> bool:
    return len(pattern) == len(text) and all(
        mark in {"%", sign} for mark, sign in zip(pattern, text, strict=True)
    )


def covers(pattern: list[str], names: list[str]) -> bool:
    """The rules of the manual, one after the other, over lists of qualifiers; slow."""
    if not pattern:
        return not names
    head, rest = pattern[0], pattern[1:]
    if head == "**":
        return any(covers(rest, names[taken:]) for taken in range(len(names) + 1))
    if not names:
        return False
    if not head.endswith("*"):
        return fits(head, names[0]) and covers(rest, names[1:])
    start = head[:-1]
    if len(names[0]) < len(start) or not fits(start, names[0][: len(start)]):
        return False
    return True if not rest else covers(rest, names[1:])


@given(profiles(), RESOURCES)
def test_matching_equals_the_slow_matcher(profile: str, resource: str) -> None:
    """A profile name matches exactly what the rules, read qualifier by qualifier, say it matches."""
    assert matches(profile, resource) == covers(profile.split("."), resource.split("."))


@given(RESOURCES)
def test_a_name_without_generic_characters_matches_itself(resource: str) -> None:
    """A literal name covers the resource of that name."""
    assert matches(resource, resource)
    assert not is_generic(resource)


@pytest.mark.parametrize(
    ("profile", "resource", "covered"),
    [
        ("A%C", "ABC", True),
        ("A%C", "AC", False),
        ("A%C", "A.C", False),
        ("EZB.*.C", "EZB.X.C", True),
        ("EZB.*.C", "EZB.C", False),
        ("EZB.*.C", "EZB.X.Y.C", False),
        ("*.B", "A.B", True),
        ("*.B", "A.A.B", False),
        ("ABC.DEF*", "ABC.DEF", True),
        ("ABC.DEF*", "ABC.DEFG", True),
        ("ABC.DEF*", "ABC.DEFG.H", True),
        ("ABC.DEF*", "ABC.DE", False),
        ("ABC.DEF.*", "ABC.DEF", False),
        ("ABC.DEF.*", "ABC.DEF.G", True),
        ("ABC.DEF.*", "ABC.DEF.G.H", True),
        ("A.B*.C", "A.B.C", True),
        ("A.B*.C", "A.BX.C", True),
        ("A.B*.C", "A.B.X.C", False),
        ("**", "A.B.C", True),
        ("**.C", "C", True),
        ("**.C", "A.B.C", True),
        ("A.**.C", "A.C", True),
        ("A.**.C", "A.B.B.C", True),
        ("A.**.C", "A.B", False),
        ("A.**", "A", True),
        ("A.**", "A.B.C", True),
        ("A.**", "AB", False),
        ("EZB.IOCTL.*.*.PARTNERINFO", "EZB.IOCTL.SYS1.TCPCS1.PARTNERINFO", True),
        ("A+B", "AAB", False),
    ],
)
def test_generic_characters(profile: str, resource: str, covered: bool) -> None:
    """Each generic character covers what the manual says and no more."""
    assert matches(profile, resource) is covered


@pytest.mark.parametrize(
    "better_then_worse",
    ["A.B A.%", "A.% A.*", "A.* A.**", "A.B.* A.B*", "A.*.C A.*", "* **", "A.B* A.*", "A%C A*", "A.** A*"],
)
def test_the_more_specific_name_sorts_first(better_then_worse: str) -> None:
    """Literal before `%` before `*` before `**`, compared from the left; a longer name before its start."""
    better, worse = better_then_worse.split()
    assert specificity(better) < specificity(worse)


@pytest.mark.parametrize(
    "name",
    [
        "",
        "A..B",
        ".A",
        "A.",
        "a.B",
        "A B",
        "A,B",
        "A'B",
        "A&B",
        "Ä",
        "A\tB",
        "A.*B",
        "A**",
        "**A",
        "***",
        "*%",
    ],
)
def test_a_malformed_profile_name_is_refused(name: str) -> None:
    """A profile name with an empty or impossible qualifier is refused, and the message shows the name."""
    with pytest.raises(Malformed) as refused:
        checked_profile(name)
    assert repr(name) in str(refused.value)


def test_the_message_names_the_qualifier() -> None:
    """The refusal says which qualifier is wrong."""
    with pytest.raises(Malformed, match=r"qualifier 3 \('C\*D'\)"):
        checked_profile("A.B.C*D")


def test_two_double_asterisks_are_refused() -> None:
    """`**` may occur once only."""
    with pytest.raises(Malformed, match="once only"):
        checked_profile("**.A.**")


@pytest.mark.parametrize("name", ["A.*", "A%", "**", "A*"])
def test_a_resource_has_no_generic_characters(name: str) -> None:
    """What is legal in a profile name is refused in the name of a resource."""
    assert checked_profile(name) == name
    with pytest.raises(Malformed, match="resource"):
        checked_resource(name)


def test_names_have_a_longest_length() -> None:
    """A name may be as long as its class allows and no longer."""
    assert checked_profile("A" * 64, 64)
    with pytest.raises(Malformed, match="has 65"):
        checked_profile("A" * 65, 64)
