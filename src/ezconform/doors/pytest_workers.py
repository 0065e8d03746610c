"""pytest's workers (pytest-xdist): each runs a part, the controller puts the results together.

Knows pytest-xdist and what travels with a report; how a scenario is run is `door_run`'s business.
"""

import secrets
from pathlib import Path
from typing import Any

import msgspec

from ezconform.doors import door_run
from ezconform.doors.feature_module import id_in_file
from ezconform.protocol.answers import Subject
from ezconform.results import ScenarioResult
from ezconform.specification import read

SALT = "ezconform_salt"
"""Under this name the controller hands its workers what their digests of credentials share."""
ENDED = "the worker that was to run it ended"


class Handed(msgspec.Struct, frozen=True):
    """What a worker hands to the controller with the report of a scenario."""

    root: str
    adapter: str
    subject: Subject | None
    result: ScenarioResult


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Handed)


def shared_salt(config: Any) -> str:
    """What the controller has handed to this worker; empty where there is no controller."""
    return str(getattr(config, "workerinput", {}).get(SALT, ""))


def hand_over(report: Any, run: door_run.DoorRun, result: ScenarioResult) -> None:
    """Let a result travel with its report; text, since that is all that surely does."""
    one = Handed(str(run.spec.root), run.session.name, run.session.subject, result)
    report.ezconform_result = _ENCODER.encode(one).decode()


class Controller:
    """The plugin of the process that runs nothing itself."""

    def __init__(self, folder: Path | None) -> None:
        """`folder`: where the results go; None: nowhere."""
        self._folder = folder
        self._salt = secrets.token_hex(16)
        self._handed: dict[str, Handed] = {}
        self._collected: set[str] = set()

    def pytest_configure_node(self, node: Any) -> None:
        node.workerinput[SALT] = self._salt

    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        self._collected |= {one.rpartition("::")[2] for one in ids if ".feature::" in one}

    def pytest_runtest_logreport(self, report: Any) -> None:
        if said := getattr(report, "ezconform_result", ""):
            one = _DECODER.decode(said)
            self._handed[one.result.id] = one

    def conclude(self, interrupted: str) -> None:
        """Write the results of all workers; nothing if none of them ran a scenario."""
        found = next(iter(self._handed.values()), None)
        if found is None or self._folder is None:
            return
        spec = read(Path(found.root))
        selected = [one for one in spec.scenarios if id_in_file(one) in self._collected]
        results = [self._handed[one.id].result for one in selected if one.id in self._handed]
        if len(results) < len(selected):
            interrupted = interrupted or ENDED
        who = found.subject, found.adapter
        door_run.write(self._folder, door_run.whole(spec, selected, results, interrupted, who))
