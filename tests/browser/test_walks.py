"""Every lesson walked in JupyterLab as a new learner would: untouched, with a mistake, solved."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest

from authoring.build import RELEASE
from authoring.lesson import ROOT
from authoring.mistakes import Loaded, mistaken_source
from course.checking.data import read_exercises
from launch.jupyter import learner_variables
from launch.places import Places
from tests.authoring.lessons import loaded
from tests.browser.lab import Lab
from tests.browser.notebook import NotebookPage
from tests.browser.walk import Seen, cells, fill, ran

LESSONS = sorted(folder.name for folder in RELEASE.iterdir() if read_exercises(folder))
GRADED = [lesson for lesson in LESSONS if loaded(lesson)]
TROUBLE = re.compile(r"Traceback|Error:|not written|waits? for|can't be|stopped|missing")
"""What no picture says when all answers are right."""


def answer_id(one: Loaded) -> str:
    """The id of an exercise's answer cell."""
    return str(one.exercise.answer.metadata["nbgrader"]["grade_id"])


def check_id(one: Loaded) -> str:
    """The id of an exercise's check cell."""
    return str(one.exercise.check.metadata["nbgrader"]["grade_id"])


@pytest.fixture(scope="module")
def jupyter(
    lab: Callable[..., AbstractContextManager[Lab]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Lab]:
    """One JupyterLab with every lesson twice: as it is released, and with all answers right."""
    folder = tmp_path_factory.mktemp("walks")
    for lesson in LESSONS:
        shutil.copytree(RELEASE / lesson, folder / "untouched" / lesson)
        solved = shutil.copytree(RELEASE / lesson, folder / "solved" / lesson)
        answers = {answer_id(one): one.exercise.solution for one in loaded(lesson)}
        fill(solved / f"{lesson}.ipynb", answers)
    with lab(folder, learner_variables(Places(ROOT).learner_settings, {})) as jupyter:
        yield jupyter


@contextmanager
def opened(jupyter: Lab, room: str, lesson: str) -> Iterator[NotebookPage]:
    """A lesson open in the browser; afterwards its page and its kernel are gone."""
    notebook = jupyter.open(f"{room}/{lesson}/{lesson}.ipynb", width=1400)
    try:
        yield notebook
    finally:
        jupyter.end_kernels()
        notebook.page.context.close()


def wrong(page: dict[str, Seen]) -> dict[str, str]:
    """What went wrong on a page: cells that did not run, errors, and traces of any kind."""
    problems = {}
    for name, cell in page.items():
        if cell.kind == "code" and cell.source.strip() and not cell.ran:
            problems[name] = "did not run"
        elif cell.errors or "Traceback" in cell.said:
            problems[name] = cell.said
    return problems


@pytest.mark.parametrize("lesson", LESSONS)
def test_an_untouched_lesson_runs_to_its_end_and_a_known_mistake_gets_its_hint(
    jupyter: Lab, lesson: str
) -> None:
    with opened(jupyter, "untouched", lesson) as notebook:
        page = ran(notebook, f"{lesson}-untouched")
        assert wrong(page) == {}
        names = set(read_exercises(RELEASE / lesson))
        for cell in page.values():
            asked = cell.uses & names if "check" in cell.uses else set()
            assert all(f"{name} is not written yet" in cell.said for name in asked), cell.said
            waits_for = names & cell.uses
            for picture in cell.pictures:
                assert "not written yet" in picture["message"] or not waits_for, picture
                assert picture["kind"] != "trouble", picture
        if lesson in GRADED:
            assert_a_mistake_gets_its_hint(notebook, loaded(lesson)[0])


def assert_a_mistake_gets_its_hint(notebook: NotebookPage, one: Loaded) -> None:
    """Type the first known mistake of an exercise, run it, and read the card."""
    mistake = one.exam.mistakes[0]
    place = list(cells(notebook)).index(answer_id(one))
    notebook.write(place, mistaken_source(one.exercise, mistake))
    notebook.run_cell(place)
    notebook.run_cell(place + 1)
    card = cells(notebook)[check_id(one)]
    assert mistake.hint in card.said
    assert "Traceback" not in card.said


@pytest.mark.parametrize("lesson", GRADED)
def test_a_solved_lesson_has_every_check_right_and_every_picture_drawn(
    jupyter: Lab, lesson: str
) -> None:
    with opened(jupyter, "solved", lesson) as notebook:
        page = ran(notebook, f"{lesson}-solved")
    assert wrong(page) == {}
    for one in loaded(lesson):
        assert f"{one.name} is right" in page[check_id(one)].said
    for picture in (picture for cell in page.values() for picture in cell.pictures):
        assert picture["kind"] == "fine" and picture["drawn"], picture
        assert not TROUBLE.search(picture["message"]), picture
    waiting = [cell.said for cell in page.values() if re.search(r"waits? for", cell.said)]
    assert waiting == []
