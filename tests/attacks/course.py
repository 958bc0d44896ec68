"""A small self-contained nbgrader course in a temporary folder, made anew for every run."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from tests.attacks.exercises import BLANK_BODY, EXERCISES, HELPERS, Exercise

ASSIGNMENT = "ps1"
SECRETS = {
    what: f"secret-of-{what}"
    for what in ("source", "tests", "home", "gradebook", "classmate", "environment")
}
CONFIG = """\
c = get_config()
c.CourseDirectory.course_id = "corpus"
c.ClearSolutions.code_stub = {{"python": "raise NotImplementedError()"}}
c.Execute.timeout = {timeout}
{more}
"""


@dataclass(frozen=True)
class Places:
    """Where everything of one run stands; `root` holds all the rest and is thrown away."""

    root: Path

    @property
    def course(self) -> Path:
        """The nbgrader course."""
        return self.root / "course"

    @property
    def home(self) -> Path:
        """A home folder with a secret in it."""
        return self.root / "home"

    @property
    def outside(self) -> Path:
        """A folder that belongs to nobody: nothing may appear in it."""
        return self.root / "outside"

    @property
    def python(self) -> Path:
        """The interpreter of an environment whose site-packages may be damaged."""
        return self.root / "env" / "bin" / "python"

    def submitted(self, student: str) -> Path:
        """The folder that a student has handed in."""
        return self.course / "submitted" / student / ASSIGNMENT

    def autograded(self, student: str) -> Path:
        """The folder that nbgrader makes of it."""
        return self.course / "autograded" / student / ASSIGNMENT


def _cell(kind: str, source: str, exercise: Exercise | None = None) -> NotebookNode:
    if exercise is None:
        return nbformat.v4.new_code_cell(source, id=f"ps1-{kind}")
    meta = {
        "grade": kind == "test",
        "solution": kind == "answer",
        "locked": kind == "test",
        "task": False,
        "grade_id": f"{exercise.name}-{kind}",
        "schema_version": 3,
    } | ({"points": exercise.points} if kind == "test" else {})
    return nbformat.v4.new_code_cell(
        source, id=f"ps1-{exercise.name}-{kind}", metadata={"nbgrader": meta}
    )


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
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})


def blank_notebook() -> NotebookNode:
    """What a learner starts from; the test-suite checks that nbgrader releases just this."""
    notebook = source_notebook()
    for exercise, at in zip(EXERCISES, range(2, 10, 2), strict=True):
        notebook.cells[at].source = f"{exercise.signature}\n{BLANK_BODY}"
        notebook.cells[at + 1].source = exercise.visible
    return notebook


def make_environment(root: Path) -> None:
    """Make `root/env`: the packages of this interpreter, seen from a site-packages of its own."""
    venv.create(root / "env", with_pip=False, symlinks=True)
    site = next((root / "env" / "lib").glob("python*/site-packages"))
    here = sysconfig.get_path("purelib")
    (site / "borrowed.pth").write_text(f"import site; site.addsitedir({here!r})\n")


def environment(places: Places) -> dict[str, str]:
    """The variables that a run of nbgrader is given: a fake home, and a secret."""
    return {
        "PATH": f"{places.python.parent}:{Path(sys.prefix) / 'bin'}:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(places.home),
        "TMPDIR": str(places.root / "tmp"),
        "JUPYTER_PATH": str(Path(sys.prefix) / "share" / "jupyter"),
        "LANG": "C.UTF-8",
        "OMP_NUM_THREADS": "1",
        "OPENBLAS_NUM_THREADS": "1",
        "CORPUS_SECRET": SECRETS["environment"],
    } | {name: os.environ[name] for name in ("CI",) if name in os.environ}


def nbgrader(
    places: Places, *arguments: str, prefix: Sequence[str] = (), limit: float = 900
) -> subprocess.CompletedProcess[str]:
    """Run one nbgrader command in the course, under the command `prefix`, for `limit` seconds."""
    command = [*prefix, str(places.python), "-m", "nbgrader", *arguments]
    log = places.root / f"{arguments[0]}.log"
    with log.open("w") as output:
        running = subprocess.Popen(
            command, cwd=places.course, env=environment(places), stdout=output, stderr=output,
            stdin=subprocess.DEVNULL,
        )
        try:
            status = running.wait(limit)
        except subprocess.TimeoutExpired:
            running.kill()
            status = running.wait()
    return subprocess.CompletedProcess(command, status, log.read_text(errors="replace"))


def make_course(root: Path, *, more_config: str = "", timeout: int = 5) -> Places:
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
    (places.course / "nbgrader_config.py").write_text(
        CONFIG.format(timeout=timeout, more=more_config)
    )
    nbformat.write(source_notebook(), places.course / "source" / ASSIGNMENT / "ps1.ipynb")
    done = nbgrader(places, "generate_assignment", ASSIGNMENT)
    if done.returncode or "Exception while loading config" in done.stdout:
        raise RuntimeError(f"the corpus's course could not be released:\n{done.stdout}")
    with sqlite3.connect(places.course / "gradebook.db") as gradebook:
        gradebook.execute(
            "insert into student (id, last_name) values ('somebody', ?)", [SECRETS["gradebook"]]
        )
    return places


def copy_course(places: Places, root: Path) -> Places:
    """A second course like the first, without releasing it again."""
    shutil.copytree(places.root, root, symlinks=True)
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
