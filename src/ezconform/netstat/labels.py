"""The labels of a Netstat ALL/-A report that this project knows, and how labels compare.

Unknown labels are kept by the reader; knowing a label only helps to see where it begins when a
report has lost its columns.
"""

CLIENT_NAME = "Client Name"
CLIENT_ID = "Client Id"
LOCAL_SOCKET = "Local Socket"
FOREIGN_SOCKET = "Foreign Socket"
STATE = "State"
CLUSTER_FLAG = "TcpClusterConnFlag"
TRUSTED_FLAG = "TcpTrustedPartner"

# Source: S13.1 for those up to SendDataQueued; the others appear in reports of later releases.
KNOWN_LABELS = (
    CLIENT_NAME,
    CLIENT_ID,
    LOCAL_SOCKET,
    FOREIGN_SOCKET,
    "BytesIn",
    "BytesOut",
    "SegmentsIn",
    "SegmentsOut",
    "Last Touched",
    STATE,
    "RcvNxt",
    "SndNxt",
    "ClientRcvNxt",
    "ClientSndNxt",
    "MaximumSegmentSize",
    "DSField",
    "Round-trip information",
    "Smooth trip time",
    "SmoothTripVariance",
    "ReceiveBufferSize",
    "SendBufferSize",
    CLUSTER_FLAG,
    TRUSTED_FLAG,
    "ReceiveDataQueued",
    "SendDataQueued",
    "StartDate",
    "StartTime",
    "Ancillary Input Queue",
    "Application Data",
)


def folded(label: str) -> str:
    """A label as it is compared: console reports are in upper case, and blanks come and go."""
    return " ".join(label.split()).casefold()


FOLDED_LABELS = tuple(folded(label) for label in KNOWN_LABELS)
