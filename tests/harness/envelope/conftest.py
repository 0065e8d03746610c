"""Lets the tests here use the hand-made runs of the tests of the reports."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "reports"))
