"""What of all lessons passes so far, read from the learner's own notebooks."""

from __future__ import annotations

from pathlib import Path

from course.progress.card import Card, told, waiting
from course.progress.find import lesson_folders
from course.progress.run import standings

__all__ = ["progress"]


def progress() -> None:
    """Show which exercises of which lessons pass, fail or are not written yet, with points.

    Run it in a lesson, or in the folder that holds the lessons. It reads the notebooks as they
    were last saved, runs their definitions in processes of their own, and changes nothing.
    """
    card = Card()
    card.show(waiting(0, 0))
    found = standings(
        lesson_folders(Path.cwd()), tell=lambda done, of: card.show(waiting(done, of))
    )
    card.show(told(found))
