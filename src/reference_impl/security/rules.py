"""Every decision of the security product that a requirement speaks of, as one value.

A fault is `dataclasses.replace` on it. Functions get what they need as arguments and keep nothing.
"""

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from reference_impl.control_block import FieldValue
from reference_impl.security import security_domain
from reference_impl.security.access import Access
from reference_impl.security.authority import AUTHORITY_ORDER, AuthoritySource, groups_that_count
from reference_impl.security.check_sequence import CHECK_SEQUENCE, CheckStep
from reference_impl.security.identity import Identity
from reference_impl.security.profile import ProfileSet
from reference_impl.security.profile_name import specificity
from reference_impl.security.security_domain import SecurityDomain
from reference_impl.security.user import User
from reference_impl.security.utoken import OUR_MASK, Mask, Utoken, token_values


def partnerinfo_resource(sysname: str, tcpprocname: str) -> str:
    """The SERVAUTH resource that guards partner credentials of one stack. Source: manual."""
    return f"EZB.IOCTL.{sysname}.{tcpprocname}.PARTNERINFO"


def raclist_copy(copy: ProfileSet, _database: ProfileSet) -> ProfileSet:
    """Of a RACLISTed class the copy counts, stale or not, until it is refreshed. Source: recalled."""
    return copy


def authorized_only(authorized: bool) -> bool:
    """Only an APF authorized or supervisor state program logs in without a password.

    Source: the seed says that authorized programs can, that others cannot is inferred.
    """
    return authorized


@dataclass(frozen=True, slots=True)
class SecurityRules:
    """How RACF decides here.

    `groups_that_count` is told whether GRPLIST is active; `sufficient` compares the authority given with
    the one asked; `profile_order` is the sort key of generic profiles, the best first; `profiles_seen`
    chooses between RACLIST copy and database. `partnerinfo_access` is the least access that lets a
    program retrieve credentials; `no_decision_permits` is what the stack makes of SAF return code 4 for it
    (inferred: denied). `longest_appldata` is in characters; `domain_name` gives the name in an APPLDATA.
    `tokenmap` maps an internal form under a mask; `login_permitted` is told whether the program is
    authorized; `environment` is what it then gets for the token's user and group.
    """

    check_sequence: tuple[CheckStep, ...] = CHECK_SEQUENCE
    authority_order: tuple[AuthoritySource, ...] = AUTHORITY_ORDER
    groups_that_count: Callable[[Identity, bool], tuple[str, ...]] = groups_that_count
    sufficient: Callable[[Access, Access], bool] = operator.ge
    warning_permits: bool = True
    profile_order: Callable[[str], Any] = specificity
    profiles_seen: Callable[[ProfileSet, ProfileSet], ProfileSet] = raclist_copy
    partnerinfo_access: Access = Access.READ
    partnerinfo_resource: Callable[[str, str], str] = partnerinfo_resource
    no_decision_permits: bool = False
    longest_appldata: int = security_domain.LONGEST
    domain_name: Callable[[str], str] = security_domain.normalised
    same_domain: Callable[[SecurityDomain, SecurityDomain], bool] = security_domain.same
    mask: Mask = OUR_MASK
    token_values: Callable[[Identity], Mapping[str, FieldValue]] = token_values
    tokenmap: Callable[[bytes, Mask], Utoken] = Utoken.from_internal
    login_permitted: Callable[[bool], bool] = authorized_only
    environment: Callable[[User, str], Identity] = Identity.of


STANDARD = SecurityRules()
"""The rules of the manuals, and our choices where they are silent."""
