"""Files of a working folder, the same on both sides of the line.

What a test writes is there for the learner's code; what that writes comes back if the
instructor's cells name it. Nothing that Python or a library would read by itself ever comes back.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

_MOST_FILES = 1_000
_NEVER = (".py", ".pyc", ".pth", ".so", ".pyd", ".zip", ".egg")
_SETTINGS = frozenset({"matplotlibrc"})

Stamp = tuple[int, int]
FOLDER: Stamp = (0, -1)


def stamps(folder: Path) -> dict[str, Stamp]:
    """Time and size of plain files and folders below a folder, by their names from there."""
    found: dict[str, Stamp] = {}
    for where, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found |= {Path(where, name).relative_to(folder).as_posix(): FOLDER for name in folders}
        for name in names:
            path = Path(where, name)
            if len(found) < _MOST_FILES and path.is_file() and not path.is_symlink():
                about = path.stat()
                found[path.relative_to(folder).as_posix()] = about.st_mtime_ns, about.st_size
    return found


class Files:
    """The trusted side's working folder.

    Parameters
    ----------
    names
        Last parts of the names of files that may come from the learner's side.
    supplied
        Files that lay beside the notebook; they never come back.
    """

    def __init__(self, names: Iterable[str], supplied: Sequence[str]) -> None:
        self._names = sorted(name for name in names if _is_harmless(name))
        self._supplied = frozenset(supplied)
        self._folder = Path.cwd()
        tempfile.tempdir = str(self._folder / "temporary")  # where the learner's side has it too
        Path(tempfile.tempdir).mkdir(exist_ok=True)
        self._seen = stamps(self._folder)

    def wanted(self) -> tuple[list[str], list[str], str]:
        """What the learner's side is asked for: files that cells name, or that are here; where."""
        return self._names, sorted(set(self._seen) - self._supplied), str(self._folder)

    def changes(self) -> dict[str, object]:
        """Files that have changed here since the last look, and names of those that are gone."""
        now = stamps(self._folder)
        changed = [name for name, stamp in now.items() if self._seen.get(name) != stamp]
        gone = sorted(self._seen.keys() - now.keys())
        self._seen = now
        if not changed and not gone:
            return {}
        folders = [name for name in changed if now[name] == FOLDER]
        files = {n: (self._folder / n).read_bytes() for n in changed if now[n] != FOLDER}
        return {"folders": folders, "files": files, "gone": gone}

    def take(self, files: object) -> None:
        """Write down what the learner's side has sent, as far as it may."""
        for name, content in files.items() if type(files) is dict else ():
            if type(name) is not str or not self._may_come(name):
                continue
            target = self._folder / name
            if type(content) is bytes:
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            elif content is None and name in self._seen and target.is_file():
                target.unlink()
        self._seen = stamps(self._folder)

    def _may_come(self, name: str) -> bool:
        path = PurePosixPath(name)
        if path.is_absolute() or str(path) != name or name in self._supplied:
            return False
        if not all(_is_harmless(part) for part in path.parts) or len(path.parts) > 8:
            return False
        return path.name in self._names or name in self._seen


def _is_harmless(name: str) -> bool:
    """Whether a part of a file's name is one that nothing reads unless it is told to."""
    if not name or len(name) > 100 or name.startswith(".") or not name.isprintable():
        return False
    return "/" not in name and name not in _SETTINGS and not name.endswith(_NEVER)
