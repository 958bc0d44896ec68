"""Look at many lessons at once, each in a process with a time limit."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import course
from course.checking.data import FILE, CheckProblem, read_exercises
from course.place import IN_BROWSER
from course.place.lessons import look_here
from course.progress.notebook import STUB, Cell, NotebookProblem, read_cells
from course.progress.standing import LessonStanding, Standing
from course.progress.worker import write_results

SECONDS = 30.0
"""How long one lesson may take: a right one needs a part of a second, the capstone a few."""

LATE = "not reached within {seconds:g} seconds: something before it, or in it, takes too long."
DIED = "not reached: the notebook's code ended Python before or in this exercise."

Tell = Callable[[int, int], None]
"""Is told how many lessons have been looked at, and of how many."""

Results = dict[str, tuple[str, str]]
"""Status and words of each exercise."""


@dataclass(frozen=True)
class _Lesson:
    """A lesson as its files tell it, before anything is run."""

    folder: Path
    cells: list[Cell] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    problem: str = ""


def standings(
    folders: Sequence[Path], seconds: float = SECONDS, tell: Tell = lambda done, of: None
) -> list[LessonStanding]:
    """Return how each lesson stands; lessons without exercises are left out."""
    looked = _look_all(folders, seconds, tell)
    return [one for one in looked if one.exercises or one.problem]


def look(folder: Path, seconds: float = SECONDS) -> LessonStanding:
    """Return how one lesson stands."""
    return _look_all([folder], seconds, lambda done, of: None)[0]


def _look_all(folders: Sequence[Path], seconds: float, tell: Tell) -> list[LessonStanding]:
    lessons = [_read_lesson(folder) for folder in folders]
    asked = [lesson.folder for lesson in lessons if lesson.names]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        late = set()
        for done, (name, in_time) in enumerate(_run(asked, Path(scratch), seconds), start=1):
            late |= set() if in_time else {name}
            tell(done, len(asked))
        found = {folder.name: _read(Path(scratch, folder.name)) for folder in asked}
    reasons = dict.fromkeys(late, LATE.format(seconds=seconds))
    return [
        _standing(one, found.get(one.folder.name, {}), reasons.get(one.folder.name, DIED))
        for one in lessons
    ]


def _read_lesson(folder: Path) -> _Lesson:
    try:
        cells = read_cells(folder / f"{folder.name}.ipynb")
        if not (folder / FILE).exists() and not any(cell.grade_id for cell in cells):
            return _Lesson(folder)  # a lesson without exercises
        return _Lesson(folder, cells, list(read_exercises(folder)))
    except (NotebookProblem, CheckProblem) as problem:
        return _Lesson(folder, problem=str(problem))


def _standing(lesson: _Lesson, found: Results, reason: str) -> LessonStanding:
    checked = [
        Standing(
            name, *found.get(name, ("not checked", reason)), points=_points(name, lesson.cells)
        )
        for name in lesson.names
    ]
    return LessonStanding(lesson.folder.name, checked + _by_hand(lesson.cells), lesson.problem)


def _run(folders: Sequence[Path], scratch: Path, seconds: float) -> Iterator[tuple[str, bool]]:
    """Have the lessons looked at; yield each one's name as it ends, and whether it ended in time.

    The results are in files in ``scratch``, named like the lessons.
    """
    if IN_BROWSER:
        yield from look_here(folders, scratch, write_results)
        return
    # -P: a learner's own random.py must not stand in for the library's while we load
    words = [sys.executable, "-P", "-m", "course.progress.workers", str(scratch), f"{seconds}"]
    with subprocess.Popen(
        [*words, *map(str, folders)],
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
    ) as process:
        try:
            for line in process.stdout or ():
                name, in_time = json.loads(line)
                yield name, in_time
        finally:
            process.terminate()


def _environment() -> dict[str, str]:
    """Pass on where the course is; draw nothing; leave no files beside the notebook."""
    course_at = str(Path(course.__file__).parents[1])
    paths = [course_at, *filter(None, [os.environ.get("PYTHONPATH")])]
    ours = {"MPLBACKEND": "agg", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    return {**os.environ, **ours, "PYTHONPATH": os.pathsep.join(paths)}


def _read(results: Path) -> Results:
    found: Results = {}
    lines = results.read_text(encoding="utf-8").splitlines() if results.exists() else []
    for line in lines:
        with contextlib.suppress(ValueError):  # the last line of a process that was stopped
            name, status, words = json.loads(line)
            found[name] = (status, words)
    return found


def _points(name: str, cells: list[Cell]) -> float | None:
    """Read what the exercise is worth from its check cell; None when that is gone."""
    return next((cell.points for cell in cells if cell.is_for("check", name)), None)


def _by_hand(cells: list[Cell]) -> list[Standing]:
    """Return the questions that a person grades: all that can be told is whether there is text."""
    return [
        Standing(
            cell.grade_id.partition("-")[2].removesuffix("-answer"),
            "not written" if STUB in cell.source or not cell.source.strip() else "read by a person",
            points=cell.points,
        )
        for cell in cells
        if cell.by_hand
    ]
