"""What the first notebook says is so."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest

from authoring.lesson import ROOT, lesson_file, lesson_names
from authoring.run import execute
from course import descend, surfaces
from course.checking.data import read_exercises
from course.checking.judge import judge

LESSON = "00-start-here"
TEXT = lesson_file(LESSON).read_text(encoding="utf-8")


def in_place(x: Any) -> Any:
    x *= 2
    return x


def unwritten(x: Any) -> Any:
    raise NotImplementedError


@pytest.mark.parametrize(
    ("double", "status", "hint"),
    [
        (lambda x: 2 * x, "right", ""),
        (lambda x: x + x, "right", ""),
        (lambda x: x + 2, "wrong", "You add two"),
        (lambda x: x**2, "wrong", "This is the square of x"),
        (lambda x: x, "wrong", "This gives x back"),
        (in_place, "wrong", "the caller's own array was changed"),
        (unwritten, "unwritten", ""),
    ],
)
def test_the_practice_check_tells_right_from_wrong(double: Any, status: str, hint: str) -> None:
    exercise = read_exercises(ROOT / "release" / LESSON)["double"]
    verdict = judge(exercise, double)
    assert verdict.status == status
    assert hint in verdict.hint


def test_the_map_shows_every_lesson_and_each_arrow_leads_on() -> None:
    names = re.findall(r'"(\d\d) [a-zA-Z]', TEXT)
    assert set(lesson_names()) - {LESSON} <= {
        lesson for lesson in lesson_names() if lesson[:2] in names
    }
    arrows = re.findall(r'"(\d\d) (\d\d)"', TEXT)
    assert {number for arrow in arrows for number in arrow} == set(names)
    assert all(start < end for start, end in arrows)


def test_the_lessons_it_sends_people_to_are_in_the_course() -> None:
    assert set(re.findall(r"\*\*(\d\d-[\w-]+)\*\*", TEXT)) <= set(lesson_names())


@pytest.mark.parametrize(
    ("lr", "alternates", "arrives"),
    [(0.039, False, True), (0.041, True, True), (0.079, True, True), (0.081, True, False)],
)
def test_in_the_picture_steps_leap_from_004_and_fly_out_from_008(
    lr: float, alternates: bool, arrives: bool
) -> None:
    valley, start = surfaces.ravine.at(kappa=25), np.array([-3.0, 2.0])
    across = descend(lambda theta, grad, lr: theta - lr * grad, valley.gradient, start, 60, lr=lr)
    y = across[:, 1]
    assert (y[1] < 0) == alternates
    assert (abs(y[-1]) < abs(y[0])) == arrives


def test_its_progress_counts_the_lessons_beside_it(tmp_path: Path) -> None:
    folder = shutil.copytree(ROOT / "release" / LESSON, tmp_path / LESSON)
    shutil.copytree(ROOT / "source" / "05-momentum", tmp_path / "05-momentum")
    notebook = nbformat.read(folder / f"{LESSON}.ipynb", as_version=4)
    execute(LESSON, notebook, folder)
    (said,) = [
        output.data["text/plain"]
        for cell in notebook.cells
        if cell.source == "progress()"
        for output in cell.outputs
    ]
    assert "05-momentum   16 of 16" in said
    assert f"{LESSON}\n  … double" in said
