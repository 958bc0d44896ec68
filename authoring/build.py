"""Make source/NN-slug/ and release/NN-slug/ from lessons/NN-slug.py."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from authoring.bake import bake
from authoring.cells import set_cell_ids
from authoring.lesson import LESSONS, ROOT, LessonError, read_lesson
from authoring.run import execute, steady
from authoring.weave import weave
from course.checking.data import FILE

SOURCE = ROOT / "source"
RELEASE = ROOT / "release"
CONFIG = ROOT / "nbgrader_config.py"


def build(
    lesson: str, root: Path = ROOT, lessons: Path = LESSONS, say: Callable[[str], None] = print
) -> None:
    """Build one lesson into `root`/source and `root`/release.

    Nothing is replaced before all of it is made, so that a lesson that fails leaves the last good
    build in place.

    Raises
    ------
    LessonError
        When the lesson can't be built; the message says where and why.
    """
    with tempfile.TemporaryDirectory() as scratch:
        say(f"{lesson}: check data, and the notebook run from top to end …")
        make_source(lesson, Path(scratch) / "source" / lesson, lessons)
        say(f"{lesson}: the learner's copy …")
        make_release(lesson, Path(scratch))
        for room in ("source", "release"):
            _replace(Path(scratch) / room / lesson, root / room / lesson)
    say(f"{lesson}: source/{lesson} and release/{lesson} are made.")


def draft(lesson: str, lessons: Path = LESSONS) -> tuple[NotebookNode, str]:
    """Return a lesson's notebook, woven but not run, and its check data."""
    notebook = read_lesson(lesson, lessons)
    data = bake(lesson, notebook)
    weave(lesson, notebook)
    set_cell_ids(lesson, notebook)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    steady(notebook)
    return notebook, data


def make_source(lesson: str, folder: Path, lessons: Path = LESSONS) -> None:
    """Write the executed notebook and its check data into `folder`."""
    notebook, data = draft(lesson, lessons)
    folder.mkdir(parents=True)
    (folder / FILE).write_text(data, encoding="utf-8")
    for extra in sorted((lessons / "data" / lesson).glob("*")):
        shutil.copy(extra, folder)
    execute(lesson, notebook, folder)
    nbformat.write(notebook, folder / f"{lesson}.ipynb")


def make_release(lesson: str, course: Path) -> None:
    """Run nbgrader's generate_assignment in `course`, with a gradebook that is thrown away."""
    if CONFIG.exists():
        shutil.copy(CONFIG, course)
    command = [sys.executable, "-m", "nbgrader", "generate_assignment", lesson, "--force"]
    beside = f"{Path(sys.executable).parent}{os.pathsep}{os.environ.get('PATH', '')}"
    environment = {**os.environ, "PATH": beside}  # nbgrader starts alembic by its bare name
    ran = subprocess.run(command, cwd=course, capture_output=True, text=True, env=environment)
    if ran.returncode or not (course / "release" / lesson / f"{lesson}.ipynb").exists():
        raise LessonError(f"{lesson}: nbgrader could not make the release.\n{ran.stderr}")


def _replace(made: Path, place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(made, place)
