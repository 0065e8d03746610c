"""The gate (`ezconform lint`): may this specification be run through every door with the same meaning?

Reading and matching refuse what is wrong for everybody; house rules and portability refuse what only some
runner would read differently. A green result is remembered by digest. Knows no subject.
"""

import os
from pathlib import Path

from ezconform import __version__, bundle
from ezconform.protocol.faults import BadInput
from ezconform.specification import house_rules, portability
from ezconform.specification.digests import whole_digest
from ezconform.specification.model import Specification
from ezconform.specification.reading import collector_paused, read
from ezconform.vocabulary.step_table import load


def complaints(root: Path | None = None) -> tuple[str, ...]:
    """Every complaint, each one line with file and line; empty: green.

    What reading or matching refuses comes alone, since the rest rests on it.
    """
    found = bundle.find(root)
    try:
        spec = read(found.root)
        load(found.steps).check(spec)
    except BadInput as problem:
        return (str(problem),)
    with collector_paused():
        return tuple(_beyond_reading(spec))


def require_green(root: Path | None = None) -> None:
    """Pass only a green specification; a digest seen green before is not looked at again.

    Raises:
        BadInput: the first complaint, and how many more there are.
    """
    found = bundle.find(root)
    memory = _memory(whole_digest(found.root))
    if memory is not None and memory.exists():
        return
    said = complaints(found.root)
    if said:
        more = f" ({len(said) - 1} more: ezconform lint)" if len(said) > 1 else ""
        raise BadInput(said[0] + more)
    _remember(memory)


def _beyond_reading(spec: Specification) -> list[str]:
    found: list[str] = []
    for folded in spec.files:
        file = folded.unfolded()
        # The rule names the cause; that the runners differ then only follows from it.
        found += house_rules.complaints(file) or portability.differences(spec.root, file)
    return found


def _memory(digest: str) -> Path | None:
    """Where a green digest is remembered: the user's cache folder. None: there is no home for one."""
    try:
        cache = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    except RuntimeError:
        return None
    return cache / "ezconform" / f"green-{__version__}-{digest}"


def _remember(memory: Path | None) -> None:
    """A cache that cannot be written only costs time."""
    if memory is None:
        return
    try:
        memory.parent.mkdir(parents=True, exist_ok=True)
        memory.touch()
    except OSError:
        return
