"""What runs in one MVS image besides its stacks: RACF, the console, syslog and the operator's jobs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reference_impl.console import Console
from reference_impl.dcas.request import Registry
from reference_impl.operator import Operator
from reference_impl.syslog import Syslog

if TYPE_CHECKING:
    from reference_impl.dcas.rules import DcasRules
    from reference_impl.security.security_server import SecurityServer
    from reference_impl.topology.topology import System


class Image:
    """One running system."""

    __slots__ = ("console", "operator", "security", "syslog", "system")

    def __init__(self, system: System, security: SecurityServer, rules: DcasRules) -> None:
        self.system = system
        self.security = security
        self.console = Console()
        self.syslog = Syslog()
        self.operator = Operator(self.console, rules)

    def registry(self) -> Registry:
        """Return what DCAS is told: users, applications (class PTKTDATA) and certificates."""
        return Registry(self._certificate_user, self._defined, self._has_application)

    def _has_application(self, application: str) -> bool:
        return self.security.appldata("PTKTDATA", application) is not None

    def _defined(self, user: str) -> bool:
        return self.security.database.user(user) is not None

    def _certificate_user(self, subject: str) -> str | None:
        """Return the user whose ID is the common name (our choice: labs define no certificates)."""
        names = dict(part.strip().partition("=")[::2] for part in subject.split(","))
        user = names.get("CN", "").strip().upper()
        return user if self._defined(user) else None
