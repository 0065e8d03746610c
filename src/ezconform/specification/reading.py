"""Reads the specification: every feature file and register under a root, as one frozen value.

Refuses whatever would make a run mean less than it seems to. Knows no step definition and no subject.
"""

import gc
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ezconform import bundle
from ezconform.protocol.faults import BadInput
from ezconform.specification import digests, registers
from ezconform.specification.feature_file import FeatureFile, FileIds, FoldedFile, read_feature, scenarios_of
from ezconform.specification.model import Edition, Requirement, Scenario, Specification
from ezconform.specification.requirements import Citable, requirement
from ezconform.specification.scenarios import ScenarioReader


def read(root: Path | None = None, jobs: int = 1) -> Specification:
    """Everything under `root`'s folder features/; None: the bundled specification.

    The work is shared among `jobs` processes, which changes nothing in what comes of it.

    Raises:
        BadInput: anything is wrong with it; one line, with file and line where there is one.
    """
    with collector_paused():
        return _read(bundle.find(root).root, jobs)


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


def _read(root: Path, jobs: int) -> Specification:
    claims = registers.read_claims(root)
    documents = registers.read_documents(root)
    labs = registers.read_labs(root)
    edition = registers.read_edition(root)
    chapters = _chapters(root, Citable(claims, documents, edition.requirements), jobs)
    requirements, scenarios = _gathered(chapters)
    _refuse_lost(edition, requirements)
    if not scenarios:
        raise BadInput(f"no feature file in {root / 'features'}")
    whole, of_classes = digests.digests(root)
    return Specification(
        root=root,
        requirements=requirements,
        scenarios=tuple(scenarios.values()),
        claims=claims,
        documents=documents,
        labs=labs,
        files=tuple(chapter.file for chapter in chapters),
        digest=whole,
        edition=edition.name,
        class_digests=of_classes,
    )


@dataclass(frozen=True, slots=True)
class Chapter:
    """What one feature file contributes."""

    file: FoldedFile
    requirements: tuple[Requirement, ...]
    scenarios: tuple[Scenario, ...]


def _chapters(root: Path, citable: Citable, jobs: int) -> list[Chapter]:
    """All of them, in the order of the paths; so is the complaint that is told."""
    numbered = list(enumerate(feature_paths(root)))
    if jobs == 1:
        return [_chapter(one, root, citable) for one in numbered]
    from ezconform.pile import Pile

    return Pile(partial(_chapter, root=root, citable=citable), numbered).done(jobs)


def _chapter(numbered: tuple[int, Path], root: Path, citable: Citable) -> Chapter:
    number, path = numbered
    file = read_feature(path, path.relative_to(root).as_posix(), FileIds(number))
    _refuse_equal_names(file)
    of_rules = {rule["id"]: requirement(file, rule, citable) for rule in file.rules()}
    scenarios = tuple(ScenarioReader(file, of_rules).scenarios())
    return Chapter(file.folded(), tuple(of_rules.values()), scenarios)


def _gathered(chapters: Iterable[Chapter]) -> tuple[dict[str, Requirement], dict[str, Scenario]]:
    """Requirements and scenarios of all files by their ids, each of which is there once."""
    requirements: dict[str, Requirement] = {}
    scenarios: dict[str, Scenario] = {}
    for chapter in chapters:
        for one in chapter.requirements:
            _refuse_doubled("requirement", one, requirements.setdefault(one.id, one))
        for scenario in chapter.scenarios:
            _refuse_doubled("scenario", scenario, scenarios.setdefault(scenario.id, scenario))
    return requirements, scenarios


def _refuse_lost(edition: Edition, requirements: Container[str]) -> None:
    """Whoever was measured by a requirement of an edition must find it there."""
    for one in sorted(edition.requirements or ()):
        if one not in requirements:
            raise BadInput(f"{registers.EDITION}: edition {edition.name} has {one}, and no Rule does")


def _refuse_doubled(kind: str, one: Requirement | Scenario, first: Requirement | Scenario) -> None:
    if first is not one:
        place = f"{one.uri}:{one.line}"
        raise BadInput(f"{place}: {kind} {one.id} is there already in {first.uri}:{first.line}")


def _refuse_equal_names(file: FeatureFile) -> None:
    """pytest-bdd runs only the last of several scenarios of one name in a file, and says nothing."""
    seen: dict[str, str] = {}
    for scenario in (one for rule in file.rules() for one in scenarios_of(rule)):
        name = scenario["name"]
        if name in seen:
            file.refuse(scenario, f"two scenarios are named {name!r}, the other in {seen[name]}")
        seen[name] = file.place(scenario)
