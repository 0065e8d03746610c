"""Miniature subjects: each a few lines, loaded as `py:tests/miniatures.py:Name` or imported by path."""

import os
import time

from ezconform.protocol.answers import Absent, Answer, Done, Now, Opened, Refused, Subject
from ezconform.protocol.lab import Value
from ezconform.protocol.values import Capability, ConformanceClass
from ezconform.protocol.verbs import PROTOCOL

EVERYTHING = tuple(Capability)
ALL_CLASSES = tuple(ConformanceClass)


class Willing:
    """Does whatever it is told; refuses to listen on a socket called FORBIDDEN; does not know REXX."""

    classes = ALL_CLASSES
    capabilities = tuple(one for one in Capability if one is not Capability.REXX)

    def initialize(self, request: Value, /) -> Subject:  # noqa: ARG002 - a subject's methods take the request
        return Subject(
            protocol=PROTOCOL,
            name="miniature",
            version="1",
            classes=self.classes,
            capabilities=self.capabilities,
        )

    def lab_open(self, request: Value, /) -> Answer:  # noqa: ARG002 - as above
        return Opened()

    def lab_reset(self, request: Value, /) -> Answer:  # noqa: ARG002 - as above
        return Done()

    def socket_listen(self, request: Value, /) -> Answer:
        return Refused(errno="EACCES") if request.socket == "FORBIDDEN" else Done()

    def clock_advance(self, request: Value, /) -> Answer:
        return Now(seconds=request.seconds)

    def trace_read(self, request: Value, /) -> Answer:  # noqa: ARG002 - as above
        raise RuntimeError("the subject stumbled")


class Modest(Willing):
    """Claims one class and no capability."""

    classes = (ConformanceClass.WAITING,)
    capabilities = ()


class Homeless(Willing):
    """Has no lab."""

    def lab_open(self, request: Value, /) -> Answer:
        return Absent(why=f"no {request.lab.name} here")


class Sleeper(Willing):
    """Does not come back when the clock is to advance."""

    def clock_advance(self, request: Value, /) -> Answer:  # noqa: ARG002 - as above
        time.sleep(3600)
        return Done()


class Mortal(Willing):
    """Ends its process when the clock is to advance; only to be run as a child."""

    def clock_advance(self, request: Value, /) -> Answer:  # noqa: ARG002 - as above
        os._exit(9)
