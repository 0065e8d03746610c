"""A lab in the reference's own words: what to build. Plain frozen values, checked when built."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum


class BadTopology(ValueError):  # noqa: N818 - the message is one line for the person who wrote the lab
    """The lab cannot be built; the message names the place."""


class LinkKind(StrEnum):
    """How one stack reaches another."""

    IUTSAMEH = "IUTSAMEH"
    HIPERSOCKETS = "HiperSockets"
    XCF = "XCF"
    OSA = "OSA"


@dataclass(frozen=True, order=True, slots=True)
class Release:
    """A z/OS release, ordered: V1R11 < V1R12 < V2R1."""

    version: int
    release: int

    @classmethod
    def parse(cls, text: str) -> Release:
        match = re.fullmatch(r"V(\d+)R(\d+)", text)
        if match is None:
            raise BadTopology(f"release {text!r}: expected a form like V1R12")
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"V{self.version}R{self.release}"


@dataclass(frozen=True, slots=True)
class StackDefinition:
    name: str
    addresses: tuple[str, ...]
    subplex: str = ""


@dataclass(frozen=True, slots=True)
class SystemDefinition:
    """One MVS image; an empty `sysplex` is a host outside the sysplex."""

    name: str
    cpc: str
    stacks: tuple[StackDefinition, ...]
    database: str
    sysplex: str = "PLEX1"
    release: str = "V1R12"


@dataclass(frozen=True, slots=True)
class LinkDefinition:
    kind: LinkKind
    stacks: tuple[str, str]


@dataclass(frozen=True, slots=True)
class VipaDefinition:
    """A dynamic VIPA; with `targets` it is distributed to them in this order."""

    address: str
    owner: str
    targets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TopologyDefinition:
    """Everything about where things are. `xcf_seconds`: one XCF question and its answer, 0 or more."""

    systems: tuple[SystemDefinition, ...]
    links: tuple[LinkDefinition, ...] = ()
    vipas: tuple[VipaDefinition, ...] = field(default=())
    xcf_seconds: float = 0.5
