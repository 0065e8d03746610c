"""Names of general-resource profiles: their form, what they match, which one wins.

Knows names only, no access list. Source of the generic characters: RACF, "generic profiles for general
resources"; the ending `*` inside a middle qualifier (`A.B*.C`) is recalled.
"""

import re
from functools import lru_cache

from reference_impl.security.refusal import Malformed

# Printable ASCII but for what TSO commands use themselves, and `&` (RACFVARS are not simulated).
_CHARACTER = r"(?![,;()'\"&.a-z*%])[!-~]"
_QUALIFIER = re.compile(rf"(?:{_CHARACTER})+")
_GENERIC_QUALIFIER = re.compile(rf"(?:{_CHARACTER}|%)*\*?|\*\*")
_LONGEST = 246


def is_generic(name: str) -> bool:
    return "*" in name or "%" in name


@lru_cache(maxsize=4096)
def checked_resource(name: str, longest: int = _LONGEST) -> str:
    """A resource name: non-empty qualifiers joined by periods, no generic character, upper case.

    Raises:
        Malformed: naming the resource.
    """
    _check(name, "resource", longest, _QUALIFIER)
    return name


@lru_cache(maxsize=4096)
def checked_profile(name: str, longest: int = _LONGEST) -> str:
    """A profile name: like a resource name, but with `%`, `*` and `**` where they are allowed.

    `*` ends a qualifier or stands alone; `**` is a whole qualifier and occurs once.

    Raises:
        Malformed: naming the profile and the qualifier.
    """
    _check(name, "profile", longest, _GENERIC_QUALIFIER)
    if name.split(".").count("**") > 1:
        raise Malformed(f"profile {name!r}", "** may occur once only")
    return name


def _check(name: str, kind: str, longest: int, form: re.Pattern[str]) -> None:
    if not 1 <= len(name) <= longest:
        raise Malformed(f"{kind} {name!r}", f"needs 1 to {longest} characters, has {len(name)}")
    for number, qualifier in enumerate(name.split("."), 1):
        if not qualifier or not form.fullmatch(qualifier):
            raise Malformed(f"{kind} {name!r}", f"qualifier {number} ({qualifier!r}) is not allowed")


@lru_cache(maxsize=4096)
def pattern(profile: str) -> re.Pattern[str]:
    """Expression that matches `.` + resource for every resource the generic profile covers."""
    qualifiers = profile.split(".")
    last = len(qualifiers) - 1
    return re.compile("".join(_expression(text, place == last) for place, text in enumerate(qualifiers)))


def _expression(qualifier: str, last: bool) -> str:
    if qualifier == "**":
        return r"(?:\.[^.]+)*"
    if qualifier == "*":
        return r"(?:\.[^.]+)+" if last else r"\.[^.]+"
    ending = "" if not qualifier.endswith("*") else ".*" if last else "[^.]*"
    return r"\." + re.escape(qualifier.removesuffix("*")).replace("%", "[^.]") + ending


def matches(profile: str, resource: str) -> bool:
    """Whether a generic profile covers a resource; both names must be well formed."""
    return pattern(profile).fullmatch("." + resource) is not None


def specificity(profile: str) -> tuple[tuple[int, ...], str]:
    """Key that sorts generic profiles, most specific first.

    Left to right, a literal character is more specific than `%`, that more than `*`, that more than
    `**`, and any of them more than the end of the name. Source: that the most specific wins is of the
    manuals, this order is our choice.
    """
    ranks = [_RANK.get(mark, 0) for mark in _MARKS.findall(profile)]
    return (*ranks, _END), profile


_MARKS = re.compile(r"\*\*|.")
_RANK = {"%": 1, "*": 2, "**": 3}
_END = 4
