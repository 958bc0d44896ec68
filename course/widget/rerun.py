"""When a cell is run again, the pictures it made before are of no more use: close them."""

from __future__ import annotations

from typing import Protocol

from course.place.notebook import request


class Picture(Protocol):
    """Whatever can be closed."""

    def close(self) -> None:
        """Close it."""


_made: dict[str, tuple[str, list[Picture]]] = {}  # by cell: the run that made them, and they


def close_earlier(picture: Picture) -> None:
    """Note that the running cell made ``picture``; close what its earlier runs made."""
    cell, run = _running()
    if not cell:
        return
    before, pictures = _made.get(cell, ("", []))
    if before != run:
        for old in pictures:
            old.close()
        pictures = []
    _made[cell] = (run, [*pictures, picture])


def running() -> str:
    """What tells this run of a cell from any other; empty outside of a notebook."""
    from IPython.core.getipython import get_ipython

    shell = get_ipython()
    return "" if shell is None else _running()[1] or str(shell.execution_count)


def _running() -> tuple[str, str]:
    """Ids of the cell that runs and of this run of it; empty when that is not known."""
    parent = request()
    cell = parent.get("metadata", {}).get("cellId", "")
    return str(cell), str(parent.get("header", {}).get("msg_id", ""))
