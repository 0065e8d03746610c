"""Ends by port number, so that a report on one port does not look at all the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reference_impl.tcp.connection import Connection


class PortIndex:
    """Port to ends. Most ports have one end only; those cost no dictionary of their own."""

    __slots__ = ("_ends",)

    def __init__(self) -> None:
        self._ends: dict[int, Connection | dict[int, Connection]] = {}

    def __contains__(self, port: int) -> bool:
        return port in self._ends

    def add(self, port: int, end: Connection) -> None:
        present = self._ends.setdefault(port, end)
        if isinstance(present, dict):
            present[end.client_id] = end
        elif present is not end:
            self._ends[port] = {present.client_id: present, end.client_id: end}

    def remove(self, port: int, end: Connection) -> None:
        present = self._ends[port]
        if isinstance(present, dict):
            del present[end.client_id]
            if present:
                return
        del self._ends[port]

    def ends(self, port: int) -> Iterable[Connection]:
        present = self._ends.get(port)
        if present is None:
            return ()
        return present.values() if isinstance(present, dict) else (present,)
