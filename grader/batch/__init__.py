"""A whole class graded at once: cached, in parallel, safe to stop at any moment.

The public name is `run`. See `docs/grading.md`.
"""

from __future__ import annotations

__all__ = ["run"]


def __getattr__(name: str) -> object:
    """Import `run` on first use: nbgrader takes seconds to import."""
    if name == "run":
        from grader.batch.run import run

        return run
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
