"""General-resource profiles and the frozen sets RACF searches. Knows no user and no decision."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from reference_impl.security.access import Access
from reference_impl.security.profile_name import pattern

NO_ENTRIES: Mapping[str, Access] = MappingProxyType({})
EVERY_USER = "*"
"""ID(*) of an access list: every defined user who is not listed otherwise."""


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile with its standard access list (user ID, group name or `*` to authority).

    `generic` says whether the generic characters in `name` count. `appldata` is at most 255 characters.
    `warning`: a violation is allowed and only reported.
    """

    name: str
    resource_class: str
    generic: bool = False
    uacc: Access = Access.NONE
    appldata: str = ""
    warning: bool = False
    access_list: Mapping[str, Access] = field(default_factory=lambda: NO_ENTRIES)


class ProfileSet:
    """The profiles of one class at one moment, indexed; a RACLIST copy is one of these. Never changes."""

    __slots__ = ("_by_name", "_found", "_generics", "_order")

    def __init__(self, profiles: Iterable[Profile], order: Callable[[str], Any]) -> None:
        self._by_name = {profile.name: profile for profile in profiles}
        self._order = order
        self._generics: list[tuple[Callable[[str], object], Profile]] | None = None
        self._found: dict[str, Profile | None] = {}

    def named(self, name: str) -> Profile | None:
        """The profile of exactly this name, generic or not."""
        return self._by_name.get(name)

    def covering(self, resource: str) -> Profile | None:
        """The profile that protects the resource: the discrete one, else the most specific generic one."""
        try:
            return self._found[resource]
        except KeyError:
            return self._found.setdefault(resource, self._search(resource))

    def _search(self, resource: str) -> Profile | None:
        exact = self._by_name.get(resource)
        if exact is not None:
            return exact
        dotted = "." + resource
        return next((profile for covers, profile in self._sorted() if covers(dotted)), None)

    def _sorted(self) -> list[tuple[Callable[[str], object], Profile]]:
        if self._generics is None:
            generics = (profile for profile in self._by_name.values() if profile.generic)
            ranked = sorted(generics, key=lambda profile: self._order(profile.name))
            self._generics = [(pattern(profile.name).fullmatch, profile) for profile in ranked]
        return self._generics
