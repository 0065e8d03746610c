"""Digests of the specification: of each class and of the whole. Knows files and bytes, no Gherkin.

What a digest covers: the feature files (of the class), claims, documents, labs and steps. Sign-offs of
reviewers are no part of it: they speak about the specification.
"""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from ezconform import bundle
from ezconform.protocol.values import ConformanceClass

REVIEWS = "reviews.toml"


def class_digests(root: Path) -> dict[ConformanceClass, str]:
    shared = _shared(root)
    return {one: _digest(root, (*_features(root / "features" / one), *shared)) for one in ConformanceClass}


def whole_digest(root: Path) -> str:
    return _digest(root, (*_features(root / "features"), *_shared(root)))


def _features(folder: Path) -> list[Path]:
    return list(folder.rglob("*.feature"))


def _shared(root: Path) -> list[Path]:
    registers = (one for one in (root / "features").glob("*.toml") if one.name != REVIEWS)
    return [*registers, *bundle.Bundle(root).steps.glob("*.py")]


def _digest(root: Path, paths: Iterable[Path]) -> str:
    """SHA-256 in hexadecimal over names and contents, in name order; line ends do not count."""
    digest = sha256()
    for name, path in sorted((_name(root, path), path) for path in paths):
        content = path.read_bytes().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def _name(root: Path, path: Path) -> str:
    """Bundled steps count as if they lay in the root."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else f"steps/{path.name}"
