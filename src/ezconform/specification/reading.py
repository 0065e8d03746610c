"""Reads the specification: every feature file and register under a root, as one frozen value.

Refuses whatever would make a run mean less than it seems to. Knows no step definition and no subject.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from gherkin.stream.id_generator import IdGenerator

from ezconform import bundle
from ezconform.protocol.faults import BadInput
from ezconform.specification import digests, registers
from ezconform.specification.feature_file import FeatureFile, read_feature, scenarios_of
from ezconform.specification.model import Requirement, Scenario, Specification
from ezconform.specification.requirements import Citable, requirement
from ezconform.specification.scenarios import ScenarioReader


def read(root: Path | None = None) -> Specification:
    """Everything under `root`'s folder features/; None: the bundled specification.

    Raises:
        BadInput: anything is wrong with it; one line, with file and line where there is one.
    """
    with collector_paused():
        return _read(bundle.find(root).root)


@contextmanager
def collector_paused() -> Iterator[None]:
    """Parsing makes hundreds of thousands of small values that live on: collecting meanwhile is waste."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if was_enabled:
            gc.enable()


def feature_paths(root: Path) -> list[Path]:
    return sorted((root / "features").rglob("*.feature"))


def _read(root: Path) -> Specification:
    claims = registers.read_claims(root)
    documents = registers.read_documents(root)
    labs = registers.read_labs(root)
    requirements: dict[str, Requirement] = {}
    scenarios: dict[str, Scenario] = {}
    ids = IdGenerator()
    files = [read_feature(path, path.relative_to(root).as_posix(), ids) for path in feature_paths(root)]
    for file in files:
        _refuse_equal_names(file)
        of_rules = _requirements(file, Citable(claims, documents), requirements)
        _add_scenarios(ScenarioReader(file, of_rules), scenarios)
    if not scenarios:
        raise BadInput(f"no feature file in {root / 'features'}")
    return Specification(
        root=root,
        requirements=requirements,
        scenarios=tuple(scenarios.values()),
        claims=claims,
        documents=documents,
        labs=labs,
        files=tuple(files),
        digest=digests.whole_digest(root),
        class_digests=digests.class_digests(root),
    )


def _requirements(
    file: FeatureFile, citable: Citable, known: dict[str, Requirement]
) -> dict[str, Requirement]:
    """The requirements of one file by node id of their rules; noted in `known` by their own id."""
    found: dict[str, Requirement] = {}
    for rule in file.rules():
        one = found[rule["id"]] = requirement(file, rule, citable)
        if one.id in known:
            first = known[one.id]
            file.refuse(rule, f"requirement {one.id} is there already in {first.uri}:{first.line}")
        known[one.id] = one
    return found


def _add_scenarios(reader: ScenarioReader, known: dict[str, Scenario]) -> None:
    for scenario in reader.scenarios():
        if scenario.id in known:
            first = known[scenario.id]
            place = f"{scenario.uri}:{scenario.line}"
            raise BadInput(f"{place}: scenario {scenario.id} is there already in {first.uri}:{first.line}")
        known[scenario.id] = scenario


def _refuse_equal_names(file: FeatureFile) -> None:
    """pytest-bdd runs only the last of several scenarios of one name in a file, and says nothing."""
    seen: dict[str, str] = {}
    for scenario in (one for rule in file.rules() for one in scenarios_of(rule)):
        name = scenario["name"]
        if name in seen:
            file.refuse(scenario, f"two scenarios are named {name!r}, the other in {seen[name]}")
        seen[name] = file.place(scenario)
