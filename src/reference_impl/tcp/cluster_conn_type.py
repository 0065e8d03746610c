"""The routing of a connection end: brings the end, the routes of the moment and the rules together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reference_impl.topology.rules import Path

if TYPE_CHECKING:
    from reference_impl.tcp.connection import Connection
    from reference_impl.topology.routes import Routes
    from reference_impl.topology.routing import Routing
    from reference_impl.topology.rules import RoutingRules


class ClusterConnType:
    """Answers both SO_CLUSTERCONNTYPE and the routing part of SIOCGPARTNERINFO."""

    __slots__ = ("_routes", "_rules")

    def __init__(self, routes: Routes, rules: RoutingRules) -> None:
        self._routes = routes
        self._rules = rules

    def of(self, end: Connection) -> Routing:
        """Return what SIOCGPARTNERINFO tells of the routing now."""
        partner = end.partner
        if end.state not in self._rules.connected_states or partner is None:
            return self._rules.unconnected(end.state)
        if not self._rules.reevaluated and end.record is not None and end.record.routing:
            return end.record.routing
        if end.stack is None or partner.stack is None:
            raise AssertionError("a connected end has settled on a stack")
        hops = self._rules.way(self._routes, end.stack, partner.stack, end.vipa)
        return self._rules.indicators(self._rules, Path(end.stack, partner.stack, hops, end.foreign.address))

    def option(self, end: Connection) -> Routing:
        """Return what SO_CLUSTERCONNTYPE tells of the routing now."""
        if self._rules.option_needs_ioctl and (end.record is None or not end.record.asked_by_ioctl):
            return self._rules.unconnected(end.state)
        return self._rules.option_tells(self.of(end))
