"""Access authorities and SAF return codes: the words of a RACF decision. Nothing here decides."""

from enum import IntEnum, StrEnum


class Access(IntEnum):
    """Access authorities of a general resource, in their order.

    Source: the list is of the RACF manuals; the order NONE < READ < ... < ALTER is recalled.
    """

    NONE = 0
    READ = 1
    UPDATE = 2
    CONTROL = 3
    ALTER = 4


class SafReturnCode(IntEnum):
    """Result of RACROUTE REQUEST=AUTH. Source: z/OS Communications Server, SAF results of EZB resources."""

    PERMITTED = 0
    NO_DECISION = 4
    DENIED = 8


class UserAttribute(StrEnum):
    """Attributes of a user that change how RACF decides.

    TRUSTED and PRIVILEGED really belong to started procedures (class STARTED); that a user carries
    them is our simplification: every program of that user runs with them.
    """

    RESTRICTED = "RESTRICTED"
    TRUSTED = "TRUSTED"
    PRIVILEGED = "PRIVILEGED"
