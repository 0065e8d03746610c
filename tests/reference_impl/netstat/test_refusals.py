"""What a refusal of Netstat says, and that the rules reach every part of a report."""

from dataclasses import replace

import pytest

from reference_impl.netstat.command import NetstatOptions, netstat_all
from reference_impl.netstat.connection_view import ConnectionView, PartnerHistory, StateWord
from reference_impl.netstat.flags import TrustedPartnerFlag
from reference_impl.netstat.history_flags import trusted_flag
from reference_impl.netstat.layout import ReportForm
from reference_impl.netstat.refusals import NetstatRefused
from reference_impl.netstat.report import ReportStack
from reference_impl.netstat.rules import V1R12_NETSTAT

STACK = ReportStack(name="TCPCS1", ipv6_enabled=True, seconds=0.0)
VIEW = ConnectionView(
    client_name="USER17",
    client_id=1,
    local_address="10.1.1.1",
    local_port=1109,
    foreign_address="10.1.1.2",
    foreign_port=20000,
    state=StateWord.ESTABLISHED,
)
PORTS = "a port is a number from 0 to 65535"


@pytest.mark.parametrize(
    ("options", "option", "value", "why"),
    [
        (NetstatOptions(clients=("A" * 9,)), "CLIent/-E", "A" * 9, "a name has 1 to 8 characters"),
        (NetstatOptions(addresses=("10.1",)), "IPAddr/-I", "10.1", "not an address, prefix or mask"),
        (NetstatOptions(ports=(65536,)), "POrt/-P", "65536", PORTS),
        (NetstatOptions(ports=(-1,)), "POrt/-P", "-1", PORTS),
        (NetstatOptions(clients=("A",) * 7), "CLIent/-E", "A", "at most 6 values can be given"),
        (NetstatOptions(addresses=("::1",) * 7), "IPAddr/-I", "::1", "at most 6 values can be given"),
        (NetstatOptions(ports=(1,) * 7), "POrt/-P", "1", "at most 6 values can be given"),
        (
            NetstatOptions(form=ReportForm.SHORT),
            "FORMat/-M",
            "SHORT",
            "EZZ2383I the stack is enabled for IPv6",
        ),
    ],
)
def test_a_refusal_names_option_value_and_reason(
    options: NetstatOptions, option: str, value: str, why: str
) -> None:
    """The three are in the message, and can be had one by one."""
    with pytest.raises(NetstatRefused) as refused:
        netstat_all(STACK, (), options)
    told = refused.value
    assert (told.option, told.value, told.why) == (option, value, why)
    assert str(told) == f"{option} {value}: {why}"


@pytest.mark.parametrize("port", [0, 65535])
def test_the_first_and_the_last_port_are_ports(port: int) -> None:
    """A filter takes both."""
    view = replace(VIEW, local_port=port)
    assert "Client Name: USER17" in netstat_all(STACK, (view,), NetstatOptions(ports=(port,)))


def test_the_rules_reach_header_and_lines() -> None:
    """The release above, the digits of the counters below."""
    rules = replace(V1R12_NETSTAT, release="V9R9", counter_digits=dict.fromkeys(ReportForm, 3))
    report = netstat_all(STACK, (VIEW,), NetstatOptions(), rules)
    assert "NETSTAT CS V9R9 " in report
    assert "BytesIn: 000\n" in "\n".join(line.rstrip() for line in report.splitlines()) + "\n"


@pytest.mark.parametrize("user", [False, True])
@pytest.mark.parametrize("token", [False, True])
@pytest.mark.parametrize("issued", [False, True])
def test_the_meanings_of_the_trusted_flag_are_independent(*, user: bool, token: bool, issued: bool) -> None:
    """Each is there if and only if what it stands for has happened."""
    view = replace(
        VIEW, history=PartnerHistory(user_id_retrieved=user, utoken_retrieved=token, set_issued=issued)
    )
    flags = (
        TrustedPartnerFlag.USER_ID_RETRIEVED,
        TrustedPartnerFlag.UTOKEN_RETRIEVED,
        TrustedPartnerFlag.SET,
    )
    found = trusted_flag(view)
    assert [flag in found for flag in flags] == [user, token, issued]
    assert found.value == sum(flag.value for flag in flags if flag in found)
