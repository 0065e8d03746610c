"""What becomes of an adapter when the harness itself is killed and can end nobody."""

import os
import shlex
import subprocess
import sys
from pathlib import Path

MINIATURES = Path(__file__).parents[2]
ADAPTER = """\
import os, signal, sys
sys.path.insert(0, {folder!r})
from miniatures import Willing
from ezconform.connection.serve import serve
alive = os.open({fifo!r}, os.O_WRONLY)
signal.signal(signal.SIGALRM, lambda *_: os._exit(os.write(alive, b"left behind")))
signal.alarm(20)
class Telling(Willing):
    def lab_open(self, request):
        os.write(alive, b"up")
        return super().lab_open(request)
serve(Telling())
"""
HARNESS = """\
import signal
from ezconform.connection.connectors import connector
from ezconform.protocol.lab import LabDefinition
from ezconform.protocol.requests import LabOpen
held = connector({adapter!r}).connect()
held.exchange((LabOpen(lab=LabDefinition(name="x", purpose="", systems=())),))
signal.pause()
"""


def test_an_adapter_ends_with_the_input_that_a_killed_harness_leaves(tmp_path: Path) -> None:
    """The pipe is closed by the system, so an adapter that keeps the contract is not left behind."""
    fifo = tmp_path / "alive"
    os.mkfifo(fifo)
    script = tmp_path / "adapter.py"
    script.write_text(ADAPTER.format(folder=str(MINIATURES), fifo=str(fifo)))
    command = f"exec:{shlex.join([sys.executable, str(script)])}"
    with (
        subprocess.Popen([sys.executable, "-c", HARNESS.format(adapter=command)]) as harness,
        fifo.open("rb") as alive,
    ):
        assert alive.read(2) == b"up"
        harness.kill()
        assert alive.read() == b""  # the end of the file: nobody holds the other end any longer
