"""A DCAS server: levels, messages and states."""

import pytest

from reference_impl.console import Console
from reference_impl.dcas.configuration import ConfigurationRefused
from reference_impl.dcas.messages import Destination
from reference_impl.dcas.request import RefusalReason, Refused, Request, RequestFormat
from reference_impl.dcas.rules import DcasRules
from reference_impl.dcas.server import Dcas, UnknownStartLevel
from reference_impl.dcas.states import NotInThisState, ServerEvent, ServerState
from reference_impl.message import MessageKind
from reference_impl.syslog import Syslog


class Site:
    """A console, a syslog and an active server that talks to both."""

    def __init__(self, rules: DcasRules | None = None, debug: int | None = None) -> None:
        """Start and initialize the server and forget what it said about that."""
        self.console = Console()
        self.syslog = Syslog()
        self.dcas = Dcas("DCAS", self.console, self.syslog, rules or DcasRules(), debug)
        self.dcas.initialize()
        self.console.read()


@pytest.mark.parametrize("old", range(4))
@pytest.mark.parametrize("new", range(4))
def test_every_level_follows_every_level(old: int, new: int) -> None:
    """A known level is taken at once and displayed on console and syslog, also level 0."""
    site = Site(debug=old)
    site.dcas.modify(f"DEBUG={new}")
    (on_console,) = site.console.read()
    (in_syslog,) = site.syslog.read()
    assert site.dcas.level == new
    assert site.dcas.state is ServerState.ACTIVE
    assert on_console == in_syslog
    assert on_console.kind is MessageKind.DEBUG_LEVEL
    assert on_console.text.endswith(f" SET TO {new}")


@pytest.mark.parametrize("level", range(4))
@pytest.mark.parametrize(
    ("operand", "kind", "insert"),
    [
        ("DEBUG=9", MessageKind.UNKNOWN_LEVEL, "9"),
        ("DEBUG={id}%s", MessageKind.UNKNOWN_LEVEL, "{id}%s"),
        ("TRACE=1", MessageKind.UNKNOWN_PARAMETER, "TRACE=1"),
        ("", MessageKind.UNKNOWN_PARAMETER, ""),
    ],
)
def test_bad_input_changes_nothing(level: int, operand: str, kind: MessageKind, insert: str) -> None:
    """Bad input leaves level and state, and is named on console and syslog at every level."""
    site = Site(debug=level)
    site.dcas.modify(operand)
    (on_console,) = site.console.read()
    (in_syslog,) = site.syslog.read()
    assert (site.dcas.level, site.dcas.state) == (level, ServerState.ACTIVE)
    assert on_console == in_syslog
    assert (on_console.kind, on_console.severity) == (kind, None)
    assert on_console.text.endswith(f": {insert}")


def test_destinations_are_a_rule() -> None:
    """A message goes where the rule sends it and nowhere else."""
    for only in Destination:
        site = Site(DcasRules(destinations=lambda _kind, _level, only=only: frozenset({only})))
        site.dcas.modify("DEBUG=1")
        assert len(site.console.read()) == (only is Destination.CONSOLE)
        assert len(site.syslog.read()) == (only is Destination.SYSLOG)


def test_level_changes_are_rules() -> None:
    """What becomes of the level, and which one is displayed, can each be replaced."""
    rules = DcasRules(
        level_after_modify=lambda current, _asked: current,
        level_after_bad_input=lambda _current: 3,
        displayed_level=lambda old, _new: old,
    )
    site = Site(rules, debug=1)
    site.dcas.modify("DEBUG=2")
    assert site.dcas.level == 1
    assert site.console.read()[0].text.endswith("1")
    site.dcas.modify("DEBUG=9")
    assert site.dcas.level == 3


def test_message_ids_can_be_configured() -> None:
    """The number in front of a message is data."""
    ids = dict.fromkeys(MessageKind, "ABC123I")
    site = Site(DcasRules(message_ids=ids))
    site.dcas.modify("DEBUG=1")
    assert site.console.read()[0].text.startswith("ABC123I ")


def test_start_level() -> None:
    """Without option -d the level is 0; with it, what it says; an unknown one is refused."""
    assert Site().dcas.level == 0
    assert Site(debug=3).dcas.level == 3
    with pytest.raises(UnknownStartLevel, match="4"):
        Site(debug=4)


def test_initialization_comes_before_modify_and_requests() -> None:
    """A starting server refuses MODIFY and requests, and keeps its level."""
    console, syslog = Console(), Syslog()
    dcas = Dcas("DCAS", console, syslog, debug=2)
    with pytest.raises(NotInThisState, match="modify: DCAS is initializing") as refusal:
        dcas.modify("DEBUG=3")
    assert (refusal.value.state, refusal.value.event) == (
        ServerState.INITIALIZING,
        ServerEvent.MODIFY,
    )
    answer = dcas.serve(Request(RequestFormat.USER, "APPL", "ALICE", "c"))
    assert answer == Refused(RefusalReason.NOT_ACTIVE, "c")
    assert (dcas.level, console.messages, syslog.messages) == (2, (), ())


def test_initialization_is_announced_to_the_operator_alone() -> None:
    """Start and end are console messages; the log at level 0 stays empty."""
    console, syslog = Console(), Syslog()
    dcas = Dcas("DCAS", console, syslog)
    dcas.initialize("PORT 8991")
    dcas.stop()
    assert [message.text.partition("DCAS ")[2] for message in console.messages] == [
        "INITIALIZATION COMPLETE",
        "ENDED",
    ]
    assert dcas.configuration.port == 8991
    assert syslog.messages == ()
    assert dcas.state is ServerState.STOPPED


def test_a_malformed_configuration_stops_the_start() -> None:
    """The refusal names the line, the operator is told, and the server is not active."""
    console = Console()
    dcas = Dcas("DCAS", console, Syslog())
    with pytest.raises(ConfigurationRefused, match="line 1"):
        dcas.initialize("PROT 1")
    (message,) = console.read()
    assert "line 1: unknown keyword: PROT 1" in message.text
    assert dcas.state is ServerState.STOPPED
    with pytest.raises(NotInThisState, match="initialized"):
        dcas.initialize()


def test_what_the_start_option_stands_for_is_a_rule() -> None:
    """As documented, the level itself."""
    assert Site(debug=2).dcas.level == 2
    assert Site(DcasRules(option_level=lambda option: option - 1), debug=2).dcas.level == 1
