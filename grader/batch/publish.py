"""Moves a finished `autograded/<student>/<lesson>` into place, whole."""

from __future__ import annotations

import os
import shutil
import stat
from pathlib import Path


def publish(made: Path, place: Path, stale: Path) -> None:
    """Put folder `made` where `place` is, and throw away what was there.

    Between the two renames there is no folder at all: nbgrader and a later batch then see a
    submission that is not graded yet, never half a folder.

    Parameters
    ----------
    made, place, stale : Path
        The new folder, its final place, and a folder on the same disk for what is thrown away.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    withdraw(place, stale)
    os.rename(made, place)


def withdraw(place: Path, stale: Path) -> None:
    """Take a folder away, if it is there."""
    if os.path.lexists(place):
        stale.mkdir(parents=True, exist_ok=True)
        old = stale / f"{os.getpid()}-{place.parent.name}"
        remove(old)
        os.rename(place, old)
        remove(old)


def remove(folder: Path) -> None:
    """Remove a folder and everything in it, read-only or not; never what a link points to."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
        return
    for where, _, _ in os.walk(folder):
        os.chmod(where, stat.S_IRWXU)
    shutil.rmtree(folder, ignore_errors=True)
