"""A small self-contained nbgrader course in a temporary folder, made anew for every run."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterable, Mapping
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from tests.attacks.command import ASSIGNMENT, SECRETS, Places, make_environment, nbgrader
from tests.attacks.exercises import EXERCISES, HELPERS, Exercise

CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "corpus"
c.ClearSolutions.code_stub = {"python": "raise NotImplementedError()"}
c.Execute.timeout = 8
"""
QUICK = """\
import functools
from nbgrader import api
api.create_engine = functools.cache(api.create_engine)  # or each opening compiles all queries anew
"""


def _cell(kind: str, source: str, exercise: Exercise | None = None) -> NotebookNode:
    if exercise is None:
        plain: NotebookNode = nbformat.v4.new_code_cell(source, id=f"ps1-{kind}")
        return plain
    meta = {
        "grade": kind == "test",
        "solution": kind == "answer",
        "locked": kind == "test",
        "task": False,
        "grade_id": f"{exercise.name}-{kind}",
        "schema_version": 3,
    } | ({"points": exercise.points} if kind == "test" else {})
    made: NotebookNode = nbformat.v4.new_code_cell(source, id=f"ps1-{exercise.name}-{kind}")
    made.metadata["nbgrader"] = meta
    return made


def source_notebook() -> NotebookNode:
    """The instructor's notebook, with solutions and hidden tests."""
    locked = {"grade": False, "solution": False, "locked": True, "task": False}
    cells = [_cell("setup", "import numpy as np"), _cell("helpers", HELPERS)]
    cells[1].metadata["nbgrader"] = locked | {"grade_id": "helpers", "schema_version": 3}
    for exercise in EXERCISES:
        answer = (
            f"{exercise.signature}\n    ### BEGIN SOLUTION\n    # {SECRETS['source']}\n"
            f"{exercise.right}\n    ### END SOLUTION"
        )
        test = (
            f"{exercise.visible}\n### BEGIN HIDDEN TESTS\n# {SECRETS['tests']}\n"
            f"{exercise.hidden}\n### END HIDDEN TESTS"
        )
        cells += [_cell("answer", answer, exercise), _cell("test", test, exercise)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook: NotebookNode = nbformat.v4.new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = kernel
    return notebook


def make_course(root: Path) -> Places:
    """Make a course whose one assignment is released, with a secret in every forbidden place."""
    places = Places(root)
    for folder in (
        places.course / "source" / ASSIGNMENT,
        places.home,
        places.outside,
        root / "tmp",
    ):
        folder.mkdir(parents=True)
    make_environment(root)
    (places.home / "secret.txt").write_text(SECRETS["home"])
    (places.course / "nbgrader_config.py").write_text(CONFIG + QUICK)
    nbformat.write(source_notebook(), places.course / "source" / ASSIGNMENT / "ps1.ipynb")
    done = nbgrader(places, "generate_assignment", ASSIGNMENT)
    if done.returncode or "Exception while loading config" in done.stdout:
        raise RuntimeError(f"the corpus's course could not be released:\n{done.stdout}")
    with sqlite3.connect(places.course / "gradebook.db") as gradebook:
        gradebook.execute(
            "insert into student (id, last_name) values ('somebody', ?)", [SECRETS["gradebook"]]
        )
    return places


def copy_course(places: Places, root: Path, more_config: str = "") -> Places:
    """A second course like the first, without releasing it again."""
    shutil.copytree(places.root, root, symlinks=True)
    with (root / "course" / "nbgrader_config.py").open("a") as config:
        config.write(more_config)
    return Places(root)


def scores(places: Places, students: Iterable[str]) -> Mapping[str, dict[str, float]]:
    """Each student's score in each exercise, as nbgrader itself would report it."""
    query = """
        select s.student_id, b.name, coalesce(g.manual_score, g.auto_score, 0.0)
        from grade g join submitted_notebook n on g.notebook_id = n.id
        join submitted_assignment s on n.assignment_id = s.id
        join base_cell b on g.cell_id = b.id"""
    found: dict[str, dict[str, float]] = {student: {} for student in students}
    with sqlite3.connect(places.course / "gradebook.db") as gradebook:
        for student, cell, score in gradebook.execute(query):
            if student in found:
                found[student][cell.removesuffix("-test")] = score
    return found
