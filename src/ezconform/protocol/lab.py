"""A lab as it travels to an adapter that can build one. Knows no feature file and no verdict."""

import msgspec

from ezconform.protocol.values import Access, LinkKind, UserAttribute


class Value(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Root of everything that crosses the wire: frozen, by name, unknown fields refused."""


class Stack(Value, frozen=True):
    """One TCP/IP stack: its procedure name, its addresses, and the XCF group it joins.

    `subplex` is the suffix of the stack's XCF group; stacks talk by XCF only inside one group.
    """

    name: str
    addresses: tuple[str, ...]
    subplex: str = ""


class System(Value, frozen=True):
    """One MVS image: the CPC it runs on, its release, its RACF database.

    An empty `sysplex` is a host outside the sysplex. `release` is `V1R11`, `V1R12` or later.
    """

    name: str
    cpc: str
    stacks: tuple[Stack, ...]
    database: str
    sysplex: str = "PLEX1"
    release: str = "V1R12"


class Link(Value, frozen=True):
    """A way between two stacks; the first link listed for a pair carries its traffic at the start."""

    kind: LinkKind
    stacks: tuple[str, str]


class Vipa(Value, frozen=True):
    """A dynamic VIPA: the stack that owns it and, if distributed, the target stacks in order."""

    address: str
    owner: str
    targets: tuple[str, ...] = ()


class User(Value, frozen=True):
    id: str
    default_group: str = "SYS1"
    groups: tuple[str, ...] = ()
    attributes: tuple[UserAttribute, ...] = ()


class Profile(Value, frozen=True):
    """A general-resource profile with its standard access list."""

    name: str
    resource_class: str = "SERVAUTH"
    uacc: Access = Access.NONE
    appldata: str = ""
    access: dict[str, Access] = msgspec.field(default_factory=dict)


class Database(Value, frozen=True):
    """A RACF database, shared by every system that names it."""

    name: str
    users: tuple[User, ...] = ()
    profiles: tuple[Profile, ...] = ()


class LabDefinition(Value, frozen=True):
    """A named arrangement of systems, stacks, links and users that scenarios ask for.

    `xcf_seconds` is how long one XCF question and its answer take, in seconds (0 or more).
    In every system class SERVAUTH is active and RACLISTed when the lab opens.
    """

    name: str
    purpose: str
    systems: tuple[System, ...]
    links: tuple[Link, ...] = ()
    vipas: tuple[Vipa, ...] = ()
    databases: tuple[Database, ...] = ()
    xcf_seconds: float = 0.5
