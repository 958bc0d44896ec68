"""What an instructor runs: isolated grading, leak guards, safe feedback.

Only `configure` is public here. It is looked up when it is asked for, because nbgrader
takes seconds to import and the processes that examine a notebook do not need it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from grader.nbgrader.configuration import configure

__all__ = ["configure"]


def __getattr__(name: str) -> object:
    """Import `configure` on first use."""
    if name == "configure":
        from grader.nbgrader.configuration import configure

        return configure
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
