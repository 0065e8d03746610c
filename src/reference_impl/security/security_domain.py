"""The security domain name that EZBDOMAIN carries in its APPLDATA. Knows names, not who reads them."""

import string
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self

from reference_impl.security.refusal import Malformed

LONGEST = 255
"""Characters. Source: steps for retrieving partner security credentials (latest edition)."""

DOMAIN_PROFILE = "EZBDOMAIN"
DOMAIN_CLASS = "SERVAUTH"

_UPPER = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)


def fold(name: str) -> str:
    """EBCDIC upper case: the 26 Latin letters only, other characters stay (our choice)."""
    return name.translate(_UPPER)


def normalised(appldata: str) -> str:
    """The name that an APPLDATA gives: without trailing blanks (our choice), folded (manual)."""
    return fold(appldata.rstrip(" "))


@dataclass(frozen=True, slots=True)
class SecurityDomain:
    """A normalised domain name; the empty one means that no domain is defined.

    Made with `of`; the constructor takes a name that is normalised already.
    """

    name: str = ""

    @classmethod
    def of(
        cls, appldata: str | None, name_of: Callable[[str], str] = normalised, longest: int = LONGEST
    ) -> Self:
        """The domain that this APPLDATA names; None (no profile) and blanks give the undefined one.

        Raises:
            Malformed: more than `longest` characters.
        """
        name = name_of(appldata or "")
        if len(name) > longest:
            raise Malformed(
                "security domain name", f"has {len(name)} characters, at most {longest} are allowed"
            )
        return cls(name)

    @property
    def defined(self) -> bool:
        return bool(self.name)


def same(one: SecurityDomain, other: SecurityDomain) -> bool:
    """Whether two systems are in one security domain: both names defined and equal.

    Source: both EPERM conditions of SIOCGPARTNERINFO.
    """
    return one.defined and one == other
