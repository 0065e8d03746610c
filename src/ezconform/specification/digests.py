"""Digests of the specification: of each class and of the whole. Knows files and bytes, no Gherkin.

What a digest covers: the feature files (of the class), claims, documents, labs and steps. Sign-offs of
reviewers are no part of it: they speak about the specification.
"""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path

from ezconform import bundle
from ezconform.protocol.values import ConformanceClass

REVIEWS = "reviews.toml"


def whole_digest(root: Path) -> str:
    return digests(root)[0]


def digests(root: Path) -> tuple[str, dict[ConformanceClass, str]]:
    """That of the whole, and those of the classes."""
    features = _contents(root, (root / "features").rglob("*.feature"))
    shared = _contents(root, _shared(root))
    classes = {
        one: {name: content for name, content in features.items() if name.startswith(f"features/{one}/")}
        for one in ConformanceClass
    }
    return _digest(features | shared), {one: _digest(held | shared) for one, held in classes.items()}


def _shared(root: Path) -> list[Path]:
    registers = (one for one in (root / "features").glob("*.toml") if one.name != REVIEWS)
    return [*registers, *bundle.Bundle(root).steps.glob("*.py")]


def _contents(root: Path, paths: Iterable[Path]) -> dict[str, bytes]:
    """By name relative to the root, with slashes; line ends do not count."""
    return {_name(root, path): path.read_bytes().replace(b"\r\n", b"\n") for path in paths}


def _digest(contents: Mapping[str, bytes]) -> str:
    """SHA-256 in hexadecimal over names and contents, in name order."""
    digest = sha256()
    for name in sorted(contents):
        digest.update(f"{name}\0{len(contents[name])}\0".encode())
        digest.update(contents[name])
    return digest.hexdigest()


def _name(root: Path, path: Path) -> str:
    """Bundled steps count as if they lay in the root."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else f"steps/{path.name}"
