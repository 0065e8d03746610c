"""Types of placeholders: what they take and what they make of it."""

import re
from typing import Any

import pytest

from ezconform.protocol.values import Indicator, Interface, RequestItem
from ezconform.vocabulary import placeholders as p

NONE, SAME_IMAGE, SAME_CLUSTER = Indicator.NONE, Indicator.SAME_IMAGE, Indicator.SAME_CLUSTER


@pytest.mark.parametrize(
    ("annotation", "text", "value"),
    [
        (p.Name, "PAYROLL-LISTENER", "PAYROLL-LISTENER"),
        (p.LabName, "two-stacks", "two-stacks"),
        (p.UserId, "ALICE#1", "ALICE#1"),
        (p.Number, "-7", -7),
        (p.Seconds, "0.5", 0.5),
        (p.Word, "F,DCAS", "F,DCAS"),
        (p.Quoted, '"F DCAS,DEBUG=2"', "F DCAS,DEBUG=2"),
        (p.Quoted, '""', ""),
        (p.HexByte, "8E", 0x8E),
        (p.Address, "2001:db8:1::1", "2001:db8:1::1"),
        (p.Address, "::ffff:10.1.1.1", "::ffff:10.1.1.1"),
        (p.Port, "65535", 65535),
        (p.Errno, "ETIME", "ETIME"),
        (p.Indicators, "none", (NONE,)),
        (p.Indicators, "same-image, same-cluster", (SAME_CLUSTER, SAME_IMAGE)),
        (p.Items, "user-id and utoken", (RequestItem.USER_ID, RequestItem.UTOKEN)),
        (p.Items, "routing", (RequestItem.ROUTING,)),
        (Interface, "TCP/IP C", Interface.TCPIP_C),
        (Interface, "CICS EZASOKET", Interface.CICS_EZASOKET),
    ],
)
def test_a_placeholder_takes_and_converts(annotation: Any, text: str, value: Any) -> None:
    """The whole text fits the regular expression, and the converter makes the value of it."""
    placeholder = p.placeholder_of(annotation)
    assert re.fullmatch(placeholder.regex, text)
    assert placeholder.convert(text) == value


@pytest.mark.parametrize(
    ("annotation", "text"),
    [
        (p.Name, "1ST"),
        (p.Name, "two words"),
        (p.UserId, "TOOLONGID"),
        (p.UserId, "alice"),
        (p.Number, "1.5"),
        (p.Seconds, "-1"),
        (p.Quoted, 'say "hi"'),
        (p.HexByte, "8"),
        (p.Address, "10"),
        (p.Indicators, "same-cluster and internal"),
        (p.Errno, "Etime"),
    ],
)
def test_a_placeholder_leaves_other_texts_alone(annotation: Any, text: str) -> None:
    """A text of another shape is no match."""
    assert not re.fullmatch(p.placeholder_of(annotation).regex, text)


@pytest.mark.parametrize(("annotation", "text"), [(p.Address, "10.1.1.256"), (p.Port, "65536")])
def test_a_value_out_of_range_is_refused(annotation: Any, text: str) -> None:
    """The shape fits, the value does not."""
    with pytest.raises(ValueError, match=text):
        p.placeholder_of(annotation).convert(text)


def test_an_ordinary_type_is_no_placeholder() -> None:
    """Only the types of the table and string enumerations are."""
    assert p.placeholder_of(int) is None
    assert p.placeholder_of(None) is None
