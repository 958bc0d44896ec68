"""Courses in the styles of public ones get in isolation what stock nbgrader gives."""

import pytest

from tests.courses.grade import assignments
from tests.courses.kinds import KINDS

COURSES = [name for name in assignments() if name != "kinds"]
DIFFERENT: dict[tuple[str, str, str], str] = {
    ("star-imports", "wrong", "stars/hypotenuse_test"): (
        "the learner defines `assert_allclose` anew; what a star brings is the instructor's here"
    ),
}
"""Scores that differ from stock's, by course, student and cell, each with its reason."""


def test_there_are_at_least_twenty_styles_and_each_is_described():
    from tests.courses.build import COURSES as FOLDER

    readme = (FOLDER.parent / "README.md").read_text("utf-8")
    assert len(COURSES) >= 20
    assert [name for name in COURSES if f"`{name}`" not in readme] == []


@pytest.mark.parametrize("course", COURSES)
def test_scores_are_those_of_stock_nbgrader(course, grades):
    ours, stock = grades["ours"][course], grades["stock"][course]
    assert "refused" not in ours, ours["refused"]
    different = {
        (course, student, cell): (score, ours["scores"][student].get(cell))
        for student, scores in stock["scores"].items()
        for cell, score in scores.items()
        if score != ours["scores"][student].get(cell)
    }
    assert different.keys() == {key for key in DIFFERENT if key[0] == course}, different


@pytest.mark.parametrize("course", COURSES)
def test_every_test_holds_for_the_right_answer_and_fails_for_a_blank_and_a_wrong_one(
    course, grades
):
    points = {
        f"{notebook}/{cell.name}": cell.points
        for notebook, cells in assignments()[course].items()
        for cell in cells
        if cell.role == "test"
    }
    for kind in ("ours", "stock"):
        scores = grades[kind][course]["scores"]
        assert {cell: scores["right"][cell] for cell in points} == points, kind
        for student in ("blank", "wrong"):
            full = [cell for cell, most in points.items() if scores[student][cell] >= most]
            known = [cell for cell in full if (course, student, cell) in DIFFERENT]
            assert full == (known if kind == "stock" else []), (kind, student)


def test_there_are_at_least_93_kinds_of_tests():
    assert len(KINDS) >= 93


@pytest.mark.parametrize("number", range(len(KINDS)), ids=list(KINDS))
def test_a_kind_of_test_gives_what_stock_gives(number, grades):
    for kind in ("stock", "ours"):
        assert "refused" not in grades[kind]["kinds"], grades[kind]["kinds"]["refused"]
    found = {
        kind: [
            grades[kind]["kinds"]["scores"][student][f"kinds/test-{number}"]
            for student in ("right", "blank", "wrong")
        ]
        for kind in ("stock", "ours")
    }
    assert found["ours"] == found["stock"]
    right, blank, wrong = found["ours"]
    assert right == 2 and blank < 2 and wrong < 2
