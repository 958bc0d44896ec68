"""Look at many lessons at once, each in a process with a time limit."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import course
from course.checking.data import FILE, CheckProblem, read_exercises
from course.progress.notebook import STUB, Cell, NotebookProblem, read_cells
from course.progress.standing import LessonStanding, Standing

SECONDS = 30.0
"""How long one lesson may take: a right one needs about a second, the capstone a few."""

LATE = "not reached within {seconds:g} seconds: something before it, or in it, takes too long."
DIED = "not reached: the notebook's code ended Python before or in this exercise."


def standings(folders: list[Path], seconds: float = SECONDS) -> list[LessonStanding]:
    """Return how each lesson stands; lessons without exercises are left out."""
    with ThreadPoolExecutor(max_workers=max(2, os.cpu_count() or 2)) as pool:
        looked = pool.map(lambda folder: look(folder, seconds), folders)
        return [one for one in looked if one.exercises or one.problem]


def look(folder: Path, seconds: float = SECONDS) -> LessonStanding:
    """Return how one lesson stands."""
    try:
        cells = read_cells(folder / f"{folder.name}.ipynb")
        if not (folder / FILE).exists() and not any(cell.grade_id for cell in cells):
            return LessonStanding(folder.name)  # a lesson without exercises
        names = list(read_exercises(folder))
    except (NotebookProblem, CheckProblem) as problem:
        return LessonStanding(folder.name, problem=str(problem))
    found, reason = _run(folder, seconds)
    checked = [
        Standing(name, *found.get(name, ("not checked", reason)), points=_points(name, cells))
        for name in names
    ]
    return LessonStanding(folder.name, checked + _by_hand(cells))


def _run(folder: Path, seconds: float) -> tuple[dict[str, tuple[str, str]], str]:
    """Run the worker; return the results by name, and why those that are missing are missing."""
    reason = DIED
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as scratch:
        results = Path(scratch) / "results"
        # -P: a learner's own random.py must not stand in for the library's while we load
        words = [sys.executable, "-P", "-m", "course.progress.worker"]
        try:
            subprocess.run(
                [*words, str(folder), str(results)],
                cwd=folder,
                env=_environment(),
                timeout=seconds,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired:
            reason = LATE.format(seconds=seconds)
        return _read(results), reason


def _environment() -> dict[str, str]:
    """Pass on where the course is; draw nothing; leave no files beside the notebook."""
    course_at = str(Path(course.__file__).parents[1])
    paths = [course_at, *filter(None, [os.environ.get("PYTHONPATH")])]
    ours = {"MPLBACKEND": "agg", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONUTF8": "1"}
    return {**os.environ, **ours, "PYTHONPATH": os.pathsep.join(paths)}


def _read(results: Path) -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
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
