"""The one table of interfaces: what each offers, in which form it answers, how it numbers errors."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from reference_impl.errno_names import Errno, Numbering
from reference_impl.interfaces.form import (
    Form,
    Result,
    c_form,
    callable_service_form,
    eza_form,
    java_form,
    rexx_form,
)
from reference_impl.interfaces.interface import Interface
from reference_impl.partner.request import PartnerRequest, RequestItem
from reference_impl.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from reference_impl.partner.reply import PartnerReply

ALL_ITEMS = frozenset(RequestItem)
ROUTING_AND_USER_ID = frozenset({RequestItem.ROUTING, RequestItem.USER_ID})


@dataclass(frozen=True, slots=True)
class Offer:
    """What one interface offers: SIOCGPARTNERINFO, SIOCSPARTNERINFO, SO_CLUSTERCONNTYPE.

    `items` is what its SIOCGPARTNERINFO can ask for.
    """

    gets: bool
    sets: bool
    option: bool
    numbering: Numbering
    form: Callable[[Result], Form]
    items: frozenset[RequestItem] = ALL_ITEMS


UNIX, TCP = Numbering.UNIX, Numbering.TCP

# Source: S11.1 to S11.8 and S07.8; CICS, IMS and the unsupported ones: the manual's list of APIs.
# That ioctl() refuses the get and w_ioctl() the set, and the numbering of Java, is our choice.
TABLE: Mapping[Interface, Offer] = MappingProxyType(
    {
        Interface.IOCTL: Offer(False, True, False, UNIX, c_form),
        Interface.W_IOCTL: Offer(True, False, False, UNIX, c_form),
        Interface.GETSOCKOPT: Offer(False, False, True, UNIX, c_form),
        Interface.BPX1IOC: Offer(True, True, False, UNIX, callable_service_form),
        Interface.BPX4IOC: Offer(True, True, False, UNIX, callable_service_form),
        Interface.BPX1OPT: Offer(False, False, True, UNIX, callable_service_form),
        Interface.JAVA: Offer(True, True, False, UNIX, java_form),
        Interface.EZASMI: Offer(True, True, False, TCP, eza_form),
        Interface.EZASOKET: Offer(True, True, False, TCP, eza_form),
        Interface.REXX: Offer(True, True, False, TCP, rexx_form, ROUTING_AND_USER_ID),
        Interface.CICS_C: Offer(True, True, False, TCP, c_form),
        Interface.CICS_EZASOKET: Offer(True, True, False, TCP, eza_form),
        Interface.IMS_EZASOKET: Offer(True, True, False, TCP, eza_form),
        Interface.TCPIP_C: Offer(False, False, True, TCP, c_form),
        Interface.XTI: Offer(False, False, False, TCP, c_form),
        Interface.PASCAL: Offer(False, False, False, TCP, c_form),
    }
)


@dataclass(frozen=True, slots=True)
class InterfaceRules:
    """Decisions about interfaces.

    `number_of`: an errno's number in a series. The errnos are those of an ioctl that is not offered
    (manual), of an option that is not, and of a request item that the interface cannot express (the
    last two are our choice). `leaves_out`: such an item is not refused but left out of the request.
    """

    table: Mapping[Interface, Offer] = field(default_factory=lambda: TABLE)
    number_of: Callable[[Errno, Numbering], int] = Errno.number
    unsupported_ioctl: Errno = Errno.EOPNOTSUPP
    unsupported_option: Errno = Errno.ENOPROTOOPT
    unsupported_item: Errno = Errno.EINVAL
    leaves_out: bool = False

    def refuse_get(self, request: PartnerRequest) -> Refusal | None:
        """Return why the interface cannot issue this SIOCGPARTNERINFO, if it cannot."""
        offer = self.table[request.interface]
        if not offer.gets:
            return Refusal(self.unsupported_ioctl)
        expressible = self.leaves_out or request.items <= offer.items
        return None if expressible else Refusal(self.unsupported_item)

    def taken(self, request: PartnerRequest) -> PartnerRequest:
        """Return the request as it is passed on, without the items that the interface cannot express."""
        return replace(request, items=request.items & self.table[request.interface].items)

    def refuse_set(self, interface: Interface) -> Refusal | None:
        return None if self.table[interface].sets else Refusal(self.unsupported_ioctl)

    def refuse_option(self, interface: Interface) -> Refusal | None:
        return None if self.table[interface].option else Refusal(self.unsupported_option)

    def form(self, request: PartnerRequest, result: PartnerReply | Refusal) -> Form:
        """Return what the program is handed, in the interface's own form."""
        errno = self.number(request.interface, result.errno) if isinstance(result, Refusal) else 0
        return self.table[request.interface].form(Result(request, result, errno))

    def number(self, interface: Interface, errno: Errno) -> int:
        return self.number_of(errno, self.table[interface].numbering)
