"""The untidy class: who hands in, and how it is graded."""

from __future__ import annotations

import json
from pathlib import Path

from tests.attacks.classroom import released as blank
from tests.attacks.command import Places
from tests.attacks.course import copy_course
from tests.attacks.grading import OURS, Report, grade
from tests.untidy import results, structure
from tests.untidy.editors import SAVES
from tests.untidy.works import WORKS, solved

__all__ = ["SAVES", "WORKS", "graded"]
MODULES = (results, structure)
"""They enter their works into `WORKS` when they are imported."""


def _hand_in(places: Places, student: str, content: bytes) -> None:
    folder = places.submitted(student)
    folder.mkdir(parents=True)
    (folder / "ps1.ipynb").write_bytes(content)


def _bring_files(places: Places) -> None:
    """A learner's own module and data lie beside the notebook."""
    folder = places.submitted("brings_files")
    (folder / "mytools.py").write_text("def root(v):\n    return v ** 0.5\n")
    (folder / "data").mkdir()
    (folder / "data" / "numbers.csv").write_text("1,2,3\n")


def graded(course: Places, folder: Path) -> Report:
    """Hand everything in and grade it with the examiner."""
    places = copy_course(course, folder, OURS)
    for name, work in WORKS.items():
        _hand_in(places, name, json.dumps(work.make(solved(blank(places)))).encode())
    _bring_files(places)
    for name, save in SAVES.items():
        _hand_in(places, name, save(json.loads(json.dumps(solved(blank(places))))))
    return grade(places, [], scale=1, others=[*WORKS, *SAVES])
