"""Lets the tests here import `gatekeeper` beside them: pytest imports each test file by its path alone."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parent))
