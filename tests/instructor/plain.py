"""Small courses with settings of their own, graded by stock nbgrader and through `configure`."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from nbgrader.api import Gradebook

CONFIG = "c = get_config()\nc.CourseDirectory.course_id = 'plain'\n"
OURS = "from grader import configure\nconfigure(c)\n"
KERNEL = {"name": "python3", "display_name": "Python 3", "language": "python"}


def cell(source: str, name: str = "", points: float = 0, **role: bool) -> Any:
    """A cell; one with a name is nbgrader's, and one with points a test unless it is an answer."""
    made = new_code_cell(source)
    if name:
        about = {"grade": points > 0, "solution": False, "locked": points > 0, "task": False} | role
        about |= {"points": points} if about["grade"] or about["task"] else {}
        made.metadata["nbgrader"] = {"grade_id": name, "schema_version": 3} | about
    return made


def prose(source: str, name: str, **role: Any) -> Any:
    """A cell of text with a role of nbgrader's."""
    made = new_markdown_cell(source)
    made.metadata["nbgrader"] = cell(source, name, **role).metadata["nbgrader"]
    return made


@dataclass(frozen=True)
class Plain:
    """A course folder."""

    root: Path
    assignment: str

    @property
    def source(self) -> Path:
        """The instructor's folder."""
        return self.root / "source" / self.assignment

    @property
    def release(self) -> Path:
        """What learners get."""
        return self.root / "release" / self.assignment

    def write(self, name: str, *cells: Any) -> None:
        """Write a notebook of the assignment."""
        self.source.mkdir(parents=True, exist_ok=True)
        notebook = new_notebook(cells=list(cells), metadata={"kernelspec": KERNEL})
        nbformat.write(notebook, self.source / f"{name}.ipynb")

    def hand_in(self, learner: str, answers: Mapping[str, str]) -> None:
        """Hand the released notebooks in, with other text in the cells that are named."""
        folder = self.root / "submitted" / learner / self.assignment
        shutil.copytree(self.release, folder)
        for path in folder.glob("*.ipynb"):
            notebook = nbformat.read(path, as_version=4)
            for one in notebook.cells:
                name = one.metadata.get("nbgrader", {}).get("grade_id")
                one.source = answers.get(name, one.source)
            nbformat.write(notebook, path)

    def page(self, learner: str, notebook: str) -> str:
        """A learner's feedback."""
        return (self.root / "feedback" / learner / self.assignment / f"{notebook}.html").read_text()

    def scores(self) -> dict[tuple[str, str, str], float]:
        """Every automatic mark: of whom, in which notebook, for which cell."""
        with Gradebook(f"sqlite:///{self.root}/gradebook.db") as gradebook:
            return {
                (submission.student.id, notebook.name, grade.name): grade.auto_score or 0.0
                for submission in gradebook.assignment_submissions(self.assignment)
                for notebook in submission.notebooks
                for grade in notebook.grades
            }


def make(root: Path, assignment: str, settings: str, fill: Callable[[Plain], None]) -> Plain:
    """Lay out a course that grades in isolation; `fill` writes its notebooks."""
    course = Plain(root, assignment)
    fill(course)
    (root / "nbgrader_config.py").write_text(CONFIG + settings + OURS)
    return course


def in_stock(course: Plain, root: Path, settings: str) -> Plain:
    """A copy of a course without `configure`."""
    shutil.copytree(course.root, root)
    (root / "nbgrader_config.py").write_text(CONFIG + settings)
    return Plain(root, course.assignment)
