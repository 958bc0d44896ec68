"""Check one lesson's answers, in a process of its own so that nothing a learner wrote harms."""

from __future__ import annotations

import json
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from course.checking.data import Exercise, read_exercises
from course.checking.judge import judge
from course.place.words import RESTORE
from course.progress.definitions import SECONDS, parse, run
from course.progress.notebook import Cell, read_cells
from course.run.time_limit import TimeUp

STATUS = {"right": "passes", "wrong": "fails", "unwritten": "not written"}

Result = tuple[str, str, str]
"""An exercise's name, its status, and words."""


def look_at(folder: Path) -> Iterator[Result]:
    """Walk through a lesson's notebook as a learner would, and judge each exercise at its check."""
    exercises = read_exercises(folder)
    cells = [cell for cell in read_cells(folder / f"{folder.name}.ipynb") if cell.kind == "code"]
    namespace = _main_module()
    stopped: dict[str, BaseException | None] = {}
    for cell in cells:
        checked = [name for name in exercises if cell.is_for("check", name)]
        if checked:
            yield _result(exercises.pop(checked[0]), cells, namespace, stopped)
            continue
        answered = [name for name in exercises if cell.is_for("answer", name)]
        error = run(cell.source, namespace, whole=bool(answered))
        stopped |= dict.fromkeys(answered, error)
    for exercise in exercises.values():  # their check cells are gone
        yield _result(exercise, cells, namespace, stopped)


def _main_module() -> dict[str, Any]:
    """Return the namespace of a fresh __main__, where a notebook's names live."""
    module = types.ModuleType("__main__")
    sys.modules["__main__"] = module
    sys.path.insert(0, "")
    return vars(module)


def _result(
    exercise: Exercise,
    cells: list[Cell],
    namespace: dict[str, Any],
    stopped: dict[str, BaseException | None],
) -> Result:
    name = exercise.name
    if name in namespace:
        verdict = judge(exercise, namespace[name])
        words = verdict.headline if verdict.status == "wrong" else ""
        return name, STATUS[verdict.status], words
    answers = [cell for cell in cells if cell.is_for("answer", name)]
    if not answers:
        return name, "not checked", _GONE
    error = stopped.get(name)
    if isinstance(error, NotImplementedError) or not _says_something(answers[0].source):
        return name, "not written", ""
    if error is None:
        return name, "fails", f"its answer cell does not define {name}."
    return name, "fails", _words(error)


_GONE = (
    f"its answer cell is no longer in the notebook. Rename your notebook and {RESTORE}: "
    "a fresh copy appears, into which you can copy your answers."
)


def _says_something(source: str) -> bool:
    try:
        return bool(parse(source).body)
    except SyntaxError:
        return True


def _words(error: BaseException) -> str:
    if isinstance(error, TimeUp):
        return f"its answer cell did not come to an end within {SECONDS:g} seconds."
    line = f", in line {error.lineno} of its cell" if isinstance(error, SyntaxError) else ""
    said = error.msg if isinstance(error, SyntaxError) else str(error)
    return f"its answer cell stops with {type(error).__name__}: {said}{line}."


def write_results(folder: Path, results: Path) -> None:
    """Write one line of JSON an exercise, as soon as it is known.

    So a later crash or an endless loop takes nothing back.
    """
    with results.open("w", encoding="utf-8", buffering=1) as file:
        for result in look_at(folder):
            file.write(json.dumps(result) + "\n")
