"""Where nbgrader keeps an assignment's files, and which of them a submission may have."""

from __future__ import annotations

import os
import stat
import weakref
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from nbgrader.utils import find_all_files, parse_utc

from grader.intake.folder import MOST_FOLDERS, is_too_deep, walk
from grader.intake.printable import has_controls, printable
from grader.limits import Limits
from grader.nbgrader.stock import About, Converter, Part

MOST_FILES = 10_000
"""Files and folders in a submission."""
LONGEST_TIMESTAMP = 1_000
T = TypeVar("T")
_known: weakref.WeakKeyDictionary[object, dict[object, Any]] = weakref.WeakKeyDictionary()


class SubmissionRefused(Exception):
    """A submission cannot be graded as it is; the message says why, in printable words."""

    def __init__(self, reason: str) -> None:
        super().__init__(printable(reason))


def converter_of(preprocessor: Part) -> Converter:
    """The nbgrader converter that runs `preprocessor`."""
    return preprocessor.parent.parent


def owner_of(preprocessor: Part) -> object:
    """Whose run it is: the converter, or what several converters of a batch share."""
    converter = converter_of(preprocessor)
    return getattr(converter, "shared", converter)


def once_a_run(preprocessor: Part, name: tuple[object, ...], make: Callable[[], T]) -> T:
    """What `make` gave when the run that `preprocessor` is of first asked for this name."""
    known = _known.setdefault(owner_of(preprocessor), {})
    if name not in known:
        known[name] = make()
    found: T = known[name]
    return found


def source_folder(preprocessor: Part, assignment: str) -> Path:
    """The instructor's folder of an assignment."""
    coursedir = converter_of(preprocessor).coursedir
    return Path(coursedir.format_path(coursedir.source_directory, ".", assignment))


def source_notebook(preprocessor: Part, assignment: str, notebook: str) -> Path:
    """The instructor's notebook, which may not be there."""
    return source_folder(preprocessor, assignment) / f"{notebook}.ipynb"


def check_folder(folder: Path, limits: Limits) -> None:
    """Refuse a submission's folder that holds anything but plain files of bearable size.

    Nothing is opened, and nothing is looked at twice: this comes before anybody copies or sums.

    Raises
    ------
    SubmissionRefused
        Naming the first link, device, pipe or overlarge file, or the lack of a notebook.
    """
    for path in (folder.parent, folder):
        _check_path(path, folder, path.lstat().st_mode)
    found = list(islice(walk(folder), MOST_FILES + 1))
    if not any(path.suffix == ".ipynb" and path.parent == folder for path, _ in found):
        raise SubmissionRefused(f"{folder} holds no notebook (no file *.ipynb)")
    for path, about in found:
        _check_path(path, folder, about.st_mode)
    if len(found) > MOST_FILES:
        raise SubmissionRefused(f"{folder} holds more than {MOST_FILES} files")
    total = sum(about.st_size for _, about in found if stat.S_ISREG(about.st_mode))
    if total > limits.scratch_bytes:
        raise SubmissionRefused(
            f"{folder} holds {total} bytes, expected at most {limits.scratch_bytes}"
        )
    check_timestamp(folder / "timestamp.txt")


def _check_path(path: Path, folder: Path, mode: int) -> None:
    if has_controls(path.name):
        raise SubmissionRefused(f"{path} has control characters in its name")
    if stat.S_ISLNK(mode):
        raise SubmissionRefused(f"{path} is a link; a submission must hold the file itself")
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise SubmissionRefused(f"{path} is neither a file nor a folder")
    if is_too_deep(path, folder):
        raise SubmissionRefused(f"{folder} holds more than {MOST_FOLDERS} folders in one another")


def check_timestamp(path: Path) -> None:
    """Refuse a file with the time of submission that nbgrader could not read, or never end to."""
    try:
        about = path.lstat()
    except FileNotFoundError:
        return
    expected = "expected a line such as 2026-01-30 15:00:00 UTC"
    if not stat.S_ISREG(about.st_mode) or about.st_size > LONGEST_TIMESTAMP:
        raise SubmissionRefused(f"{path} is no short file; {expected}")
    said = path.read_bytes().decode("utf-8", "replace").strip()
    try:
        parse_utc(said or "2026-01-30")
    except (ValueError, OverflowError):
        raise SubmissionRefused(f"{path} says {said[:100]!r}; {expected}") from None


def data_files(preprocessor: Part, about: About) -> tuple[dict[str, bytes], list[str]]:
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
