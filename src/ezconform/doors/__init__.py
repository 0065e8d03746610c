"""The two other doors: pytest and behave over the same specification, vocabulary and recorder.

Nothing here gives verdicts; each door turns them into its runner's own words.
"""

from ezconform.doors.doorway import run_door

__all__ = ["run_door"]
