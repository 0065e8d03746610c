"""All decisions of the reference in one frozen value, a chapter a field.

A sysplex is made with it. A fault is `dataclasses.replace` on one chapter; nothing else differs.
"""

from dataclasses import dataclass

from reference_impl.dcas.rules import V1R12_DCAS, DcasRules
from reference_impl.interfaces.table import InterfaceRules
from reference_impl.netstat.rules import V1R12_NETSTAT, NetstatRules
from reference_impl.partner.rules import PartnerRules, PrefetchRules, WaitingRules
from reference_impl.security.rules import STANDARD, SecurityRules
from reference_impl.topology.rules import RoutingRules
from reference_impl.views import ViewRules

STANDARD_ROUTING = RoutingRules()
STANDARD_PARTNER = PartnerRules()
STANDARD_WAITING = WaitingRules()
STANDARD_PREFETCH = PrefetchRules()
STANDARD_VIEWS = ViewRules()
STANDARD_INTERFACES = InterfaceRules()


@dataclass(frozen=True, slots=True)
class Rules:
    """The chapters, in the order of the conformance classes; `views` is what `netstat` is shown."""

    routing: RoutingRules = STANDARD_ROUTING
    partner: PartnerRules = STANDARD_PARTNER
    waiting: WaitingRules = STANDARD_WAITING
    prefetch: PrefetchRules = STANDARD_PREFETCH
    security: SecurityRules = STANDARD
    views: ViewRules = STANDARD_VIEWS
    netstat: NetstatRules = V1R12_NETSTAT
    dcas: DcasRules = V1R12_DCAS
    interfaces: InterfaceRules = STANDARD_INTERFACES


V1R12 = Rules()
"""The documented behaviour of V1R12, with our choices where the documents are silent."""
