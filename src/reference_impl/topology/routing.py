"""The routing indicators of SIOCGPARTNERINFO and SO_CLUSTERCONNTYPE. Which of them hold, `rules` says."""

from enum import IntFlag


class Routing(IntFlag):
    """Routing indicators with their SO_CLUSTERCONNTYPE values; 0 is "no connection"."""

    NO_CONNECTION = 0
    NONE = 1
    SAME_CLUSTER = 2
    SAME_IMAGE = 4
    INTERNAL = 8
