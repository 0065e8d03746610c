"""UTOKENs: content, external and internal form."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reference_impl.security.access import UserAttribute
from reference_impl.security.identity import UNDEFINED, Identity
from reference_impl.security.refusal import Malformed, TokenRefused
from reference_impl.security.utoken import FOREIGN_MASK, ICHRUTKN, OUR_MASK, Mask, Utoken, token_values

NAMES = st.text("ABCXYZ019#@$", min_size=1, max_size=8)
IDENTITIES = st.builds(
    Identity,
    user=NAMES,
    group=NAMES,
    attributes=st.frozensets(st.sampled_from(UserAttribute)),
    defined=st.booleans(),
    security_label=NAMES,
    port_of_entry=NAMES,
)


def token(identity: Identity) -> Utoken:
    return Utoken.of(token_values(identity))


BOB = token(Identity("BOB", "PAYROLL"))


@given(IDENTITIES)
def test_the_internal_form_is_reversible(identity: Identity) -> None:
    """Mapping the internal form back gives the token."""
    made = token(identity)
    assert Utoken.from_internal(made.internal()) == made


@given(IDENTITIES)
def test_the_internal_form_is_not_readable(identity: Identity) -> None:
    """Length, version and TOKENCR are readable; every other byte differs from the external form."""
    made = token(identity)
    internal = made.internal()
    assert internal[:2] == made.external[:2] == bytes([80, 1])
    assert internal[2] & 0x80
    assert not made.external[2] & 0x80
    assert all(one != other for one, other in zip(internal[3:], made.external[3:], strict=True))


@given(IDENTITIES)
def test_another_products_token_is_refused(identity: Identity) -> None:
    """A token under another product's mask cannot be mapped here."""
    with pytest.raises(TokenRefused, match="not made by this security product"):
        Utoken.from_internal(token(identity).internal(FOREIGN_MASK))


@given(st.binary(min_size=80, max_size=80))
def test_mapping_survives_any_bytes(data: bytes) -> None:
    """80 bytes are a token of ours, which gives the same bytes back, or refused by a typed error."""
    try:
        made = Utoken.from_internal(data)
    except TokenRefused:
        return
    assert made.internal() == data


@given(st.binary(min_size=80, max_size=80))
def test_a_mask_undoes_itself(data: bytes) -> None:
    """Applying the mask twice gives the bytes back."""
    assert OUR_MASK.apply(OUR_MASK.apply(data)) == data


def test_masks_are_the_same_in_every_run() -> None:
    """A mask follows from the product's name alone, and differs from product to product."""
    assert Mask.of_product("X") == Mask.of_product("X") != Mask.of_product("Y")
    assert Mask.of_product("X").key[3:].count(0) == 0


def test_no_mask_leaves_a_byte_readable() -> None:
    """Whatever the product's name: TOKLEN, TOKVERS and TOKENCR stay, every other byte changes."""
    keys = [Mask.of_product(str(number)).key for number in range(300)]
    assert all(key[:2] == b"\0\0" and not key[2] & 0x80 and key[2] and all(key[3:]) for key in keys)


def test_the_token_says_user_group_label_and_port_of_entry() -> None:
    """The mapped token gives the user ID, the group, the security label and the port of entry by field."""
    fields = token(Identity("BOB", "PAYROLL", security_label="SECRET", port_of_entry="TERM1")).fields()
    assert fields["TOKUSER"] == "BOB"
    assert fields["TOKGRUP"] == "PAYROLL"
    assert fields["TOKSCL"] == "SECRET"
    assert fields["TOKPOE"] == "TERM1"
    assert (fields["TOKLEN"], fields["TOKVERS"]) == ("80", "1")
    assert set(fields) == {field.name for field in ICHRUTKN.named_fields}


def test_user_and_group_stand_at_their_offsets() -> None:
    """TOKUSER is at 64 and TOKGRUP at 72, in EBCDIC."""
    assert BOB.external[64:72].hex() == "c2d6c24040404040"
    assert BOB.external[72:80].hex() == "d7c1e8d9d6d3d340"


@pytest.mark.parametrize(
    ("data", "place"),
    [(BOB.external[:79], "UTOKEN: has 79"), (BOB.internal(), "UTOKEN TOKENCR: is on")],
)
def test_a_token_is_in_external_form(data: bytes, place: str) -> None:
    """Other bytes are refused when the value is made."""
    with pytest.raises(TokenRefused, match=place):
        Utoken(data)


def test_a_mask_has_a_byte_for_every_byte() -> None:
    """A key of another length is refused."""
    with pytest.raises(Malformed, match="mask key: has 79"):
        Mask(bytes(79))


@pytest.mark.parametrize(
    ("identity", "flags"),
    [
        (Identity("BOB"), ""),
        (Identity("BOB", attributes=frozenset({UserAttribute.TRUSTED})), "TOKTRST"),
        (Identity("BOB", attributes=frozenset({UserAttribute.PRIVILEGED})), "TOKPRIV"),
        (Identity("BOB", attributes=frozenset({UserAttribute.RESTRICTED})), ""),
        (UNDEFINED, "TOKDFLT TOKUDUS"),
    ],
)
def test_flags_of_the_user(identity: Identity, flags: str) -> None:
    """TOKFLG2 tells trusted, privileged and undefined users."""
    assert token(identity).fields()["TOKFLG2"] == flags


def test_the_undefined_users_token() -> None:
    """User ID `*`, no group, and the pre-1.9 flag."""
    fields = token(UNDEFINED).fields()
    assert (fields["TOKUSER"], fields["TOKGRUP"], fields["TOKFLG1"]) == ("*", "", "TOKLT19")


@pytest.mark.parametrize(
    ("data", "place"),
    [
        (b"", "UTOKEN: has 0 bytes"),
        (BOB.internal()[:79], "UTOKEN: has 79 bytes"),
        (bytes([79]) + BOB.internal()[1:], "TOKLEN: says 79"),
        (b"\x50\x02" + BOB.internal()[2:], "TOKVERS: version 2"),
        (BOB.external, "TOKENCR: is off"),
    ],
)
def test_what_is_no_internal_form_is_refused(data: bytes, place: str) -> None:
    """The message names the field that is wrong."""
    with pytest.raises(TokenRefused, match=place):
        Utoken.from_internal(data)
