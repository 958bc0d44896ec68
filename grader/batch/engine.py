"""One database engine for a whole batch.

nbgrader opens the gradebook a dozen times for each submission, and each time SQLAlchemy would
compile every query anew: that was half of the time that recording a submission took.
"""

from __future__ import annotations

import functools

from nbgrader import api


def share_engine() -> None:
    """Let this process open each gradebook through one engine, which keeps compiled queries."""
    if not hasattr(api.create_engine, "cache_info"):
        api.create_engine = functools.cache(api.create_engine)
