"""A lab as the reference is given it, and what is built once for all its resets.

Topology never changes after it is built, and a database only by RACF commands; so a reset makes anew
only what the last scenario has touched.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from reference_impl.security.access import Access, UserAttribute
from reference_impl.security.database import Database
from reference_impl.security.refusal import SecurityRefusal
from reference_impl.security.rules import STANDARD, SecurityRules
from reference_impl.security.user import User
from reference_impl.topology.definition import BadTopology, TopologyDefinition
from reference_impl.topology.topology import Topology


@dataclass(frozen=True, slots=True)
class UserDefinition:
    """A user; `attributes` by name: RESTRICTED, TRUSTED, PRIVILEGED."""

    id: str
    default_group: str = "SYS1"
    groups: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProfileDefinition:
    """A general-resource profile with its standard access list; access authorities by name."""

    name: str
    resource_class: str = "SERVAUTH"
    uacc: str = "NONE"
    appldata: str = ""
    access: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DatabaseDefinition:
    name: str
    users: tuple[UserDefinition, ...] = ()
    profiles: tuple[ProfileDefinition, ...] = ()


@dataclass(frozen=True, slots=True)
class LabDefinition:
    topology: TopologyDefinition
    databases: tuple[DatabaseDefinition, ...] = ()


class Databases:
    """The RACF databases of a lab by name; `changed` names those that a command has been let at."""

    def __init__(self, definitions: tuple[DatabaseDefinition, ...], rules: SecurityRules = STANDARD) -> None:
        self._definitions = {definition.name: definition for definition in definitions}
        self._rules = rules
        self._databases: dict[str, Database] = {}
        self._changed = set(self._definitions)
        self.restore()

    def restore(self) -> None:
        """Put every changed database back as it was defined."""
        for name in self._changed:
            self._databases[name] = _database(self._definitions[name], self._rules)
        self._changed.clear()

    def __contains__(self, name: str) -> bool:
        return name in self._databases

    def __getitem__(self, name: str) -> Database:
        return self._databases[name]

    def for_change(self, name: str) -> Database:
        """Return the database for a command; KeyError when there is none of that name."""
        database = self._databases[name]
        self._changed.add(name)
        return database


def _database(definition: DatabaseDefinition, rules: SecurityRules) -> Database:
    database = Database(definition.name, rules)
    try:
        for user in definition.users:
            attributes = frozenset(UserAttribute[name] for name in user.attributes)
            database.define_user(User(user.id, user.default_group, user.groups, attributes))
        for profile in definition.profiles:
            database.define(
                profile.resource_class,
                profile.name,
                uacc=Access[profile.uacc],
                appldata=profile.appldata,
                access_list={entry: Access[name] for entry, name in profile.access.items()},
            )
    except (SecurityRefusal, KeyError) as refusal:
        raise BadTopology(f"database {definition.name}: {refusal}") from None
    return database


class Lab:
    """What stays from reset to reset. `rules` are those its databases were built with.

    Raises:
        BadTopology: the definition contradicts itself; the message names the place.
    """

    def __init__(self, definition: LabDefinition, rules: SecurityRules = STANDARD) -> None:
        self.rules = rules
        self.topology = Topology(definition.topology)
        self.databases = Databases(definition.databases, rules)
        for system in self.topology.systems.values():
            if system.database not in self.databases:
                raise BadTopology(f"system {system.name}: there is no database {system.database}")
