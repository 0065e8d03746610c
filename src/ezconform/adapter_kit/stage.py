"""A stage of the contract: one thing to look at, and what became of looking.

Knows faults of adapters; knows no verb.
"""

from collections.abc import Callable
from dataclasses import dataclass

from ezconform.protocol.faults import AdapterFault


@dataclass(frozen=True, slots=True)
class Finding:
    """What became of a stage: `missing` says what is not there (empty: in order).

    `skipped`: why it was not looked at; `notes`: what the reader may want to know; `stderr`: the last
    lines that the adapter wrote to its standard error, where something is missing.
    """

    title: str
    missing: tuple[str, ...] = ()
    advice: str = ""
    skipped: str = ""
    notes: tuple[str, ...] = ()
    stderr: tuple[str, ...] = ()


class Lacking(Exception):  # noqa: N818 - a finding about an adapter
    """Something of the contract is missing; each argument is one line."""


class Skipped(Exception):  # noqa: N818 - see Lacking
    """The stage does not apply, and why."""


@dataclass(frozen=True, slots=True)
class Stage:
    """`look` raises Lacking or Skipped, or returns notes for the reader."""

    title: str
    advice: str
    look: Callable[[], tuple[str, ...]]

    def finding(self) -> Finding:
        """Look, and say what came of it."""
        try:
            return Finding(self.title, notes=self.look())
        except Lacking as lacking:
            return Finding(self.title, tuple(map(str, lacking.args)), self.advice)
        except Skipped as skipped:
            return Finding(self.title, skipped=str(skipped))
        except AdapterFault as fault:
            return Finding(self.title, (str(fault),), self.advice)
