"""Where features, steps, adapters and pages lie: in the installed wheel, else in the checkout.

They are not packages; everything that needs them asks here for a path. Knows no content.
"""

from dataclasses import dataclass
from pathlib import Path

from ezconform.protocol.faults import BadInput

PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Bundle:
    """A root folder that holds `features/`, `steps/`, `adapters/` and `docs/`."""

    root: Path

    @property
    def features(self) -> Path:
        return self.root / "features"

    @property
    def steps(self) -> Path:
        """Its own steps, else the bundled ones: features may be written in the bundled vocabulary."""
        own = self.root / "steps"
        return own if own.is_dir() else find().root / "steps"

    @property
    def adapters(self) -> Path:
        return self.root / "adapters"

    @property
    def docs(self) -> Path:
        return self.root / "docs"


def find(root: Path | None = None) -> Bundle:
    """The bundle at `root`; None: the one this installation carries, else the checkout it runs from.

    Raises:
        BadInput: no features folder there.
    """
    candidates = [root] if root else [PACKAGE / "bundle", PACKAGE.parent.parent]
    for candidate in candidates:
        if (candidate / "features").is_dir():
            return Bundle(candidate.resolve())
    raise BadInput(f"no folder features/ in {candidates[-1]}")
