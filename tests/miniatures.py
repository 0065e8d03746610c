"""Miniature subjects: each a few lines, loaded as `py:tests/miniatures.py:Name` or imported by path."""

import os
import time

from ezconform.protocol.answers import Absent, Answer, Done, Now, Opened, PartnerInfo, Refused, Subject
from ezconform.protocol.lab import Value
from ezconform.protocol.values import Capability, ConformanceClass
from ezconform.protocol.verbs import PROTOCOL

EVERYTHING = tuple(Capability)
ALL_CLASSES = tuple(ConformanceClass)
TOKEN = "d4c5d9d2c5d3" + 148 * "0"


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


class Strangers(Willing):
    """A fixed lab with users of its own: each socket's partner is somebody, and one reply does not fit."""

    capabilities = ()

    def program_start(self, request: Value, /) -> Answer:  # noqa: ARG002 - as above
        return Done()

    socket_open = program_start

    def partner_get(self, request: Value, /) -> Answer:
        if request.socket == "F":
            raise RuntimeError(f'{{"user": "OBAMA"}} MERKEL {TOKEN}')
        users = {"A": "OBAMA", "B": "MERKEL", "C": "ALICE", "D": "merkel", "E": "OBAMA"}
        return PartnerInfo(
            routing=(),
            address_space_user_id=users[request.socket],
            address_space_utoken=TOKEN,
            form={"message": f"{users[request.socket]} of STATES"},
        )


class Hopeless(Strangers):
    """Never opens a lab, and says who is to blame."""

    def lab_open(self, request: Value, /) -> Answer:  # noqa: ARG002 - as above
        raise RuntimeError("no MERKEL")
