"""A RACF database: users, groups and general-resource profiles, shared by the systems that use it.

Knows no system: what is active or RACLISTed where is the SecurityServer's business.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from reference_impl.security.access import Access
from reference_impl.security.profile import EVERY_USER, Profile, ProfileSet
from reference_impl.security.profile_name import checked_profile, is_generic
from reference_impl.security.refusal import AlreadyDefined, Malformed, NotDefined
from reference_impl.security.resource_class import CLASSES, resource_class
from reference_impl.security.rules import STANDARD, SecurityRules
from reference_impl.security.user import User, checked_id


class Database:
    """Commands change it; a refused command changes nothing.

    `rules` are those of the systems that use it: they give the longest APPLDATA and which profile wins.
    """

    def __init__(self, name: str, rules: SecurityRules = STANDARD) -> None:
        self.name = name
        self._rules = rules
        self._users: dict[str, User] = {}
        self._groups: set[str] = set()
        self._profiles: dict[str, dict[str, Profile]] = {name: {} for name in CLASSES}
        self._sets: dict[str, ProfileSet] = {}
        self._not_generic: set[str] = set()

    # Users and groups

    def define_user(self, user: User) -> None:
        """ADDUSER or ALTUSER with CONNECT: define the user, or replace what is known of it.

        Groups that do not exist yet are defined with it (our choice: there is no ADDGROUP verb).

        Raises:
            AlreadyDefined: a group has this name, or a user has the name of one of the groups.
        """
        if user.id in self._groups or user.id in user.groups:
            raise AlreadyDefined(f"user {user.id}", "there is a group of this name")
        for group in user.groups:
            self._refuse_user_named(group)
        self._users[user.id] = user
        self._groups.update(user.groups)

    def define_group(self, group: str) -> None:
        """ADDGROUP; a group that exists stays as it is.

        Raises:
            Malformed: the name breaks the naming rules.
            AlreadyDefined: a user has this name.
        """
        self._refuse_user_named(checked_id(group, "group"))
        self._groups.add(group)

    def user(self, user: str) -> User | None:
        """The user's profile, None when the database does not know the user."""
        return self._users.get(user)

    def _refuse_user_named(self, group: str) -> None:
        if group in self._users:
            raise AlreadyDefined(f"group {group}", "there is a user of this name")

    # Profiles

    def define(
        self,
        resource_class_name: str,
        profile: str,
        *,
        uacc: Access = Access.NONE,
        appldata: str = "",
        warning: bool = False,
        access_list: Mapping[str, Access] | None = None,
    ) -> None:
        """RDEFINE, followed by a PERMIT for every entry of `access_list`.

        Raises:
            Malformed: the name, or an APPLDATA of more than 255 characters.
            NotDefined: no such class, or an entry for an unknown user or group.
            AlreadyDefined: the class has this profile already.
        """
        descriptor = resource_class(resource_class_name)
        checked_profile(profile, descriptor.longest_name)
        if profile in self._profiles[descriptor.name]:
            raise AlreadyDefined(f"profile {profile}", f"is defined in class {descriptor.name} already")
        entries = dict(access_list or {})
        self._refuse_unknown(entries)
        generic = is_generic(profile) and descriptor.name not in self._not_generic
        appldata = self._checked_appldata(profile, appldata)
        entry_list = MappingProxyType(entries)
        self._put(Profile(profile, descriptor.name, generic, uacc, appldata, warning, entry_list))

    def alter(
        self,
        resource_class_name: str,
        profile: str,
        *,
        uacc: Access | None = None,
        appldata: str | None = None,
    ) -> None:
        """RALTER: change what is given, leave the rest (None).

        Raises:
            Malformed: an APPLDATA of more than 255 characters.
            NotDefined: no such class or profile.
        """
        changed = self.profile(resource_class_name, profile)
        if uacc is not None:
            changed = replace(changed, uacc=uacc)
        if appldata is not None:
            changed = replace(changed, appldata=self._checked_appldata(profile, appldata))
        self._put(changed)

    def delete(self, resource_class_name: str, profile: str) -> None:
        """RDELETE.

        Raises:
            NotDefined: no such class or profile.
        """
        found = self.profile(resource_class_name, profile)
        del self._profiles[found.resource_class][found.name]
        self._sets.pop(found.resource_class, None)

    def permit(self, resource_class_name: str, profile: str, entry: str, access: Access | None) -> None:
        """PERMIT: set the entry of a user, a group or `*`; `access` None removes it.

        Raises:
            NotDefined: no such class, profile, user, group, or entry to remove.
        """
        found = self.profile(resource_class_name, profile)
        entries = dict(found.access_list)
        if access is not None:
            self._refuse_unknown((entry,))
            entries[entry] = access
        elif entries.pop(entry, None) is None:
            raise NotDefined(f"profile {profile}", f"has no entry for {entry}")
        self._put(replace(found, access_list=MappingProxyType(entries)))

    def set_generic(self, resource_class_name: str, enabled: bool) -> None:
        """SETROPTS GENERIC(class) or NOGENERIC: whether profiles defined from now on may be generic.

        Raises:
            NotDefined: no such class.
        """
        name = resource_class(resource_class_name).name
        (self._not_generic.discard if enabled else self._not_generic.add)(name)

    def profile(self, resource_class_name: str, profile: str) -> Profile:
        """The profile of exactly this name.

        Raises:
            NotDefined: no such class or profile.
        """
        name = resource_class(resource_class_name).name
        try:
            return self._profiles[name][profile]
        except KeyError:
            raise NotDefined(f"profile {profile}", f"is not defined in class {name}") from None

    def profiles(self, resource_class_name: str) -> ProfileSet:
        """All profiles of a class as they are now; the set itself never changes.

        Raises:
            NotDefined: no such class.
        """
        name = resource_class(resource_class_name).name
        if name not in self._sets:
            self._sets[name] = ProfileSet(self._profiles[name].values(), self._rules.profile_order)
        return self._sets[name]

    def _put(self, profile: Profile) -> None:
        self._profiles[profile.resource_class][profile.name] = profile
        self._sets.pop(profile.resource_class, None)

    def _checked_appldata(self, profile: str, appldata: str) -> str:
        limit = self._rules.longest_appldata
        if len(appldata) > limit:
            what = f"has {len(appldata)} characters, at most {limit} are allowed"
            raise Malformed(f"APPLDATA of profile {profile}", what)
        return appldata

    def _refuse_unknown(self, entries: Iterable[str]) -> None:
        for entry in entries:
            if entry != EVERY_USER and entry not in self._users and entry not in self._groups:
                raise NotDefined(f"access list entry {entry}", f"is no user or group of database {self.name}")
