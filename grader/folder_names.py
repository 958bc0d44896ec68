"""Names that nbgrader takes for patterns of files, and so does not find.

nbgrader looks for folders with `glob`: "[1]" in the name of an assignment, of a learner or of the
course's own folder stands for "1" there. What has such a name is passed over with a line among
many, or nothing at all is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from grader.examiner.printable import printable

_WRONG = "has brackets in its name, and nbgrader does not find it: rename the folder"


def misread(root: Path, folders: dict[Path, str]) -> Iterator[str]:
    """Say in a sentence each what has a name that nbgrader cannot find.

    Parameters
    ----------
    root : pathlib.Path
        The course's folder.
    folders : dict
        Folders of it, and what the folders in them are: "assignment" or "learner".
    """
    if _is_misread(str(root)):
        yield f"The course's folder {root} {_WRONG}."
    for folder, kind in folders.items():
        for path in sorted(folder.glob("*")):
            if path.is_dir() and _is_misread(path.name):
                yield f"The {kind} {printable(path.name)} in {folder.name}/ {_WRONG}."


def folders_of(c: Any, root: Path) -> dict[Path, str]:
    """The folders of assignments and of learners, by the course's configuration.

    A course with a structure of its own is not looked into.
    """
    if "directory_structure" in c.CourseDirectory:
        return {}
    source = c.CourseDirectory.get("source_directory", "source")
    submitted = c.CourseDirectory.get("submitted_directory", "submitted")
    return {root / source: "assignment", root / submitted: "learner"}


def _is_misread(name: str) -> bool:
    """Whether a name, taken for a pattern, does not match itself."""
    return not fnmatchcase(name, name)
