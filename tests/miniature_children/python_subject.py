"""A Python adapter with one method for each way in which a method can end."""

import os
import sys

from ezconform.protocol.answers import Done, Messages, Now, PartnerInfo, Refused, Subject
from ezconform.protocol.lab import Value
from ezconform.protocol.requests import ClockAdvance, Initialize, PartnerGet, SocketConnect
from ezconform.protocol.values import Capability, ConformanceClass, Indicator
from ezconform.protocol.verbs import PROTOCOL


class Mixed:
    """Answers some verbs well and others badly."""

    partner_interrupt = "not a method"

    def initialize(self, _request: Initialize) -> Subject:
        return Subject(
            protocol=PROTOCOL,
            name="mixed",
            version="1",
            classes=(ConformanceClass.ROUTING,),
            capabilities=(Capability.BUILD_LABS,),
        )

    def socket_open(self, _request: Value) -> Done:
        return Done()

    def socket_connect(self, request: SocketConnect) -> Refused:
        return Refused(errno="ECONNREFUSED", number=1128, form={"port": request.port})

    def partner_get(self, request: PartnerGet) -> PartnerInfo:
        return PartnerInfo(routing=(Indicator.SAME_CLUSTER,), address_space_user_id=request.call)

    def clock_advance(self, request: ClockAdvance) -> Now:
        return Now(seconds=request.seconds)

    def socket_bind(self, _request: Value) -> Done:
        raise KeyError("no such socket")

    def socket_listen(self, _request: Value) -> Messages:
        return Messages(messages=())

    def socket_accept(self, _request: Value) -> object:
        return object()

    def socket_close(self, _request: Value) -> None:
        return None

    def socket_shutdown(self, _request: Value) -> None:
        sys.exit(5)

    def socket_give(self, _request: Value) -> None:
        sys.exit("no\nmore")

    def socket_take(self, _request: Value) -> None:
        sys.exit()

    def routing_get(self, _request: Value) -> Refused:
        return Refused(errno="E" * 1_100_000)

    def program_start(self, _request: Value) -> Done:
        print("a print of the adapter")  # noqa: T201 - what must not mix with replies
        os.write(1, b"and a write\n")
        return Done()

    def program_stop(self, _request: Value) -> Refused:
        return Refused(errno=repr(sys.stdin.read()))
