"""From what happened on a socket to the two flags of Netstat, in meanings, not yet in bits."""

from reference_impl.netstat.connection_view import ConnectionView, Protocol
from reference_impl.netstat.flags import NO_ROUTING, ClusterConnFlag, TrustedPartnerFlag


def cluster_flag(view: ConnectionView) -> ClusterConnFlag:
    """TcpClusterConnFlag: nothing until either request was made, then the request and the routing.

    Source: S12.2 to S12.8, S12.10. SIOCSPARTNERINFO alone leaves it at nothing.
    """
    history = view.history
    if history.asked_by_ioctl or history.asked_by_option:
        return ClusterConnFlag.REQUESTED | history.routing.routing
    return NO_ROUTING


def trusted_flag(view: ConnectionView) -> TrustedPartnerFlag:
    """TcpTrustedPartner: what has been retrieved, and SIOCSPARTNERINFO issued or inherited.

    Source: S13.3, S13.5, S13.6, S12.9. Credentials that SIOCSPARTNERINFO had fetched but that no
    program has retrieved yet do not count as retrieved (our choice).
    """
    history = view.history
    flag = TrustedPartnerFlag(0)
    if history.user_id_retrieved:
        flag |= TrustedPartnerFlag.USER_ID_RETRIEVED
    if history.utoken_retrieved:
        flag |= TrustedPartnerFlag.UTOKEN_RETRIEVED
    if history.set_issued or history.set_inherited:
        flag |= TrustedPartnerFlag.SET
    return flag


def flags_shown(view: ConnectionView) -> bool:
    """Every TCP connection and listener shows the two flags, UDP sockets never (our choice)."""
    return view.protocol is Protocol.TCP
