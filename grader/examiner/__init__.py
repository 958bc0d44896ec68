"""Grading in isolation: the learner's code in a sandbox, hidden tests outside it.

The public name is `use_examiner`. The package imports nothing heavy by itself, because
the sandbox loads parts of it too.
"""

from __future__ import annotations

from typing import Any

__all__ = ["use_examiner"]


def use_examiner(c: Any) -> None:
    """Let nbgrader grade with the isolated examiner.

    Parameters
    ----------
    c
        nbgrader's config object. Call this after whatever else sets the steps of `Autograde`
        and `GenerateAssignment`.
    """
    from .settings import apply

    apply(c)
