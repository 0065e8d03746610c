"""A subject whose rules are the names of sockets that must not listen; `stumble` and `interrupt` are none."""

from collections.abc import Collection
from pathlib import Path

from ezconform.protocol.answers import Answer, Done, Opened, Refused, Subject
from ezconform.protocol.requests import Initialize, LabOpen, LabReset, SocketListen
from ezconform.protocol.values import Capability, ConformanceClass

ADAPTER = f"py:{Path(__file__)}:Gatekeeper"


class Gatekeeper:
    """`stumble`: DOOR is a defect of the adapter. `interrupt`: somebody ends the run."""

    def __init__(self, rules: Collection[str] = ()) -> None:
        self.rules = rules

    def initialize(self, request: Initialize) -> Subject:
        return Subject(
            protocol=request.protocol,
            name="gatekeeper",
            version="1",
            classes=tuple(ConformanceClass),
            capabilities=tuple(Capability),
        )

    def lab_open(self, request: LabOpen) -> Answer:
        del request
        return Opened()

    def lab_reset(self, request: LabReset) -> Answer:
        del request
        return Done()

    def socket_listen(self, request: SocketListen) -> Answer:
        if request.socket == "DOOR" and "stumble" in self.rules:
            raise RuntimeError("stumbled")
        if "interrupt" in self.rules:
            raise KeyboardInterrupt
        return Refused(errno="EACCES") if request.socket in self.rules else Done()
