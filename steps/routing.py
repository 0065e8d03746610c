"""Connection routing: asked for by either call, compared, and changed. Knows no credential."""

from typing import Any

from ezconform.protocol.answers import PartnerInfo, Refused, Routing
from ezconform.protocol.requests import PartnerGet, RouteChange, RoutingGet
from ezconform.protocol.values import Indicator, Interface, LinkKind, RequestItem
from ezconform.vocabulary import Indicators, Lab, Name, Number, check, given, then, when


@when("{socket} asks for its routing by SO_CLUSTERCONNTYPE")
def ask_option(lab: Lab, socket: Name) -> None:
    lab.memory["answer"] = lab.ask(RoutingGet(socket=socket))


@when("{socket} asks for its routing by SO_CLUSTERCONNTYPE through {interface}")
def ask_option_through(lab: Lab, socket: Name, interface: Interface) -> None:
    lab.memory["answer"] = lab.ask(RoutingGet(socket=socket, interface=interface))


@when("{socket} asks for its routing by SIOCGPARTNERINFO")
def ask_ioctl(lab: Lab, socket: Name) -> None:
    lab.memory["count"] = lab.memory.get("count", 0) + 1
    lab.memory["call"] = f"{socket}-call-{lab.memory['count']}"
    lab.memory["answer"] = lab.ask(
        PartnerGet(call=lab.memory["call"], socket=socket, request=(RequestItem.ROUTING,))
    )


@when("{socket} issues SIOCGPARTNERINFO with an empty request type")
def ask_for_nothing(lab: Lab, socket: Name) -> None:
    lab.memory["call"] = f"{socket}-nothing"
    lab.memory["answer"] = lab.ask(PartnerGet(call=lab.memory["call"], socket=socket, request=()))


@given("traffic from {source} to {target} is rerouted over {link}")
def reroute(lab: Lab, source: Name, target: Name, link: LinkKind) -> None:
    lab.tell(RouteChange(source=source, target=target, via=link))


@then("the routing is {indicators}")
def routing_is(lab: Lab, indicators: Indicators) -> None:
    check.equal("routing", _words(indicators), _words(_answer(lab).routing))


@then("the routing shows {indicator}")
def routing_shows(lab: Lab, indicator: Indicator) -> None:
    check.contains("routing", str(indicator), _words(_answer(lab).routing))


@then("the routing does not show {indicator}")
def routing_does_not_show(lab: Lab, indicator: Indicator) -> None:
    check.absent("routing", str(indicator), _words(_answer(lab).routing))


@then("the refusal still tells the routing {indicators}")
def refusal_tells_routing(lab: Lab, indicators: Indicators) -> None:
    refused = check.kind("the call", Refused, lab.memory["answer"])
    check.equal("routing filled in", _words(indicators), _words(refused.routing or ()))


@then("SO_CLUSTERCONNTYPE and SIOCGPARTNERINFO tell {socket} the same routing {indicators}")
def both_tell(lab: Lab, socket: Name, indicators: Indicators) -> None:
    ask_option(lab, socket)
    routing_is(lab, indicators)
    ask_ioctl(lab, socket)
    routing_is(lab, indicators)


@then("the option's value is {number}")
def value_is(lab: Lab, number: Number) -> None:
    check.equal("value of SO_CLUSTERCONNTYPE", number, _option(lab).value)


@then("SO_CLUSTERCONNTYPE is answered")
def option_is_answered(lab: Lab) -> None:
    _option(lab)


@then("SO_CLUSTERCONNTYPE is refused")
def option_is_refused(lab: Lab) -> None:
    check.kind("SO_CLUSTERCONNTYPE", Refused, lab.memory["answer"])


def _option(lab: Lab) -> Routing:
    option: Routing = check.kind("SO_CLUSTERCONNTYPE", Routing, lab.memory["answer"])
    return option


def _answer(lab: Lab) -> Any:
    """The last answer, which must be one that carries the routing."""
    answer = lab.memory["answer"]
    return answer if isinstance(answer, Routing) else check.kind("the routing", PartnerInfo, answer)


def _words(indicators: tuple[Indicator, ...]) -> str:
    return ", ".join(sorted(indicators)) or "nothing"
