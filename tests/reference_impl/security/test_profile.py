"""Sets of profiles: the profile that protects a resource."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_impl.security.profile import Profile, ProfileSet
from reference_impl.security.profile_name import is_generic, matches, specificity

NAMES = st.sampled_from(
    ["A.B", "A.B.C", "A.%", "A.*", "A.**", "A*", "A.B*", "*.B", "**", "*", "**.C", "A.**.C", "%.B", "A.*.C"]
)
RESOURCES = st.sampled_from(["A", "A.B", "A.B.C", "A.BC", "B.B", "C", "A.X.C", "B"])


def profile_set(*names: str, generic: bool = True) -> ProfileSet:
    profiles = (Profile(name, "SERVAUTH", generic=generic and is_generic(name)) for name in names)
    return ProfileSet(profiles, specificity)


def winner(names: list[str], resource: str) -> str | None:
    """Look at every profile every time: the same name, else the best of all that match."""
    if resource in names:
        return resource
    return min(
        (name for name in names if is_generic(name) and matches(name, resource)),
        key=specificity,
        default=None,
    )


@given(st.lists(NAMES, unique=True), RESOURCES)
def test_the_most_specific_profile_protects(names: list[str], resource: str) -> None:
    """Exact name first, else the most specific generic profile that covers the resource, else none."""
    found = profile_set(*names).covering(resource)
    assert (found.name if found else None) == winner(names, resource)


def test_asking_twice_gives_the_same_profile() -> None:
    """The answer is remembered, found or not."""
    profiles = profile_set("A.*")
    assert profiles.covering("A.B") is profiles.covering("A.B")
    assert profiles.covering("B") is None is profiles.covering("B")


@pytest.mark.parametrize("resource", ["A.B", "B"])
def test_without_generics_a_profile_is_discrete(resource: str) -> None:
    """A profile with generic characters defined in a class not enabled for generics protects nothing else."""
    assert profile_set("A.*", "**", generic=False).covering(resource) is None


def test_a_profile_is_found_by_its_exact_name() -> None:
    """`named` does not match patterns."""
    profiles = profile_set("A.*")
    assert profiles.named("A.*") is not None
    assert profiles.named("A.B") is None
