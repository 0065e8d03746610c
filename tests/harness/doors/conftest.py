"""Runs a door in a process of its own: runners keep state that a second run in one process would see."""

import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ezconform.reports import canonical
from ezconform.results import RunResults

MIXED = """\
@x-smoke
Feature: counting
  Background:
    Given a counter at 1

  @seed @S03.1
  Rule: WAIT-01 Seed
    Prose.

    Background:
      Given the lab one-stack

    Scenario: holds, with everything
      When 1 seconds pass
      And a table
        | a | b |
        | c |   |
      And a text
        \"\"\"
        one
          two
        \"\"\"
      * the counter stands at 1

    @x-deep
    Scenario Outline: many
      Then the counter stands at <n>

      @needs:ipv6
      Examples: right
        | case | n |
        | one  | 1 |

      @needs:interface:REXX
      Examples: not applicable
        | case | n |
        | two  | 2 |

      Examples:
        | case  | n |
        | wrong | 3 |

    Scenario: stumbles
      When the trace is read

    Scenario: goes wrong
      When the steps go wrong

    Scenario: refused
      Given FORBIDDEN listens
      When 1 seconds pass
      Then the counter stands at 1

  @inferred @S03.1
  Rule: WAIT-02 Inferred
    Scenario: only a warning
      Then the counter stands at 2

  @choice @S03.1
  Rule: WAIT-03 Choice
    Scenario: may differ
      Then the counter stands at 2
"""


@dataclass(frozen=True)
class Outcome:
    """What a door's process left behind; `results` None if it wrote none."""

    code: int
    out: str
    err: str
    results: RunResults | None


Door = Callable[..., Outcome]


@pytest.fixture
def door(tiny: Any, miniature: str, tmp_path: Path) -> Door:
    """Run a door of the tiny specification: its name, then what the user would type after `--`."""

    def run(name: str, *args: str, subject: str = "Willing", adapter: str = "") -> Outcome:
        folder = tmp_path / f"out-{name}-{len(list(tmp_path.iterdir()))}"
        asked = ["--adapter", adapter or miniature + subject, *args]
        if name == "run":
            command = ["run", "--root", str(tiny.root), "--report-dir", str(folder), *asked]
        else:
            command = [
                "door",
                "--root",
                str(tiny.root),
                name,
                "--",
                "--ezconform-report-dir",
                str(folder),
                *asked,
            ]
        return finished([sys.executable, "-m", "ezconform", *command], tmp_path, folder)

    return run


def finished(command: list[str], cwd: Path, folder: Path) -> Outcome:
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    path = folder / "results.json"
    results = canonical.read(path) if path.exists() else None
    return Outcome(done.returncode, done.stdout, done.stderr, results)


@pytest.fixture
def mixed(tiny: Any) -> Any:
    """A specification with one scenario for nearly every verdict."""
    return tiny.feature(MIXED)
