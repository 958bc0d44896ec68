"""Why a batch cannot begin, in one sentence that names the way out."""

from __future__ import annotations


class CannotRun(Exception):
    """The batch was asked for something that is not there; the message says what to do."""
