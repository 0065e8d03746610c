"""Lets the tests here import `runs` beside them and `chromium`: pytest imports each by its path alone."""

import sys
from pathlib import Path

sys.path += [str(Path(__file__).parent), str(Path(__file__).parents[2])]
