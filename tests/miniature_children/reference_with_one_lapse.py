"""The reference served as a child, with one lapse in its life: reference_with_one_lapse.py KIND MARKER.

The twentieth `lab.reset` it sees is where it lapses, once: the file MARKER remembers that across restarts.
"""

import os
import signal
import sys
from pathlib import Path

from ezconform.connection import connectors
from ezconform.connection.serve import serve
from ezconform.protocol.answers import Done
from ezconform.protocol.requests import LabReset

KIND, MARKER = sys.argv[1], Path(sys.argv[2])


class Lapsing:
    """Passes everything on to the reference until its hour has come."""

    def __init__(self) -> None:
        self._reference = connectors.python_adapter("reference")()
        self._resets = 0

    def __getattr__(self, method: str) -> object:
        return getattr(self._reference, method)

    def lab_reset(self, request: LabReset) -> Done:
        self._resets += 1
        if self._resets == 20 and not MARKER.exists():
            MARKER.touch()
            if KIND == "crash":
                os.kill(os.getpid(), signal.SIGKILL)
            signal.pause()
        answer: Done = self._reference.lab_reset(request)  # type: ignore[attr-defined]
        return answer


serve(Lapsing())
