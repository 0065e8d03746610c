"""One adapter call over standard input/output beside a bare JSON-lines round trip, in alternating blocks."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

from ezconform.connection.connectors import connector
from ezconform.protocol.requests import ClockAdvance

BLOCK = 1000
BLOCKS = 15
BATCH = 100
EZCONFORM = str(Path(sys.executable).with_name("ezconform"))
BARE_SERVER = """\
import json, sys
for line in sys.stdin.buffer:
    asked = json.loads(line)
    result = {"outcome": "now", "seconds": 1.0, "completed": []}
    reply = {"jsonrpc": "2.0", "id": asked["id"], "result": result}
    sys.stdout.buffer.write(json.dumps(reply).encode() + b"\\n")
    sys.stdout.buffer.flush()
"""


class Bare:
    """The least that a JSON-lines client can do: standard json, buffered pipes, no checks."""

    def __init__(self) -> None:
        self.child = subprocess.Popen(
            [sys.executable, "-c", BARE_SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def call(self) -> None:
        assert self.child.stdin is not None
        assert self.child.stdout is not None
        asked = {"jsonrpc": "2.0", "id": 1, "method": "clock.advance", "params": {"seconds": 1.0}}
        self.child.stdin.write(json.dumps(asked).encode() + b"\n")
        self.child.stdin.flush()
        json.loads(self.child.stdout.readline())

    def close(self) -> None:
        self.child.kill()
        self.child.communicate()


def microseconds(call: Callable[[], object], times: int, per_call: int = 1) -> float:
    """Mean of one block, in microseconds for one request."""
    start = time.perf_counter()
    for _ in range(times):
        call()
    return (time.perf_counter() - start) / times / per_call * 1e6


def adapter_calls() -> list[str]:
    """Rows of a table: bare, ours, ours pipelined; medians over the blocks."""
    bare, ours = Bare(), connector(f"exec:{EZCONFORM} serve silent").connect()
    one, many = (ClockAdvance(seconds=1.0),), (ClockAdvance(seconds=1.0),) * BATCH
    taken: dict[str, list[float]] = {"bare": [], "one": [], "many": []}
    try:
        for _ in range(BLOCKS):
            taken["bare"].append(microseconds(bare.call, BLOCK))
            taken["one"].append(microseconds(lambda: ours.exchange(one), BLOCK))
            taken["many"].append(microseconds(lambda: ours.exchange(many), BLOCK // BATCH, BATCH))
    finally:
        bare.close()
        ours.close()
    one_call, least = median(taken["one"]), median(taken["bare"])
    share = f"{one_call / least:.2f} x bare; budget 1.3 x"
    return [
        "| what | microseconds |",
        "| --- | --- |",
        f"| bare JSON-lines round trip (standard json, no checks) | {least:.0f} |",
        f"| one adapter call, answer validated | {one_call:.0f} ({share}) |",
        f"| one of {BATCH} pipelined calls | {median(taken['many']):.1f} |",
    ]
