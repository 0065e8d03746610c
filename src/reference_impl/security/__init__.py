"""RACF in memory: databases, decisions, security domains and UTOKENs. Knows no stack and no socket.

A system asks its `SecurityServer`; servers that share a `Database` still differ in class options and
RACLIST copies. Decisions that a requirement speaks of are fields of `SecurityRules`.
"""

from reference_impl.security.access import Access, SafReturnCode, UserAttribute
from reference_impl.security.database import Database
from reference_impl.security.identity import UNDEFINED, Identity
from reference_impl.security.refusal import (
    AlreadyDefined,
    Malformed,
    NotAuthorized,
    NotDefined,
    SecurityRefusal,
    TokenRefused,
)
from reference_impl.security.rules import STANDARD, SecurityRules
from reference_impl.security.security_domain import SecurityDomain
from reference_impl.security.security_server import SecurityServer
from reference_impl.security.user import User
from reference_impl.security.utoken import Utoken

__all__ = [
    "STANDARD",
    "UNDEFINED",
    "Access",
    "AlreadyDefined",
    "Database",
    "Identity",
    "Malformed",
    "NotAuthorized",
    "NotDefined",
    "SafReturnCode",
    "SecurityDomain",
    "SecurityRefusal",
    "SecurityRules",
    "SecurityServer",
    "TokenRefused",
    "User",
    "UserAttribute",
    "Utoken",
]
