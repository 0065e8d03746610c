"""PartnerInfo in our own layout: what goes in comes out, and what is malformed is refused."""

import pytest

from reference_impl.control_block import MalformedBlock, Provenance
from reference_impl.partner.control_block import PARTNER_INFO, read_request, reply_block, request_block
from reference_impl.partner.credentials import Credentials
from reference_impl.partner.reply import PartnerReply
from reference_impl.partner.request import PartnerRequest, RequestItem
from reference_impl.topology.routing import Routing

BOTH = frozenset({RequestItem.USER_ID, RequestItem.UTOKEN})


@pytest.mark.parametrize("items", [frozenset(), BOTH, frozenset(RequestItem)])
@pytest.mark.parametrize("timeout", [0, 1, 60, 61])
def test_a_request_goes_through_the_block_unchanged(items: frozenset[RequestItem], timeout: int) -> None:
    """Items and time limit, in range or not."""
    request = PartnerRequest(items, timeout)
    assert read_request(request_block(request)) == request


def test_a_reply_fills_the_credential_fields_that_are_there() -> None:
    """And says which; absent ones are blank or zero."""
    told = Credentials("BOB", "", bytes(range(80)), b"")
    reply = PartnerReply(Routing.SAME_CLUSTER | Routing.INTERNAL, told)
    values = PARTNER_INFO.decode(reply_block(PartnerRequest(BOTH, 5), reply))
    assert values["PI_CONNTYPE"] == 10
    assert values["PI_STATUS"] == frozenset({"ASUSER", "ASUTOKEN"})
    assert (values["PI_ASUSER"], values["PI_TASKUSER"]) == ("BOB", "")
    assert values["PI_ASUTOKEN"] == bytes(range(80))
    assert values["PI_TASKUTOKEN"] == bytes(80)


def test_malformed_areas_are_refused_with_the_field() -> None:
    """A negative time limit does not fit, a short area is no PartnerInfo, reserved bytes are zero."""
    with pytest.raises(MalformedBlock, match="PI_TIMEOUT"):
        request_block(PartnerRequest(timeout=-1))
    with pytest.raises(MalformedBlock, match="203 bytes, expected 204"):
        read_request(bytes(203))
    with pytest.raises(MalformedBlock, match="reserved"):
        read_request(bytes(6) + b"\1" + bytes(197))


def test_the_layout_is_marked_as_our_own() -> None:
    """No field claims to be documented."""
    assert {field.provenance for field in PARTNER_INFO.fields} == {Provenance.CHOICE}
