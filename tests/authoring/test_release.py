"""What learners get: a notebook that runs to its end before anything is written."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest

from authoring.lesson import ROOT, lesson_names
from authoring.run import execute
from tests.authoring.lessons import loaded


@pytest.mark.parametrize("lesson", lesson_names())
def test_an_untouched_lesson_runs_to_its_end_and_says_what_is_not_written(
    lesson: str, tmp_path: Path
) -> None:
    folder = shutil.copytree(ROOT / "release" / lesson, tmp_path / lesson)
    notebook = nbformat.read(folder / f"{lesson}.ipynb", as_version=4)
    execute(lesson, notebook, folder)
    said = [
        output.data["text/plain"]
        for cell in notebook.cells
        if cell.metadata.get("nbgrader", {}).get("grade") and cell.cell_type == "code"
        for output in cell.outputs
        if "data" in output
    ]
    names = [one.name for one in loaded(lesson)]
    assert [text.split("\n")[0] for text in said] == [
        f"… {name} is not written yet." for name in names
    ]


@pytest.mark.parametrize("lesson", lesson_names())
def test_no_picture_of_a_notebook_carries_widget_state(lesson: str) -> None:
    for room in ("source", "release"):
        text = (ROOT / room / lesson / f"{lesson}.ipynb").read_text(encoding="utf-8")
        notebook = nbformat.reads(text, as_version=4)
        assert "widgets" not in notebook.metadata
        assert "application/vnd.jupyter.widget" not in text
