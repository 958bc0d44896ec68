"""Gradebooks, feedback and learners' own notebooks hang on the cells' ids: they stay."""

from __future__ import annotations

import json

import pytest

from authoring.build import RELEASE, SOURCE, rooms
from authoring.lesson import lesson_names
from course.checking.data import FILE
from tests.authoring.cells import built, recorded


@pytest.mark.parametrize("room", ["source", "release"])
def test_each_notebook_has_the_cells_ids_and_marks_that_are_recorded(room: str) -> None:
    """If a lesson is meant to change, record it anew: `python -m tests.authoring.cells`."""
    rows = recorded()
    there = {lesson: rooms(lesson) for lesson in {row[0] for row in rows}}
    assert built(room) == [row for row in rows if room in there[row[0]]]


@pytest.mark.parametrize("lesson", [one for one in lesson_names() if "source" in rooms(one)])
def test_check_data_is_compact_and_the_same_in_both_rooms(lesson: str) -> None:
    """The same bytes, so that git keeps them once."""
    text = (SOURCE / lesson / FILE).read_text(encoding="utf-8")
    assert (RELEASE / lesson / FILE).read_text(encoding="utf-8") == text
    compact = json.dumps(json.loads(text), ensure_ascii=False, separators=(",", ":"))
    assert text == compact + "\n"
