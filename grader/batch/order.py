"""What an instructor asks of a batch."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Order:
    """What an instructor asked for.

    Attributes
    ----------
    lesson : str
        The assignment, as nbgrader calls it.
    students : sequence of str
        Whose work; everybody's if empty.
    workers : int
        How many submissions are examined at once; 0 for one a core.
    force : bool
        Examine all anew, whatever is kept.
    dry_run : bool
        Show how marks would change, and change none.
    """

    lesson: str
    students: Sequence[str] = ()
    workers: int = 0
    force: bool = False
    dry_run: bool = False

    @property
    def places(self) -> int:
        """How many submissions are examined at once."""
        return self.workers or len(os.sched_getaffinity(0))
