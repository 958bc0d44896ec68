"""What an author is told when a lesson can't be built."""

from __future__ import annotations


class LessonError(Exception):
    """A lesson can't be built; the message names the lesson, the cell and the way out."""
