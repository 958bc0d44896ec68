"""Releases and grades the courses, with stock nbgrader or in isolation, in one process.

``python -m tests.courses.grade stock|ours ROOT``; what came of it is in ``ROOT/grades.json``.
"""

from __future__ import annotations

import functools
import json
import logging
import os
import shutil
import sys
import time
from pathlib import Path
from typing import Any

import nbgrader
from nbgrader import api
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde, GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from traitlets.config.loader import PyFileConfigLoader

from grader.nbgrader.configuration import find_tools
from tests.courses.build import CONFIG, COURSES, Cell, cells_in, hand_in, kinds_cells, write_source
from tests.courses.kinds import KINDS

OURS = (
    "from grader import configure\nconfigure(c)\nc.IsolatedExecute.limits = {'cell_seconds': 8}\n"
)
AUTOTESTS = Path(nbgrader.__file__).parent / "docs/source/user_guide/autotests.yml"
"""nbgrader's own templates of generated tests."""
Notebooks = dict[str, list[Cell]]


class Shared:
    """What all converters share: the examiner belongs to it."""


def assignments() -> dict[str, Notebooks]:
    """Every assignment by name, its notebooks as cells."""
    found: dict[str, Notebooks] = {}
    for folder in sorted(path for path in COURSES.iterdir() if path.is_dir()):
        texts = sorted(folder.glob("*.nb.txt"))
        found[folder.name] = {
            path.name.removesuffix(".nb.txt"): cells_in(path.read_text("utf-8")) for path in texts
        }
    found["kinds"] = {"kinds": kinds_cells(list(KINDS.values()))}
    return found


def course(root: Path, name: str, notebooks: Notebooks, kind: str) -> Any:
    """Write one course with its files, and read its config."""
    write_source(root, name, notebooks)
    folder = COURSES / name
    own = "" if name != "kinds" else "c.MustCross.try_broken = False\n"  # it has 170 tests
    for path in sorted(folder.iterdir()) if folder.is_dir() else []:
        if path.name == "config.txt":
            own = path.read_text("utf-8")
        elif not path.name.endswith(".nb.txt"):
            shutil.copy(path, root / "source" / name / path.name)
    shutil.copy(AUTOTESTS, root)
    config = root / "nbgrader_config.py"
    config.write_text(CONFIG + own + (OURS if kind == "ours" else ""), "utf-8")
    return PyFileConfigLoader(config.name, path=str(root)).load_config()


def run(converter: Any, config: Any, root: Path, assignment: str, shared: Shared) -> str:
    """Run one of nbgrader's converters over an assignment; what stopped it."""
    directory = CourseDirectory(config=config)
    directory.root, directory.assignment_id = str(root), assignment
    made = converter(coursedir=directory, config=config)
    made.shared = shared
    heard = _Heard()
    made.log = logging.getLogger(f"{root.name}.{assignment}")
    made.log.propagate = False
    made.log.addHandler(heard)
    try:
        made.start()
    except (Exception, SystemExit) as error:
        return f"{type(error).__name__}: {error}\n" + "\n".join(heard.lines[-30:])
    return "\n".join(heard.lines)


class _Heard(logging.Handler):
    """Keeps warnings and errors."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def scores(root: Path, assignment: str) -> dict[str, dict[str, float | None]]:
    """The gradebook's automatic score of every cell, by student; None where it has none."""
    found: dict[str, dict[str, float | None]] = {}
    with Gradebook(f"sqlite:///{root}/gradebook.db") as gradebook:
        for student in ("right", "blank", "wrong"):
            try:
                notebooks = gradebook.find_submission(assignment, student).notebooks
            except MissingEntry:
                found[student] = {}
                continue
            found[student] = {
                f"{notebook.name}/{grade.name}": grade.auto_score
                for notebook in notebooks
                for grade in notebook.grades
            }
    return found


def graded(root: Path, name: str, notebooks: Notebooks, kind: str, shared: Shared) -> Any:
    """Release one assignment, hand in, grade; what came of it."""
    begun = time.monotonic()
    root.mkdir(parents=True)
    config = course(root, name, notebooks, kind)
    before = os.getcwd()
    os.chdir(root)
    try:
        said = run(GenerateAssignment, config, root, name, shared)
        if not (root / "release" / name).is_dir():
            return {"refused": said}
        hand_in(root, name, notebooks)
        heard = run(Autograde, config, root, name, shared)
    finally:
        os.chdir(before)
    seconds = round(time.monotonic() - begun, 1)
    return {"released": said, "heard": heard, "scores": scores(root, name), "seconds": seconds}


def share_what_a_gradebook_asks() -> None:
    """Let the courses' gradebooks ask once what is the same for all of this process.

    A new one starts `alembic` to be told its version; each opening compiles all queries anew.
    """
    api.get_alembic_version = functools.cache(api.get_alembic_version)
    api.create_engine = functools.cache(api.create_engine)


def main() -> None:
    """Grade all courses, or those named."""
    kind, place, *names = sys.argv[1:]
    root, shared = Path(place), Shared()
    find_tools()
    share_what_a_gradebook_asks()
    found = {}
    for name, notebooks in assignments().items():
        if not names or name in names:
            found[name] = graded(root / name, name, notebooks, kind, shared)
            print(f"{name}: {found[name].get('seconds')} s", flush=True)
    (root / "grades.json").write_text(json.dumps(found), "utf-8")


if __name__ == "__main__":
    main()
