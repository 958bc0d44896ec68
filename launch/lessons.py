"""The learner's own copies of the released lessons."""

from __future__ import annotations

import filecmp
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from launch.trouble import SetupError

CHECK_DATA = "checks.json"  # the course's own, so a newer one replaces it
LEFT_BEHIND = {".ipynb_checkpoints", "__pycache__"}


@dataclass
class Copied:
    """What one round of copying did: new lessons, added files, lessons with new check data."""

    lessons: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    renewed: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        said = [
            ("New in my-lessons: {}", self.lessons),
            ("Added to my-lessons: {}", self.files),
            ("Check data renewed for: {}", self.renewed),
        ]
        return "\n".join(text.format(", ".join(names)) for text, names in said if names)


def copy_lessons(released: Path, learner: Path) -> Copied:
    """Copy what is missing from `released` to `learner`, and never overwrite a learner's file.

    Parameters
    ----------
    released
        The folder with one folder a lesson, named ``NN-slug``.
    learner
        The learner's folder; made when it is missing.

    Returns
    -------
    Copied
        What was added or renewed.

    Raises
    ------
    SetupError
        When a file of the learner's stands where a folder is needed.
    """
    done = Copied()
    _make_folder(learner)
    for lesson in sorted(path for path in released.glob("[0-9][0-9]-*") if path.is_dir()):
        is_new = not (learner / lesson.name).exists()
        if is_new:
            done.lessons.append(lesson.name)
        for file in _files(lesson):
            _copy_one(file, learner / file.relative_to(released), done, is_new)
    return done


def _copy_one(source: Path, target: Path, done: Copied, is_new: bool) -> None:
    _make_folder(target.parent)
    if not os.path.lexists(target):
        _copy(source, target)
        if not is_new:
            done.files.append(f"{target.parent.name}/{target.name}")
    elif source.name == CHECK_DATA and not filecmp.cmp(source, target, shallow=False):
        _copy(source, target)
        done.renewed.append(target.parent.name)


def _copy(source: Path, target: Path) -> None:
    """Copy so that a half-written file never bears the target's name."""
    part = target.with_name(f".{target.name}.part")
    shutil.copyfile(source, part)
    os.replace(part, target)


def _files(lesson: Path) -> Iterator[Path]:
    for path in sorted(lesson.rglob("*")):
        if path.is_file() and not LEFT_BEHIND & set(path.relative_to(lesson).parts):
            yield path


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except (FileExistsError, NotADirectoryError):
        raise SetupError(
            f"{folder} must be a folder and is a file: rename it and run the same command again."
        ) from None
