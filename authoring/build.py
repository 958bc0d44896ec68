"""Make source/NN-slug/ and release/NN-slug/ from lessons/NN-slug/."""

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

from authoring import licence
from authoring.bake import bake
from authoring.cells import set_cell_ids
from authoring.errors import LessonError
from authoring.lesson import LESSONS, ROOT, read_lesson
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
        made = rooms(lesson, lessons)
        if "source" in made:
            make_release(lesson, Path(scratch))
        else:
            make_plain_release(lesson, Path(scratch))
        for room in made:
            _replace(Path(scratch) / room / lesson, root / room / lesson)
    say(f"{lesson}: {' and '.join(f'{room}/{lesson}' for room in made)} made.")


def rooms(lesson: str, lessons: Path = LESSONS) -> list[str]:
    """Return where a lesson is made: one without exercises is in release/ only.

    To nbgrader and its formgrader every folder in source/ is an assignment, and one of 0 points
    in which nothing can be graded would only be in a class's way.
    """
    cells = read_lesson(lesson, lessons).cells
    graded = any("nbgrader" in cell.metadata for cell in cells)
    return ["source", "release"] if graded else ["release"]


def draft(lesson: str, lessons: Path = LESSONS) -> tuple[NotebookNode, str]:
    """Return a lesson's notebook, woven but not run, and its check data ("" without exercises)."""
    notebook = read_lesson(lesson, lessons)
    data = bake(lesson, notebook)
    weave(lesson, notebook)
    set_cell_ids(lesson, notebook)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    steady(notebook)
    licence.state(notebook)
    return notebook, data


def make_source(lesson: str, folder: Path, lessons: Path = LESSONS) -> None:
    """Write the executed notebook and its check data into `folder`."""
    notebook, data = draft(lesson, lessons)
    folder.mkdir(parents=True)
    if data:
        (folder / FILE).write_text(data, encoding="utf-8")
    for extra in sorted((lessons / lesson / "data").glob("*")):
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


def make_plain_release(lesson: str, course: Path) -> None:
    """Make the learner's copy of a lesson without exercises: as it is, without outputs."""
    folder = shutil.copytree(course / "source" / lesson, course / "release" / lesson)
    notebook = nbformat.read(folder / f"{lesson}.ipynb", as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    nbformat.write(notebook, folder / f"{lesson}.ipynb")


def _replace(made: Path, place: Path) -> None:
    shutil.rmtree(place, ignore_errors=True)
    place.parent.mkdir(parents=True, exist_ok=True)
    shutil.copytree(made, place)
