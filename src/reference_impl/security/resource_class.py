"""The class descriptor table, as far as this simulation needs it. A literal table."""

from dataclasses import dataclass

from reference_impl.security.access import SafReturnCode
from reference_impl.security.refusal import NotDefined


@dataclass(frozen=True, slots=True)
class ResourceClass:
    """One class descriptor: longest name, whether it must be RACLISTed, what "no profile" returns."""

    name: str
    longest_name: int
    raclist_required: bool
    default_return_code: SafReturnCode = SafReturnCode.NO_DECISION


# The values of SERVAUTH's descriptor are not in the manuals at hand: recalled. That it requires RACLIST
# agrees with the steps for EZB resources, which always end with a RACLIST refresh.
CLASSES = {
    descriptor.name: descriptor
    for descriptor in (
        ResourceClass("SERVAUTH", longest_name=64, raclist_required=True),
        ResourceClass("OPERCMDS", longest_name=39, raclist_required=True),
        ResourceClass("FACILITY", longest_name=39, raclist_required=False),
        ResourceClass("PTKTDATA", longest_name=26, raclist_required=True),
    )
}


def resource_class(name: str) -> ResourceClass:
    """The descriptor of a class.

    Raises:
        NotDefined: no such class.
    """
    try:
        return CLASSES[name]
    except KeyError:
        raise NotDefined(f"class {name!r}", "is not in the class descriptor table") from None
