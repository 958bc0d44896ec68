"""What to tell a learner to do, which is not the same everywhere."""

from __future__ import annotations

from course.place import IN_BROWSER

RESTORE = "reload the page" if IN_BROWSER else "run `make start`"
"""What puts a lesson's file there anew, where it is missing."""
