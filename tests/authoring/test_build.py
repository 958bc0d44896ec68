"""source/ and release/ are what lessons/ gives, and the build explains what it can't build."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest

from authoring.__main__ import main
from authoring.build import build, draft, rooms
from authoring.lesson import LESSONS, ROOT, LessonError, lesson_names
from authoring.pull import lesson_text, pull
from tests.authoring.alike import difference

HEADER = """# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3 (ipykernel)
#     language: python
#     name: python3
# ---

# %%
import numpy as np
from course import check
"""

ANSWER = '''
# %% nbgrader={"grade": false, "grade_id": "98-half-answer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def half(x):
    """Half of x."""
    ### BEGIN SOLUTION
    return x / 2
    ### END SOLUTION


# %% nbgrader={"grade": true, "grade_id": "98-half-check", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
check(half)
### BEGIN HIDDEN TESTS
from grader.exam import Exam, Mistake


class HalfExam(Exam):
    examples = [EXAMPLES]
    mistakes = [Mistake("third", "Three is not two.", swap=(SWAP))]

    def halves(self, rng):
        "halves any number"
        self.agree(rng.normal())
### END HIDDEN TESTS
'''  # noqa: E501  # nbgrader's metadata stands on one line


def write_lesson(folder: Path, examples: str = '"half(3.0)"', swap: str = '"/ 2", "/ 3"') -> Path:
    folder.mkdir(exist_ok=True)
    answer = ANSWER.replace("EXAMPLES", examples).replace("SWAP", swap)
    (folder / "98-test.py").write_text(HEADER + answer, encoding="utf-8")
    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.parametrize("lesson", lesson_names())
def test_source_and_release_are_what_the_lesson_gives(lesson: str, tmp_path: Path) -> None:
    """But for the last digits of numbers, which differ between processors."""
    build(lesson, root=tmp_path, say=lambda line: None)
    for room in rooms(lesson):
        made, committed = files(tmp_path / room / lesson), files(ROOT / room / lesson)
        assert made.keys() == committed.keys()
        changed = [difference(made[name], committed[name], name) for name in made]
        assert not any(changed), f"run `make build`: {room}/{lesson} is not what lessons/ gives"


def test_a_lesson_built_twice_is_the_same_byte_for_byte(tmp_path: Path) -> None:
    for folder in ("first", "second"):
        build("03-chain-rule", root=tmp_path / folder, say=lambda line: None)
    assert files(tmp_path / "first") == files(tmp_path / "second")


@pytest.mark.parametrize(
    ("committed", "is_same"),
    [
        ('{"outputs": ["path 1.0000000001, loss 2e-17"]}', True),
        ('{"outputs": ["path 1.001, loss 2e-17"]}', False),
        ('{"outputs": ["way 1.0, loss 0.0"]}', False),
        ('{"outputs": ["path 1.0, loss 0.0", ""]}', False),
        ('{"source": ["path 1.0, loss 0.0"]}', False),
        ('{"outputs": {"source": "lr = 0.001"}}', False),
    ],
)
def test_only_the_last_digits_of_a_number_may_differ(committed: str, is_same: bool) -> None:
    made = b'{"outputs": ["path 1.0, loss 0.0"]}'
    assert (difference(made, committed.encode(), "a.ipynb") == "") == is_same


@pytest.mark.parametrize("room", ["source", "release"])
def test_no_lesson_is_missing_from_source_or_release_and_none_is_left_over(room: str) -> None:
    there = sorted(path.name for path in (ROOT / room).glob("[0-9]*"))
    assert there == [lesson for lesson in lesson_names() if room in rooms(lesson)]


def test_a_lesson_without_exercises_is_released_and_is_no_assignment(tmp_path: Path) -> None:
    lessons, data = tmp_path / "lessons", tmp_path / "lessons" / "data" / "98-test"
    data.mkdir(parents=True)
    (data / "numbers.csv").write_text("1,2")
    (lessons / "98-test.py").write_text(HEADER + "1 + 1\n", encoding="utf-8")
    build("98-test", root=tmp_path, lessons=lessons, say=lambda line: None)
    assert not (tmp_path / "source").exists()
    made = files(tmp_path / "release")
    assert sorted(made) == ["98-test/98-test.ipynb", "98-test/numbers.csv"]
    (cell,) = nbformat.reads(made["98-test/98-test.ipynb"].decode(), as_version=4).cells
    assert (cell.outputs, cell.execution_count) == ([], None)

    edited = made["98-test/98-test.ipynb"].replace(b"1 + 1", b"2 + 2")
    (tmp_path / "release" / "98-test" / "98-test.ipynb").write_bytes(edited)
    assert pull("98-test", tmp_path / "source", lessons)
    assert "2 + 2" in (lessons / "98-test.py").read_text(encoding="utf-8")


@pytest.mark.parametrize("lesson", lesson_names())
def test_a_notebook_that_was_not_edited_gives_back_the_lesson(lesson: str) -> None:
    notebook, _ = draft(lesson)
    text = (LESSONS / f"{lesson}.py").read_text(encoding="utf-8")
    assert lesson_text(notebook, text) == text


@pytest.mark.parametrize("lesson", lesson_names())
def test_cell_ids_are_distinct(lesson: str) -> None:
    ids = [cell["id"] for cell in draft(lesson)[0].cells]
    assert len(set(ids)) == len(ids)


def test_an_edit_in_the_notebook_comes_back_without_what_the_build_added(tmp_path: Path) -> None:
    lessons = write_lesson(tmp_path / "lessons")
    pull_ready, _ = draft("98-test", lessons)
    pull_ready.cells[1].source = pull_ready.cells[1].source.replace("Half of x", "x, halved")
    pull_ready.cells[1].metadata["trusted"] = True
    place = tmp_path / "source" / "98-test"
    place.mkdir(parents=True)
    nbformat.write(pull_ready, place / "98-test.ipynb")

    before = (lessons / "98-test.py").read_text(encoding="utf-8")
    assert pull("98-test", tmp_path / "source", lessons)
    after = (lessons / "98-test.py").read_text(encoding="utf-8")
    assert after == before.replace("Half of x", "x, halved")
    assert (lessons / "98-test.py.before").read_text(encoding="utf-8") == before
    assert not pull("98-test", tmp_path / "source", lessons)


@pytest.mark.parametrize(
    ("examples", "swap", "words"),
    [
        ('"half(0.0)"', '"/ 2", "/ 3"', "'third' looks like 'right'"),
        ('"half(3.0)"', '"/ 4", "/ 3"', "'/ 4' stands 0 times in the solution"),
        ("", '"/ 2", "/ 3"', "`examples` is empty"),
        ('"half(None)"', '"/ 2", "/ 3"', "the reference raises TypeError on half(None)"),
    ],
    ids=["ambiguous", "swap not found", "no example", "failing example"],
)
def test_what_cannot_be_built_is_told_with_its_place(
    examples: str, swap: str, words: str, tmp_path: Path
) -> None:
    lessons = write_lesson(tmp_path / "lessons", examples, swap)
    with pytest.raises(LessonError, match="98-test, half") as problem:
        draft("98-test", lessons)
    assert words in str(problem.value)


def test_a_lesson_that_fails_leaves_the_last_good_build_in_place(tmp_path: Path) -> None:
    lessons = write_lesson(tmp_path / "lessons", examples="")
    good = tmp_path / "source" / "98-test"
    good.mkdir(parents=True)
    (good / "98-test.ipynb").write_text("good")
    with pytest.raises(LessonError):
        build("98-test", root=tmp_path, lessons=lessons, say=lambda line: None)
    assert (good / "98-test.ipynb").read_text() == "good"


def test_an_unknown_lesson_is_told_which_there_are(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "99-nothing"]) == 1
    assert f"Lessons: {', '.join(lesson_names())}" in capsys.readouterr().err


@pytest.mark.parametrize("lent", ["half", "third"])
def test_only_an_exercise_that_stands_before_can_be_lent(lent: str, tmp_path: Path) -> None:
    """An exam that lends its own answer, or one still to come, would answer for the learner."""
    lessons = write_lesson(tmp_path / "lessons")
    path = lessons / "98-test.py"
    text = path.read_text(encoding="utf-8").replace(
        "    examples", f"    lends = [{lent!r}]\n    examples"
    )
    later = ANSWER.replace("half", "third").replace("Half", "Third")
    later = later.replace("EXAMPLES", '"third(3.0)"').replace("SWAP", '"/ 2", "/ 3"')
    path.write_text(text + later, encoding="utf-8")
    with pytest.raises(LessonError, match=f"half: `lends` names {lent}, but only"):
        draft("98-test", lessons)
