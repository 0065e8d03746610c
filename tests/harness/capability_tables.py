"""The tables of docs/capabilities.md as code and features have them; run as a program it writes them."""

import re
from collections.abc import Iterable
from pathlib import Path

from ezconform import bundle
from ezconform.protocol.values import Capability, ConformanceClass
from ezconform.protocol.verbs import VERBS
from ezconform.specification import read
from ezconform.specification.model import Scenario, Specification

PAGE = Path(__file__).parents[2] / "docs" / "capabilities.md"
MEANING = {
    Capability.VIRTUAL_CLOCK: "time passes only by `clock.advance`; without it the harness waits",
    Capability.BUILD_LABS: "`lab.open` builds what its definition says; without it labs are known by name",
    Capability.XCF_CONTROL: "XCF messages between two stacks can be delayed or lost",
    Capability.ROUTE_CHANGE: "the route between two stacks can be changed under a connection",
    Capability.IPV6: "AF_INET6 sockets and IPv6 addresses",
    Capability.SUBPLEX: "stacks in different XCF groups of one sysplex",
    Capability.CINET: "several stacks in one image, and programs without affinity to one of them",
    Capability.TASK_LEVEL: "a task may have an identity of its own beside its address space's",
    Capability.UTOKEN_MAP: "what becomes of a UTOKEN can be asked: TOKENMAP, logon with it, access checks",
    Capability.INTERRUPT: "a signal can reach a program that is suspended in a call",
    Capability.SOCKET_PASSING: "givesocket() and takesocket()",
    Capability.RAW_BLOCKS: "reserved: 1.0 has no field for control blocks, so declaring it changes nothing",
    Capability.NETSTAT_SHORT: "the SHORT form of the report beside the LONG one",
    Capability.TRACE: "the XCF messages about credentials can be read",
    Capability.BPX1IOC: "calls through BPX1IOC",
    Capability.BPX4IOC: "calls through BPX4IOC",
    Capability.JAVA: "calls from Java",
    Capability.EZASMI: "calls through the macro EZASMI",
    Capability.EZASOKET: "calls through the call interface EZASOKET",
    Capability.REXX: "calls from REXX sockets",
    Capability.CICS: "calls from CICS programs, in C and through EZASOKET",
    Capability.IMS: "calls from IMS programs through EZASOKET",
    Capability.UNSUPPORTED: "interfaces that lack ioctls and option (TCP/IP C, XTI, Pascal) can be tried",
}


def capabilities() -> str:
    """Capability, meaning, verbs that only it brings, what its absence excuses."""
    spec = read(bundle.find().root)
    rows = [f"| `{one}` | {MEANING[one]} | {_verbs(one)} | {_excused(spec, one)} |" for one in Capability]
    head = "| capability | it says that | verbs with it only | without it these are left out |"
    return "\n".join([head, "| --- | --- | --- | --- |", *rows])


def cores() -> str:
    """Class, scenarios of its mandatory core, requirements that have scenarios in it."""
    spec = read(bundle.find().root)
    rows = []
    for one in ConformanceClass:
        own = [scenario for scenario in spec.scenarios if scenario.requirement.conformance_class is one]
        core = [scenario for scenario in own if not scenario.needs]
        rows.append(f"| `{one}` | {len(core)} of {len(own)} | {', '.join(_ids(core))} |")
    head = "| class | scenarios in its core | requirements with scenarios in it |"
    return "\n".join([head, "| --- | --- | --- |", *rows])


def _verbs(capability: Capability) -> str:
    return ", ".join(f"`{verb.name}`" for verb in VERBS.values() if verb.needs is capability)


def _excused(spec: Specification, capability: Capability) -> str:
    """Requirements that lose all their scenarios, and those that lose some."""
    hit = [scenario for scenario in spec.scenarios if capability in scenario.needs]
    rest = set(_ids(scenario for scenario in spec.scenarios if capability not in scenario.needs))
    wholly = [id_ for id_ in _ids(hit) if id_ not in rest]
    partly = [id_ for id_ in _ids(hit) if id_ in rest]
    said = [", ".join(wholly)] if wholly else []
    said += [f"in part: {', '.join(partly)}"] if partly else []
    return "; ".join(said) or "nothing"


def _ids(scenarios: Iterable[Scenario]) -> list[str]:
    return sorted({scenario.requirement.id for scenario in scenarios})


def page(before: str) -> str:
    """The document with its tables made anew; its words stay."""
    for name, made in (("capabilities", capabilities()), ("cores", cores())):
        mark = f"<!-- {name} -->\n"
        before = re.sub(
            f"{mark}.*?\n\n", lambda _, text=f"{mark}{made}\n\n": text, f"{before}\n", flags=re.DOTALL
        )
        before = before.removesuffix("\n")
    return before


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text()))
