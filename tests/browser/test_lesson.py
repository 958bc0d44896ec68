"""A learner takes the momentum lesson in JupyterLab, from untouched to solved."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import nbformat
import pytest
from playwright.sync_api import expect

from authoring.lesson import ROOT
from authoring.mistakes import mistaken_source
from launch.jupyter import learner_variables
from launch.places import Places
from tests.authoring.lessons import loaded
from tests.browser.lab import Lab
from tests.browser.notebook import NotebookPage
from tests.browser.picture import PicturePage

LESSON = "05-momentum"
STEP = next(one for one in loaded(LESSON) if one.name == "momentum_step")
RIGHT = "rgb(26, 127, 90)"


@pytest.fixture(scope="module")
def notebook(
    lab: Callable[..., AbstractContextManager[Lab]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[NotebookPage]:
    """The released lesson, opened and run from top to end as it came."""
    folder = shutil.copytree(ROOT / "release" / LESSON, tmp_path_factory.mktemp("my") / LESSON)
    with lab(folder, learner_variables(Places(ROOT).learner_settings, {})) as jupyter:
        notebook = jupyter.open(f"{LESSON}.ipynb", width=1400)
        notebook.run_all()
        yield notebook


@pytest.fixture(scope="module")
def cells() -> dict[str, int]:
    """Where each cell stands, by its id."""
    file = ROOT / "release" / LESSON / f"{LESSON}.ipynb"
    released = nbformat.read(file, as_version=4)
    return {cell.id: place for place, cell in enumerate(released.cells)}


@pytest.fixture(scope="module")
def picture_cell() -> int:
    """The first picture that runs momentum_step."""
    file = ROOT / "release" / LESSON / f"{LESSON}.ipynb"
    sources = [cell.source for cell in nbformat.read(file, as_version=4).cells]
    picture = re.compile(r"explore\(\s*momentum_step")
    return next(place for place, text in enumerate(sources) if picture.match(text))


def answer(notebook: NotebookPage, cells: dict[str, int], source: str) -> str:
    """Write momentum_step, run it and its check, and return what the card says."""
    notebook.write(cells["05-momentum_step-answer"], source)
    notebook.run_cell(cells["05-momentum_step-answer"])
    notebook.run_cell(cells["05-momentum_step-check"])
    return notebook.output(cells["05-momentum_step-check"]).inner_text()


def test_an_untouched_lesson_runs_to_its_end_without_an_error(
    notebook: NotebookPage, cells: dict[str, int]
) -> None:
    errors = notebook.page.locator('.jp-RenderedText[data-mime-type*="stderr"], .jp-mod-error')
    expect(errors).to_have_count(0)
    said = notebook.output(cells["05-momentum_step-check"])
    expect(said).to_contain_text("momentum_step is not written yet")
    notebook.screenshot("lesson-untouched")


def test_of_nbgrader_a_learner_sees_validate_and_none_of_a_teachers_tools(
    notebook: NotebookPage,
) -> None:
    expect(notebook.page.get_by_text("Validate", exact=True)).to_be_visible()
    expect(notebook.page.get_by_text(re.compile("Nbgrader|Create Assignment"))).to_have_count(0)


def test_a_picture_of_an_unwritten_step_says_what_it_waits_for(
    notebook: NotebookPage, picture_cell: int
) -> None:
    expect(notebook.output(picture_cell)).to_contain_text("momentum_step")
    notebook.screenshot("lesson-picture-waits", notebook.output(picture_cell))


def test_a_wrong_answer_gets_its_hint_and_a_right_one_turns_the_check_green(
    notebook: NotebookPage, cells: dict[str, int], picture_cell: int
) -> None:
    forgets = next(mistake for mistake in STEP.exam.mistakes if mistake.name == "no memory")
    said = answer(notebook, cells, mistaken_source(STEP.exercise, forgets))
    assert forgets.hint in said
    assert "Traceback" not in said
    check = notebook.output(cells["05-momentum_step-check"])
    notebook.screenshot("lesson-wrong", check)

    said = answer(notebook, cells, STEP.exercise.solution)
    assert "momentum_step is right" in said
    card = check.locator("[role=status]")
    expect(card).to_have_css("border-left-color", RIGHT)
    notebook.screenshot("lesson-right", check)

    notebook.run_cell(picture_cell)
    picture = PicturePage(notebook.output(picture_cell))
    picture.wait_drawn()
    before = picture.pixels()
    picture.drag(picture.slider("gamma"), dx=-25)
    picture.wait_changed(before)
    picture.screenshot("lesson-picture")


def test_work_is_kept_in_the_learners_own_file(notebook: NotebookPage) -> None:
    notebook.save()
    expect(notebook.page.locator("#jp-main-statusbar")).to_contain_text("Saving completed")
    saved = Path(notebook.file).read_text(encoding="utf-8")
    assert "gamma * velocity" in saved
    assert "widget-state" not in saved
