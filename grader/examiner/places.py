"""Where nbgrader keeps an assignment's files, and which of them a submission may have."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Any

from nbgrader.utils import find_all_files

from .limits import Limits
from .printable import has_controls, printable


class SubmissionRefused(Exception):
    """A submission cannot be graded as it is; the message says why, in printable words."""

    def __init__(self, reason: str) -> None:
        super().__init__(printable(reason))


def converter_of(preprocessor: Any) -> Any:
    """The nbgrader converter that runs `preprocessor`."""
    return preprocessor.parent.parent


def owner_of(preprocessor: Any) -> Any:
    """Whose run it is: the converter, or what several converters of a batch share."""
    converter = converter_of(preprocessor)
    return getattr(converter, "shared", converter)


def source_folder(preprocessor: Any, assignment: str) -> Path:
    """The instructor's folder of an assignment."""
    coursedir = converter_of(preprocessor).coursedir
    return Path(coursedir.format_path(coursedir.source_directory, ".", assignment))


def source_notebook(preprocessor: Any, assignment: str, notebook: str) -> Path:
    """The instructor's notebook, which may not be there."""
    return source_folder(preprocessor, assignment) / f"{notebook}.ipynb"


def check_folder(folder: Path, limits: Limits) -> None:
    """Refuse a submission's folder that holds anything but plain files of bearable size.

    Raises
    ------
    SubmissionRefused
        Naming the first link, device, pipe or overlarge file, or the lack of a notebook.
    """
    total = 0
    if folder.is_dir() and not any(folder.glob("*.ipynb")):
        raise SubmissionRefused(f"{folder} holds no notebook (no file *.ipynb)")
    for path in [folder.parent, folder, *sorted(folder.rglob("*"))]:
        mode = path.lstat()
        if has_controls(path.name):
            raise SubmissionRefused(f"{path} has control characters in its name")
        if stat.S_ISLNK(mode.st_mode):
            raise SubmissionRefused(f"{path} is a link; a submission must hold the file itself")
        if not stat.S_ISREG(mode.st_mode) and not stat.S_ISDIR(mode.st_mode):
            raise SubmissionRefused(f"{path} is neither a file nor a folder")
        total += mode.st_size if stat.S_ISREG(mode.st_mode) else 0
    if total > limits.scratch_bytes:
        raise SubmissionRefused(
            f"{folder} holds {total} bytes, expected at most {limits.scratch_bytes}"
        )


def data_files(preprocessor: Any, about: dict[str, str]) -> tuple[dict[str, bytes], list[str]]:
    """Files beside the notebook: the instructor's, and of the learner's those with other names.

    Returns
    -------
    files, modules
        All files by name, and the names of the instructor's own Python files among them: the
        only ones that a hidden test may import.
    """
    converter = converter_of(preprocessor)
    coursedir = converter.coursedir
    mine = source_folder(preprocessor, about["assignment"])
    theirs = Path(
        coursedir.format_path(coursedir.submitted_directory, about["student"], about["assignment"])
    )
    ignored = [*coursedir.ignore, "*.ipynb", "timestamp.txt"]
    files = contents(theirs, ignored)
    allowed = set(converter.exclude_overwriting.get(about["assignment"], []))
    own = {
        name: content
        for name, content in contents(mine, ignored).items()
        if name not in allowed or name not in files
    }
    return files | own, python_files(own)


def python_files(files: dict[str, bytes]) -> list[str]:
    """The names of those files that Python could import."""
    return sorted(name for name in files if name.endswith(".py"))


def contents(folder: Path, ignored: list[str]) -> dict[str, bytes]:
    """Every plain file below `folder`, by its name from there."""
    found = {}
    for name in find_all_files(str(folder), ignored):
        descriptor = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
        with os.fdopen(descriptor, "rb") as file:
            if stat.S_ISREG(os.fstat(descriptor).st_mode):
                found[os.path.relpath(name, folder)] = file.read()
    return found
