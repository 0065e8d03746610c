"""The meanings behind TcpClusterConnFlag and TcpTrustedPartner, as flags.

The numeric values are the documented bits of the two bytes. When a bit turns on is decided in
`rules`; this module knows the words only.
"""

from enum import IntFlag


class ClusterConnFlag(IntFlag):
    """Bits of TcpClusterConnFlag; the low four are the values of SO_CLUSTERCONNTYPE.

    Source: S12.2 to S12.7, S07.2 to S07.6. Bits 40, 20 and 10 are not assigned.
    """

    NOT_SAME_CLUSTER = 0x01
    SAME_CLUSTER = 0x02
    SAME_IMAGE = 0x04
    INTERNAL = 0x08
    REQUESTED = 0x80

    @property
    def routing(self) -> "ClusterConnFlag":
        """The routing information alone, without the bit for the request."""
        return self & ~ClusterConnFlag.REQUESTED


NO_ROUTING = ClusterConnFlag(0)
"""Not connected: the value 0 of SO_CLUSTERCONNTYPE."""


class TrustedPartnerFlag(IntFlag):
    """Bits of TcpTrustedPartner; the low five are not assigned.

    Source: S13.3, S13.5, S13.6. The source speaks of 08, 04 and 02 of the first hexadecimal
    digit; that digit is the high half of the byte.
    """

    SET = 0x20
    UTOKEN_RETRIEVED = 0x40
    USER_ID_RETRIEVED = 0x80
