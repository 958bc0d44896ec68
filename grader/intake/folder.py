"""Looking through a folder that a stranger filled: without recursion, links or opening anything."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

MOST_FOLDERS = 20
"""How deep folders may lie in one another."""


def walk(folder: Path) -> Iterator[tuple[Path, os.stat_result]]:
    """Everything below `folder` in the order of names, with what it is; links are not followed.

    A folder that lies deeper than `MOST_FOLDERS` is named, and not looked into.
    """
    waiting = [folder]
    while waiting:
        at = waiting.pop()
        within = []
        with os.scandir(at) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                path = Path(entry.path)
                yield path, entry.stat(follow_symlinks=False)
                if entry.is_dir(follow_symlinks=False) and not is_too_deep(path, folder):
                    within.append(path)
        waiting += reversed(within)


def is_too_deep(path: Path, folder: Path) -> bool:
    """Whether `walk` has named a path of `folder` without looking into it."""
    return len(path.parts) - len(folder.parts) > MOST_FOLDERS
